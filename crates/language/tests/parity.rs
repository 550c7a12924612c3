//! The committed sentences, analysed as Python spaCy analyses them.
//!
//! `parity/expected.py` writes the expectation from the same weights. The limits leave room for sums in another
//! order, not for a wrong rule.

use std::collections::BTreeSet;

use serde_json::Value;
use tidywire_language::{Analyzer, Model};
use tidywire_text::{Sentence, Span};

const SENTENCES: &str = include_str!("parity/sentences.txt");
const EXPECTED: &str = include_str!("parity/expected.jsonl");

/// What is compared, and the F score in percent that it must reach.
const LIMITS: [(&str, f64); 6] = [
    ("tokens", 99.9),
    ("tags", 99.8),
    ("parts of speech", 99.5),
    ("lemmas", 99.5),
    ("heads and labels", 99.5),
    ("entities", 99.0),
];

/// Same, ours, theirs.
type Counts = [usize; 3];

fn add<T: Ord>(counts: &mut Counts, ours: BTreeSet<T>, theirs: BTreeSet<T>) {
    counts[0] += ours.intersection(&theirs).count();
    counts[1] += ours.len();
    counts[2] += theirs.len();
}

/// A token as text: its bytes, then the columns.
fn ours(sentence: &Sentence, columns: &[usize]) -> BTreeSet<String> {
    let tokens = &sentence.tokens;
    let row = tokens.iter().map(|token| {
        let head = tokens[token.head].span.start.to_string();
        let all = [
            token.tag.name(),
            token.pos.name(),
            &token.lemma,
            &head,
            token.label.name(),
        ];
        let columns: Vec<&str> = columns.iter().map(|&column| all[column]).collect();
        format!("{}-{} {}", token.span.start, token.span.end, columns.join(" "))
    });
    row.collect()
}

fn theirs(expected: &Value, columns: &[usize]) -> BTreeSet<String> {
    let tokens = expected["tokens"].as_array().expect("tokens");
    let row = tokens.iter().map(|token| {
        let text = |column: usize| token[column].as_str().expect("text").to_owned();
        let head = &tokens[token[5].as_u64().expect("head") as usize][0];
        let all = [text(2), text(3), text(4), head.to_string(), text(6)];
        let columns: Vec<&str> = columns.iter().map(|&column| all[column].as_str()).collect();
        format!("{}-{} {}", token[0], token[1], columns.join(" "))
    });
    row.collect()
}

#[test]
fn as_spacy_analyses_them() {
    let mut analyzer = Analyzer::new(Model::embedded());
    let mut counts = [[0; 3]; LIMITS.len()];
    assert_eq!(
        SENTENCES.lines().count(),
        EXPECTED.lines().count(),
        "run tests/parity/expected.py"
    );
    for (text, expected) in SENTENCES.lines().zip(EXPECTED.lines()) {
        let expected: Value = serde_json::from_str(expected).expect("JSON");
        let sentence = analyzer.sentence(text, Span::new(0, text.len()));
        for (counts, columns) in counts.iter_mut().zip([&[][..], &[0], &[1], &[2], &[3, 4]]) {
            add(counts, ours(&sentence, columns), theirs(&expected, columns));
        }
        let entities = sentence
            .entities
            .iter()
            .map(|one| format!("{} {} {}", one.first, one.end, one.label.name()))
            .collect();
        let known = expected["entities"].as_array().expect("entities").iter();
        let known = known
            .map(|one| format!("{} {} {}", one[0], one[1], one[2].as_str().expect("label")))
            .collect();
        add(&mut counts[5], entities, known);
    }
    for ((name, limit), [same, ours, theirs]) in LIMITS.into_iter().zip(counts) {
        let score = 200.0 * same as f64 / (ours + theirs) as f64;
        assert!(theirs > 100, "too few {name} to judge");
        assert!(score >= limit, "{name}: F {score:.2} of {theirs}, expected {limit}");
    }
}
