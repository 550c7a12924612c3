//! Markdown to plain text: what a reader sees, without marks.
//!
//! What it deliberately does not do: it keeps no link targets, images, footnote marks or HTML tags, and does not turn
//! plain quotes into typographic ones.
//!
//! Invariant: paragraphs and headings are separated by a blank line, list items and table rows by a line end; a
//! wrapped paragraph becomes one line.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::article::{Basis, PublishedFrom, RawArticle};
use crate::clean::{clean, one_line};
use crate::date;
use crate::plain;
use crate::problem::{Problem, quoted};

/// Reads one file. Returns the article and warnings about it, or why there is none.
pub(crate) fn read(bytes: &[u8], uri: &str) -> Result<(RawArticle, Vec<Problem>), Problem> {
    // Cleaned first, too: the parser replaces NUL by U+FFFD and counts a byte order mark as text.
    let (decoded, guessed) = plain::decode(bytes, uri)?;
    let page = render(&clean(&decoded));
    let text = clean(&page.text);
    if text.is_empty() {
        return Err(plain::empty(uri));
    }
    let mut article = RawArticle {
        source_uri: uri.to_string(),
        title: one_line(&page.title),
        text,
        ..Default::default()
    };
    let mut warnings = guessed;
    warnings.extend(front_matter(&page.front_matter, uri, &mut article));
    Ok((article, warnings))
}

#[derive(Default)]
struct Page {
    text: String,
    /// The first heading of the first level.
    title: String,
    /// The YAML block before everything.
    front_matter: String,
}

fn render(markdown: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut page = Page::default();
    let (mut images, mut in_title, mut has_title, mut in_code) = (0u32, false, false, false);
    let mut metadata = None;
    for event in Parser::new_ext(markdown, options) {
        let shown = match event {
            Event::Start(Tag::MetadataBlock(kind)) => {
                metadata = Some(kind);
                continue;
            }
            Event::End(TagEnd::MetadataBlock(_)) => {
                metadata = None;
                continue;
            }
            Event::Text(text) if metadata.is_some() => {
                if metadata == Some(MetadataBlockKind::YamlStyle) {
                    page.front_matter.push_str(&text);
                }
                continue;
            }
            Event::Start(Tag::Image { .. }) => {
                images += 1;
                continue;
            }
            Event::End(TagEnd::Image) => {
                images -= 1;
                continue;
            }
            _ if images > 0 => continue,
            Event::Start(tag) => {
                in_title |= matches!(
                    tag,
                    Tag::Heading {
                        level: HeadingLevel::H1,
                        ..
                    }
                ) && !has_title;
                in_code |= matches!(tag, Tag::CodeBlock(_));
                break_before(&mut page.text, &tag);
                continue;
            }
            Event::End(tag) => {
                has_title |= in_title && matches!(tag, TagEnd::Heading(_));
                in_title &= !matches!(tag, TagEnd::Heading(_));
                in_code &= tag != TagEnd::CodeBlock;
                break_after(&mut page.text, tag);
                continue;
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => text,
            Event::SoftBreak => " ".into(),
            Event::HardBreak => "\n".into(),
            Event::Html(html) => without_tags(&html).into(),
            Event::InlineHtml(html) if html.starts_with("<br") => "\n".into(),
            Event::Rule => "\n\n".into(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {
                continue;
            }
        };
        // What is left out at the start of a line must not leave its space there.
        let at_start = page.text.is_empty() || page.text.ends_with('\n');
        page.text.push_str(if at_start && !in_code {
            shown.trim_start_matches(' ')
        } else {
            &shown
        });
        if in_title {
            page.title.push_str(&shown);
        }
    }
    page
}

fn break_before(text: &mut String, tag: &Tag<'_>) {
    match tag {
        Tag::Item | Tag::TableRow | Tag::TableHead if !text.ends_with('\n') => text.push('\n'),
        // The first paragraph of a loose list item stays on the item's line.
        Tag::Paragraph
        | Tag::Heading { .. }
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::Table(_)
        | Tag::FootnoteDefinition(_)
            if !text.ends_with('\n') =>
        {
            text.push_str("\n\n");
        }
        // A list inside an item begins on the next line, a list of its own after a blank line (from the paragraph).
        Tag::List(_) if !text.ends_with('\n') => text.push('\n'),
        _ => {}
    }
}

fn break_after(text: &mut String, tag: TagEnd) {
    match tag {
        TagEnd::Paragraph
        | TagEnd::Heading(_)
        | TagEnd::CodeBlock
        | TagEnd::HtmlBlock
        | TagEnd::Table
        | TagEnd::List(_) => {
            text.push_str("\n\n");
        }
        TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead if !text.ends_with('\n') => text.push('\n'),
        TagEnd::TableCell => text.push('\t'),
        _ => {}
    }
}

/// A piece of a block of HTML without what stands between `<` and `>`.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for char in html.chars() {
        match char {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => text.push(char),
            _ => {}
        }
    }
    text
}

