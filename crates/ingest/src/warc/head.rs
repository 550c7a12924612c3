//! Headers of records, in both forms, and media types.
//!
//! What it deliberately does not do: it reads no stream. It does not mind the version of a WARC, nor fields it has no
//! use for; a line that is no field is passed over.
//!
//! Invariant: a header that is understood has a length.

use std::mem::MaybeUninit;

use super::Kind;

/// Stands before the fields of every header that is parsed, so that one lenient parser does for all of them.
pub(super) const STATUS_LINE: &[u8] = b"HTTP/1.1 200\r\n";

/// How an archive writes its records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Warc,
    /// One line a record.
    Arc,
}

/// What a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Response,
    Resource,
    Conversion,
    Other,
    Unstated,
}

/// What is told about a record.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) role: Role,
    pub(super) uri: Option<String>,
    pub(super) date: Option<String>,
    pub(super) media: Media,
    /// In what way the archive says that the record is not whole.
    pub(super) cut: Option<String>,
    pub(super) length: u64,
}

/// A media type.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Media {
    /// In small letters; empty if not stated.
    pub(super) name: String,
    pub(super) charset: Option<String>,
}

impl Media {
    pub(super) fn parse(value: &str) -> Self {
        let mut parts = value.split(';');
        let name = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']).trim();
            (key.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_string())
        });
        Self { name, charset }
    }

    pub(super) fn kind(&self) -> Option<Kind> {
        match self.name.as_str() {
            "text/html" | "application/xhtml+xml" => Some(Kind::Page),
            "text/plain" => Some(Kind::Text),
            _ => None,
        }
    }
}

/// Fields of a header, in order.
pub(super) struct Fields<'a, 'b>(&'a [httparse::Header<'b>]);

impl Fields<'_, '_> {
    /// The values of a field, on one line each.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = String> {
        self.0
            .iter()
            .filter(move |field| field.name.eq_ignore_ascii_case(name))
            .map(|field| {
                let value = String::from_utf8_lossy(field.value);
                // A value may go on in the next line.
                let lines: Vec<&str> = value.lines().map(str::trim).collect();
                lines.join(" ").trim().to_string()
            })
    }

    /// The first value of a field that is not empty.
    pub(super) fn first(&self, name: &str) -> Option<String> {
        self.all(name).find(|value| !value.is_empty())
    }
}

/// Parses [`STATUS_LINE`], fields and a blank line.
pub(super) fn fields<T>(text: &[u8], read: impl FnOnce(Fields<'_, '_>) -> T) -> Result<T, String> {
    const MOST: usize = 512;
    let mut buffer = [const { MaybeUninit::uninit() }; MOST];
    let mut response = httparse::Response::new(&mut []);
    let parsed = httparse::ParserConfig::default()
        .allow_spaces_after_header_name_in_responses(true)
        .allow_obsolete_multiline_headers_in_responses(true)
        .ignore_invalid_headers_in_responses(true)
        .parse_response_with_uninit_headers(&mut response, text, &mut buffer);
    match parsed {
        Ok(status) if status.is_complete() => Ok(read(Fields(response.headers))),
        Ok(_) => Err("its header does not end".into()),
        Err(httparse::Error::TooManyHeaders) => Err(format!("its header has more than {MOST} fields")),
        Err(error) => Err(format!("its header cannot be read: {error}")),
    }
}

/// Whether the line is the first of a WARC record.
pub(super) fn is_version(line: &[u8]) -> bool {
    let Some(version) = line.strip_prefix(b"WARC/") else {
        return false;
    };
    let is_number = |part: &[u8]| !part.is_empty() && part.len() < 4 && part.iter().all(u8::is_ascii_digit);
    let mut parts = version.trim_ascii_end().splitn(2, |&byte| byte == b'.');
    parts.next().is_some_and(is_number) && parts.next().is_some_and(is_number)
}

/// Whether the line, which the stream cut off, would most likely have been the first of a WARC record.
pub(super) fn is_cut_version(line: &[u8]) -> bool {
    line.starts_with(b"WARC/") || b"WARC/".starts_with(line)
}

/// The form of an archive that begins with the line.
pub(super) fn form(line: &[u8]) -> Option<Form> {
    if is_version(line) {
        Some(Form::Warc)
    } else {
        (line.starts_with(b"filedesc://") && arc(line).is_ok()).then_some(Form::Arc)
    }
}

/// Whether the line is the first of a record.
pub(super) fn begins_record(form: Form, line: &[u8]) -> bool {
    match form {
        Form::Warc => is_version(line),
        Form::Arc => arc(line).is_ok(),
    }
}

