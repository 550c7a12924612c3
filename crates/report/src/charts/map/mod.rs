//! Where: actions and figures on a map.
//!
//! It counts rows and puts them where they say they are. What has no coordinates is counted in the caption, never
//! put into a capital; a country as a whole is a hollow square, so that nobody takes the point in its middle for a
//! place. Borders in the background are scenery: nothing is counted by them.

mod labels;
mod land;
mod marks;
mod places;
mod spread;
mod window;

use anyhow::Result;
use tidywire_codebook::{CodeList, Field, Place, QuadClass, Value};
use tidywire_tables::csv_text;

use self::labels::Label;
use self::marks::Sizes;
use self::places::{Placed, Spot};
use self::spread::Disc;
use self::window::Window;
use super::Picture;
use crate::data::Tables;
use crate::draw::{Anchor, INK, Layer, MARGIN, MUTED, PAPER, Sheet, WIDTH, fit, plural};

/// Places that are drawn at most, and names.
const MOST: usize = 200;
const NAMES: usize = 12;
/// Pixels that a mark may stand aside.
const FAR: f64 = 60.0;
/// Room for the longest name.
const LONG: f64 = 190.0;
const WIDE: f64 = WIDTH - 2.0 * MARGIN;

/// Draws the picture.
pub(crate) fn draw(tables: &Tables) -> Result<Vec<Picture>> {
    let placed = places::gather(tables);
    let (title, caption) = (title(&placed), caption(&placed));
    let sheet = Sheet {
        title: &title,
        lead: "The area of a circle counts the actions at a place, its slices are of their kinds; that of a thin outline counts \
               figures, on the same scale. A hollow square is a country as a whole: where in it is not stated. Marks that would \
               overlap stand aside, with a line to the place; in a crowd small ones lie on large ones. None is smaller than a dot.",
        caption: &caption,
    };
    let svg = if placed.spots.is_empty() {
        sheet.empty("The data set holds no actions or figures with a place.")?
    } else {
        let drawn = &placed.spots[..placed.spots.len().min(MOST)];
        let points: Vec<_> = drawn.iter().map(|spot| (spot.longitude, spot.latitude)).collect();
        let window = Window::around(&points, WIDE);
        let (sizes, discs) = arrange(drawn, &window);
        let top = sizes.legend();
        sheet.draw_layer(top + window.high, |layer| {
            marks::legend(layer, sizes);
            let mut inner = Layer::new(layer.theme());
            map(&mut inner, drawn, &discs, &window, sizes)?;
            layer.clipped((0.0, top), (window.wide, window.high), &inner);
            layer.frame((0.0, top), (WIDE, top + window.high), MUTED, 1.0);
            Ok(())
        })?
    };
    Ok(vec![Picture {
        name: "actions-figures-map".to_owned(),
        data: data(&placed),
        svg,
        title,
        caption,
    }])
}

fn title(placed: &Placed) -> String {
    if placed.spots.is_empty() {
        return "No action or figure has a place with coordinates".to_owned();
    }
    format!(
        "Where: {} and {} at {}",
        plural(placed.actions(), "action"),
        plural(placed.figures(), "figure"),
        plural(placed.spots.len(), "place")
    )
}

fn caption(placed: &Placed) -> String {
    let (actions, figures) = (placed.actions(), placed.figures());
    if placed.spots.is_empty() {
        return format!(
            "n = 0 of {} and {}: none has a place with coordinates.",
            plural(placed.no_action, "action"),
            plural(placed.no_figure, "figure")
        );
    }
    let mut text = format!(
        "n = {} and {} at {}",
        plural(actions, "action"),
        plural(figures, "figure"),
        plural(placed.spots.len(), "place")
    );
    if placed.countries() > 0 {
        text.push_str(&format!(", {} of them countries as a whole", placed.countries()));
    }
    if placed.spots.len() > MOST {
        text.push_str(&format!("; the {MOST} with most rows are drawn"));
    }
    text.push_str(&format!(
        "; {} and {} without a place that has coordinates are not on the map. An action is a row of source, event and target; \
         whether it happened, was planned or denied is not told apart here. Up to {NAMES} names, where there is room. Country outlines: Natural Earth, \
         whose borders are no statement on anybody's claims.",
        plural(placed.no_action, "action"),
        plural(placed.no_figure, "figure")
    ));
    text
}

