//! Executes every example and counterexample of the embedded lexicon: one named case per file.

use libtest_mimic::{Arguments, Failed, Trial};
use tidywire_evaluate::examples;
use tidywire_extract::Knowledge;
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

fn main() {
    let arguments = Arguments::from_args();
    let lexicon = Lexicon::embedded();
    let trials = examples::files(lexicon)
        .into_iter()
        .map(|file| Trial::test(file.clone(), move || case(lexicon, &file)))
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn case(lexicon: &'static Lexicon, file: &str) -> Result<(), Failed> {
    let knowledge = Knowledge::new(lexicon);
    let mut analyzer = Analyzer::new(Model::embedded());
    let failures = examples::run(lexicon, &knowledge, &mut analyzer, file);
    if failures.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = failures.iter().map(ToString::to_string).collect();
    Err(lines.join("\n").into())
}
