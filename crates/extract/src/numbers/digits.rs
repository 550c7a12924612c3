//! Digit strings: separators, decimals, powers, suffixes.

use super::Reader;
use super::grammar::Plain;
use crate::lexemes::Kind;

/// Value of digits with separators: "1,500", "12,34,567.89", "1.111,11", "5,00", "1.2". None for what is no number
/// ("192.168.1.2", "22,24,26").
pub(super) fn value(raw: &str) -> Option<f64> {
    let commas = raw.matches(',').count();
    let dots = raw.matches('.').count();
    let grouped = |text: &str, mark: char| {
        let groups: Vec<&str> = text.split(mark).collect();
        let last = groups.len() - 1;
        (1..=3).contains(&groups[0].len())
            && groups[last].len() == 3
            && groups[1..last].iter().all(|group| matches!(group.len(), 2 | 3))
    };
    let plain = |text: String| text.parse::<f64>().ok();
    match (commas, dots) {
        (0, 0 | 1) => plain(raw.to_owned()),
        (_, 0 | 1) if grouped(raw.split('.').next().unwrap_or(raw), ',') => {
            let after = raw.find('.').unwrap_or(raw.len());
            raw[..after].contains(',').then(|| plain(raw.replace(',', "")))?
        }
        // The other way round, as on the European mainland.
        (1, _) if dots > 0 && raw.rfind(',') > raw.rfind('.') && grouped(raw.split(',').next()?, '.') => {
            plain(raw.replace('.', "").replace(',', "."))
        }
        (1, 0) if raw.len() - raw.find(',')? <= 3 => plain(raw.replace(',', ".")),
        (0, _) if dots > 1 && grouped(raw, '.') && raw.split('.').all(|group| group.len() <= 3) => raw
            .split('.')
            .skip(1)
            .all(|group| group.len() == 3)
            .then(|| plain(raw.replace('.', "")))?,
        _ => None,
    }
}

impl Reader<'_, '_> {
    /// A number that begins with digits, without scale words.
    pub(super) fn digits(&self, first: usize) -> Option<Plain> {
        let lexemes = &self.lexemes;
        let mut end = first + 1;
        let mut raw = lexemes.text(first).to_owned();
        // "1 500 000": groups of three, set apart by one space.
        let groups = (1..=3).contains(&raw.len()) && !raw.starts_with('0') && !raw.contains(['.', ',']);
        while groups
            && lexemes.is(end, Kind::Digits)
            && !lexemes.glued(end)
            && lexemes
                .text(end)
                .split('.')
                .next()
                .is_some_and(|group| group.len() == 3)
            && !lexemes.text(end).contains(',')
            && !raw.contains('.')
            && self.one_space(end)
        {
            raw.push_str(lexemes.text(end));
            end += 1;
        }
        let mut value = value(&raw)?;
        if let Some((after, power)) = self.power(end, value) {
            return Some(Plain::number(after, power));
        }
        // "3/4", "2 1/4"; "5/17/2018" is a date.
        if let Some((after, share)) = self.slash(first, end) {
            return Some(Plain::share(after, share));
        }
        if lexemes.is(end, Kind::Digits)
            && !lexemes.glued(end)
            && let Some((after, share)) = self.slash(end, end + 1)
            && share < 1.0
        {
            return Some(Plain::number(after, value + share));
        }
        if let Some(glyph) = self.glyph(end) {
            return Some(Plain::number(end + 1, value + glyph));
        }
        let suffix = self.suffix(end);
        if let Some(factor) = suffix {
            value = super::grammar::whole(value * factor);
            end += 1;
        }
        let mut plain = Plain::number(end, value);
        plain.digits = true;
        plain.scale = suffix.unwrap_or(1.0);
        Some(plain)
    }

    fn one_space(&self, index: usize) -> bool {
        let gap = self.lexemes.span(index - 1, index).end..self.lexemes.span(index, index + 1).start;
        self.tree.text[gap].chars().count() == 1
    }

