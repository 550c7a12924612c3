//! One sentence as a tree: children, ancestors, phrases.
//!
//! It deliberately knows no vocabulary. Invariant: every index it returns is a token of its sentence.

use std::collections::HashMap;

use tidywire_text::{Label, Pos, Sentence, Span, Tag, Token};

/// A sentence with its children lists.
pub(crate) struct Tree<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
    lower: Vec<String>,
    lemmas: &'a HashMap<&'a str, &'a str>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(text: &'a str, sentence: &'a Sentence, lemmas: &'a HashMap<&'a str, &'a str>) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (index, token) in sentence.tokens.iter().enumerate() {
            if token.head != index {
                children[token.head].push(index);
            }
        }
        let lower = sentence
            .tokens
            .iter()
            .map(|token| token.span.of(text).to_lowercase())
            .collect();
        Self {
            text,
            sentence,
            children,
            lower,
            lemmas,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(crate) fn token(&self, index: usize) -> &'a Token {
        &self.sentence.tokens[index]
    }

    pub(crate) fn label(&self, index: usize) -> Label {
        self.token(index).label
    }

    pub(crate) fn tag(&self, index: usize) -> Tag {
        self.token(index).tag
    }

    pub(crate) fn pos(&self, index: usize) -> Pos {
        self.token(index).pos
    }

    /// Lower-case lemma; names keep theirs as the model gives it, lowered.
    pub(crate) fn lemma(&self, index: usize) -> String {
        match self.lemmas.get(self.word(index)) {
            Some(mended) => (*mended).to_owned(),
            None => self.token(index).lemma.to_lowercase(),
        }
    }

    pub(crate) fn word(&self, index: usize) -> &str {
        &self.lower[index]
    }

    pub(crate) fn surface(&self, index: usize) -> &'a str {
        self.token(index).span.of(self.text)
    }

    /// The head, or nothing at a root.
    pub(crate) fn head(&self, index: usize) -> Option<usize> {
        let head = self.token(index).head;
        (head != index).then_some(head)
    }

    pub(crate) fn children(&self, index: usize) -> &[usize] {
        &self.children[index]
    }

    pub(crate) fn with_label(&self, index: usize, labels: &[Label]) -> Vec<usize> {
        self.children[index]
            .iter()
            .copied()
            .filter(|&child| labels.contains(&self.label(child)))
            .collect()
    }

    pub(crate) fn child(&self, index: usize, label: Label) -> Option<usize> {
        self.children[index]
            .iter()
            .copied()
            .find(|&child| self.label(child) == label)
    }

    /// The token itself and its conjuncts, in order; from the first conjunct on.
    pub(crate) fn conjuncts(&self, index: usize) -> Vec<usize> {
        let mut list = vec![index];
        let mut at = 0;
        while at < list.len() {
            let more = self.with_label(list[at], &[Label::Conj]);
            list.extend(more);
            at += 1;
        }
        list.sort_unstable();
        list
    }

    /// First conjunct of the chain that the token belongs to.
    pub(crate) fn chain_head(&self, mut index: usize) -> usize {
        while self.label(index) == Label::Conj {
            match self.head(index) {
                Some(head) => index = head,
                None => break,
            }
        }
        index
    }

    /// The preposition whose object the token is, or the first of its conjuncts.
    pub(crate) fn preposition(&self, index: usize) -> Option<usize> {
        let first = self.chain_head(index);
        let object = self.label(first) == Label::Pobj;
        self.head(first).filter(|_| object)
    }

    /// True when `index` is `root` or below it.
    pub(crate) fn below(&self, mut index: usize, root: usize) -> bool {
        loop {
            if index == root {
                return true;
            }
            match self.head(index) {
                Some(head) => index = head,
                None => return false,
            }
        }
    }

    /// First and last token of the subtree, leaving out children for which `skip` holds.
    pub(crate) fn reach(&self, index: usize, skip: &dyn Fn(usize) -> bool) -> (usize, usize) {
        let (mut first, mut last) = (index, index);
        let mut open = vec![index];
        while let Some(at) = open.pop() {
            first = first.min(at);
            last = last.max(at);
            open.extend(self.children[at].iter().copied().filter(|&child| !skip(child)));
        }
        (first, last)
    }

    /// The words of a noun phrase: modifiers and short complements, without articles at the start,
    /// relative clauses, appositions, conjuncts and marks at the ends.
    pub(crate) fn noun_phrase(&self, head: usize) -> Span {
        let skip = |child: usize| {
            matches!(
                self.label(child),
                Label::Relcl | Label::Acl | Label::Appos | Label::Conj | Label::Cc | Label::Punct | Label::Preconj
            ) || (matches!(self.label(child), Label::Prep | Label::Advmod | Label::Mark)
                && child > head
                && self.word(child) != "of")
                || (self.label(child) == Label::Advcl)
        };
        let (first, last) = self.reach(head, &skip);
        self.trimmed(first, last)
    }

    /// The span from `first` to `last` without articles in front and marks at both ends.
    pub(crate) fn trimmed(&self, mut first: usize, mut last: usize) -> Span {
        while first < last && (self.pos(first) == Pos::Punct || matches!(self.word(first), "the" | "a" | "an")) {
            first += 1;
        }
        while last > first
            && (self.pos(last) == Pos::Punct && self.surface(last) != ")" || self.tag(last) == Tag::Possessive)
        {
            last -= 1;
        }
        self.token(first).span.cover(self.token(last).span)
    }

    pub(crate) fn span(&self, first: usize, last: usize) -> Span {
        self.token(first).span.cover(self.token(last).span)
    }

    /// Tokens that lie in the span, as a range.
    pub(crate) fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self
            .sentence
            .tokens
            .partition_point(|token| token.span.end <= span.start);
        let end = self
            .sentence
            .tokens
            .partition_point(|token| token.span.start < span.end);
        first..end.max(first)
    }

    /// The token of the span whose head lies outside: the head of the phrase.
    pub(crate) fn head_of(&self, span: Span) -> Option<usize> {
        let range = self.tokens_in(span);
        range
            .clone()
            .find(|&index| self.head(index).is_none_or(|head| !range.contains(&head)))
    }

    pub(crate) fn is_verb(&self, index: usize) -> bool {
        matches!(
            self.tag(index),
            Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz
        ) && !self.is_noun_as_verb(index)
            || self.is_verb_as_noun(index)
    }

    /// "Fighting breaks out": a gerund alone as the subject.
    fn is_noun_as_verb(&self, index: usize) -> bool {
        self.tag(index) == Tag::Vbg
            && matches!(self.label(index), Label::Nsubj | Label::Nsubjpass)
            && self.child(index, Label::Dobj).is_none()
    }

    /// "The rebels launch a missile": tagged as a noun, but with a subject and an object of its own.
    fn is_verb_as_noun(&self, index: usize) -> bool {
        matches!(self.tag(index), Tag::Nn | Tag::Nns)
            && self.child(index, Label::Nsubj).is_some()
            && self.child(index, Label::Dobj).is_some()
    }

    pub(crate) fn is_noun(&self, index: usize) -> bool {
        matches!(self.tag(index), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps) && !self.is_verb_as_noun(index)
            || self.is_noun_as_verb(index)
    }

    pub(crate) fn is_name(&self, index: usize) -> bool {
        matches!(self.tag(index), Tag::Nnp | Tag::Nnps)
    }

    /// Passive by form: with a passive auxiliary or subject, or a participle that modifies a noun.
    pub(crate) fn is_passive(&self, index: usize) -> bool {
        if self.child(index, Label::Auxpass).is_some()
            || self.child(index, Label::Nsubjpass).is_some()
            || self.child(index, Label::Agent).is_some()
        {
            return true;
        }
        // "was convicted and sentenced": the tagger takes the second for a past tense.
        let elided = self.tag(index) == Tag::Vbd
            && self.label(index) == Label::Conj
            && self.child(index, Label::Nsubj).is_none()
            && self.child(index, Label::Dobj).is_none()
            && self.child(index, Label::Aux).is_none();
        if elided {
            return self.head(index).is_some_and(|head| self.is_passive(head));
        }
        if self.tag(index) != Tag::Vbn {
            return false;
        }
        if matches!(self.label(index), Label::Acl | Label::Amod) {
            // "claims that four have died" is a clause, whatever its label.
            return self.child(index, Label::Aux).is_none();
        }
        // "killed and wounded", "were killed and another 40 wounded": elided auxiliary.
        self.label(index) == Label::Conj
            && self.child(index, Label::Aux).is_none()
            && self.head(index).is_some_and(|head| self.is_passive(head))
    }
}
