//! Numerals that are no quantities: dates, hours, ages, designations, scores, addresses, page numbers.

use tidywire_codebook::UnitKind;
use tidywire_lexicon::HedgePlace;
use tidywire_text::{EntityLabel, Label, Tag};

use super::Reader;
use super::grammar::Plain;
use crate::lexemes::Kind;

impl Reader<'_, '_> {
    /// One past the label that the numeral belongs to, if it is one.
    pub(super) fn label(&self, first: usize, plain: Plain) -> Option<usize> {
        let end = plain.end;
        if plain.digits && self.is_code(first, end) {
            return Some(self.glued_run(end - 1));
        }
        let unit = self.unit_at(end);
        let duration = unit.is_some_and(|(_, unit)| self.knowledge.lexicon.units[unit].kind == UnitKind::Duration);
        let hyphened = self.lexemes.text(end) == "-"
            && self.lexemes.glued(end)
            && self.lexemes.is(end + 1, Kind::Word)
            && self.lexemes.glued(end + 1);
        let found = self.in_address(first)
            || self.beside_trap(first, end, HedgePlace::After)
            || self.beside_trap(first, end, HedgePlace::Before) && !self.counts(first)
            || self.is_of_age(first)
            || duration && (hyphened || self.is_age(unit.map_or(end, |(end, _)| end)))
            || hyphened && unit.is_none() && self.money_after(end).is_none() && !self.is_strong(end + 1)
            || !duration && !self.is_money(first, end) && self.is_date(first, end, plain)
            || plain.digits && (self.is_bare_age(first, plain) || self.is_rank(first, end))
            || !self.is_money(first, end) && self.in_name(first)
            || self.is_verdict(first, end);
        found.then(|| if hyphened { self.glued_run(end) } else { end })
    }

    /// Part of a web address.
    fn in_address(&self, first: usize) -> bool {
        let span = self.lexemes.span(first, first + 1);
        let before = &self.tree.text[..span.start];
        let run = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        run.contains("://") || run.contains("www.") || run.contains('@')
    }

    /// Glued to letters or marks: "F-16", "A2", "Kh-101", "6:30", "5/17/2018", "93rd", "5G", "1990s".
    fn is_code(&self, first: usize, end: usize) -> bool {
        let lexemes = &self.lexemes;
        let before = if lexemes.glued(first) {
            lexemes.before(first, 1)
        } else {
            ""
        };
        let sign = self.knowledge.signs.contains_key(before) || self.money_before(first).is_some();
        let letters = first > 0 && lexemes.glued(first) && lexemes.is(first - 1, Kind::Word) && !sign;
        let dashed = matches!(
            before,
            "-" | "–" | "‑" | "‐" | "/" | ":" | "." | "_" | "#" | "+" | "\\" | "@" | "&"
        ) && first > 1
            && lexemes.glued(first - 1)
            && !matches!(lexemes.before(first, 2), "(" | "[" | "\"" | "“" | "~" | ">" | "<" | "=")
            || before == "/"
            || before == ":"
            || before == "#"
            || before == "@";
        if letters || dashed {
            return true;
        }
        if !lexemes.glued(end) {
            return false;
        }
        let after = lexemes.text(end);
        match after {
            ":" | "/" | "_" | "\\" | "@" => {
                lexemes.is(end + 1, Kind::Digits) && lexemes.glued(end + 1)
                // "20/30 km" and "2/3" are read as fractions before.
                || after != "/" && after != ":" && lexemes.glued(end + 1)
            }
            "-" | "–" => {
                // "2-1", "2018-05-17": no ascending range.
                lexemes.is(end + 1, Kind::Digits)
                    && lexemes.glued(end + 1)
                    && (matches!(lexemes.text(end + 2), "-" | "/") && lexemes.glued(end + 2)
                        || !self.ascends(first, end + 1))
            }
            _ if lexemes.is(end, Kind::Word) => {
                self.unit_at(end).is_none() && self.money_after(end).is_none() && after != "x"
            }
            _ => false,
        }
    }

    /// The digits at `second` are more than those at `first`, and no short form of a year ("2019-20").
    fn ascends(&self, first: usize, second: usize) -> bool {
        let value = |at: usize| super::digits::value(self.lexemes.text(at));
        let suffixed = self.numeral(second + 1).is_some_and(|numeral| numeral.suffix);
        value(first).zip(value(second)).is_some_and(|(one, other)| other > one) || suffixed
    }

