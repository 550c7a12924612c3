//! Pairs of whole lists of items that are joined, or nearly, for reading by eye.
//!
//! `cargo run --release --example natural -- ITEMS.jsonl.gz`: JSON Lines, each a cluster of more than one article.
//!
//! What it deliberately does not do: it judges nothing.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::error::Error;
use std::fs::File;
use std::io::Write as _;
use std::io::{BufRead, BufReader};

use flate2::read::GzDecoder;
use tidywire_stories::{Sketch, clusters_and_work};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("path of the items?")?;
    let mut items = Vec::new();
    for line in BufReader::new(GzDecoder::new(File::open(path)?)).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_string();
        items.push((text("id"), text("text")));
    }
    let start = std::time::Instant::now();
    let sketches: Vec<Sketch> = items.iter().map(|item| Sketch::of(&item.1)).collect();
    let (found, work) = match clusters_and_work(&sketches, |n| Ok::<_, Infallible>(items[n].1.clone())) {
        Ok(found) => found,
        Err(never) => match never {},
    };
    eprintln!("{work:?} {:.1?}", start.elapsed());
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, first) in found.iter().enumerate() {
        members.entry(*first).or_default().push(n);
    }
    for cluster in members.values().filter(|cluster| cluster.len() > 1) {
        let list: Vec<_> = cluster
            .iter()
            .map(|n| serde_json::json!([items[*n].0, items[*n].1]))
            .collect();
        let _ = writeln!(std::io::stdout(), "{}", serde_json::Value::from(list));
    }
    Ok(())
}
