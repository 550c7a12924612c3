//! Measures the speed of the layer on documents from standard input, one JSON object with a `text` a line.
//!
//! Prints one JSON object: tokens, start-up and tokens a second and core for syntax (splitting, tokenizer, tagger,
//! parser, lemmas), entities (tokenizer and recogniser) and the whole layer. Reading the input is not timed.
//! `examples/speed.py` runs it beside Python spaCy.

use std::io::BufRead;
use std::time::Instant;

use serde_json::{Value, json};
use tidywire_language::{Analyzer, Model, Parts};

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
    for (name, syntax, entities) in [("syntax", true, false), ("entities", false, true), ("whole", true, true)] {
        let mut analyzer = Analyzer::with_parts(model, Parts { syntax, entities });
        let begun = Instant::now();
        let mut tokens = 0;
        for text in &texts {
            tokens += analyzer.document(text.clone()).sentences.iter().map(|one| one.tokens.len()).sum::<usize>();
        }
        report["tokens"] = json!(tokens);
        report[name] = json!(tokens as f64 / begun.elapsed().as_secs_f64());
    }
    println!("{report}");
    Ok(())
}
