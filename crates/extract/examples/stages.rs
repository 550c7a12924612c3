//! Measures what the stages of extraction cost beside the language layer, on the texts of a folder.
//!
//! Processor time of one thread, best of five rounds; where the system does not tell it, the clock is taken instead.
//! `cargo xtask bench` puts what it prints into `reports/language.md`.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use tidywire_extract::{Knowledge, Stages, analyze, extract_stages};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;
use tidywire_text::Document;

/// Processor time of this process in seconds, else seconds of the clock.
fn seconds(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Least time of five rounds.
fn best(started: Instant, mut work: impl FnMut()) -> f64 {
    (0..5)
        .map(|_| {
            let begun = seconds(started);
            work();
            seconds(started) - begun
        })
        .fold(f64::INFINITY, f64::min)
}

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "data/articles".to_owned());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "txt" || extension == "md")
        })
        .collect();
    files.sort();
    let texts: Vec<String> = files.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let started = Instant::now();
    let knowledge = Knowledge::new(Lexicon::embedded());
    let ready = started.elapsed();
    let model = Model::embedded();
    let mut analyzer = Analyzer::new(model);
    let documents: Vec<Document> = texts.iter().map(|text| analyzer.document(text.clone())).collect();
    let tokens: usize = documents
        .iter()
        .flat_map(|document| &document.sentences)
        .map(|sentence| sentence.tokens.len())
        .sum();
    let language = best(started, || {
        for text in &texts {
            std::hint::black_box(analyzer.document(text.clone()));
        }
    });
    let mended = best(started, || {
        for text in &texts {
            std::hint::black_box(analyze(&mut analyzer, model, &knowledge, text.clone()));
        }
    });
    let run = |stages: Stages| {
        best(started, || {
            for document in &documents {
                std::hint::black_box(extract_stages(document, &knowledge, None, stages));
            }
        })
    };
    let whole = run(Stages::default());
    let without = run(Stages { figures: false });
    let figures = whole - without;
    let bytes: usize = texts.iter().map(String::len).sum();
    let look_up = best(started, || {
        for document in documents.iter().cycle().take(20 * documents.len()) {
            std::hint::black_box(knowledge.names_in(document));
        }
    }) / 20.0;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{tokens} tokens, best of 5")?;
    for (name, time) in [
        ("language layer", language),
        ("headlines again", mended - language),
        ("figures", figures),
        ("all other stages", without),
    ] {
        writeln!(
            out,
            "{name:<17} {:>6.2} us a token, {:>5.1} % of the language layer",
            time / tokens as f64 * 1e6,
            100.0 * time / language
        )?;
    }
    let lexicon = Lexicon::embedded();
    writeln!(
        out,
        "lexicon read and indexed in {:.0} ms of the clock, once a process",
        ready.as_secs_f64() * 1e3
    )?;
    writeln!(
        out,
        "names of {} actors and {} people looked up at {:.0} MB/s",
        lexicon.actors.len(),
        lexicon.people.len(),
        bytes as f64 / look_up / 1e6
    )
}
