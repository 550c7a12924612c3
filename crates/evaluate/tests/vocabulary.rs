//! Every number word, unit and currency of the lexicon is read in a sentence of its own.

use tidywire_extract::{Extraction, Knowledge, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

fn read(analyzer: &mut Analyzer<'_>, knowledge: &Knowledge<'_>, sentence: &str) -> Extraction {
    let document = analyzer.document(sentence.to_owned());
    extract(&document, knowledge, None)
}

/// Sentences in which a thing was not read, as lines.
fn failures(check: impl Fn(&mut dyn FnMut(&str) -> Extraction) -> Vec<String>) {
    let knowledge = Knowledge::new(Lexicon::embedded());
    let mut analyzer = Analyzer::new(Model::embedded());
    let failed = check(&mut |sentence| read(&mut analyzer, &knowledge, sentence));
    assert!(failed.is_empty(), "{} not read:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_unit_is_read() {
    failures(|read| {
        let units = Lexicon::embedded().units.iter();
        units
            // Behind a numeral "m" is a million and a pound is money; see the lexicon.
            .filter(|unit| !matches!(unit.word.as_str(), "m" | "pound"))
            .filter_map(|unit| {
                let glue = if unit.symbol { "" } else { " " };
                let sentence = format!("They recorded 37{glue}{} there.", unit.word);
                let found = read(&sentence);
                let hit = found.figures.iter().any(|figure| {
                    figure.value.point == Some(37.0)
                        && figure.unit.as_deref() == Some(unit.name.as_str())
                        && figure.unit_kind == unit.kind
                });
                (!hit).then(|| format!("{sentence} wanted {}", unit.name))
            })
            .collect()
    });
}

#[test]
fn every_currency_is_read() {
    failures(|read| {
        let mut failed = Vec::new();
        for currency in &Lexicon::embedded().currencies {
            // A single letter is a word only where it is glued on ("37p").
            let space = |word: &str| if word.len() == 1 { "" } else { " " };
            let words = currency
                .words
                .iter()
                // "37 pound" is a weight, "37 pounds" are money.
                .filter(|word| *word != "pound")
                .map(|word| format!("It costs 37{}{word} today.", space(word)));
            let signs = currency.symbols.iter().map(|sign| format!("It costs {sign}37 today."));
            for sentence in words.chain(signs) {
                let found = read(&sentence);
                let wanted = (
                    currency.code.as_deref(),
                    currency.name.as_deref().or(currency.code.as_deref()),
                );
                let hit = found.figures.iter().any(|figure| {
                    figure.value.point == Some(37.0) && (figure.currency.as_deref(), figure.unit.as_deref()) == wanted
                });
                if !hit {
                    failed.push(format!("{sentence} wanted {wanted:?}"));
                }
            }
        }
        failed
    });
}

#[test]
fn every_cardinal_is_read() {
    failures(|read| {
        let cardinals = Lexicon::embedded()
            .numerals
            .iter()
            .filter(|numeral| !numeral.ordinal && !numeral.scale && numeral.value >= 2.0);
        cardinals
            .filter_map(|numeral| {
                let sentence = format!("The army sent {} trucks.", numeral.word);
                let found = read(&sentence);
                let hit = found
                    .figures
                    .iter()
                    .any(|figure| figure.value.point == Some(numeral.value));
                (!hit).then(|| format!("{sentence} wanted {}", numeral.value))
            })
            .collect()
    });
}

#[test]
fn every_scale_multiplies() {
    failures(|read| {
        let scales = Lexicon::embedded().numerals.iter().filter(|numeral| numeral.scale);
        scales
            .filter_map(|numeral| {
                let glue = if numeral.suffix { "" } else { " " };
                let sentence = format!("The army sent 3{glue}{} trucks.", numeral.word);
                let found = read(&sentence);
                let hit = found
                    .figures
                    .iter()
                    .any(|figure| figure.value.point == Some(3.0 * numeral.value));
                (!hit).then(|| format!("{sentence} wanted {}", 3.0 * numeral.value))
            })
            .collect()
    });
}
