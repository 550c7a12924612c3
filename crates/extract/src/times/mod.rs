//! Time expressions: what the words of a text say about when, reckoned to days where that can be done.
//!
//! Two steps: a grammar over the pieces of each sentence (`grammar`, `calendar`, `relative`), then reckoning in the order of
//! the text (`resolve`), because "the next day" leans on the date before it. A text that tells a history (most of its years
//! lie years back) leans on itself, news on the day of publication. Without that day nothing is guessed.
//!
//! Invariant: expressions are in order and do not overlap.

mod calendar;
mod form;
mod grammar;
mod relative;
mod resolve;
mod stretch;
mod words;
mod years;

use jiff::civil::Date;
use tidywire_codebook::DatePrecision;
use tidywire_text::Tag;

use self::form::{Core, Field, Form, Year};
use self::grammar::Reader;
use self::resolve::{Context, Meaning, Way};
use crate::dateline;
use crate::knowledge::Knowledge;
use crate::lexemes::Lexemes;
use crate::tree::Tree;
use crate::types::{Relation, TimeExpression, When};
pub(crate) use words::TimeWords;

/// One expression as read, with its pieces.
struct Read {
    first: usize,
    end: usize,
    form: Form,
}

/// Finds the time expressions of all sentences.
pub(crate) fn find(knowledge: &Knowledge<'_>, trees: &[Tree<'_>], published: Option<Date>) -> Vec<Vec<TimeExpression>> {
    let lexemes: Vec<Lexemes> = trees.iter().map(Lexemes::new).collect();
    let mut before_our_era = false;
    let mut read: Vec<Vec<Read>> = Vec::with_capacity(trees.len());
    for (tree, lexemes) in trees.iter().zip(&lexemes) {
        let reader = Reader {
            knowledge,
            words: &knowledge.times,
            tree,
            lexemes,
            before_our_era,
        };
        let found = reader.all();
        for read in &found {
            if let Core::Calendar(Year::Given(year), _) = read.form.core {
                before_our_era = year <= 0;
            }
        }
        read.push(found);
    }
    let mut context = Context {
        lexicon: knowledge.lexicon,
        published,
        day: None,
        month: None,
        year: None,
        told: None,
        history: false,
    };
    let told = tells_history(&read, published);
    // Sentences since a date with its year that lies back.
    let mut since_old = usize::MAX;
    let mut list = Vec::with_capacity(trees.len());
    for (sentence, ((tree, lexemes), read)) in trees.iter().zip(&lexemes).zip(read).enumerate() {
        let mut found: Vec<TimeExpression> = Vec::with_capacity(read.len());
        since_old = since_old.saturating_add(1);
        for read in &read {
            if leans_on_publication(&read.form.core) {
                since_old = usize::MAX;
            }
            context.history = told || since_old <= 1;
            let span = lexemes.span(read.first, read.end);
            let head = tree.head_of(span).unwrap_or(lexemes.token(read.first));
            let meaning = context.resolve(&read.form, way(knowledge, tree, head));
            if is_old(&read.form.core, published) {
                since_old = 0;
            }
            remember(&mut context, &read.form, &meaning);
            found.push(expression(lexemes, sentence, read, head, meaning));
        }
        // The dateline says when the text was sent, not when what it tells happened.
        let dateline = if sentence == 0 { dateline::end(tree) } else { 0 };
        for time in found.iter_mut().filter(|time| time.head < dateline) {
            time.event = When::default();
        }
        link_ranges(lexemes, &read, &mut found);
        list.push(found);
    }
    list
}

impl Reader<'_, '_> {
    fn all(&self) -> Vec<Read> {
        let mut found: Vec<Read> = Vec::new();
        let mut at = 0;
        while at < self.lexemes.len() {
            let glued = self.lexemes.glued(at)
                && self.lexemes.glued(at + 1)
                && at > 0
                && self.is(at - 1, &["-", ".", "@", "/"]);
            match self.expression(at).filter(|_| !glued || self.is(at - 1, &["-"])) {
                Some((end, form)) => {
                    self.days_before(at, &form, &mut found);
                    found.push(Read { first: at, end, form });
                    at = self.behind(end, &mut found);
                }
                None => at += 1,
            }
        }
        share_years(&mut found, self.lexemes);
        found
    }

