//! Weight arrays: from the serialised networks to 16-bit floats.
//!
//! It changes no layout and no value beyond rounding. Invariant: every array has the shape that the inference
//! expects, checked here, so that a different network fails at import and not at run time.

use anyhow::{Context, Result, ensure};
use rmpv::Value;

use super::container::Container;
use super::wheel::{Wheel, field, text};

/// Node of the first and of the following parameters within a `tok2vec` network and the `ner` network: both
/// number their nodes alike from the embeddings on.
const MAIN_EMBEDDINGS: [(usize, usize); 6] = [(28, 5000), (30, 1000), (32, 2500), (34, 2500), (36, 50), (38, 50)];
const ENTITY_EMBEDDINGS: [(usize, usize); 4] = [(32, 5000), (34, 1000), (36, 2500), (38, 2500)];
const MIX: usize = 39;
const CONVOLUTIONS: [usize; 4] = [57, 59, 61, 63];
const WIDTH: usize = 96;
const PIECES: usize = 3;
const HIDDEN: usize = 64;

/// Adds every array of the four networks.
pub(super) fn convert(wheel: &mut Wheel, out: &mut Container) -> Result<()> {
    let main = Network(wheel.message("tok2vec/model")?);
    main.encoder("main", &MAIN_EMBEDDINGS, out)?;
    let tagger = Network(wheel.message("tagger/model")?);
    tagger.add(out, "tagger.w", 3, "W", &[50, WIDTH])?;
    tagger.add(out, "tagger.b", 3, "b", &[50])?;
    let parser = Network(wheel.message("parser/model")?);
    parser.transitions("parser", 8, 106, out)?;
    let entities = Network(wheel.message("ner/model")?);
    entities.encoder("ner", &ENTITY_EMBEDDINGS, out)?;
    entities.transitions("ner", 3, 74, out)
}

struct Network(Value);

impl Network {
    fn encoder(&self, name: &str, embeddings: &[(usize, usize)], out: &mut Container) -> Result<()> {
        for (column, &(node, rows)) in embeddings.iter().enumerate() {
            self.add(out, &format!("{name}.embed.{column}"), node, "E", &[rows, WIDTH])?;
        }
        let inputs = embeddings.len() * WIDTH;
        self.layer(out, &format!("{name}.mix"), MIX, inputs)?;
        for (index, &node) in CONVOLUTIONS.iter().enumerate() {
            self.layer(out, &format!("{name}.conv.{index}"), node, 3 * WIDTH)?;
        }
        Ok(())
    }

    fn layer(&self, out: &mut Container, name: &str, node: usize, inputs: usize) -> Result<()> {
        self.add(out, &format!("{name}.w"), node, "W", &[WIDTH, PIECES, inputs])?;
        self.add(out, &format!("{name}.b"), node, "b", &[WIDTH, PIECES])?;
        self.add(out, &format!("{name}.gain"), node + 1, "G", &[WIDTH])?;
        self.add(out, &format!("{name}.shift"), node + 1, "b", &[WIDTH])
    }

    fn transitions(&self, name: &str, features: usize, actions: usize, out: &mut Container) -> Result<()> {
        self.add(out, &format!("{name}.project.w"), 6, "W", &[HIDDEN, WIDTH])?;
        self.add(out, &format!("{name}.project.b"), 6, "b", &[HIDDEN])?;
        self.add(out, &format!("{name}.lower.w"), 2, "W", &[features, HIDDEN, 2, HIDDEN])?;
        self.add(out, &format!("{name}.lower.b"), 2, "b", &[HIDDEN, 2])?;
        self.add(out, &format!("{name}.lower.pad"), 2, "pad", &[1, features, HIDDEN, 2])?;
        self.add(out, &format!("{name}.upper.w"), 3, "W", &[actions, HIDDEN])?;
        self.add(out, &format!("{name}.upper.b"), 3, "b", &[actions])
    }

    fn add(&self, out: &mut Container, name: &str, node: usize, key: &str, shape: &[usize]) -> Result<()> {
        let array = self.array(node, key, shape).with_context(|| format!("array {name}"))?;
        out.floats(name, &array);
        Ok(())
    }

    fn array(&self, node: usize, key: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let nodes = field(&self.0, "params")?.as_array().context("params is no list")?;
        let array = field(nodes.get(node).context("no such node")?, key)?;
        ensure!(text(field(array, "type")?)? == "<f4", "not 32-bit floats");
        let found: Vec<u64> = field(array, "shape")?
            .as_array()
            .context("shape is no list")?
            .iter()
            .filter_map(Value::as_u64)
            .collect();
        let expected: Vec<u64> = shape.iter().map(|&size| size as u64).collect();
        ensure!(found == expected, "shape {found:?}, expected {expected:?}");
        let data = field(array, "data")?.as_slice().context("data is no bytes")?;
        ensure!(
            data.len() == 4 * shape.iter().product::<usize>(),
            "data has the wrong length"
        );
        Ok(data
            .chunks_exact(4)
            .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
            .collect())
    }
}