    fn glyph(&self, index: usize) -> Option<f64> {
        (self.lexemes.is(index, Kind::Mark)).then(|| self.part(index)).flatten()
    }

    /// "30k", "61bn"; a long suffix may stand apart ("10 bln").
    fn suffix(&self, index: usize) -> Option<f64> {
        let word = self.lexemes.text(index);
        let numeral = self.numeral(index).filter(|numeral| numeral.suffix)?;
        // "5 m/s", "12 m2", "40 b/d": the longer unit wins.
        if self.unit_at(index).is_some_and(|(end, _)| end > index + 1) {
            return None;
        }
        let apart = !self.lexemes.glued(index);
        // "1.5 m long", "a 100m stretch": metres.
        let measured = matches!(
            self.lexemes.text(index + 1),
            "long" | "wide" | "tall" | "high" | "deep" | "away" | "from" | "x" | "stretch" | "sprint"
        );
        // "precinct 1B": a capital alone is no billion without a sign or a decimal.
        let surface = self.lexemes.span(index, index + 1).of(self.tree.text);
        let named = surface == "B"
            && index > 0
            && !self.lexemes.text(index - 1).contains(['.', ','])
            && self.money_before(index - 1).is_none();
        let label = named || apart && word.len() < 2 && word != "k";
        let metre = word == "m" && measured;
        (!(label || metre)).then_some(numeral.value)
    }

    fn slash(&self, first: usize, end: usize) -> Option<(usize, f64)> {
        let lexemes = &self.lexemes;
        let glued = lexemes.text(end) == "/"
            && lexemes.glued(end)
            && lexemes.is(end + 1, Kind::Digits)
            && lexemes.glued(end + 1)
            && lexemes.before(first, 1) != "/"
            && !(matches!(lexemes.text(end + 2), "/" | "-") && lexemes.glued(end + 2));
        if !glued {
            return None;
        }
        let (over, under) = (value(lexemes.text(first))?, value(lexemes.text(end + 1))?);
        (under > over && over > 0.0 && under <= 1000.0).then(|| (end + 2, over / under))
    }

    /// "1e10", "1.3x10^6", "2.5^-1".
    fn power(&self, index: usize, base: f64) -> Option<(usize, f64)> {
        let lexemes = &self.lexemes;
        if !lexemes.glued(index) {
            return None;
        }
        let exponent = |mut at: usize| {
            let mut sign = 1.0;
            while matches!(lexemes.text(at), "+" | "-") && lexemes.glued(at) {
                sign = if lexemes.text(at) == "-" { -1.0 } else { 1.0 };
                at += 1;
            }
            let power = value(lexemes.text(at)).filter(|_| lexemes.is(at, Kind::Digits) && lexemes.glued(at))?;
            Some((at + 1, sign * power))
        };
        match lexemes.text(index) {
            "^" => exponent(index + 1).map(|(end, power)| (end, base.powf(power))),
            "e" => exponent(index + 1).map(|(end, power)| (end, base * 10f64.powf(power))),
            "x" if lexemes.text(index + 1) == "10" && lexemes.text(index + 2) == "^" => {
                exponent(index + 3).map(|(end, power)| (end, base * 10f64.powf(power)))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn separators_of_all_kinds() {
        for (raw, expected) in [
            ("1,500", Some(1500.0)),
            ("1.5", Some(1.5)),
            ("12,34,567.89", Some(1_234_567.89)),
            ("1.111,11", Some(1111.11)),
            ("1,111.11", Some(1111.11)),
            ("5,00", Some(5.0)),
            ("1,234,567", Some(1_234_567.0)),
            ("1.234.567", Some(1_234_567.0)),
            ("192.168.1.2", None),
            ("22,24,26,31", None),
            ("007", Some(7.0)),
            (".25", Some(0.25)),
        ] {
            assert_eq!(value(raw), expected, "{raw}");
        }
    }
}
