//! Sentences in the headline's present tense, whose verb the model takes for a noun: "Chad severs ties with Sudan".
//!
//! A sentence without a verb at its root is read again with a likely word in the past tense ("Chad severed ties"), which
//! the model knows as a verb. Where that gives the sentence a verb with a subject, the second reading counts: its relations
//! are put on the words that stand there.
//!
//! Two other readings are mended by form: "On Friday Smith had accused", where day and subject are taken for one name, and
//! lists of states read as appositions ("Mexico, Canada, and Brazil").
//!
//! It deliberately leaves every other sentence alone whose root is a verb. Invariant: the same tokens at the same places.

use tidywire_language::{Analyzer, Model};
use tidywire_text::{Document, Label, Pos, Sentence, Span, Tag, Token};

use crate::knowledge::Knowledge;

/// Words that are tried in one sentence.
const TRIES: usize = 4;

/// Reads headlines again.
pub(crate) fn mend(analyzer: &mut Analyzer<'_>, model: &Model, knowledge: &Knowledge<'_>, document: &mut Document) {
    let Document { text, sentences } = document;
    for sentence in sentences {
        subject_behind_day(text, knowledge, sentence);
        list_of_states(text, knowledge, sentence);
        if sentence.tokens.len() < 3 || !is_verbless(sentence) {
            continue;
        }
        if participle(sentence) {
            continue;
        }
        let mut tries = 0;
        for token in 1..sentence.tokens.len() - 1 {
            let Some(past) = past(text, model, knowledge, sentence, token) else {
                continue;
            };
            if let Some(read) = read_again(analyzer, text, sentence, token, &past) {
                *sentence = read;
                break;
            }
            tries += 1;
            if tries == TRIES {
                break;
            }
        }
    }
}

/// "On Friday Smith had accused": a verb without a subject, a day and a name behind "on" before it.
fn subject_behind_day(text: &str, knowledge: &Knowledge<'_>, sentence: &mut Sentence) {
    let tokens = &sentence.tokens;
    let found = (1..tokens.len().saturating_sub(1)).find_map(|day| {
        let (on, name) = (day - 1, day + 1);
        let weekday = knowledge.weekday(&tokens[day].span.of(text).to_lowercase()).is_some();
        let verb = tokens[on].head;
        let shape = weekday
            && tokens[day].head == name
            && tokens[on].tag == Tag::In
            && tokens[name].tag == Tag::Nnp
            && verb > name
            && matches!(tokens[verb].tag, Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp);
        let is_subject = |token: &Token| token.head == verb && matches!(token.label, Label::Nsubj | Label::Nsubjpass);
        let taken = tokens[name].head == on && tokens[name].label == Label::Pobj && !tokens.iter().any(is_subject);
        (shape && (taken || is_subject(&tokens[name]))).then_some((on, day, name, verb))
    });
    let Some((on, day, name, verb)) = found else { return };
    let passive = tokens
        .iter()
        .any(|token| token.head == verb && token.label == Label::Auxpass);
    let tokens = &mut sentence.tokens;
    tokens[day].head = on;
    tokens[day].label = Label::Pobj;
    tokens[name].head = verb;
    tokens[name].label = if passive { Label::Nsubjpass } else { Label::Nsubj };
    for token in &mut tokens[name + 1..] {
        if token.head == name && token.label == Label::Compound {
            token.head = verb;
        }
    }
}

/// "Mexico, Canada, and Brazil": of states, an apposition before a conjunct is one of the list.
fn list_of_states(text: &str, knowledge: &Knowledge<'_>, sentence: &mut Sentence) {
    for at in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let head = tokens[at].head;
        let state = |token: usize| knowledge.state_names.contains(tokens[token].span.of(text));
        let conjunct = |(other, token): (usize, &Token)| other > at && token.head == head && token.label == Label::Conj;
        let listed =
            tokens[at].label == Label::Appos && state(at) && state(head) && tokens.iter().enumerate().any(conjunct);
        if listed {
            sentence.tokens[at].label = Label::Conj;
        }
    }
}

