//! From an analysed document and a lexicon to mentions, places, dates, statements, actions and figures.
//!
//! Pure: no input or output, no clock, no `Result`; the same document, lexicon and date give the same
//! [`Extraction`]. It holds no vocabulary of its own: words live in `data/lexicon`, syntax in its frames.
//!
//! Invariant: nothing comes out without a span into the document and a rule that made it.
//!
//! ```
//! use tidywire_extract::{Knowledge, extract};
//! use tidywire_language::{Analyzer, Model};
//! use tidywire_lexicon::Lexicon;
//!
//! let knowledge = Knowledge::new(Lexicon::embedded());
//! let text = "Ukraine fired missiles at Russia.".to_owned();
//! let document = Analyzer::new(Model::embedded()).document(text);
//! let found = extract(&document, &knowledge, None);
//! assert_eq!(found.actions[0].target.as_ref().unwrap().span.of(&document.text), "Russia");
//! ```

mod actions;
mod attach;
mod cases;
mod changes;
mod company;
mod counted;
mod dateline;
mod doers;
mod figures;
mod headlines;
mod implied;
mod indexes;
mod knowledge;
mod lexemes;
mod measure_nouns;
mod measures;
mod mentions;
mod names;
mod neighbours;
mod numbers;
mod parts;
mod periods;
mod places;
mod qualify;
mod relations;
mod scene;
mod statements;
mod times;
mod tree;
mod types;

use std::collections::HashSet;

use jiff::civil::Date;
use tidywire_text::{Document, Span};

use crate::scene::Scene;
use crate::tree::Tree;
pub use cases::{analyze, natural_case};
pub use knowledge::Knowledge;
pub use types::{
    Action, ActorRef, Claim, Extraction, Figure, Mention, Party, Place, Qualification, Statement, TimeExpression,
    Value, When,
};

/// Extracts everything from one document. `published` is the day of publication, if known: it
/// resolves relative dates and says who holds an office.
pub fn extract(document: &Document, knowledge: &Knowledge<'_>, published: Option<Date>) -> Extraction {
    extract_stages(document, knowledge, published, Stages::default())
}

/// Which stages run, for those who need only part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stages {
    /// Numbers and what they count.
    pub figures: bool,
}

impl Default for Stages {
    fn default() -> Self {
        Self { figures: true }
    }
}

/// Like [`extract`], with some stages left out.
pub fn extract_stages(
    document: &Document,
    knowledge: &Knowledge<'_>,
    published: Option<Date>,
    stages: Stages,
) -> Extraction {
    let mut found = Extraction::default();
    let mut events = 0;
    let trees: Vec<Tree<'_>> = document
        .sentences
        .iter()
        .map(|sentence| Tree::new(&document.text, sentence, &knowledge.lemmas))
        .collect();
    let toponyms = places::toponyms(knowledge, &trees);
    let mentions = mentions::find(knowledge, &trees, &toponyms, published);
    let mut scenes: Vec<Scene<'_, '_>> = Vec::new();
    let told = |tree: &Tree<'_>, words: &HashSet<&str>| {
        (0..tree.len()).any(|token| words.contains(tree.lemma(token).as_str()) || words.contains(tree.word(token)))
    };
    let violent: Vec<bool> = trees.iter().map(|tree| told(tree, &knowledge.violence_words)).collect();
    let mut place_base = 0;
    let times = times::find(knowledge, &trees, published);
    for (index, ((tree, mentions), times)) in trees.iter().zip(mentions).zip(times).enumerate() {
        let places = places::find(knowledge, tree, index, &mentions, &toponyms[index]);
        let mishap = told(tree, &knowledge.mishap_words);
        let next = place_base + places.len();
        scenes.push(Scene {
            knowledge,
            tree,
            index,
            mentions,
            places,
            times,
            statements: Vec::new(),
            published,
            violent: violent[index]
                || violent[index.saturating_sub(1)..violent.len().min(index + 2)].contains(&true) && !mishap,
            mishap,
            event_nouns: scene::event_nouns(knowledge, tree),
            place_base,
        });
        place_base = next;
    }
    let spans: Vec<Span> = document.sentences.iter().map(|sentence| sentence.span).collect();
    let said = scenes.iter().map(statements::find).collect();
    found.statements = statements::settle(&document.text, &spans, said);
    // What somebody says in a quotation over several sentences is his claim in each of them.
    for statement in &found.statements {
        let first = spans.partition_point(|span| span.end <= statement.content.start);
        let last = spans.partition_point(|span| span.start < statement.content.end);
        for scene in scenes.iter_mut().take(last).skip(first) {
            scene.statements.push(statement.clone());
        }
    }
    for mut scene in scenes {
        let actions = actions::find(&scene, &mut events);
        let before = found.figures.last().filter(|figure| figure.sentence + 1 == scene.index);
        let mut figures = if stages.figures {
            figures::find(&scene, &actions, found.actions.len(), before)
        } else {
            Vec::new()
        };
        let base = found.figures.len();
        figures
            .iter_mut()
            .for_each(|figure| figure.parent = figure.parent.map(|parent| base + parent));
        found.mentions.append(&mut scene.mentions);
        found.places.append(&mut scene.places);
        found.times.append(&mut scene.times);
        found.actions.extend(actions);
        found.figures.append(&mut figures);
    }
    found
}