/// Takes the plain `key: value` lines of a YAML block; all else in it is about the making of some web site.
fn front_matter(block: &str, uri: &str, article: &mut RawArticle) -> Vec<Problem> {
    let mut warnings = Vec::new();
    let entries = block.lines().enumerate().filter_map(|(index, line)| {
        let (key, value) = line.split_once(": ")?;
        let value = value.trim();
        let unquoted = ['"', '\'']
            .iter()
            .find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote))
            .unwrap_or(value);
        Some((index as u64 + 2, key, one_line(unquoted)?))
    });
    for (line, key, value) in entries {
        match key {
            "title" => article.title = Some(value),
            "publisher" => article.publisher = Some(value),
            "author" => article.authors = vec![value],
            "url" => article.source_uri = value,
            "date" | "published_at" => match date::instant(&value) {
                Some(instant) => {
                    article.published_at = Some(instant);
                    article.published_basis = Some(Basis::Metadata);
                    article.published_from = Some(PublishedFrom::FrontMatter);
                }
                None => {
                    let message = format!("{key} {} is not understood", quoted(&value));
                    warnings.push(Problem::warning(uri, "invalid_date", message).at_line(line));
                }
            },
            _ => {}
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str) -> String {
        clean(&render(markdown).text)
    }

    #[test]
    fn keeps_what_a_reader_sees() {
        assert_eq!(
            text(
                "# *Shelling* resumes\nThe [army](http://a.example) said\nit lost **12** men.\\\nMore `x`.\n\n> quoted\n\nEnd[^1].\n\n[^1]: Note."
            ),
            "Shelling resumes\n\nThe army said it lost 12 men.\nMore x.\n\nquoted\n\nEnd.\n\nNote."
        );
        assert_eq!(
            text("Lost:\n\n- two tanks\n- one *jet*\n  - shot down\n\nAfter."),
            "Lost:\n\ntwo tanks\none jet\nshot down\n\nAfter."
        );
        assert_eq!(text("1. a\n\n2. b\n\n   c\n"), "a\n\nb\n\nc");
        assert_eq!(text("| a | b |\n|---|---|\n| 1 | 2 |\n\nx"), "a\tb\n1\t2\n\nx");
        assert_eq!(
            text("![a map](m.png) Hit. <b>Hard</b> <br> 3 < 4\n\n<div>In a box</div>\n\n---\nEnd"),
            "Hit. Hard\n3 < 4\n\nIn a box\n\nEnd"
        );
    }

    #[test]
    fn takes_title_and_front_matter() {
        let bytes = b"---\ntitle: \"Front: quiet\"\ndate: 2024-05-01\ntags: [a]\n---\n# Other\n\nText.";
        let (article, warnings) = read(bytes, "a.md").unwrap();
        assert_eq!(
            (article.title.as_deref(), article.text.as_str()),
            (Some("Front: quiet"), "Other\n\nText.")
        );
        assert_eq!(
            (article.published_at.as_deref(), article.published_basis),
            (Some("2024-05-01T00:00:00Z"), Some(Basis::Metadata))
        );
        assert_eq!(warnings, []);
        let (article, warnings) = read(b"---\ndate: soon\n---\nIntro\n\n# A *big* day\n\n# B\n", "a.md").unwrap();
        assert_eq!(
            (article.title.as_deref(), article.published_at),
            (Some("A big day"), None)
        );
        assert_eq!((warnings[0].code, warnings[0].line), ("invalid_date", Some(2)));
    }
}
