//! One thread's analyser: buffers, memos and the order of the steps.
//!
//! It keeps nothing of a text once the analysis is returned. Invariant: the result depends on the sentence's
//! words alone, not on what was analysed before or in the same batch.

use tidywire_text::{Document, Pos, Sentence, Span, Tag, Token};

use crate::chars::is_space;
use crate::lexicon::Lexicon;
use crate::network::{Scratch, Steps, WIDTH, WordCache, firsts};
use crate::ruler::Evidence;
use crate::syntax::Tree;
use crate::{Model, split};

/// Tokens analysed together: enough for full tiles, few enough for the caches of a core.
const BATCH: usize = 256;

/// Which parts of the analysis are wanted. What is not wanted is left empty: no entities; or every token its own
/// root with tag `XX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Tags, parts of speech, lemmas, heads and relations.
    pub syntax: bool,
    /// Entities. Without syntax they may cross the start of a tree.
    pub entities: bool,
}

/// Analyses text with a [`Model`]. Make one per thread and keep it: it remembers words.
pub struct Analyzer<'m> {
    model: &'m Model,
    parts: Parts,
    lexicon: Lexicon<'m>,
    main: WordCache,
    entity: WordCache,
    scratch: Scratch,
    steps: Steps,
    vectors: Vec<f32>,
    starts: Vec<usize>,
    batch: Batch,
}

/// Sentences that wait for analysis.
#[derive(Default)]
struct Batch {
    spans: Vec<Span>,
    lengths: Vec<usize>,
    /// Span and word of each token.
    tokens: Vec<(Span, usize)>,
    /// True where white space follows within the sentence.
    spaced: Vec<bool>,
}

impl<'m> Analyzer<'m> {
    /// An analyser that has seen no words yet.
    pub fn new(model: &'m Model) -> Self {
        Self::with_parts(
            model,
            Parts {
                syntax: true,
                entities: true,
            },
        )
    }

    /// An analyser for some parts only.
    pub fn with_parts(model: &'m Model, parts: Parts) -> Self {
        Self {
            model,
            parts,
            lexicon: Lexicon::new(model),
            main: WordCache::default(),
            entity: WordCache::default(),
            scratch: Scratch::default(),
            steps: Steps::default(),
            vectors: Vec::new(),
            starts: Vec::new(),
            batch: Batch::default(),
        }
    }

    /// Analyses the sentence at `span` of `text`. The spans of its tokens count bytes of `text`.
    ///
    /// # Panics
    /// When `span` does not lie on character boundaries of `text`.
    pub fn sentence(&mut self, text: &str, span: Span) -> Sentence {
        self.tokenize(text, span);
        self.analyze().pop().unwrap_or_default()
    }

    /// Splits `text` with [`split`] and analyses every sentence.
    pub fn document(&mut self, text: String) -> Document {
        let boundaries = split(&text);
        let mut sentences = Vec::with_capacity(boundaries.len());
        for boundary in &boundaries {
            self.tokenize(&text, boundary.span);
            if self.batch.tokens.len() >= BATCH {
                sentences.extend(self.analyze());
            }
        }
        sentences.extend(self.analyze());
        for (sentence, boundary) in sentences.iter_mut().zip(boundaries) {
            sentence.section = boundary.section;
            sentence.heading = boundary.heading;
        }
        Document { text, sentences }
    }

    /// Appends a sentence to the batch. Runs of white space count as one space.
    fn tokenize(&mut self, text: &str, span: Span) {
        let batch = &mut self.batch;
        if batch.tokens.is_empty() && self.lexicon.is_full() {
            self.lexicon.clear();
            self.main.clear();
            self.entity.clear();
        }
        let before = batch.tokens.len();
        for chunk in span.of(text).split(is_space).filter(|chunk| !chunk.is_empty()) {
            if batch.tokens.len() > before {
                batch.spaced.pop();
                batch.spaced.push(true);
            }
            let offset = chunk.as_ptr().addr() - text.as_ptr().addr();
            for part in self.lexicon.parts(chunk) {
                batch
                    .tokens
                    .push((Span::new(offset + part.start, offset + part.end), part.word));
                batch.spaced.push(false);
            }
        }
        let own = &batch.tokens[before..];
        batch.lengths.push(own.len());
        // A sentence's span ends with its tokens, whatever white space the caller included.
        let trimmed = own.first().zip(own.last()).map(|(first, last)| first.0.cover(last.0));
        batch.spans.push(trimmed.unwrap_or(Span::new(span.start, span.start)));
    }

    /// Analyses the batch and empties it.
    fn analyze(&mut self) -> Vec<Sentence> {
        let lengths = &self.batch.lengths;
        locate(lengths, &mut self.starts);
        let (tags, trees) = if self.parts.syntax {
            let tags = self.tags();
            let lengths = &self.batch.lengths;
            (
                tags,
                self.model
                    .parser
                    .parse(&self.vectors, &self.starts, lengths, &mut self.steps),
            )
        } else {
            let trees = lengths.iter().map(|&length| Tree::flat(length)).collect();
            (vec![Tag::Xx; self.batch.tokens.len()], trees)
        };
        let entities = if self.parts.entities {
            self.encode_entities();
            let tree_starts: Vec<&[bool]> = trees.iter().map(|tree: &Tree| tree.starts.as_slice()).collect();
            self.model
                .recognizer
                .recognize(&self.vectors, &self.starts, &tree_starts, &mut self.steps)
        } else {
            vec![Vec::new(); trees.len()]
        };
        let batch = std::mem::take(&mut self.batch);
        let mut sentences = Vec::with_capacity(trees.len());
        let mut first = 0;
        for ((tree, entities), &span) in trees.iter().zip(entities).zip(&batch.spans) {
            let end = first + tree.arcs.len();
            let tokens = self.finish(&batch.tokens[first..end], &tags[first..end], tree);
            sentences.push(Sentence {
                span,
                tokens,
                entities,
                section: None,
                heading: false,
            });
            first = end;
        }
        sentences
    }

