//! SVG to PNG at twice the size, with the embedded font and none of the system's.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

/// Pixels of the PNG per pixel of the SVG.
const SCALE: f32 = 2.0;

/// Renders an SVG.
pub(crate) fn to_png(svg: &str) -> Result<Vec<u8>> {
    let options = Options {
        fontdb: fonts(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).context("the SVG cannot be read back")?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(SCALE)
        .context("the picture has no size")?;
    let mut pixels = Pixmap::new(size.width(), size.height()).context("the picture is too large")?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    encode(&pixels).context("the PNG cannot be encoded")
}

/// The smallest picture without a loss: a palette where there are few colours, which flat charts have, else three bytes
/// a pixel. Paper covers everything, so there is no transparency to keep.
fn encode(pixels: &Pixmap) -> Result<Vec<u8>> {
    let mut colours: BTreeMap<[u8; 3], u8> = BTreeMap::new();
    let mut indexed = Vec::with_capacity(pixels.pixels().len());
    let mut last = None;
    for pixel in pixels.data().chunks_exact(4) {
        let colour = [pixel[0], pixel[1], pixel[2]];
        // Most pixels are as the one before.
        let index = match last {
            Some((known, index)) if known == colour => Some(index),
            _ => match (colours.get(&colour), u8::try_from(colours.len())) {
                (Some(&index), _) => Some(index),
                (None, Ok(index)) => {
                    colours.insert(colour, index);
                    Some(index)
                }
                (None, Err(_)) => None,
            },
        };
        let Some(index) = index else { break };
        last = Some((colour, index));
        indexed.push(index);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width(), pixels.height());
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    // Filters help photographs; large areas of one colour are shorter without.
    encoder.set_filter(png::Filter::NoFilter);
    let few = indexed.len() == pixels.pixels().len();
    if few {
        let mut palette = vec![0; colours.len() * 3];
        for (colour, &index) in &colours {
            palette[usize::from(index) * 3..][..3].copy_from_slice(colour);
        }
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        encoder.write_header()?.write_image_data(&indexed)?;
    } else {
        let rgb: Vec<u8> = pixels
            .data()
            .chunks_exact(4)
            .flat_map(|pixel| &pixel[..3])
            .copied()
            .collect();
        encoder.set_color(png::ColorType::Rgb);
        encoder.write_header()?.write_image_data(&rgb)?;
    }
    Ok(bytes)
}

fn fonts() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = Database::new();
        fonts.load_font_data(dejavu::sans::regular().to_vec());
        fonts.load_font_data(dejavu::sans::bold().to_vec());
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}
