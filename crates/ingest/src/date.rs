//! Dates of publication as sources write them, to one form.
//!
//! What it deliberately does not do: it guesses nothing. A date that could be read in two ways (`03/04/2024`)
//! or lacks a day is no date, and nothing ever becomes today.
//!
//! Invariant: reading its own output gives the same instant.

use jiff::{Timestamp, civil, fmt::rfc2822, tz::TimeZone};

/// What JavaScript's `Date` prints, which some pages carry as their date; a zone's name in brackets may follow.
const JAVASCRIPT: &str = "%a %b %d %Y %H:%M:%S GMT%z";

/// Forms with an English month name, which RFC 3339 and RFC 2822 do not cover.
const NAMED_MONTHS: [&str; 4] = ["%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y"];

/// The instant, in UTC and as RFC 3339, of an ISO 8601 / RFC 3339 or RFC 2822 date, or a day with its month's
/// name. Without a time it is midnight, without an offset UTC.
pub(crate) fn instant(text: &str) -> Option<String> {
    let text = text.trim();
    let instant = text
        .parse::<Timestamp>()
        .or_else(|_| rfc2822::DateTimeParser::new().parse_timestamp(text))
        .or_else(|_| Timestamp::strptime(JAVASCRIPT, text.split(" (").next().unwrap_or_default()))
        .ok()
        .or_else(|| {
            civil_date_time(text)?
                .to_zoned(TimeZone::UTC)
                .ok()
                .map(|zoned| zoned.timestamp())
        })?;
    Some(instant.to_string())
}

fn civil_date_time(text: &str) -> Option<civil::DateTime> {
    let named = || {
        NAMED_MONTHS
            .iter()
            .find_map(|form| civil::Date::strptime(form, text).ok())
    };
    text.parse::<civil::DateTime>()
        .ok()
        .or_else(|| named().map(civil::DateTime::from))
}

/// The day that an address states: `/2024/11/12/`, `/2024/nov/12/`, `/2024-11-12`, `/20241112/`; midnight UTC.
pub(crate) fn in_address(address: &str) -> Option<String> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let separate = parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let month = digits(month, 2).or_else(|| month_of(month))?;
        day_of(year_of(year)?, month, digits(day, 2)?)
    });
    let joined = || {
        parts.iter().find_map(|part| {
            let whole = part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
            let part = part.get(..8).filter(|_| whole)?;
            day_of(year_of(&part[..4])?, part[4..6].parse().ok()?, part[6..].parse().ok()?)
        })
    };
    separate.or_else(joined)
}

/// The day that a short text states with the name of its month: "Published 12 November 2024", "Nov. 12th, 2024 at 10:30".
pub(crate) fn in_text(text: &str) -> Option<String> {
    let words: Vec<&str> = text
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(3).find_map(|window| {
        let [one, two, three] = window else { return None };
        let (month, day) = match month_of(one) {
            Some(month) => (month, ordinal(two)?),
            None => (month_of(two)?, ordinal(one)?),
        };
        day_of(year_of(three)?, month, day)
    })
}

fn day_of(year: i16, month: i8, day: i8) -> Option<String> {
    let date = civil::Date::new(year, month, day).ok()?;
    let zoned = date.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().to_string())
}

/// Years in which there were pages, or newspapers that are pages now.
fn year_of(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok().filter(|_| text.len() == 4)?;
    (1900..2100).contains(&year).then_some(year)
}

fn digits(text: &str, most: usize) -> Option<i8> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// "12", "1st", "22nd".
fn ordinal(text: &str) -> Option<i8> {
    let number = text.trim_end_matches(|char: char| char.is_ascii_alphabetic());
    matches!(&text[number.len()..], "" | "st" | "nd" | "rd" | "th")
        .then(|| digits(number, 2))
        .flatten()
}

/// The English name of a month, whole or cut to at least three letters.
fn month_of(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| text.len() >= 3 && month.starts_with(&text))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::{in_address, in_text, instant};

    #[test]
    fn reads_what_sources_write() {
        for (given, expected) in [
            ("2024-11-12", "2024-11-12T00:00:00Z"),
            (" 20241112 ", "2024-11-12T00:00:00Z"),
            ("2024-11-12T10:30:00Z", "2024-11-12T10:30:00Z"),
            ("2024-11-12T10:30:00.250+02:00", "2024-11-12T08:30:00.25Z"),
            ("2024-11-12T10:30:00+0200", "2024-11-12T08:30:00Z"),
            ("2024-11-12 10:30", "2024-11-12T10:30:00Z"),
            ("2024-11-12T23:30:00-05:00", "2024-11-13T04:30:00Z"),
            ("Tue, 12 Nov 2024 10:30:00 GMT", "2024-11-12T10:30:00Z"),
            ("Tue, 12 Nov 2024 10:30:00 +0100", "2024-11-12T09:30:00Z"),
            ("November 12, 2024", "2024-11-12T00:00:00Z"),
            ("Nov 2, 2024", "2024-11-02T00:00:00Z"),
            (
                "Tue Nov 12 2024 10:30:00 GMT+0100 (Central European Standard Time)",
                "2024-11-12T09:30:00Z",
            ),
            ("12 November 2024", "2024-11-12T00:00:00Z"),
        ] {
            assert_eq!(instant(given).as_deref(), Some(expected), "{given}");
            assert_eq!(instant(expected).as_deref(), Some(expected));
        }
    }

    #[test]
    fn refuses_the_rest() {
        for given in [
            "",
            "yesterday",
            "2024",
            "2024-11",
            "2024-02-30",
            "03/04/2024",
            "12",
            "1731406200",
            "November 2024",
            "2024-13-01",
        ] {
            assert_eq!(instant(given), None, "{given}");
        }
    }

    #[test]
    fn reads_days_in_addresses_and_datelines() {
        let day = Some("2024-11-02T00:00:00Z");
        for address in [
            "https://example.org/world/2024/11/02/shelling",
            "https://example.org/world/2024/nov/2/shelling-in-kholm?page=2",
            "https://example.org/2024-11-02-shelling.html",
            "https://example.org/20241102/shelling",
            "https://example.org/a/shelling_2024_11_02",
        ] {
            assert_eq!(in_address(address).as_deref(), day, "{address}");
        }
        for address in [
            "https://example.org/2024/11/shelling",
            "https://example.org/12345678/a",
            "https://example.org/2024/13/02/",
            "https://example.org/a?date=2024-11-02",
        ] {
            assert_eq!(in_address(address), None, "{address}");
        }
        for text in [
            "Published 2 November 2024",
            "By A. Writer | Nov. 2nd, 2024 at 10:30",
            "Saturday, NOVEMBER 02, 2024",
        ] {
            assert_eq!(in_text(text).as_deref(), day, "{text}");
        }
        for text in ["November 2024", "02/11/2024", "Mar-a-Lago 2 2024", "2 November"] {
            assert_eq!(in_text(text), None, "{text}");
        }
    }
}
