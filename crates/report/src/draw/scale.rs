//! From numbers to pixels: linear from zero, or logarithmic with a place of its own for zero.

/// A horizontal scale.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    left: f64,
    right: f64,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Linear {
        top: f64,
        step: f64,
    },
    /// Exponents of ten at both ends; zero stands at the left edge when it occurs.
    Log {
        low: i32,
        high: i32,
        zero: bool,
    },
}

/// Pixels between zero and the first power of ten on a logarithmic scale.
const ZERO_GAP: f64 = 60.0;
/// Largest over smallest value from which on a linear scale would squeeze the small ones.
const SPAN_FOR_LOG: f64 = 50.0;

impl Scale {
    /// A scale for these values, none negative, between two pixels.
    pub(crate) fn of(values: &[f64], left: f64, right: f64) -> Self {
        let positive = || values.iter().copied().filter(|&value| value > 0.0);
        let low = positive().fold(f64::INFINITY, f64::min);
        let high = positive().fold(0.0, f64::max);
        let kind = if high / low >= SPAN_FOR_LOG {
            Kind::Log {
                low: low.log10().floor() as i32,
                high: (high.log10().ceil() as i32).max(low.log10().floor() as i32 + 1),
                zero: values.contains(&0.0),
            }
        } else {
            return Self::linear(high, left, right);
        };
        Self { left, right, kind }
    }

    /// A linear scale from zero to at least `high`, with whole steps.
    pub(crate) fn linear(high: f64, left: f64, right: f64) -> Self {
        let high = high.max(1.0);
        let step = step(high).max(1.0);
        let kind = Kind::Linear {
            top: (high / step).ceil() * step,
            step,
        };
        Self { left, right, kind }
    }

    /// True when the scale is logarithmic.
    pub(crate) fn is_log(&self) -> bool {
        matches!(self.kind, Kind::Log { .. })
    }

    /// Where a value stands.
    pub(crate) fn at(&self, value: f64) -> f64 {
        match self.kind {
            Kind::Linear { top, .. } => self.left + (self.right - self.left) * value / top,
            Kind::Log { low, high, zero } => {
                if value <= 0.0 {
                    return self.left;
                }
                let left = if zero { self.left + ZERO_GAP } else { self.left };
                let share = (value.log10() - f64::from(low)) / f64::from(high - low);
                left + (self.right - left) * share
            }
        }
    }

    /// Values to label.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        match self.kind {
            Kind::Linear { top, step } => {
                let count = (top / step).round() as u32;
                (0..=count).map(|index| f64::from(index) * step).collect()
            }
            Kind::Log { low, high, zero } => {
                let mut ticks = if zero { vec![0.0] } else { Vec::new() };
                let between: &[f64] = if high - low <= 2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
                for exponent in low..=high {
                    for factor in between {
                        let tick = factor * 10f64.powi(exponent);
                        if tick <= 10f64.powi(high) {
                            ticks.push(tick);
                        }
                    }
                }
                ticks
            }
        }
    }
}

/// A round step that gives four to eight ticks up to `top`.
fn step(top: f64) -> f64 {
    let magnitude = 10f64.powf((top / 6.0).log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0];
    let step = round.iter().map(|factor| factor * magnitude);
    let step = step.into_iter().find(|step| top / step <= 7.0);
    step.unwrap_or(magnitude * 10.0).max(f64::MIN_POSITIVE)
}

/// So many of something: "1 article", "1,200 articles".
pub(crate) fn plural(count: usize, one: &str) -> String {
    format!("{} {one}{}", number(count as f64), if count == 1 { "" } else { "s" })
}

/// A number as people write it: 1,234 and 2.5 million.
pub(crate) fn number(value: f64) -> String {
    for (size, name) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        if value.abs() >= size {
            let scaled = value / size;
            let rounded = (scaled * 100.0).round() / 100.0;
            return format!("{rounded} {name}");
        }
    }
    let rounded = (value * 100.0).round() / 100.0;
    let text = rounded.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if rounded < 0.0 { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_spans_are_logarithmic_and_zero_keeps_its_place() {
        let scale = Scale::of(&[0.0, 3.0, 40_000.0], 100.0, 500.0);
        assert!(scale.is_log());
        assert_eq!(scale.at(0.0), 100.0);
        assert!(scale.at(3.0) > 160.0 && scale.at(40_000.0) < 500.0);
        assert_eq!(scale.ticks(), [0.0, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5]);
    }

    #[test]
    fn narrow_spans_are_linear_from_zero() {
        let scale = Scale::of(&[12.0, 40.0], 0.0, 100.0);
        assert!(!scale.is_log());
        assert_eq!(scale.ticks(), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(scale.at(20.0), 50.0);
        assert_eq!(Scale::of(&[], 0.0, 100.0).ticks().first(), Some(&0.0));
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(number(0.0), "0");
        assert_eq!(number(12.0), "12");
        assert_eq!(number(1234.5), "1,234.5");
        assert_eq!(number(-30_000.0), "−30,000");
        assert_eq!(number(2_500_000.0), "2.5 million");
        assert_eq!(number(1e9), "1 billion");
    }
}
