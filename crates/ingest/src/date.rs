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

#[cfg(test)]
mod tests {
    use super::instant;

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
}
