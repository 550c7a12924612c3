//! Web pages: main text by one extractor, title, date, publisher and authors by another, each at what it does best.
//!
//! What it deliberately does not do: it takes no date from a page's body or address, and follows no link.
//!
//! Invariant: no page reaches an extractor before [`guard`] has passed it, because both extractors recurse over the
//! tree and a stack overflow would end the process. They run on a thread of their own, with a stack to spare; if one
//! panics all the same, only this page is lost.

mod encoding;
mod guard;
mod render;

use std::thread;

use dom_smoothie::Readability;
use trafilatura::{ExtractionFocus, HtmlDateMode};

use crate::article::{Basis, RawArticle};
use crate::clean::{clean, one_line};
use crate::options::Options;
use crate::problem::{Problem, quoted};
use crate::{date, sniff};

/// 512 levels of `div` overflow 128 KiB and pass in 256 KiB; other elements may take more. Only what is touched of it
/// becomes real memory.
const STACK_BYTES: usize = 16 << 20;

/// Reads one page. Returns the article and warnings about it, or why there is none.
pub(crate) fn read(bytes: &[u8], uri: &str, options: &Options) -> Result<(RawArticle, Vec<Problem>), Problem> {
    if !sniff::is_utf16(bytes)
        && let Some(why) = sniff::binary(bytes)
    {
        return Err(Problem::error(uri, "binary_file", why));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Problem::error(uri, "empty_file", "nothing but white space"));
    }
    let html = encoding::decode(bytes);
    guard::check(&html, options.max_page_depth, options.max_page_nodes)
        .map_err(|refusal| refused(uri, &refusal, options))?;

    let extraction = thread::scope(|scope| {
        let extract = || (main_text(&html), facts(&html));
        thread::Builder::new()
            .name("page".into())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, extract)
            .map(|thread| thread.join())
    });
    let (text, facts) = match extraction {
        Ok(Ok(extraction)) => extraction,
        Ok(Err(_panic)) => {
            return Err(Problem::error(uri, "page_failed", "the extractor failed on this page"));
        }
        Err(error) => {
            return Err(Problem::error(
                uri,
                "page_failed",
                format!("no thread for the extractor: {error}"),
            ));
        }
    };
    let text = clean(&text);
    if text.is_empty() {
        return Err(Problem::error(uri, "missing_text", "no article text found in the page"));
    }
    let mut warnings = Vec::new();
    let published_at = facts.published.as_deref().and_then(|given| {
        let instant = date::instant(given);
        if instant.is_none() {
            let message = format!("the page's publication date {} is not understood", quoted(given));
            warnings.push(Problem::warning(uri, "invalid_date", message));
        }
        instant
    });
    let article = RawArticle {
        source_id: None,
        source_uri: uri.to_string(),
        title: facts.title,
        publisher: facts.publisher,
        authors: facts.authors,
        published_basis: published_at.is_some().then_some(Basis::Metadata),
        published_at,
        text,
    };
    Ok((article, warnings))
}

fn refused(uri: &str, refusal: &guard::Refusal, options: &Options) -> Problem {
    match refusal {
        guard::Refusal::TooDeep => {
            let message = format!("elements are nested over {} deep", options.max_page_depth);
            Problem::error(uri, "page_too_deep", message).hint("browsers stop at 512; such a page is broken or hostile")
        }
        guard::Refusal::TooLarge => {
            let message = format!("the page's tree is over the limit of {} nodes", options.max_page_nodes);
            Problem::error(uri, "page_too_large", message).hint("nodes far down in the tree count for more than one")
        }
        guard::Refusal::TagTooLong => Problem::error(uri, "page_too_large", "a tag or comment goes on for too long"),
    }
}

/// The main text. The setting that was measured best (fallback, precision) comes first; a page too short or too odd
/// for it gets a second try without the bias for precision.
fn main_text(html: &str) -> String {
    let options = trafilatura::Options::default()
        .with_fallback(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    for focus in [ExtractionFocus::FavorPrecision, ExtractionFocus::Balanced] {
        if let Ok(result) = trafilatura::extract(html, &options.clone().with_focus(focus)) {
            let text = render::text(&result.content_html);
            if !text.trim().is_empty() {
                return text;
            }
        }
    }
    String::new()
}

#[derive(Default)]
struct Facts {
    title: Option<String>,
    publisher: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
}

fn facts(html: &str) -> Facts {
    let Ok(page) = Readability::new(html, None, None) else {
        return Facts::default();
    };
    let linked_data = page.parse_json_ld();
    // Only the linked data has a list of names, which the extractor joins with commas. A comma in a byline of
    // another kind may as well introduce the author's office.
    let listed = linked_data.as_ref().is_some_and(|data| data.byline.is_some());
    let metadata = page.get_article_metadata(linked_data);
    let byline = metadata.byline.unwrap_or_default();
    let names: Vec<&str> = if listed {
        byline.split(", ").collect()
    } else {
        vec![&byline]
    };
    Facts {
        title: one_line(&metadata.title),
        publisher: metadata.site_name.as_deref().and_then(one_line),
        authors: names.into_iter().filter_map(one_line).collect(),
        published: metadata.published_time.filter(|date| !date.trim().is_empty()),
    }
}
