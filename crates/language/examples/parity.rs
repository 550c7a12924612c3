//! Analyses sentences, one a line, from standard input and writes one JSON object a line.
//!
//! `examples/parity.py` runs it beside Python spaCy and compares. Offsets count bytes of the line.

use std::io::{BufRead, Write};

use serde_json::json;
use tidywire_language::{Analyzer, Model};
use tidywire_text::Span;

fn main() -> std::io::Result<()> {
    let mut analyzer = Analyzer::new(Model::embedded());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let sentence = analyzer.sentence(&line, Span::new(0, line.len()));
        let tokens: Vec<_> = sentence
            .tokens
            .iter()
            .map(|token| {
                let Span { start, end } = token.span;
                json!([
                    start,
                    end,
                    token.tag.name(),
                    token.pos.name(),
                    token.lemma,
                    token.head,
                    token.label.name()
                ])
            })
            .collect();
        let entities: Vec<_> = sentence
            .entities
            .iter()
            .map(|one| json!([one.first, one.end, one.label.name()]))
            .collect();
        writeln!(out, "{}", json!({"tokens": tokens, "entities": entities}))?;
    }
    out.flush()
}
