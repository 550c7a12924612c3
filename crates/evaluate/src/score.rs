//! Scores of one article, and what was missed or false.

use std::collections::BTreeMap;

use tidywire_codebook::{CodeList, MentionKind, Modality, Polarity, Role, UnitKind};
use tidywire_extract::{Action, Extraction, Figure, Mention, Party};
use tidywire_text::Span;

use crate::align::align;
use crate::gold::{Gold, GoldAction, GoldFigure, Quote};

/// True and false hits and misses of one score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found and right.
    pub right: usize,
    /// Found, not in the gold (or wrong).
    pub wrong: usize,
    /// In the gold, not found (or wrong).
    pub missed: usize,
}

impl Count {
    /// Precision, recall and F1 in percent; zero where nothing was found or wanted.
    pub fn percent(&self) -> (f64, f64, f64) {
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
        let precision = share(self.right, self.right + self.wrong);
        let recall = share(self.right, self.right + self.missed);
        let f1 = if self.right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        (precision, recall, f1)
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

/// One thing that came out wrong, for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Which score.
    pub score: &'static str,
    /// "missed", "false" or "wrong".
    pub kind: &'static str,
    /// Where: file of the article.
    pub article: String,
    /// Words of the article around it.
    pub words: String,
    /// What was wanted and found.
    pub detail: String,
}

/// Scores by name, and what was wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scores {
    /// Counts by name of the score.
    pub counts: BTreeMap<&'static str, Count>,
    /// Errors in the order of the text.
    pub misses: Vec<Miss>,
}

impl Scores {
    /// Adds the scores of another article.
    pub fn add(&mut self, other: Self) {
        for (name, count) in other.counts {
            self.counts.entry(name).or_default().add(count);
        }
        self.misses.extend(other.misses);
    }

    fn count(&mut self, name: &'static str, right: usize, found: usize, gold: usize) {
        self.counts.entry(name).or_default().add(Count { right, wrong: found - right, missed: gold - right });
    }
}

/// Scores what was found in one article.
pub fn score(gold: &Gold, text: &str, found: &Extraction) -> Scores {
    let mut scores = Scores::default();
    let scorer = Scorer { gold, text, found };
    scorer.figures(&mut scores);
    scorer.actions(&mut scores);
    scorer.actors(&mut scores);
    scorer.statements(&mut scores);
    scorer.places(&mut scores);
    scores
}

struct Scorer<'a> {
    gold: &'a Gold,
    text: &'a str,
    found: &'a Extraction,
}

