//! The examples and counterexamples of the lexicon, executed.
//!
//! Every entry says in its own file what its sentences must yield; this is where that is held to be true, for the
//! embedded lexicon by a test and for a user's own by `tidywire check`.

use tidywire_codebook::{CodeList, Polarity, Sector};
use tidywire_extract::{Extraction, Figure, Knowledge, Party, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::{Example, Lexicon};
use tidywire_text::Document;

/// One example that did not yield what it must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// File below `lexicon/`, without the ending.
    pub file: String,
    /// Entry.
    pub entry: String,
    /// The sentence.
    pub sentence: String,
    /// What was wanted and what came out.
    pub message: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            file,
            entry,
            sentence,
            message,
        } = self;
        write!(out, "{file}#{entry}: \"{sentence}\": {message}")
    }
}

/// Names of the files that hold examples, sorted.
pub fn files(lexicon: &Lexicon) -> Vec<String> {
    let mut files: Vec<String> = rules(lexicon).map(|rule| file_of(rule).to_owned()).collect();
    files.sort_unstable();
    files.dedup();
    files
}

fn rules(lexicon: &Lexicon) -> impl Iterator<Item = &str> {
    let verbs = lexicon.verbs.iter().map(|entry| entry.rule.as_str());
    let hedges = lexicon.hedges.iter().map(|entry| entry.rule.as_str());
    let vague = lexicon.vague.iter().map(|entry| entry.rule.as_str());
    let measured = lexicon.measured.iter().map(|entry| entry.rule.as_str());
    let speech = lexicon.speech.iter().map(|entry| entry.rule.as_str());
    let modals = lexicon.modals.iter().map(|entry| entry.rule.as_str());
    let groups = lexicon
        .groups
        .iter()
        .filter(|entry| !entry.examples.is_empty() || !entry.counterexamples.is_empty())
        .map(|entry| entry.rule.as_str());
    verbs
        .chain(groups)
        .chain(hedges)
        .chain(vague)
        .chain(measured)
        .chain(speech)
        .chain(modals)
}

fn file_of(rule: &str) -> &str {
    rule.split('#').next().unwrap_or(rule)
}

/// Executes the examples of one file.
pub fn run(lexicon: &Lexicon, knowledge: &Knowledge<'_>, analyzer: &mut Analyzer<'_>, file: &str) -> Vec<Failure> {
    let mut runner = Runner {
        knowledge,
        analyzer,
        failures: Vec::new(),
    };
    let of_file = |rule: &str| file_of(rule) == file;
    for verb in lexicon.verbs.iter().filter(|entry| of_file(&entry.rule)) {
        for example in &verb.examples {
            runner.wants(&verb.rule, example, &|found, _| {
                let own = found
                    .actions
                    .iter()
                    .filter(|action| action.rule.starts_with(&format!("{}+", verb.rule)));
                own.map(|action| format!("{} -> {}", side(action.source.as_ref()), side(action.target.as_ref())))
                    .collect()
            });
        }
        for sentence in &verb.counterexamples {
            runner.refuses(&verb.rule, sentence, &|found| {
                found
                    .actions
                    .iter()
                    .any(|action| action.rule.starts_with(&format!("{}+", verb.rule)))
            });
        }
    }
    for hedge in lexicon.hedges.iter().filter(|entry| of_file(&entry.rule)) {
        hedge
            .examples
            .iter()
            .for_each(|example| runner.wants(&hedge.rule, example, &figures));
        for sentence in &hedge.counterexamples {
            runner.refuses(&hedge.rule, sentence, &|found| {
                found.figures.iter().any(|figure| {
                    figure.value.bound == hedge.bound
                        && figure
                            .value
                            .approximator
                            .as_deref()
                            .is_none_or(|words| words.to_lowercase() == hedge.phrase)
                })
            });
        }
    }
    for vague in lexicon.vague.iter().filter(|entry| of_file(&entry.rule)) {
        vague
            .examples
            .iter()
            .for_each(|example| runner.wants(&vague.rule, example, &figures));
        for sentence in &vague.counterexamples {
            runner.refuses(&vague.rule, sentence, &|found| {
                found
                    .figures
                    .iter()
                    .any(|figure| figure.value.vague_term.as_deref() == Some(&vague.phrase))
            });
        }
    }
    for group in lexicon.groups.iter().filter(|entry| of_file(&entry.rule)) {
        group
            .examples
            .iter()
            .for_each(|example| runner.wants(&group.rule, example, &figures));
        for sentence in &group.counterexamples {
            runner.refuses(&group.rule, sentence, &|found| !found.figures.is_empty());
        }
    }
    for measured in lexicon.measured.iter().filter(|entry| of_file(&entry.rule)) {
        measured
            .examples
            .iter()
            .for_each(|example| runner.wants(&measured.rule, example, &figures));
        for sentence in &measured.counterexamples {
            runner.refuses(&measured.rule, sentence, &|found| {
                found
                    .figures
                    .iter()
                    .any(|figure| figure.rule.starts_with(&measured.rule))
            });
        }
    }
    for speech in lexicon.speech.iter().filter(|entry| of_file(&entry.rule)) {
        for example in &speech.examples {
            runner.wants(&speech.rule, example, &|found, text| {
                found
                    .statements
                    .iter()
                    .map(|statement| {
                        let source = statement.source.as_ref().map_or("-", |party| party.span.of(text));
                        format!("{source} | {} | {}", statement.cue.of(text), statement.content.of(text))
                    })
                    .collect()
            });
        }
        for sentence in &speech.counterexamples {
            runner.refuses(&speech.rule, sentence, &|found| {
                found.statements.iter().any(|statement| statement.rule == speech.rule)
            });
        }
    }
    for modal in lexicon.modals.iter().filter(|entry| of_file(&entry.rule)) {
        modal
            .examples
            .iter()
            .for_each(|example| runner.wants(&modal.rule, example, &qualifications));
    }
    runner.failures
}

