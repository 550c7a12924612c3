//! Text between markup and characters: references, escapes, and plain text from short HTML.
//!
//! What it deliberately does not do: it resolves no entity that a document declares. Those stay as written.
//!
//! Invariant: what [`escape`] and [`mend`] write is well-formed XML character data without markup.

use super::mojibake::{as_written, repair_mojibake};
use super::scan::{Scanner, Token};
use quick_xml::escape::resolve_html5_entity;

/// Longer than any name in HTML.
const LONGEST_REFERENCE: usize = 40;

/// XML has no place for these; nor has the mark that stands in for `@` in names (see [`super::write`]).
fn is_forbidden(char: char) -> bool {
    matches!(char, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fdd0}' | '\u{fffe}' | '\u{ffff}')
}

/// Appends text as XML; what XML forbids becomes U+FFFD, line ends become `\n`.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            char if is_forbidden(char) => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
}

/// Appends XML character data with its references resolved (HTML's names, too) and escaped again; bare ampersands and
/// `<` are taken for what they are.
pub(super) fn mend(text: &str, out: &mut String) {
    resolve(text, |part| escape(part, out));
}

/// Appends the inside of an element. If it is mixed with markup, all of it is source text of HTML.
pub(super) fn mend_inside(inside: &str, is_mixed: bool, out: &mut String) {
    let mut source = String::new();
    for token in Scanner::new(inside, 0) {
        match token {
            Token::Text(text) if is_mixed => escape(text, out),
            Token::Text(text) => mend(text, out),
            Token::Literal(text) => escape(text, out),
            Token::Start {
                name,
                attributes,
                is_empty,
            } => {
                source.clear();
                source.extend(["<", local(name), attributes, ">"]);
                // HTML ignores the slash at the end of `<p/>`, but not of elements that never have an inside.
                if is_empty && !["br", "hr", "img", "wbr", "input", "embed", "source"].contains(&local(name)) {
                    source.extend(["</", local(name), ">"]);
                }
                escape(&source, out);
            }
            Token::End { name } => {
                source.clear();
                source.extend(["</", local(name), ">"]);
                escape(&source, out);
            }
            Token::Other | Token::Cut => {}
        }
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Hands on the text in parts, each reference as what it stands for.
fn resolve(text: &str, mut hand_on: impl FnMut(&str)) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        hand_on(&rest[..at]);
        rest = &rest[at..];
        let length = match reference(rest) {
            Some((length, Meaning::Char(char))) => {
                hand_on(char.encode_utf8(&mut [0; 4]));
                length
            }
            Some((length, Meaning::Name(text))) => {
                hand_on(text);
                length
            }
            None => {
                hand_on("&");
                1
            }
        };
        rest = &rest[length..];
    }
    hand_on(rest);
}

enum Meaning {
    Char(char),
    Name(&'static str),
}

/// The reference that the text begins with, up to its semicolon.
fn reference(text: &str) -> Option<(usize, Meaning)> {
    let within = &text.as_bytes()[..text.len().min(LONGEST_REFERENCE)];
    let end = within.iter().position(|&byte| byte == b';')?;
    let name = text.get(1..end)?;
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(|meaning| (end + 1, Meaning::Name(meaning)));
    };
    let (digits, radix) = number
        .strip_prefix(['x', 'X'])
        .map_or((number, 10), |digits| (digits, 16));
    if digits.is_empty() || !digits.chars().all(|char| char.is_digit(radix)) {
        return None;
    }
    let code = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let char = code.filter(|&char| !is_forbidden(char)).unwrap_or('\u{fffd}');
    Some((end + 1, Meaning::Char(char)))
}

/// Whether text of unknown kind has tags or references in it.
pub(super) fn looks_like_html(text: &str) -> bool {
    let is_tag = |(at, _): (usize, &str)| {
        let inside = &text[at + 1..];
        inside.starts_with(|char: char| char.is_ascii_alphabetic() || char == '/' || char == '!')
    };
    let last = text.rfind('>').unwrap_or(0);
    text[..last].match_indices('<').any(is_tag)
        || text.match_indices('&').any(|(at, _)| reference(&text[at..]).is_some())
}

/// Whether a type of content is HTML in either form.
pub(super) fn is_html(mime: &str) -> bool {
    mime.contains("html")
}

/// Short HTML (a title) as plain text on one line: tags are dropped, references resolved.
pub fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    let mut last = html.rfind('>');
    while let Some(at) = rest.find('<').filter(|_| last.is_some()) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_tag = rest[1..].starts_with(|char: char| char.is_ascii_alphabetic() || char == '/' || char == '!');
        match rest.find('>').filter(|_| is_tag) {
            Some(end) => rest = &rest[end + 1..],
            None => {
                text.push('<');
                rest = &rest[1..];
            }
        }
        // Without an end, looking for one at every start would take for ever.
        last = last.filter(|&last| last >= html.len() - rest.len());
    }
    text.push_str(rest);
    let mut resolved = String::new();
    resolve(&text, |part| resolved.push_str(part));
    one_line(&resolved)
}

/// With runs of white space as one blank, none at the ends.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Undoes what wrong encodings did before the feed was written. The control characters U+0080 to U+009F are never
/// meant; they are bytes of Windows-1252.
pub(super) fn repair(text: &str) -> String {
    let text = repair_mojibake(text);
    if text.contains(|char| ('\u{80}'..='\u{9f}').contains(&char)) {
        return text.chars().map(as_written).collect();
    }
    text.into_owned()
}

/// A piece of foreign text that is fit for a message: on one line and short.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut short: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    format!("\"{short}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(inside: &str, is_mixed: bool) -> String {
        let mut out = String::new();
        mend_inside(inside, is_mixed, &mut out);
        out
    }

    #[test]
    fn mends() {
        assert_eq!(
            mended("a & b &amp; c&nbsp;d &x; &#0;&#x41;", false),
            "a &amp; b &amp; c\u{a0}d &amp;x; \u{fffd}A"
        );
        assert_eq!(
            mended("1 < 2\r\n\0<![CDATA[<b>&amp;]]>", false),
            "1 &lt; 2\n\u{fffd}&lt;b&gt;&amp;amp;"
        );
        assert_eq!(
            mended("a &amp; <x:b c=\"d\">e</x:b><br/><i/>", true),
            "a &amp;amp; &lt;b c=&quot;d&quot;&gt;e&lt;/b&gt;&lt;br&gt;&lt;i&gt;&lt;/i&gt;"
        );
    }

    #[test]
    fn tells_html() {
        for html in ["a <b>c</b>", "a &amp; b", "it&#8217;s", "<!-- x -->"] {
            assert!(looks_like_html(html), "{html}");
        }
        for text in ["", "AT&T", "1 < 2 > 0", "a & b; c", "<3", "x <y", "a > b"] {
            assert!(!looks_like_html(text), "{text}");
        }
    }

    #[test]
    fn plain_text() {
        assert_eq!(plain(" a <b>c</b>\n &amp; 1 < 2 <i"), "a c & 1 < 2 <i");
        assert_eq!(repair("don\u{92}t \u{e2}\u{80}\u{a6} é"), "don’t … é");
    }
}
