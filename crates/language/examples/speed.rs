//! Measures the speed of the layer on documents from standard input, one JSON object with a `text` a line.
//!
//! Prints one JSON object: tokens, start-up and tokens a second of processor time for syntax (splitting, tokenizer, tagger,
//! parser, lemmas), entities (tokenizer and recogniser) and the whole layer. Reading the input is not timed; where the
//! system does not tell the processor time, the clock is taken instead.
//! `examples/speed.py` runs it beside Python spaCy.

use std::io::{BufRead, Write};
use std::time::Instant;

use serde_json::{Value, json};
use tidywire_language::{Analyzer, Model, Parts};

/// Processor time of this process in seconds, else seconds of the clock.
fn seconds(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn main() -> std::io::Result<()> {
    let started = Instant::now();
    let model = Model::embedded();
    Analyzer::new(model).document("Shelling hit the town.".to_owned());
    let start_up = started.elapsed();
    let mut texts = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        texts.push(document["text"].as_str().unwrap_or_default().to_owned());
    }
    let mut report = json!({"start_up_ms": start_up.as_secs_f64() * 1e3});
    for (name, syntax, entities) in [
        ("syntax", true, false),
        ("entities", false, true),
        ("whole", true, true),
    ] {
        let mut analyzer = Analyzer::with_parts(model, Parts { syntax, entities });
        let begun = seconds(started);
        let mut tokens = 0;
        for text in &texts {
            tokens += analyzer
                .document(text.clone())
                .sentences
                .iter()
                .map(|one| one.tokens.len())
                .sum::<usize>();
        }
        report["tokens"] = json!(tokens);
        report[name] = json!(tokens as f64 / (seconds(started) - begun));
    }
    writeln!(std::io::stdout(), "{report}")
}