    /// "6 and 7 January", "3-5 May": numbers before a day, joined with it.
    fn days_before(&self, at: usize, form: &Form, found: &mut Vec<Read>) {
        let Core::Calendar(year, Field::Day(month, own)) = form.core else {
            return;
        };
        let Some(joint) = at
            .checked_sub(1)
            .filter(|joint| self.is(*joint, &["-", "–", "to", "and", "or", ","]))
        else {
            return;
        };
        let past = found.last().map_or(0, |read| read.end);
        let Some(first) = (joint.saturating_sub(2).max(past)..joint).find(|&first| {
            self.day_number(first)
                .is_some_and(|(end, day, _)| end == joint && day < own)
        }) else {
            return;
        };
        if let Some((end, day, _)) = self.day_number(first) {
            let form = Form::new(Core::Calendar(year, Field::Day(month, day)), "code/times#absolute");
            found.push(Read { first, end, form });
        }
    }

    /// "May 4 and 5", "1915-16": what is joined behind a day or a year. Gives the piece to read on at.
    fn behind(&self, end: usize, found: &mut Vec<Read>) -> usize {
        let Some(Core::Calendar(year, field)) = found.last().map(|read| read.form.core.clone()) else {
            return end;
        };
        let joined = self.is(end, &["-", "–", "/"]) && self.lexemes.glued(end) && self.lexemes.glued(end + 1);
        let number = |at: usize| self.text(at).parse::<i16>().ok();
        match (year, field) {
            (Year::Given(year), Field::Whole) if joined && year > 0 && self.text(end + 1).len() == 2 => {
                let Some(short) = number(end + 1).filter(|short| *short > year % 100) else {
                    return end;
                };
                let form = Form::new(
                    Core::Calendar(Year::Given(year - year % 100 + short), Field::Whole),
                    "code/times#year",
                );
                found.push(Read {
                    first: end + 1,
                    end: end + 2,
                    form,
                });
                end + 2
            }
            (year, Field::Day(month, own)) => {
                let month_first = self
                    .words
                    .month(self.text(found.last().map_or(0, |read| read.first)))
                    .is_some();
                let joint = joined || self.is(end, &["and", "to", "or"]) && !self.lexemes.glued(end + 1);
                let Some((past, day, _)) = self
                    .day_number(end + 1)
                    .filter(|(_, day, _)| joint && month_first && *day > own)
                else {
                    return end;
                };
                let token = self.lexemes.token(past - 1);
                let counts = self.tree.label(token) == tidywire_text::Label::Nummod
                    && self.tree.head(token).is_some_and(|head| head > token);
                if counts || self.words.month(self.text(past)).is_some() {
                    return end;
                }
                let (stop, behind) = self.year_behind(past);
                let year = if behind == Year::Open { year } else { behind };
                let form = Form::new(Core::Calendar(year, Field::Day(month, day)), "code/times#absolute");
                found.push(Read {
                    first: end + 1,
                    end: stop,
                    form,
                });
                stop
            }
            _ => end,
        }
    }
}

/// "between March and June 2022": the year behind the last of a range is that of the first too.
fn share_years(found: &mut [Read], lexemes: &Lexemes) {
    for index in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(index);
        let (Some(one), Some(other)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let joined = other.first == one.end + 1
            && matches!(
                lexemes.text(one.end),
                "and" | "to" | "-" | "–" | "until" | "till" | "through" | "or"
            );
        if let (true, Core::Calendar(Year::Open, field), Core::Calendar(year @ Year::Given(_), _)) =
            (joined, &one.form.core, &other.form.core)
        {
            one.form.core = Core::Calendar(*year, *field);
        }
    }
}

/// True for expressions that news reckons from its own day.
fn leans_on_publication(core: &Core) -> bool {
    use tidywire_lexicon::TimeAnchor::Published;
    matches!(
        core,
        Core::Beside(_)
            | Core::Weekday(..)
            | Core::Weekend
            | Core::Step(_, _, Published)
            | Core::Shift(_, _, _, Published)
            | Core::Length(_, _, Some((_, Published)))
    )
}

/// A stated year that lies more than a year before the article.
fn is_old(core: &Core, published: Option<Date>) -> bool {
    let year = match core {
        Core::Calendar(Year::Given(year), _) | Core::Decade(year) | Core::Century(year) => *year,
        _ => return false,
    };
    published.is_none_or(|published| year + 1 < published.year())
}

