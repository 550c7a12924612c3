//! XML to a flat stream of tokens, forgiving.
//!
//! What it deliberately does not do: it checks no nesting (the outline does), resolves no reference and no name, and
//! does not read document types; their entities stay unknown.
//!
//! Invariant: reads every byte once and needs no memory; tokens are slices of the text, in order. After
//! [`Token::Cut`] nothing more comes.

/// A piece of markup or text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag; `attributes` as written.
    Start {
        name: &'a str,
        attributes: &'a str,
        is_empty: bool,
    },
    End {
        name: &'a str,
    },
    /// Text with its references, and `<` where no markup begins.
    Text(&'a str),
    /// What is inside a CDATA section.
    Literal(&'a str),
    /// A comment, declaration or processing instruction.
    Other,
    /// Markup that does not end.
    Cut,
}

/// A text on its way.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// Where the next token begins.
    pub(super) at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    /// The token up to and with the next `end`, without both ends.
    fn until(&mut self, start: usize, end: &str) -> Option<&'a str> {
        let inner = &self.text[self.at + start..];
        let length = inner.find(end)?;
        self.at += start + length + end.len();
        Some(&inner[..length])
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at + 1..];
        let (mut quote, mut end) = (None, None);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                _ if quote == Some(byte) => quote = None,
                b'>' if quote.is_none() => end = Some(at),
                _ => continue,
            }
            if end.is_some() {
                break;
            }
        }
        let tag = &rest[..end?];
        self.at += tag.len() + 2;
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_at(tag.find(|char: char| char.is_ascii_whitespace()).unwrap_or(tag.len()));
        Some(Token::Start {
            name,
            attributes,
            is_empty,
        })
    }

    /// `<!DOCTYPE ...>`, over its internal subset.
    fn declaration(&mut self) -> Option<Token<'a>> {
        let (mut quote, mut depth) = (None, 0_usize);
        let start = self.at + 1;
        for (at, byte) in self.text.bytes().enumerate().skip(start) {
            match byte {
                b'"' | b'\'' if quote.is_none() => quote = Some(byte),
                _ if quote == Some(byte) => quote = None,
                _ if quote.is_some() => {}
                b'<' => depth += 1,
                b'>' if depth == 0 => {
                    self.at = at + 1;
                    return Some(Token::Other);
                }
                b'>' => depth -= 1,
                _ => {}
            }
        }
        None
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = &self.text[self.at..];
        let second = rest.as_bytes().get(1).copied();
        if rest.is_empty() {
            return None;
        }
        let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte == b':' || !byte.is_ascii();
        let is_markup =
            rest.starts_with('<') && second.is_none_or(|byte| is_name(byte) || matches!(byte, b'!' | b'?' | b'/'));
        if !is_markup {
            let from = usize::from(rest.starts_with('<'));
            let length = rest[from..].find('<').map_or(rest.len(), |at| at + from);
            self.at += length;
            return Some(Token::Text(&rest[..length]));
        }
        let token = if rest.starts_with("<!--") {
            self.until(4, "-->").map(|_| Token::Other)
        } else if rest.starts_with("<![CDATA[") {
            self.until(9, "]]>").map(Token::Literal)
        } else if rest.starts_with("<?") {
            self.until(2, "?>").map(|_| Token::Other)
        } else if rest.starts_with("</") {
            self.until(2, ">").map(|name| Token::End { name: name.trim() })
        } else if rest.starts_with("<!") {
            self.declaration()
        } else if rest.len() > 1 {
            self.tag()
        } else {
            None
        };
        Some(token.unwrap_or_else(|| {
            self.at = self.text.len();
            Token::Cut
        }))
    }
}

/// Name and raw value of each attribute.
pub(super) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.trim_ascii_start();
        let (name, after) = start.split_once('=')?;
        let after = after.trim_ascii_start();
        let quote = after.chars().next().filter(|char| matches!(char, '"' | '\''));
        let value = match quote {
            Some(quote) => {
                let value = after[1..].split(quote).next().unwrap_or_default();
                rest = after.get(value.len() + 2..).unwrap_or_default();
                value
            }
            None => {
                let value = after.split_ascii_whitespace().next().unwrap_or_default();
                rest = &after[value.len()..];
                value
            }
        };
        // Names without a value may stand before it.
        Some((name.split_ascii_whitespace().next_back().unwrap_or_default(), value))
    })
}

/// The raw value of one attribute.
pub(super) fn attribute<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    attributes(text)
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens() {
        let text = "<?xml?><!DOCTYPE r [<!ENTITY a \">\">]><a:b x='>' y>1 < 2<!-- <c> --><![CDATA[<d>]]><e/></a:b >";
        let start = |name, attributes, is_empty| Token::Start {
            name,
            attributes,
            is_empty,
        };
        let expected = [
            Token::Other,
            Token::Other,
            start("a:b", " x='>' y", false),
            Token::Text("1 "),
            Token::Text("< 2"),
            Token::Other,
            Token::Literal("<d>"),
            start("e", "", true),
            Token::End { name: "a:b" },
        ];
        assert_eq!(Scanner::new(text, 0).collect::<Vec<_>>(), expected);
        for cut in ["<", "<a", "<a b='>", "</a", "<!--", "<![CDATA[ ]]", "<!DOCTYPE [", "<?"] {
            assert_eq!(Scanner::new(cut, 0).collect::<Vec<_>>(), [Token::Cut], "{cut}");
        }
    }

    #[test]
    fn attribute_values() {
        let text = " a=\"1=2\" checked b = 'x' c=3 d";
        assert_eq!(
            attributes(text).collect::<Vec<_>>(),
            [("a", "1=2"), ("b", "x"), ("c", "3")]
        );
        assert_eq!(attribute(" é='", "é"), Some(""));
    }
}