/// The header of a WARC record, with [`STATUS_LINE`] in the place of its version.
pub(super) fn warc(text: &[u8]) -> Result<Header, String> {
    fields(text, |fields| {
        let length = fields.first("Content-Length").ok_or("it has no Content-Length")?;
        // Not with a sign, which `parse` would take.
        let is_number = length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length.parse().ok().filter(|_| is_number);
        let cut = fields.first("WARC-Truncated").map(|why| {
            let why: String = why.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
            format!("the archive says that it cut this record (WARC-Truncated: {why})")
        });
        let goes_on = || {
            let number = fields.first("WARC-Segment-Number")?;
            Some(format!(
                "the record goes on in another one, which is not joined (WARC-Segment-Number: {})",
                number.parse::<u32>().ok()?
            ))
        };
        let uri = fields.first("WARC-Target-URI").map(|uri| {
            let inner = uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>'));
            inner.map(str::to_string).unwrap_or(uri)
        });
        Ok(Header {
            role: match fields
                .first("WARC-Type")
                .map(|role| role.to_ascii_lowercase())
                .as_deref()
            {
                Some("response") => Role::Response,
                Some("resource") => Role::Resource,
                Some("conversion") => Role::Conversion,
                Some(_) => Role::Other,
                None => Role::Unstated,
            },
            uri,
            date: fields.first("WARC-Date"),
            media: Media::parse(&fields.first("Content-Type").unwrap_or_default()),
            cut: cut.or_else(goes_on),
            length: length.ok_or("its Content-Length is no length")?,
        })
    })?
}

/// The header of an ARC record: `address host-number date type length`, or with five more fields before the length.
pub(super) fn arc(line: &[u8]) -> Result<Header, String> {
    const NOT: &str = "it does not begin with the line of an ARC record";
    let line = std::str::from_utf8(line).map_err(|_| NOT)?.trim_ascii_end();
    let fields: Vec<&str> = line.split(' ').collect();
    // Addresses may have blanks: count from the end.
    let back = |count: usize| fields.len().checked_sub(count).map(|at| fields[at]).ok_or(NOT);
    let is_date = |text: &str| (8..=14).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (date, at) = if fields.len() >= 10 && is_date(back(8)?) {
        (back(8)?, fields.len() - 10)
    } else {
        (back(3)?, fields.len().checked_sub(5).ok_or(NOT)?)
    };
    let uri = fields[..=at].join(" ");
    let length = back(1)?;
    if !is_date(date) || !uri.contains(':') || !length.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NOT.into());
    }
    let is_about_file = uri.starts_with("filedesc://");
    Ok(Header {
        role: if is_about_file { Role::Other } else { Role::Response },
        uri: Some(uri),
        date: Some(arc_date(date)),
        media: Media::default(),
        cut: None,
        length: length.parse().map_err(|_| NOT)?,
    })
}

/// `20140216050221` as a WARC writes it; shorter ones as they are.
fn arc_date(digits: &str) -> String {
    match digits.len() {
        14 => {
            let part = |from: usize, to: usize| &digits[from..to];
            format!(
                "{}-{}-{}T{}:{}:{}Z",
                part(0, 4),
                part(4, 6),
                part(6, 8),
                part(8, 10),
                part(10, 12),
                part(12, 14)
            )
        }
        _ => digits.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lines_of_arc() {
        let header = arc(b"http://example.com/a b 93.184.216.119 20140216050221 text/html 1591\n").unwrap();
        assert_eq!(header.uri.as_deref(), Some("http://example.com/a b"));
        assert_eq!(header.date.as_deref(), Some("2014-02-16T05:02:21Z"));
        assert_eq!((header.length, header.role), (1591, Role::Response));
        let header = arc(b"http://a.example/ 1.2.3.4 20010203040506 text/html 200 - - 77 x.arc 42\r\n").unwrap();
        assert_eq!((header.length, header.uri.as_deref()), (42, Some("http://a.example/")));
        for not in [
            &b"text"[..],
            b"",
            b"a b c d e",
            b"x: 1 20140216050221 t -1",
            b"x: 1 20140216050221 t 99999999999999999999",
        ] {
            assert!(arc(not).is_err());
        }
    }

    #[test]
    fn reads_media_types() {
        let media = Media::parse("Text/HTML ; x=y; CharSet=\"utf-8\" ");
        assert_eq!(
            (media.name.as_str(), media.charset.as_deref()),
            ("text/html", Some("utf-8"))
        );
        assert_eq!(Media::parse(""), Media::default());
    }

    #[test]
    fn tells_versions() {
        for line in [&b"WARC/1.0\r\n"[..], b"WARC/0.18\n", b"WARC/1.1"] {
            assert!(is_version(line));
        }
        for line in [&b"WARC/"[..], b"WARC/1", b"WARC/1.0 is old\n", b" WARC/1.0", b"WARC/.0"] {
            assert!(!is_version(line));
        }
    }

    #[test]
    fn refuses_lengths_that_are_none() {
        for length in ["-1", "+1", "1e3", "99999999999999999999", ""] {
            let text = format!("HTTP/1.1 200\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
            assert!(warc(text.as_bytes()).is_err(), "{length}");
        }
        let text = "HTTP/1.1 200\r\nno field\r\nwarc-type : Response\ncontent-length:\r\n 18446744073709551615\r\n\r\n";
        let header = warc(text.as_bytes()).unwrap();
        assert_eq!((header.length, header.role), (u64::MAX, Role::Response));
    }
}