    /// "twelve-strong", "400-plus".
    fn is_strong(&self, word: usize) -> bool {
        matches!(self.lexemes.text(word), "strong" | "plus" | "odd")
    }

    /// "at the age of 86", "the ages of 12 and 17".
    fn is_of_age(&self, first: usize) -> bool {
        let age = |back: usize| matches!(self.lexemes.before(first, back), "age" | "ages");
        let of = |back: usize| self.lexemes.before(first, back) == "of";
        of(1) && age(2) || of(3) && age(4) && matches!(self.lexemes.before(first, 1), "and" | "to")
    }

    /// "30 years old", "34 years of age".
    fn is_age(&self, end: usize) -> bool {
        let old = usize::from(self.lexemes.text(end) == "-");
        self.lexemes.text(end + old) == "old" || self.lexemes.text(end) == "of" && self.lexemes.text(end + 1) == "age"
    }

    /// "Ivan Petrenko, 34, was": a number alone between marks, behind a noun.
    fn is_bare_age(&self, first: usize, plain: Plain) -> bool {
        let lexemes = &self.lexemes;
        let noun = first > 1 && self.tree.is_noun(lexemes.token(first - 2));
        let closed = matches!(lexemes.text(plain.end), "," | "." | "" | ")" | ";" | "—" | "–");
        let opened = matches!(lexemes.before(first, 1), "," | "(");
        opened && closed && noun && plain.value.fract() == 0.0 && (1.0..=115.0).contains(&plain.value)
    }