/// True for texts most of whose stated years lie back, and that seldom lean on the day of publication.
fn tells_history(read: &[Vec<Read>], published: Option<Date>) -> bool {
    let cores = || read.iter().flatten().map(|read| &read.form.core);
    let old = cores().filter(|core| is_old(core, published)).count();
    let stated = cores()
        .filter(|core| matches!(core, Core::Calendar(Year::Given(_), _)))
        .count();
    let leaning = cores()
        .filter(|core| matches!(core, Core::Beside(_) | Core::Weekday(..)))
        .count();
    published.is_none() && leaning == 0 || old >= 4 && old * 3 > stated * 2 && leaning * 4 < old
}

/// Takes the date into the memory of the text.
fn remember(context: &mut Context<'_>, form: &Form, meaning: &Meaning) {
    let Some(start) = meaning.start else { return };
    if matches!(form.core, Core::Length(..)) {
        return;
    }
    match meaning.precision {
        Some(DatePrecision::Day | DatePrecision::PartOfDay | DatePrecision::Month) => {
            context.day = Some(start);
            context.month = Some(start);
            context.told = Some(start);
        }
        Some(DatePrecision::Year) if context.year.is_none_or(|year| year.year() != start.year()) => {
            context.month = Some(start);
            context.day = Some(start);
        }
        _ => {}
    }
    context.year = Some(start);
}

/// The tense of the clause says which way a date without its year lies.
fn way(knowledge: &Knowledge<'_>, tree: &Tree<'_>, head: usize) -> Way {
    let mut at = head;
    loop {
        let lemma = tree.lemma(at);
        let children = || tree.children(at).iter().map(|&child| tree.word(child));
        if tree.is_verb(at) && children().any(|word| matches!(word, "will" | "shall" | "'ll" | "won't" | "wo"))
            || at != head && knowledge.times.is_ahead(&lemma)
        {
            return Way::Ahead;
        }
        if tree.tag(at) == Tag::Vbd
            || tree.is_verb(at) && children().any(|word| matches!(word, "was" | "were" | "had" | "did"))
        {
            return Way::Past;
        }
        match tree.head(at) {
            Some(next) => at = next,
            None => return Way::Unknown,
        }
    }
}

/// What the word before an expression makes of it for the event: "since 2014" has no end.
fn relation(lexemes: &Lexemes, first: usize) -> Relation {
    let mut at = first;
    while at > 0
        && matches!(
            lexemes.text(at - 1),
            "the" | "early" | "late" | "mid" | "-" | "on" | "about" | "around" | "at" | "least"
        )
    {
        at -= 1;
    }
    match lexemes.before(at, 1) {
        "since" => Relation::Since,
        "until" | "till" | "by" | "before" => Relation::Until,
        "after" | "following" => Relation::Since,
        "from" if lexemes.before(at, 2) != "days" => Relation::Since,
        _ => Relation::On,
    }
}

fn expression(lexemes: &Lexemes, sentence: usize, read: &Read, head: usize, meaning: Meaning) -> TimeExpression {
    debug_assert!(meaning.start <= meaning.end);
    let own = When {
        start: meaning.start,
        end: meaning.end,
        basis: meaning.basis,
    };
    let governs = own.start.is_some();
    let event = match relation(lexemes, read.first) {
        _ if !governs => When::default(),
        Relation::On => own,
        Relation::Since => When { end: None, ..own },
        Relation::Until => When { start: None, ..own },
    };
    TimeExpression {
        sentence,
        span: lexemes.span(read.first, read.end),
        kind: meaning.kind,
        when: own,
        event,
        precision: meaning.precision,
        value: meaning.value,
        modifier: read.form.modifier,
        rule: read.form.rule,
        head,
    }
}

/// "from 3 to 5 May", "between March and June 2022", "1992-1995": what happens there has the first start and the last end.
fn link_ranges(lexemes: &Lexemes, read: &[Read], found: &mut [TimeExpression]) {
    for index in 1..found.len() {
        let (one, other) = (&read[index - 1], &read[index]);
        let joint = lexemes.text(one.end);
        let opened = lexemes.before(one.first, 1);
        let range = other.first == one.end + 1
            && (matches!(joint, "to" | "until" | "till" | "through" | "-" | "–")
                || joint == "and" && matches!(opened, "between" | "from"));
        let (Some(start), Some(end)) = (found[index - 1].when.start, found[index].when.end) else {
            continue;
        };
        if range && start <= end {
            let event = When {
                start: Some(start),
                end: Some(end),
                basis: found[index].when.basis,
            };
            found[index - 1].event = event;
            found[index].event = event;
        }
    }
}
