//! Web pages: main text by one extractor, title, date, publisher and authors by another, each at what it does best.
//!
//! A page is read once into a tree ([`tree`]), which the date is found in ([`published`]) and which goes, without what can
//! hold no text ([`prune`]), to the extractors.
//!
//! What it deliberately does not do: it follows no link.
//!
//! Invariant: no page reaches an extractor before [`build`] has passed it, because both extractors recurse over the
//! tree and a stack overflow would end the process. They run on a thread of their own, with a stack to spare; if one
//! panics all the same, only this page is lost.

mod build;
pub(crate) mod encoding;
mod headline;
mod prune;
mod published;
mod render;
mod tree;

use std::thread;

use dom_smoothie::Readability;
use trafilatura::{ExtractionFocus, HtmlDateMode};

use crate::article::RawArticle;
use crate::clean::{clean, one_line};
use crate::options::Options;
use crate::problem::{Problem, quoted};
use crate::sniff;
use crate::store::key;

use self::prune::Parts;

/// 512 levels of `div` overflow 128 KiB and pass in 256 KiB; other elements may take more. Only what is touched of it
/// becomes real memory.
const STACK_BYTES: usize = 16 << 20;

/// A page as it came.
pub(crate) struct Page<'a> {
    pub(crate) bytes: &'a [u8],
    /// What the sender said of its encoding (an HTTP header), if anything.
    pub(crate) charset: Option<&'a str>,
    /// Where it was fetched from, if known.
    pub(crate) address: Option<&'a str>,
}

/// Reads one page, or takes what was read of it before. Returns the article and warnings about it, or why there is none.
pub(crate) fn read(page: &Page<'_>, uri: &str, options: &Options) -> Result<(RawArticle, Vec<Problem>), Problem> {
    let Some(pages) = &options.pages else {
        return fresh(page, uri, options);
    };
    let said = |word: Option<&str>| word.map_or_else(Vec::new, |word| [b"=", word.as_bytes()].concat());
    let limits = format!("{} {}", options.max_page_depth, options.max_page_nodes);
    let key = key(&[page.bytes, &said(page.charset), &said(page.address), limits.as_bytes()]);
    let known = pages.get(&key).and_then(|known| serde_json::from_slice(&known).ok());
    if let Some(known) = known {
        let article = RawArticle {
            source_uri: page.address.unwrap_or(uri).to_owned(),
            ..known
        };
        return Ok((article, Vec::new()));
    }
    let read = fresh(page, uri, options)?;
    // A page with something to warn about is read again, and warned about again.
    if let (article, []) = (&read.0, &read.1[..])
        && let Ok(value) = serde_json::to_vec(article)
    {
        pages.put(key, &value);
    }
    Ok(read)
}

fn fresh(page: &Page<'_>, uri: &str, options: &Options) -> Result<(RawArticle, Vec<Problem>), Problem> {
    let bytes = page.bytes;
    if !sniff::is_utf16(bytes)
        && let Some(why) = sniff::binary(bytes)
    {
        return Err(Problem::error(uri, "binary_file", why));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Problem::error(uri, "empty_file", "nothing but white space"));
    }
    let html = encoding::decode(bytes, page.charset);
    let tree = build::tree(&html, options.max_page_depth, options.max_page_nodes)
        .map_err(|refusal| refused(uri, &refusal, options))?;
    drop(html);
    let (published, misread) = published::find(&tree, page.address);
    let parts = prune::parts(&tree);
    let headings = headline::headings(&tree);
    drop(tree);

    let extraction = thread::scope(|scope| {
        let extract = || (main_text(&parts), facts(&parts.facts));
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
    let warnings = misread.map(|stated| {
        let message = format!("the page's publication date {} is not understood", quoted(&stated));
        Problem::warning(uri, "invalid_date", message)
    });
    let article = RawArticle {
        source_id: None,
        source_uri: page.address.unwrap_or(uri).to_owned(),
        title: facts.title.map(|title| {
            let publisher = facts.publisher.as_deref();
            headline::without_site(&title, &headings, publisher).to_owned()
        }),
        publisher: facts.publisher,
        authors: facts.authors,
        published_basis: published.as_ref().map(|published| published.basis),
        published_from: published.as_ref().map(|published| published.from),
        published_at: published.map(|published| published.instant),
        text,
    };
    Ok((article, warnings.into_iter().collect()))
}

/// Bytes of a main text that are looked for with all means if there are fewer: the extractor's own limit.
const SHORT: usize = 250;

/// The text of a piece of HTML (the body of a feed's entry), all of it: nothing is selected.
pub(crate) fn fragment(html: &str, uri: &str, options: &Options) -> Result<String, Problem> {
    let tree = build::tree(html, options.max_page_depth, options.max_page_nodes)
        .map_err(|refusal| refused(uri, &refusal, options))?;
    Ok(render::text(&prune::body(&tree)))
}

fn refused(uri: &str, refusal: &build::Refusal, options: &Options) -> Problem {
    match refusal {
        build::Refusal::TooDeep => {
            let message = format!("elements are nested over {} deep", options.max_page_depth);
            Problem::error(uri, "page_too_deep", message).hint("browsers stop at 512; such a page is broken or hostile")
        }
        build::Refusal::TooLarge => {
            let message = format!("the page's tree is over the limit of {} nodes", options.max_page_nodes);
            Problem::error(uri, "page_too_large", message).hint("nodes far down in the tree count for more than one")
        }
        build::Refusal::TagTooLong => Problem::error(uri, "page_too_large", "a tag or comment goes on for too long"),
    }
}

/// The main text. The setting that was measured best (fallback, precision) needs a second extractor, whose text is taken only
/// where it is more than twice as long: a page without so much running text is done without it. A page too short or too odd
/// for both gets another try without the bias for precision.
fn main_text(parts: &Parts) -> String {
    let tries = [
        (ExtractionFocus::FavorPrecision, false),
        (ExtractionFocus::FavorPrecision, true),
        (ExtractionFocus::Balanced, true),
    ];
    for (focus, fallback) in tries {
        let options = trafilatura::Options::default()
            .with_fallback(fallback)
            .with_focus(focus)
            .with_html_date_mode(HtmlDateMode::Disabled);
        let Ok(result) = trafilatura::extract(&parts.body, &options) else {
            continue;
        };
        let text = render::text(&result.content_html);
        let enough = if fallback {
            !text.trim().is_empty()
        } else {
            text.len() >= SHORT && parts.prose * 2 <= text.len() * 3
        };
        if enough {
            return text;
        }
    }
    String::new()
}

#[derive(Default)]
struct Facts {
    title: Option<String>,
    publisher: Option<String>,
    authors: Vec<String>,
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
    }
}
