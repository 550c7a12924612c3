//! Attributions: who says what.
//!
//! A statement needs a cue of the lexicon and a content; the source may be missing ("it is believed").

use tidywire_codebook::StatementKind;
use tidywire_lexicon::{Content, Speech, SpeechKind, WordClass};
use tidywire_text::{Label, Span, Tag};

use crate::scene::Scene;
use crate::types::{Party, Statement};

/// Finds the statements of one sentence.
pub(crate) fn find(scene: &Scene<'_, '_>) -> Vec<Statement> {
    let mut found = Vec::new();
    for token in 0..scene.tree.len() {
        let lemma = scene.tree.lemma(token);
        let kind = if scene.tree.is_verb(token) {
            SpeechKind::Verb
        } else {
            SpeechKind::Noun
        };
        for index in scene.knowledge.speech_of(&lemma, kind) {
            let entry = &scene.knowledge.lexicon.speech[index];
            let statement = match kind {
                SpeechKind::Verb => verb(scene, token, entry),
                _ if scene.tree.is_noun(token) => noun(scene, token, entry),
                _ => None,
            };
            if let Some(statement) = statement {
                found.push(statement);
                break;
            }
        }
        let word = scene.tree.word(token).to_owned();
        for index in scene.knowledge.speech_of(&word, SpeechKind::Preposition) {
            found.extend(preposition(scene, token, &scene.knowledge.lexicon.speech[index]));
        }
    }
    // A cue that two entries know is one statement.
    let mut unique: Vec<Statement> = Vec::new();
    for statement in found {
        let same = |known: &Statement| known.content == statement.content && known.cue == statement.cue;
        if !unique.iter().any(same) {
            unique.push(statement);
        }
    }
    unique
}

fn verb(scene: &Scene<'_, '_>, token: usize, entry: &Speech) -> Option<Statement> {
    let tree = scene.tree;
    if !scene.has_rest(token, &entry.lemma, WordClass::Verb)
        || matches!(tree.label(token), Label::Amod | Label::Compound)
    {
        return None;
    }
    let passive = tree.is_passive(token);
    let clause = tree
        .with_label(token, &[Label::Ccomp])
        .into_iter()
        .max_by_key(|&child| {
            let (first, last) = tree.reach(child, &|_| false);
            last - first
        });
    let infinitive = tree
        .child(token, Label::Xcomp)
        .filter(|&child| tree.is_verb(child) && tree.children(child).iter().any(|&aux| tree.word(aux) == "to"));
    let gerund = tree
        .child(token, Label::Xcomp)
        .filter(|&child| tree.tag(child) == Tag::Vbg);
    let context = scene.context(&[]);
    let content = clause
        .or(infinitive)
        .or(gerund)
        .or_else(|| entry.paths.iter().find_map(|path| tree.walk(token, path, &context)))
        .or_else(|| {
            (entry.content == Content::Any && !passive)
                .then(|| tree.child(token, Label::Dobj))
                .flatten()
        })?;
    let source = if passive {
        tree.agent(token)
    } else {
        tree.subject(token)
    };
    let source = source.filter(|&source| !tree.below(source, content) && !matches!(tree.word(source), "it" | "there"));
    let mut span = content_span(scene, content, token, source)?;
    // "urged Sudan to open the border", "called on Greece to withdraw": the one addressed belongs to the content.
    if tree.label(content) == Label::Xcomp {
        let addressed = tree
            .child(token, Label::Dobj)
            .or_else(|| entry.paths.iter().find_map(|path| tree.walk(token, path, &context)));
        if let Some(addressed) = addressed.filter(|&object| object > token && object < content) {
            let first = tree.reach(addressed, &|_| false).0;
            span = span.cover(tree.token(first).span);
        }
    }
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
    let clause = tree
        .with_label(token, &[Label::Acl, Label::Ccomp, Label::Relcl, Label::Advcl])
        .into_iter()
        .find(|&child| {
            tree.child(child, Label::Mark).is_some()
                || tree.word(tree.reach(child, &|_| false).0) == "that"
                || tree.children(child).iter().any(|&aux| tree.word(aux) == "to")
        });
    let about = ["of", "that"];
    // "accusations of supplying arms" is a statement, "the threat of mines" is none: the entry says which.
    let object = tree
        .with_label(token, &[Label::Prep])
        .into_iter()
        .filter(|&child| entry.content == Content::Any && about.contains(&tree.word(child)))
        .find_map(|child| {
            tree.child(child, Label::Pobj)
                .or_else(|| tree.child(child, Label::Pcomp))
        });
    let content = clause.or(object)?;
    let context = scene.context(&[]);
    let source = tree.holder(token).or_else(|| {
        "prep(by|from)"
            .parse()
            .ok()
            .and_then(|path| tree.walk(token, &path, &context))
    });
    let source = source.filter(|&source| !tree.below(source, content));
    let span = content_span(scene, content, token, source)?;
    let source = source.and_then(|node| party(scene, node));
    Some(statement(scene, token, span, source, entry))
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
    let (first, end) = tree.reach(token, &|_| false);
    let (mut low, mut high) = tree.reach(top, &|child| child == token);
    if first <= low {
        low = low.max(end + 1);
    } else if high > end && top > end {
        low = end + 1;
    } else {
        high = first.checked_sub(1)?;
    }
    if low > high {
        return None;
    }
    let span = tree.trimmed(low, high);
    Some(statement(scene, token, span, party(scene, object), entry)).map(|mut found| {
        found.cue = tree.span(token, last);
        found
    })
}

