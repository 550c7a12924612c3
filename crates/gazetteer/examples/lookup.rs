//! How fast names are looked up: `cargo run --release -p tidywire-gazetteer --example lookup -- FILE`, every capitalised word of the
//! text a beginning, as extraction does. Prints megabytes of text a second.

use std::io::Write;
use std::time::Instant;

use tidywire_gazetteer::Gazetteer;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("wanted: a file of text")?;
    let text = std::fs::read_to_string(path)?;
    let gazetteer = Gazetteer::embedded();
    let mut best = f64::INFINITY;
    let mut found = 0;
    for _ in 0..5 {
        let start = Instant::now();
        found = 0;
        let mut before = ' ';
        for (at, letter) in text.char_indices() {
            if letter.is_uppercase() && !before.is_alphanumeric() {
                found += usize::from(gazetteer.find(&text[at..]).is_some());
            }
            before = letter;
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    #[allow(clippy::cast_precision_loss, reason = "sizes of files")]
    let megabytes = text.len() as f64 / 1e6;
    let speed = megabytes / best;
    writeln!(std::io::stdout(), "{found} names in {megabytes:.1} MB, {speed:.0} MB/s")?;
    Ok(())
}