    /// Encodes for tagger and parser and tags. Leaves the vectors for the parser.
    fn tags(&mut self) -> Vec<Tag> {
        let Self {
            model,
            lexicon,
            main,
            scratch,
            vectors,
            starts,
            batch,
            steps: _,
            ..
        } = self;
        main.begin();
        let slots: Vec<usize> = batch
            .tokens
            .iter()
            .zip(&batch.spaced)
            .map(|(&(_, word), &spaced)| {
                main.slot(2 * word + usize::from(spaced), |wanted| {
                    wanted.extend(lexicon.word(word).features);
                    // Followed by a space; white space itself is never a token.
                    wanted.extend([u64::from(spaced), 0]);
                })
            })
            .collect();
        main.fill(&model.main, scratch);
        let cached: Vec<&[f32]> = slots.iter().map(|&slot| main.numbers(slot)).collect();
        model.main.encode(&cached, &batch.lengths, scratch, vectors);
        let mut scores = Vec::new();
        model.tagger.multiply(vectors, starts, &mut scores);
        let best =
            |row: &[f32]| (1..model.tags.len()).fold(0, |best, tag| if row[tag] > row[best] { tag } else { best });
        scores
            .chunks_exact(model.tagger.stride())
            .map(|row| model.tags[best(row)])
            .collect()
    }

    fn encode_entities(&mut self) {
        let Self {
            model,
            lexicon,
            entity,
            scratch,
            vectors,
            batch,
            ..
        } = self;
        entity.begin();
        let slots: Vec<usize> = batch
            .tokens
            .iter()
            .map(|&(_, word)| entity.slot(word, |wanted| wanted.extend(lexicon.word(word).features)))
            .collect();
        entity.fill(&model.entities, scratch);
        let cached: Vec<&[f32]> = slots.iter().map(|&slot| entity.numbers(slot)).collect();
        model.entities.encode(&cached, &batch.lengths, scratch, vectors);
    }

    fn finish(&mut self, tokens: &[(Span, usize)], tags: &[Tag], tree: &Tree) -> Vec<Token> {
        let model = self.model;
        let verdicts = {
            let words = tokens.iter().map(|&(_, word)| self.lexicon.word(word));
            let of_word: Vec<&[u16]> = words.clone().map(|word| word.rules).collect();
            let evidence: Vec<Evidence<'_>> = words
                .zip(tags)
                .zip(&tree.arcs)
                .map(|((word, &tag), arc)| Evidence {
                    tag,
                    label: arc.label,
                    lower: &word.lower,
                })
                .collect();
            model.ruler.verdicts(&evidence, &of_word)
        };
        let rows = tokens.iter().zip(tags).zip(&tree.arcs).zip(verdicts);
        rows.map(|(((&(span, word), &tag), arc), verdict)| {
            let pos = verdict.pos.unwrap_or(Pos::X);
            let lemma = match verdict.lemma {
                Some(lemma) => lemma.into(),
                None => self.lexicon.lemma(word, pos, verdict.base),
            };
            Token {
                span,
                lemma,
                tag,
                pos,
                head: arc.head,
                label: arc.label,
            }
        })
        .collect()
    }
}

/// Where the vector of each token of a batch begins.
fn locate(lengths: &[usize], starts: &mut Vec<usize>) {
    starts.clear();
    for (first, &length) in firsts(lengths).zip(lengths) {
        starts.extend((first..first + length).map(|row| row * WIDTH));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EMBEDDED;
    use crate::network::Kernel;

    const TEXT: &str = "On 24 February, Russian forces shelled the northern outskirts of Kharkiv, killing at least 12 people, \
        Lt. Gen. Petrenko said. Ukraine's air defences shot down 37 of 52 drones (71 %), according to the U.S.-based institute.";

    /// FNV-1a over the bits of both encoders' vectors.
    fn fingerprint(kernel: Kernel) -> (u64, Document) {
        let model = Model::for_kernel(EMBEDDED, kernel).expect("a sound model");
        let mut analyzer = Analyzer::new(&model);
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |vectors: &[f32]| {
            for byte in vectors.iter().flat_map(|value| value.to_bits().to_le_bytes()) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for boundary in split(TEXT) {
            analyzer.tokenize(TEXT, boundary.span);
        }
        locate(&analyzer.batch.lengths, &mut analyzer.starts);
        analyzer.tags();
        add(&analyzer.vectors);
        analyzer.encode_entities();
        add(&analyzer.vectors);
        analyzer.batch = Batch::default();
        (hash, analyzer.document(TEXT.to_owned()))
    }

    #[test]
    fn every_kernel_gives_the_same_bits() {
        // Kernels that this machine lacks are compiled but not run here.
        let kernels = Kernel::available();
        let found: Vec<_> = kernels.iter().map(|&kernel| fingerprint(kernel)).collect();
        for ((hash, document), kernel) in found.iter().zip(&kernels) {
            assert_eq!(*hash, 0xe18c_cab7_7208_11b0, "{kernel:?}: {hash:#x}");
            assert_eq!(*document, found[0].1, "{kernel:?}");
        }
    }
}