    /// Years, days of months, and whatever the model calls a date or an hour with a word of time in it.
    fn is_date(&self, first: usize, end: usize, plain: Plain) -> bool {
        let tree = self.tree;
        let (token, next) = (self.lexemes.token(first), self.lexemes.token(end - 1) + 1);
        let raw = self.lexemes.text(first);
        let year = plain.digits
            && end == first + 1
            && raw.len() == 4
            && raw.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year));
        let month_day = token > 0 && self.knowledge.month(tree.word(token - 1)).is_some()
            || next < tree.len() && self.knowledge.month(tree.word(next)).is_some();
        // "1 May" is a date; "1 may" is not one in "at least 1 may have died".
        if month_day && plain.digits && plain.value <= 31.0 && !(next < tree.len() && tree.word(next) == "may" && tree.surface(next) == "may")
            || month_day && year
            // "3 Jan 90"; "0815" is an hour.
            || token > 0 && self.knowledge.month(tree.word(token - 1)).is_some() && plain.digits && raw.len() == 2
            || plain.digits && raw.len() == 4 && raw.starts_with('0') && raw.bytes().all(|byte| byte.is_ascii_digit())
        {
            return true;
        }
        let entities = || {
            tree.sentence.entities.iter().filter(|entity| {
                matches!(entity.label, EntityLabel::Date | EntityLabel::Time)
                    && (entity.first..entity.end).contains(&token)
            })
        };
        let counts = tree.label(token) == Label::Nummod
            && tree
                .head(token)
                .is_some_and(|noun| noun > token && tree.tag(noun) == Tag::Nns);
        if year && (entities().next().is_some() || !counts) {
            return true;
        }
        // The model calls "between 30 and 50" a date: without a month, or an hour's word, it is none.
        entities().any(|entity| {
            let words = || (entity.first..entity.end).map(|index| tree.word(index));
            plain.value <= 31.0 && words().any(|word| self.knowledge.month(word).is_some())
                || entity.label == EntityLabel::Time
                    && plain.digits
                    && words().any(|word| self.knowledge.is_time_word(word))
                    && self.unit_at(end).is_none()
        }) || self.is_clock(end)
    }

    fn is_money(&self, first: usize, end: usize) -> bool {
        self.money_before(first).is_some() || self.money_after(end).is_some()
    }

    /// "5 am", "10.45pm", "7 a.m.", "11 o'clock".
    fn is_clock(&self, end: usize) -> bool {
        let lexemes = &self.lexemes;
        match lexemes.text(end) {
            "am" | "pm" => lexemes.glued(end) || self.tree.tag(lexemes.token(end)) != Tag::Vbp,
            "a" | "p" => lexemes.text(end + 1) == "." && lexemes.text(end + 2) == "m",
            "o" => matches!(lexemes.text(end + 1), "'" | "’") && lexemes.text(end + 2) == "clock",
            "gmt" | "utc" | "hrs" => true,
            _ => false,
        }
    }

    /// Words of the lexicon beside the numeral: "Resolution 2231", "the 28 Brigade", "12 Main Street".
    fn beside_trap(&self, first: usize, end: usize, side: HedgePlace) -> bool {
        let lexemes = &self.lexemes;
        let hyphen = usize::from(lexemes.text(end) == "-" && lexemes.glued(end));
        self.knowledge
            .lexicon
            .traps
            .iter()
            .filter(|trap| trap.side == side)
            .any(|trap| {
                let (hyphened, word) = trap
                    .word
                    .strip_prefix('-')
                    .map_or((false, trap.word.as_str()), |word| (true, word));
                let word = word.trim_end_matches('.');
                match trap.side {
                    HedgePlace::Before => {
                        let dot = usize::from(lexemes.before(first, 1) == "." && first > 1);
                        let verb = first > 0 && self.tree.is_verb(lexemes.token(first - 1));
                        !verb && lexemes.before(first, 1 + dot) == word && (!hyphened || lexemes.glued(first))
                    }
                    HedgePlace::After => {
                        let start = end + hyphen;
                        (start..=start + trap.reach).any(|at| {
                            lexemes.text(at) == word
                                && (!hyphened || hyphen == 1)
                                && (trap.reach == 0 || self.capitals(start, at + 1))
                                && (trap.with.is_empty() || trap.with.iter().any(|with| self.is_word(at + 1, with)))
                        })
                    }
                }
            })
    }

    /// True when the numeral modifies a plural noun to its right: "in the first phase 33 hostages".
    fn counts(&self, first: usize) -> bool {
        let (tree, token) = (self.tree, self.lexemes.token(first));
        tree.label(token) == Label::Nummod
            && tree
                .head(token)
                .is_some_and(|noun| noun > token && tree.tag(noun) == Tag::Nns)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        let text = self.lexemes.text(at);
        text == word || text.strip_suffix('s') == Some(word)
    }

    fn capitals(&self, first: usize, end: usize) -> bool {
        (first..end).all(|at| {
            self.lexemes.get(at).is_some_and(|lexeme| {
                lexeme
                    .span
                    .of(self.tree.text)
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
            })
        })
    }

    /// "Operation 1027", "Model 3", "the S&P 500": behind a name, and no noun to count.
    fn is_rank(&self, first: usize, end: usize) -> bool {
        let tree = self.tree;
        let token = self.lexemes.token(first);
        let Some(before) = token.checked_sub(1) else {
            return false;
        };
        let named = tree.is_name(before)
            && tree.surface(before).contains(char::is_uppercase)
            && !tree.surface(before).ends_with('.')
            && !self.lexemes.glued(first)
            && self.lexemes.is(first - 1, Kind::Word)
            && !self.knowledge.signs.contains_key(self.lexemes.before(first, 1));
        let head = tree.head(token).filter(|&head| head > token);
        let counts = head.is_some_and(|head| {
            matches!(
                tree.label(token),
                Label::Nummod | Label::Quantmod | Label::Compound | Label::Amod
            ) && (tree.tag(head) == Tag::Nns || tree.tag(head) == Tag::Cd)
        });
        let measured =
            self.unit_at(end).is_some() || self.money_after(end).is_some() || self.money_before(first).is_some();
        let weekday = self.knowledge.weekday(tree.word(before)).is_some();
        // "Ethiopia 2,500 and Egypt 1,091": no name has a number like this.
        let grouped = self.lexemes.text(first).contains(',');
        // "a Cessna 172 crashes": one of that make.
        let make = before > 0 && matches!(tree.word(before - 1), "a" | "an");
        named && !weekday && !grouped && (!counts || make) && !measured
    }

    /// Inside a name of the model ("the Boeing 787 Dreamliner", "the Digital Economy Act 2017").
    fn in_name(&self, first: usize) -> bool {
        let token = self.lexemes.token(first);
        self.tree.sentence.entities.iter().any(|entity| {
            matches!(
                entity.label,
                EntityLabel::Product
                    | EntityLabel::Law
                    | EntityLabel::WorkOfArt
                    | EntityLabel::Event
                    | EntityLabel::Fac
            ) && (entity.first + 1..entity.end).contains(&token)
        })
    }

    /// "voted 33 to 12", "won 3 to 1", "a 9 to 0 vote": a verdict, no figure.
    fn is_verdict(&self, first: usize, end: usize) -> bool {
        let lexemes = &self.lexemes;
        lexemes.text(end) == "to"
            && lexemes.is(end + 1, Kind::Digits)
            && matches!(lexemes.before(first, 1), "voted" | "won" | "beat")
    }
}
