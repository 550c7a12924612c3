//! Attributions: who says what.
//!
//! First sentence by sentence: a cue of the lexicon, its speaker, its content as the tree shows it (`content`). Then over
//! the whole text: what stands in quotation marks belongs together, also over several sentences, and a cue without a
//! content of its own takes the quotation beside it (`quotes`).
//!
//! A statement needs a cue and a content; the source may be missing ("it is believed").

mod content;
mod quotes;

use tidywire_codebook::{Stance, StatementKind};
use tidywire_lexicon::{Speech, SpeechKind, WordClass};
use tidywire_text::{Label, Pos, Span, Tag};

use crate::scene::Scene;
use crate::types::{Party, Statement};

pub(crate) use quotes::settle;

/// What one sentence says by itself.
#[derive(Default)]
pub(crate) struct Said {
    /// Statements with their content.
    pub(crate) whole: Vec<Statement>,
    /// Cues with a speaker and without a content: a quotation beside them may be it.
    pub(crate) open: Vec<Statement>,
}

/// Finds the statements of one sentence.
pub(crate) fn find(scene: &Scene<'_, '_>) -> Said {
    let mut said = Said::default();
    for token in 0..scene.tree.len() {
        let lemma = scene.tree.lemma(token);
        let kind = if scene.tree.is_verb(token) {
            SpeechKind::Verb
        } else {
            SpeechKind::Noun
        };
        // Longer phrases are the better readings.
        let mut entries: Vec<&Speech> = scene
            .knowledge
            .speech_of(&lemma, kind)
            .map(|index| &scene.knowledge.lexicon.speech[index])
            .collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.lemma.matches(' ').count()));
        for entry in entries {
            let statement = match kind {
                SpeechKind::Verb => verb(scene, token, entry, &mut said.open),
                _ if scene.tree.is_noun(token) => noun(scene, token, entry),
                _ => None,
            };
            if let Some(statement) = statement {
                said.whole.push(statement);
                break;
            }
        }
        let word = scene.tree.word(token).to_owned();
        for index in scene.knowledge.speech_of(&word, SpeechKind::Preposition) {
            said.whole
                .extend(preposition(scene, token, &scene.knowledge.lexicon.speech[index]));
        }
        for index in scene.knowledge.speech_of(&word, SpeechKind::Adverb) {
            said.whole
                .extend(adverb(scene, token, &scene.knowledge.lexicon.speech[index]));
        }
    }
    said.whole.extend(colon(scene));
    // A cue that two entries know is one statement.
    let mut unique: Vec<Statement> = Vec::new();
    for statement in said.whole {
        // "raised | concerns": the noun is part of the longer cue.
        let same = |known: &Statement| known.cue.contains(statement.cue) && known.content.overlaps(statement.content);
        if !unique.iter().any(same) {
            unique.push(statement);
        }
    }
    said.whole = unique;
    let taken = |open: &Statement| said.whole.iter().any(|statement| statement.cue.overlaps(open.cue));
    said.open.retain(|open| !taken(open));
    said
}

fn verb(scene: &Scene<'_, '_>, token: usize, entry: &Speech, open: &mut Vec<Statement>) -> Option<Statement> {
    let tree = scene.tree;
    if !scene.has_rest(token, &entry.lemma, WordClass::Verb)
        || matches!(
            tree.label(token),
            Label::Amod | Label::Compound | Label::Aux | Label::Auxpass
        )
    {
        return None;
    }
    let passive = tree.is_passive(token);
    let speaker = if passive {
        tree.agent(token)
    } else {
        tree.subject(token)
    };
    let speaker = speaker.filter(|&node| !matches!(tree.word(node), "it" | "there" | "which" | "what"));
    let content = content::of_verb(scene, token, entry, passive);
    let Some(content) = content else {
        let source = speaker.and_then(|node| party(scene, node));
        if !passive && !entry.attitude && source.is_some() {
            open.push(statement(scene, token, Span::new(0, 0), source, entry));
        }
        return None;
    };
    let source = speaker.filter(|&source| !tree.below(source, content.head) || content.beside);
    // "I think", "we believe" in somebody's words are how he says it, not a report of what somebody else says.
    if source.is_some_and(|node| matches!(tree.word(node), "i" | "we")) && (entry.attitude || entry.own) {
        return None;
    }
    let span = content::span(scene, &content, token, source, entry.attitude)?;
    let source = source.and_then(|node| party(scene, node));
    Some(statement(scene, token, span, source, entry))
}

fn noun(scene: &Scene<'_, '_>, token: usize, entry: &Speech) -> Option<Statement> {
    let tree = scene.tree;
    if scene.in_name(token)
        || tree.label(token) == Label::Compound
        || !scene.has_rest(token, &entry.lemma, WordClass::Noun)
    {
        return None;
    }
    let content = content::of_noun(scene, token, entry)?;
    let context = scene.context(&[]);
    let source = tree.holder(token).or_else(|| {
        "prep(by|from)"
            .parse()
            .ok()
            .and_then(|path| tree.walk(token, &path, &context))
    });
    let source = source
        .or_else(|| tree.walk(token, &"light_subject".parse().ok()?, &context))
        .or_else(|| maker(scene, token).filter(|_| entry.attitude));
    let source = source.filter(|&source| !tree.below(source, content.head));
    let span = content::span(scene, &content, token, source, entry.attitude)?;
    let source = source.and_then(|node| party(scene, node));
    Some(statement(scene, token, span, source, entry))
}