fn is_verbless(sentence: &Sentence) -> bool {
    let mut roots = sentence
        .tokens
        .iter()
        .enumerate()
        .filter(|(at, token)| token.head == *at);
    roots.all(|(at, root)| {
        let subject = sentence.tokens.iter().any(|token| {
            token.head == at
                && matches!(
                    token.label,
                    Label::Nsubj | Label::Nsubjpass | Label::Expl | Label::Csubj
                )
        });
        // "An off-duty officer shoots dead ...": "officer" read as a verb, without a subject.
        matches!(root.tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps) || root.tag == Tag::Vbp && !subject
    })
}

/// "Two bombings in Daraa killed 20 troops": a participle with an object of its own is the verb of the noun that it seems to
/// modify.
fn participle(sentence: &mut Sentence) -> bool {
    let tokens = &sentence.tokens;
    let Some(root) = (0..tokens.len()).find(|&at| tokens[at].head == at) else {
        return false;
    };
    let has = |head: usize, label: Label| tokens.iter().any(|token| token.head == head && token.label == label);
    let Some(verb) = (root + 1..tokens.len()).find(|&at| {
        tokens[at].head == root
            && tokens[at].label == Label::Acl
            && tokens[at].tag == Tag::Vbn
            && has(at, Label::Dobj)
            && !has(at, Label::Agent)
    }) else {
        return false;
    };
    let tokens = &mut sentence.tokens;
    tokens[verb].tag = Tag::Vbd;
    tokens[verb].head = verb;
    tokens[verb].label = Label::Root;
    tokens[root].head = verb;
    tokens[root].label = Label::Nsubj;
    for (at, token) in tokens.iter_mut().enumerate() {
        if at > verb && token.head == root {
            token.head = verb;
        }
    }
    true
}

/// The past tense of a word that may be the sentence's verb: taken for a noun, behind a noun, a name or a comma.
fn past(text: &str, model: &Model, knowledge: &Knowledge<'_>, sentence: &Sentence, token: usize) -> Option<String> {
    let (before, own) = (&sentence.tokens[token - 1], &sentence.tokens[token]);
    let word = own.span.of(text);
    let subject = matches!(before.tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Rb)
        || before.pos == Pos::Punct && before.span.of(text) != "-";
    let noun = matches!(own.tag, Tag::Nn | Tag::Nns) && word.bytes().all(|byte| byte.is_ascii_lowercase());
    if !subject || !noun {
        return None;
    }
    let base = model.verb(word)?;
    if let Some(past) = knowledge.past_tenses.get(base.as_str()) {
        return Some((*past).to_owned());
    }
    let stem = base
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    Some(match stem {
        Some(stem) => format!("{stem}ied"),
        None if base.ends_with('e') => format!("{base}d"),
        None => format!("{base}ed"),
    })
}

/// The sentence as it is read with `past` in the place of a token, if that makes the token its verb.
fn read_again(
    analyzer: &mut Analyzer<'_>,
    text: &str,
    sentence: &Sentence,
    token: usize,
    past: &str,
) -> Option<Sentence> {
    let (own, whole) = (sentence.tokens[token].span, sentence.span);
    let words = [&text[whole.start..own.start], past, &text[own.end..whole.end]].concat();
    let read = analyzer.sentence(&words, Span::new(0, words.len()));
    let verb = read.tokens.get(token)?;
    let has_subject = read
        .tokens
        .iter()
        .any(|other| other.head == token && other.label == Label::Nsubj);
    let becomes_verb = verb.tag == Tag::Vbd && verb.head == token && has_subject;
    if read.tokens.len() != sentence.tokens.len() || !becomes_verb {
        return None;
    }
    let tag = if own.of(text).ends_with('s') {
        Tag::Vbz
    } else {
        Tag::Vbp
    };
    let mut mended = sentence.clone();
    mended.entities = read.entities;
    for (at, (token_of, read)) in mended.tokens.iter_mut().zip(read.tokens).enumerate() {
        token_of.lemma = read.lemma;
        token_of.pos = read.pos;
        token_of.head = read.head;
        token_of.label = read.label;
        token_of.tag = if at == token { tag } else { read.tag };
    }
    Some(mended)
}