fn party(scene: &Scene<'_, '_>, node: usize) -> Option<Party> {
    scene.parties(node).into_iter().next()
}

/// The words of the content: without "that", without the cue and the speaker.
fn content_span(scene: &Scene<'_, '_>, content: usize, cue: usize, source: Option<usize>) -> Option<Span> {
    let tree = scene.tree;
    // ", raising concerns", ", amid accusations of ...": what hangs on the content behind a comma is the reporter's.
    let aside = |child: usize| {
        let first = tree.reach(child, &|_| false).0;
        child > content
            && first > 0
            && tree.head(child) == Some(content)
            && matches!(tree.label(child), Label::Advcl | Label::Prep)
            && tree.surface(first - 1) == ","
    };
    let skip = |child: usize| {
        child == cue
            || Some(child) == source
            || aside(child)
            || tree.label(child) == Label::Mark && matches!(tree.word(child), "that")
    };
    let (mut first, mut last) = tree.reach(content, &skip);
    if cue > first && cue < last {
        // The cue stands inside: keep the part where the content's head is.
        if content < cue { last = cue - 1 } else { first = cue + 1 }
    }
    while first < last
        && (matches!(tree.word(first), "that")
            || tree.pos(first) == tidywire_text::Pos::Punct && !is_quote(tree.word(first)))
    {
        first += 1;
    }
    while last > first && tree.pos(last) == tidywire_text::Pos::Punct && !is_quote(tree.word(last)) {
        last -= 1;
    }
    (first <= last).then(|| tree.span(first, last))
}

fn is_quote(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "''" | "``" | "‘" | "’" | "'")
}

fn statement(scene: &Scene<'_, '_>, cue: usize, content: Span, source: Option<Party>, entry: &Speech) -> Statement {
    let tree = scene.tree;
    let text = scene.text(content);
    let before = tree.text[..content.start].trim_end().chars().next_back();
    let opens = |letter: Option<char>| letter.is_some_and(|letter| matches!(letter, '"' | '“'));
    let kind = if opens(text.chars().next()) || opens(before) {
        StatementKind::Direct
    } else if text.contains(['"', '“']) {
        StatementKind::Mixed
    } else {
        StatementKind::Indirect
    };
    Statement {
        sentence: scene.index,
        content,
        source,
        cue: phrase_span(scene, cue, &entry.lemma),
        kind,
        stance: entry.stance,
        modality: entry.modality,
        rule: entry.rule.clone(),
    }
}

/// The cue with the particles that follow it ("pointed out").
fn phrase_span(scene: &Scene<'_, '_>, cue: usize, lemma: &str) -> Span {
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