/// "rolled out proposals", "voiced doubts": whoever does something with his own wish or verdict, unless the verb says that it
/// is another's.
fn maker(scene: &Scene<'_, '_>, noun: usize) -> Option<usize> {
    let tree = scene.tree;
    let verb = tree.head(noun).filter(|_| tree.label(noun) == Label::Dobj)?;
    let lemma = tree.lemma(verb);
    let anothers = &scene.knowledge.lexicon.others_words;
    if anothers.contains(&lemma) || tree.is_passive(verb) {
        return None;
    }
    tree.subject(verb)
}

/// "according to X", "citing X": what it hangs on is the content.
fn preposition(scene: &Scene<'_, '_>, token: usize, entry: &Speech) -> Option<Statement> {
    let tree = scene.tree;
    let mut last = token;
    for word in entry.lemma.split(' ').skip(1) {
        last += 1;
        if last >= tree.len() || tree.word(last) != word {
            return None;
        }
    }
    let object = tree
        .child(last, Label::Pobj)
        .or_else(|| tree.child(token, Label::Pobj))
        .or_else(|| tree.child(token, Label::Dobj))?;
    let top = tree.head(token)?;
    let span = content::around(tree, token, top)?;
    Some(statement(scene, token, span, party(scene, object), entry)).map(|mut found| {
        found.cue = tree.span(token, last);
        found
    })
}

/// "reportedly": the clause that it stands in.
fn adverb(scene: &Scene<'_, '_>, token: usize, entry: &Speech) -> Option<Statement> {
    let tree = scene.tree;
    let head = tree.head(token).filter(|_| tree.label(token) == Label::Advmod)?;
    let clause = scene.clause(head);
    let (first, last) = tree.reach(clause, &|child| tree.label(child) == Label::Conj && tree.is_verb(child));
    let span = tree.trimmed(first, last);
    Some(statement(scene, token, span, None, entry))
}

/// "Trump: I will win": a name before a colon at the start of a sentence.
fn colon(scene: &Scene<'_, '_>) -> Option<Statement> {
    let tree = scene.tree;
    let mark = (1..tree.len().min(8)).find(|&token| tree.surface(token) == ":")?;
    let before = tree.span(0, mark - 1);
    let speaker = scene.mentions.iter().find(|mention| {
        mention.span.end == before.end
            && mention.span.start <= before.start + 24
            && (mention.actor.is_known() || mention.person)
    })?;
    let verbs = (0..mark).any(|token| tree.is_verb(token));
    if verbs || mark + 3 >= tree.len() || tree.text[before.start..speaker.span.start].contains(',') {
        return None;
    }
    let content = tree.trimmed(mark + 1, tree.len() - 1);
    Some(Statement {
        sentence: scene.index,
        content,
        source: Some(Party {
            span: speaker.span,
            actor: speaker.actor.clone(),
        }),
        cue: tree.token(mark).span,
        kind: kind(tree.text, content),
        stance: Stance::Asserts,
        modality: None,
        attitude: false,
        rule: "code/statements#colon".to_owned(),
    })
}

fn party(scene: &Scene<'_, '_>, node: usize) -> Option<Party> {
    scene.parties(node).into_iter().next()
}

/// Direct when the content is a quotation, mixed when it holds one.
fn kind(text: &str, content: Span) -> StatementKind {
    let opens = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, '"' | '“'));
    let before = text[..content.start].trim_end();
    if opens(content.of(text).chars().next()) || opens(before.chars().next_back()) || before.ends_with("''") {
        StatementKind::Direct
    } else if content.of(text).contains(['"', '“']) {
        StatementKind::Mixed
    } else {
        StatementKind::Indirect
    }
}

fn statement(scene: &Scene<'_, '_>, cue: usize, content: Span, source: Option<Party>, entry: &Speech) -> Statement {
    Statement {
        sentence: scene.index,
        content,
        source,
        cue: cue_span(scene, cue, &entry.lemma),
        kind: kind(scene.tree.text, content),
        stance: entry.stance,
        modality: entry.modality,
        attitude: entry.attitude,
        rule: entry.rule.clone(),
    }
}

/// The cue with the particles that follow it ("pointed out").
fn cue_span(scene: &Scene<'_, '_>, cue: usize, lemma: &str) -> Span {
    let tree = scene.tree;
    let mut last = cue;
    for word in lemma.split(' ').skip(1) {
        if last + 1 < tree.len() && (tree.word(last + 1) == word || tree.lemma(last + 1) == word) {
            last += 1;
        } else {
            break;
        }
    }
    tree.span(cue, last)
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "''" | "``" | "‘" | "’" | "'")
}

/// Marks that end a content although they stand in it: all but quotation marks.
fn is_mark(scene: &Scene<'_, '_>, token: usize) -> bool {
    scene.tree.pos(token) == Pos::Punct && !is_quote(scene.tree.word(token))
}

/// True for "to" before an infinitive.
fn has_to(scene: &Scene<'_, '_>, verb: usize) -> bool {
    let tree = scene.tree;
    tree.tag(verb) != Tag::Vbg && tree.children(verb).iter().any(|&aux| tree.word(aux) == "to")
}