impl Scorer<'_> {
    fn span(&self, text: &str, nth: usize) -> Span {
        Quote { text, nth }.find(self.text).unwrap_or_default()
    }

    fn miss(&self, score: &'static str, kind: &'static str, span: Span, detail: String) -> Miss {
        let start = self.text[..span.start].rfind(['\n', '.']).map_or(0, |index| index + 1);
        let end = self.text[span.end..].find(['\n', '.']).map_or(self.text.len(), |index| span.end + index);
        Miss { score, kind, article: self.gold.article.clone(), words: self.text[start..end].trim().to_owned(), detail }
    }

    fn figures(&self, scores: &mut Scores) {
        let gold: Vec<Span> = self.gold.figure.iter().map(|figure| self.span(&figure.text, figure.nth)).collect();
        let found: Vec<Span> = self.found.figures.iter().map(|figure| figure.span).collect();
        let pairs = align(&found, &gold, &|_, _| true);
        let test = |check: &dyn Fn(&Figure, &GoldFigure) -> bool| {
            pairs.iter().filter(|&&(left, right)| check(&self.found.figures[left], &self.gold.figure[right])).count()
        };
        let value = |figure: &Figure, gold: &GoldFigure| {
            figure.value.bound == gold.bound
                && figure.value.low == gold.value_low
                && figure.value.high == gold.value_high
                && figure.value.point == gold.value_point
        };
        let measure = |figure: &Figure, gold: &GoldFigure| figure.measure == gold.measure;
        let unit = |figure: &Figure, gold: &GoldFigure| {
            figure.unit_kind == gold.unit_kind.unwrap_or(UnitKind::Count)
                && (gold.unit.is_none() || gold.unit == figure.unit || figure.currency.is_some() && figure.currency == gold.currency)
        };
        let country = |party: &Option<Party>| party.as_ref().and_then(|party| party.actor.country.clone());
        let (found_count, gold_count) = (found.len(), gold.len());
        scores.count("figure span", pairs.len(), found_count, gold_count);
        scores.count("figure value", test(&value), found_count, gold_count);
        scores.count("figure value+measure", test(&|one, other| value(one, other) && measure(one, other)), found_count, gold_count);
        scores.count("figure value+measure+unit", test(&|one, other| value(one, other) && measure(one, other) && unit(one, other)), found_count, gold_count);
        let matched = pairs.len();
        scores.count("of matched figures: modality", test(&|one, other| one.qualification.modality == other.modality.unwrap_or(Modality::Asserted)), matched, matched);
        scores.count("of matched figures: claimant", test(&|one, other| self.same_words(one.claim.claimant.as_ref(), other.claimant_text.as_deref())), matched, matched);
        scores.count("of matched figures: subject country", test(&|one, other| country(&one.subject) == other.subject_country), matched, matched);
        scores.count("of matched figures: role", test(&|one, other| one.role == other.role.unwrap_or(Role::Level)), matched, matched);
        for &(left, right) in &pairs {
            let (one, other) = (&self.found.figures[left], &self.gold.figure[right]);
            if !value(one, other) || !measure(one, other) || !unit(one, other) {
                let detail = format!(
                    "\"{}\": wanted {} {:?}..{:?} {} {:?}, found {} {:?}..{:?} {} {:?} ({})",
                    other.text, other.measure.code(), other.value_low, other.value_high, other.bound.code(), other.unit,
                    one.measure.code(), one.value.low, one.value.high, one.value.bound.code(), one.unit, one.rule
                );
                scores.misses.push(self.miss("figure", "wrong", one.span, detail));
            }
        }
        self.left_over("figure", &found, &gold, &pairs, scores, &|index| self.found.figures[index].rule.clone(), &|index| {
            format!("{} {}", self.gold.figure[index].measure.code(), self.gold.figure[index].bound.code())
        });
    }

    fn same_words(&self, found: Option<&Party>, gold: Option<&str>) -> bool {
        match (found, gold) {
            (None, None) => true,
            (Some(found), Some(gold)) => {
                let words = found.span.of(self.text);
                words == gold || words.contains(gold) || gold.contains(words)
            }
            _ => false,
        }
    }

    fn actions(&self, scores: &mut Scores) {
        let gold: Vec<Span> = self.gold.action.iter().map(|action| self.span(&action.text, action.nth)).collect();
        let found: Vec<Span> = self.found.actions.iter().map(|action| action.span).collect();
        let side = |found: &Option<Party>, words: &Option<String>, country: &Option<String>| match (found, words) {
            (None, None) => country.is_none(),
            (Some(found), None) => country.is_some() && found.actor.country == *country,
            (None, Some(_)) => false,
            (Some(found), Some(words)) => {
                self.same_words(Some(found), Some(words)) || country.is_some() && found.actor.country == *country
            }
        };
        let full = |one: &Action, other: &GoldAction| {
            one.event_type == other.event_type
                && side(&one.source, &other.source_text, &other.source_country)
                && side(&one.target, &other.target_text, &other.target_country)
        };
        let trigger = align(&found, &gold, &|_, _| true);
        let typed = align(&found, &gold, &|left, right| self.found.actions[left].event_type == self.gold.action[right].event_type);
        let whole = align(&found, &gold, &|left, right| full(&self.found.actions[left], &self.gold.action[right]));
        scores.count("action trigger", trigger.len(), found.len(), gold.len());
        scores.count("action trigger+type", typed.len(), found.len(), gold.len());
        scores.count("action source+type+target", whole.len(), found.len(), gold.len());
        let matched = whole.len();
        let test = |check: &dyn Fn(&Action, &GoldAction) -> bool| {
            whole.iter().filter(|&&(left, right)| check(&self.found.actions[left], &self.gold.action[right])).count()
        };
        scores.count("of matched actions: modality", test(&|one, other| one.qualification.modality == other.modality.unwrap_or(Modality::Asserted)), matched, matched);
        scores.count("of matched actions: polarity", test(&|one, other| one.qualification.polarity == other.polarity.unwrap_or(Polarity::Affirmed)), matched, matched);
        scores.count("of matched actions: claimant", test(&|one, other| self.same_words(one.claim.claimant.as_ref(), other.claimant_text.as_deref())), matched, matched);
        let words = |party: &Option<Party>| party.as_ref().map_or("-", |party| party.span.of(self.text)).to_owned();
        for &(left, right) in &trigger {
            let (one, other) = (&self.found.actions[left], &self.gold.action[right]);
            if !full(one, other) && !whole.iter().any(|&(_, done)| done == right) {
                let detail = format!(
                    "\"{}\": wanted {} {} -> {}, found {} {} -> {} ({})",
                    other.text, other.event_type.code(), other.source_text.as_deref().unwrap_or("-"), other.target_text.as_deref().unwrap_or("-"),
                    one.event_type.code(), words(&one.source), words(&one.target), one.rule
                );
                scores.misses.push(self.miss("action", "wrong", one.span, detail));
            }
        }
        self.left_over("action", &found, &gold, &trigger, scores, &|index| {
            let one = &self.found.actions[index];
            format!("{} {} -> {} ({})", one.event_type.code(), words(&one.source), words(&one.target), one.rule)
        }, &|index| {
            let other = &self.gold.action[index];
            format!("{} {} -> {}", other.event_type.code(), other.source_text.as_deref().unwrap_or("-"), other.target_text.as_deref().unwrap_or("-"))
        });
    }

    fn actors(&self, scores: &mut Scores) {
        let mut gold = Vec::new();
        for actor in &self.gold.actor {
            let quote = Quote { text: &actor.text, nth: actor.nth };
            let spans = if actor.all { quote.find_all(self.text) } else { quote.find(self.text).into_iter().collect() };
            gold.extend(spans.into_iter().map(|span| (span, actor)));
        }
        let spans: Vec<Span> = gold.iter().map(|(span, _)| *span).collect();
        // Bare nouns for kinds of people ("soldiers", "residents") are rows of the table but not annotated.
        let mentions: Vec<&Mention> = self
            .found
            .mentions
            .iter()
            .filter(|mention| mention.actor.id.is_some() || mention.actor.country.is_some() || spans.contains(&mention.span) || mention.kind == MentionKind::Name)
            .collect();
        let found: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
        let pairs = align(&found, &spans, &|_, _| true);
        let country = |left: usize, right: usize| mentions[left].actor.country == gold[right].1.country;
        let sector = |left: usize, right: usize| mentions[left].actor.sector == gold[right].1.sector;
        let countries = pairs.iter().filter(|&&(left, right)| country(left, right)).count();
        let both = pairs.iter().filter(|&&(left, right)| country(left, right) && sector(left, right)).count();
        scores.count("actor span", pairs.len(), found.len(), spans.len());
        scores.count("actor country", countries, found.len(), spans.len());
        scores.count("actor country+sector", both, found.len(), spans.len());
        for &(left, right) in &pairs {
            if !(country(left, right) && sector(left, right)) {
                let (one, other) = (&mentions[left].actor, gold[right].1);
                let detail = format!(
                    "\"{}\": wanted {:?} {:?}, found {:?} {:?} ({})",
                    other.text, other.country, other.sector.map(CodeList::code), one.country, one.sector.map(CodeList::code), mentions[left].rule
                );
                scores.misses.push(self.miss("actor", "wrong", found[left], detail));
            }
        }
        self.left_over("actor", &found, &spans, &pairs, scores, &|index| mentions[index].rule.clone(), &|index| {
            format!("{:?} {:?}", gold[index].1.country, gold[index].1.sector.map(CodeList::code))
        });
    }

    fn statements(&self, scores: &mut Scores) {
        // Some contents are quoted with a changed word order in mind; the cue places them.
        let gold: Vec<(Span, Span)> = self
            .gold
            .statement
            .iter()
            .map(|statement| (self.span(&statement.content_text, 1), self.span(&statement.cue_text, statement.nth)))
            .collect();
        let contents: Vec<Span> = gold.iter().map(|(content, _)| *content).collect();
        let found: Vec<Span> = self.found.statements.iter().map(|statement| statement.content).collect();
        let overlap = |left: usize, right: usize| {
            let (one, other) = (found[left], contents[right]);
            let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
            2 * shared >= one.cover(other).len()
        };
        let source = |left: usize, right: usize| {
            self.same_words(self.found.statements[left].source.as_ref(), self.gold.statement[right].source_text.as_deref())
        };
        let content = align(&found, &contents, &overlap);
        let whole = align(&found, &contents, &|left, right| overlap(left, right) && source(left, right));
        scores.count("statement content", content.len(), found.len(), contents.len());
        scores.count("statement source+content", whole.len(), found.len(), contents.len());
        self.left_over("statement", &found, &contents, &whole, scores, &|index| {
            let statement = &self.found.statements[index];
            format!("{} says ({})", statement.source.as_ref().map_or("-", |party| party.span.of(self.text)), statement.rule)
        }, &|index| {
            let statement = &self.gold.statement[index];
            format!("{} {}", statement.source_text.as_deref().unwrap_or("-"), statement.cue_text)
        });
    }

    fn places(&self, scores: &mut Scores) {
        let mut gold = Vec::new();
        for place in &self.gold.place {
            let quote = Quote { text: &place.text, nth: place.nth };
            let spans = if place.all { quote.find_all(self.text) } else { quote.find(self.text).into_iter().collect() };
            gold.extend(spans.into_iter().map(|span| (span, place)));
        }
        let spans: Vec<Span> = gold.iter().map(|(span, _)| *span).collect();
        let found: Vec<Span> = self.found.places.iter().map(|place| place.span).collect();
        let pairs = align(&found, &spans, &|_, _| true);
        let right = pairs.iter().filter(|&&(left, right)| self.found.places[left].country == gold[right].1.country).count();
        scores.count("place span", pairs.len(), found.len(), spans.len());
        scores.count("place country", right, found.len(), spans.len());
        self.left_over("place", &found, &spans, &pairs, scores, &|index| self.found.places[index].name.clone(), &|_| String::new());
    }

    #[allow(clippy::too_many_arguments)]
    fn left_over(
        &self,
        score: &'static str,
        found: &[Span],
        gold: &[Span],
        pairs: &[(usize, usize)],
        scores: &mut Scores,
        found_detail: &dyn Fn(usize) -> String,
        gold_detail: &dyn Fn(usize) -> String,
    ) {
        for (index, span) in found.iter().enumerate() {
            if !pairs.iter().any(|&(left, _)| left == index) {
                let detail = format!("\"{}\": {}", span.of(self.text), found_detail(index));
                scores.misses.push(self.miss(score, "false", *span, detail));
            }
        }
        for (index, span) in gold.iter().enumerate() {
            if !pairs.iter().any(|&(_, right)| right == index) {
                let detail = format!("\"{}\": {}", span.of(self.text), gold_detail(index));
                scores.misses.push(self.miss(score, "missed", *span, detail));
            }
        }
    }
}