/// How large the marks are and where they stand: somewhat smaller where they are many, and each at its place, on top of
/// each other, where they are too many to stand aside.
fn arrange(spots: &[Spot], window: &Window) -> (Sizes, Vec<Disc>) {
    let first = Sizes::of(spots, window.wide * window.high);
    let place = |sizes: Sizes| {
        let disc = |spot: &Spot| {
            let home = window.place((spot.longitude, spot.latitude));
            let radius = sizes.reach(spot);
            Disc { home, at: home, radius }
        };
        spots.iter().map(disc).collect::<Vec<_>>()
    };
    for sizes in [first, first.smaller()] {
        let mut discs = place(sizes);
        spread::spread(&mut discs, (window.wide, window.high));
        if discs.iter().all(|disc| disc.aside() <= FAR) {
            return (sizes, discs);
        }
    }
    (first, place(first))
}

/// What the frame holds.
fn map(layer: &mut Layer, spots: &[Spot], discs: &[Disc], window: &Window, sizes: Sizes) -> Result<()> {
    land::draw(layer, window)?;
    let size = (window.wide, window.high);
    let names: Vec<_> = spots
        .iter()
        .map(|spot| fit(&spot.name, labels::SIZE, false, LONG))
        .collect();
    let labels = labels::place(&names, discs, NAMES, size);
    for (spot, disc) in spots.iter().zip(discs) {
        marks::draw(layer, spot, disc.at, sizes);
    }
    // Above the marks: in a crowd a line may have to cross one.
    for lead in discs.iter().filter_map(Disc::lead) {
        layer.lines(&[lead.to_vec()], PAPER, 2.4);
        layer.lines(&[lead.to_vec()], INK, 0.9);
        layer.disc(lead[1], 1.8, INK, 1.0);
    }
    for Label { line, .. } in &labels {
        if let Some((from, to)) = line {
            layer.lines(&[vec![*from, *to]], MUTED, 1.0);
        }
    }
    for label in &labels {
        layer.text(&label.text, label.at, labels::SIZE, false, INK, Anchor::Start);
    }
    Ok(())
}

/// All places with what is drawn of them.
fn data(placed: &Placed) -> String {
    let mut header = vec![
        Place::place_id,
        Place::name,
        Place::country,
        Place::latitude,
        Place::longitude,
        Place::precision,
        "actions",
    ];
    header.extend(QuadClass::all().iter().map(|class| class.code()));
    header.extend(["figures", "drawn"]);
    let rows = placed.spots.iter().enumerate().map(|(index, spot)| {
        let mut row = vec![
            spot.place_id.value(),
            spot.name.value(),
            spot.country.value(),
            spot.latitude.value(),
            spot.longitude.value(),
            spot.precision.value(),
            Value::Int(spot.all_actions() as i64),
        ];
        row.extend(spot.actions.iter().map(|&count| Value::Int(count as i64)));
        row.extend([Value::Int(spot.figures as i64), Value::Int(i64::from(index < MOST))]);
        row
    });
    csv_text(&header, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_stand_aside_and_a_crowd_stays_at_its_places() {
        let spots = |count: u32| -> Vec<Spot> {
            let spot = |index| Spot {
                latitude: 48.0 + f64::from(index % 2) * 0.1,
                longitude: 37.0,
                actions: [1, 0, 0, 4],
                ..Spot::default()
            };
            let mut spots: Vec<Spot> = (0..count).map(spot).collect();
            spots.push(Spot::default());
            spots
        };
        let arranged = |spots: &[Spot]| {
            let points: Vec<_> = spots.iter().map(|spot| (spot.longitude, spot.latitude)).collect();
            arrange(spots, &Window::around(&points, WIDE)).1
        };
        assert!(arranged(&spots(4)).iter().any(|disc| disc.aside() > 5.0));
        assert!(arranged(&spots(150)).iter().all(|disc| disc.at == disc.home));
    }

    #[test]
    fn titles_count_in_words_that_fit() {
        let spot = Spot {
            actions: [0, 0, 0, 1],
            figures: 2,
            ..Spot::default()
        };
        let mut placed = Placed {
            spots: vec![spot.clone()],
            no_action: 3,
            no_figure: 0,
        };
        assert_eq!(title(&placed), "Where: 1 action and 2 figures at 1 place");
        assert!(
            caption(&placed)
                .starts_with("n = 1 action and 2 figures at 1 place; 3 actions and 0 figures without a place"),
            "{}",
            caption(&placed)
        );
        placed.spots = vec![spot; MOST + 1];
        assert!(caption(&placed).contains("; the 200 with most rows are drawn;"));
        assert_eq!(data(&placed).lines().filter(|line| line.ends_with(",1")).count(), MOST);
    }
}