struct Runner<'a, 'l, 'm> {
    knowledge: &'a Knowledge<'l>,
    analyzer: &'a mut Analyzer<'m>,
    failures: Vec<Failure>,
}

type Render<'r> = &'r dyn Fn(&Extraction, &str) -> Vec<String>;

impl Runner<'_, '_, '_> {
    fn read(&mut self, sentence: &str) -> Document {
        analyze(self.analyzer, Model::embedded(), self.knowledge, sentence.to_owned())
    }

    fn wants(&mut self, rule: &str, example: &Example, render: Render<'_>) {
        let document = self.read(&example.text);
        let found = render(&extract(&document, self.knowledge, None), &document.text);
        if !found.contains(&example.yields) {
            self.fail(
                rule,
                &example.text,
                format!("wanted `{}`, found {found:?}", example.yields),
            );
        }
    }

    fn refuses(&mut self, rule: &str, sentence: &str, hit: &dyn Fn(&Extraction) -> bool) {
        let document = self.read(sentence);
        if hit(&extract(&document, self.knowledge, None)) {
            self.fail(rule, sentence, "the counterexample fires".to_owned());
        }
    }

    fn fail(&mut self, rule: &str, sentence: &str, message: String) {
        let (file, entry) = rule.split_once('#').unwrap_or((rule, ""));
        self.failures.push(Failure {
            file: file.to_owned(),
            entry: entry.to_owned(),
            sentence: sentence.to_owned(),
            message,
        });
    }
}

/// `UKR`, `RUS/MIL`, `IGO`, and `-` for nobody or somebody without a country.
fn side(party: Option<&Party>) -> String {
    let Some(party) = party else { return "-".to_owned() };
    let country = party.actor.country.as_deref().unwrap_or_default();
    match (country, party.actor.sector) {
        ("", Some(sector @ (Sector::Igo | Sector::Ngo))) => sector.code().to_owned(),
        ("", _) => "-".to_owned(),
        (country, None) => country.to_owned(),
        (country, Some(sector)) => format!("{country}/{}", sector.code()),
    }
}

/// `killed 12.. at_least soldier`, `wounded ~30 approximate civilian`.
fn figures(found: &Extraction, _: &str) -> Vec<String> {
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
    let value = |figure: &Figure| match (figure.value.low, figure.value.high, figure.value.point) {
        (None, None, Some(point)) => format!("~{point}"),
        (low, high, _) => format!("{}..{}", number(low), number(high)),
    };
    found
        .figures
        .iter()
        .map(|figure| {
            let unit = figure.unit.as_deref().unwrap_or("-");
            format!(
                "{} {} {} {unit}",
                figure.measure.code(),
                value(figure),
                figure.value.bound.code()
            )
        })
        .collect()
}

/// `possible`, `negated`, `possible negated`.
fn qualifications(found: &Extraction, _: &str) -> Vec<String> {
    let actions = found.actions.iter().map(|action| action.qualification);
    let figures = found.figures.iter().map(|figure| figure.qualification);
    let mut list = Vec::new();
    for one in actions.chain(figures) {
        list.push(one.modality.code().to_owned());
        if one.polarity == Polarity::Negated {
            list.push("negated".to_owned());
            list.push(format!("{} negated", one.modality.code()));
        }
    }
    list
}
