//! `normalize` and `run`: articles in, tables out, in one process on all cores.
//!
//! Invariant: the tables are a function of the inputs, the lexicon and this program: the same bytes for any number of threads,
//! with a cache or without.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use tidywire_codebook::{self as book, Code, CodeList};
use tidywire_extract::{Knowledge, analyze, extract, natural_case};
use tidywire_ingest::{InputArgs, Item, Problem, RawArticle, Reader, Talk, Tally};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;
use tidywire_tables::{Provenance, Rows, TablesWriter};

use crate::cache::{self, Cache, Found};
use crate::census::Census;
use crate::ids::id;
use crate::rows::rows;
use crate::spool::{Packed, Spool, Spooled};
use crate::{LexiconArgs, copies};

/// How many articles are analysed before their rows are written, and how many bytes of text at most.
const BATCH_ARTICLES: usize = 256;
const BATCH_BYTES: usize = 1 << 20;

thread_local! {
    static ANALYZER: RefCell<Analyzer<'static>> = RefCell::new(Analyzer::new(Model::embedded()));
}

/// File formats of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Comma-separated values, UTF-8.
    Csv,
    /// Apache Parquet with types and column descriptions.
    Parquet,
}

/// Reads articles and writes the tables.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Examples:
  tidywire run article.txt --out tables/
  tidywire run news/ 'more/*.html' feed.jsonl --out tables/ --format parquet
  cat articles.jsonl | tidywire run - --out tables/

Reads whatever `tidywire ingest` reads: text, Markdown, web pages, feeds, JSON Lines, CSV, TSV, Parquet, web archives, all
of them also compressed and in archives. What was analysed before is kept below DIR/.tidywire and not analysed again; the
tables are the same bytes without it (--no-cache).
Exit code: 0 all was read; 1 some input was skipped (and is in the table issues); 2 could not run.")]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Read every input in this format, whatever it is called
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<tidywire_ingest::Format>,
    /// Folder for the tables
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Formats to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "csv,parquet")]
    pub format: Vec<TableFormat>,
    /// Number of threads; the tables are the same for any
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
    /// Analyse everything anew, and keep nothing for the next run
    #[arg(long)]
    no_cache: bool,
    #[command(flatten)]
    lexicon: LexiconArgs,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// What was read, skipped and why.
    #[serde(flatten)]
    pub read: Tally,
    /// Articles that are later copies of another.
    pub copies: usize,
    /// Articles that were analysed in this run; the others had been before.
    pub analysed: usize,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
}

/// Runs the command.
///
/// # Errors
/// When nothing can be read or written at all.
pub fn command(args: &Args) -> anyhow::Result<ExitCode> {
    let lexicon = args.lexicon.load()?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(args.jobs)
        .build()
        .context("cannot start threads")?;
    let summary = pool.install(|| run(args, lexicon))?;
    if args.input.json {
        eprintln!(
            "{}",
            serde_json::to_string(&summary).context("cannot write the summary")?
        );
    } else if !args.input.quiet {
        let counts: Vec<String> = book::TABLES
            .iter()
            .filter_map(|table| Some((table.name, summary.rows.get(table.name)?)))
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        eprintln!("{}: {}", args.out.display(), counts.join(", "));
        eprintln!("{}; {} copies", summary.read.line(), summary.copies);
        if summary.read.skipped_any() {
            eprintln!("what was skipped is in the table issues");
        }
    }
    Ok(if summary.read.skipped_any() {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Reads, analyses and writes.
///
/// # Errors
/// When the inputs cannot be opened at all or the tables cannot be written.
pub fn run(args: &Args, lexicon: &Lexicon) -> anyhow::Result<Summary> {
    let cache = match args.no_cache {
        true => None,
        false => Cache::open(&args.out, &lexicon.digest),
    };
    let (spool, mut issues, tally) = read(args, cache.as_ref())?;
    let (mut articles, repeated) = spool.sorted()?;
    issues.extend(repeated.into_iter().map(|article_id| book::Issue {
        article_id: Some(article_id),
        severity: book::Severity::Warning,
        code: Code::from("repeated_article"),
        message: "the same article, with the same facts about it, was read more than once; it is kept once".to_owned(),
        ..book::Issue::default()
    }));
    let firsts = copies::firsts(&mut articles)?;
    let knowledge = Knowledge::new(lexicon);
    let provenance = Provenance {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        lexicon_digest: lexicon.digest.clone(),
    };
    let mut summary = Summary {
        read: tally,
        copies: firsts
            .iter()
            .enumerate()
            .filter(|(index, first)| index != *first)
            .count(),
        ..Summary::default()
    };
    let mut writer = TablesWriter::create(&args.out, &provenance)?;
    let mut census = Census::default();
    let bar = progress(articles.len(), args.input.quiet);
    loop {
        let batch = articles.batch(BATCH_ARTICLES, BATCH_BYTES)?;
        if batch.is_empty() {
            break;
        }
        let count = batch.len();
        let done: Vec<(usize, Spooled, Found, bool)> = batch
            .into_par_iter()
            .map(|(index, article)| {
                let key = cache::article(&article.article_id, &article.source_uri);
                if let Some(found) = cache.as_ref().and_then(|cache| cache.get(&key)) {
                    return (index, article, found, false);
                }
                // One analyser a thread for the whole run: its caches of words pay only when they stay.
                let found = ANALYZER.with_borrow_mut(|analyzer| analyse(analyzer, &article, &knowledge, lexicon));
                if let Some(cache) = &cache {
                    cache.put(key, &found);
                }
                (index, article, found, true)
            })
            .collect();
        let mut rows = Rows::default();
        for (index, article, mut found, fresh) in done {
            let first = firsts[index];
            let first = (articles.id(first), first != index);
            let article = row(article, &found, first);
            census.count(&article, &found.rows);
            summary.analysed += usize::from(fresh);
            rows.articles.push(article);
            rows.sentences.append(&mut found.rows.sentences);
            rows.mentions.append(&mut found.rows.mentions);
            rows.figures.append(&mut found.rows.figures);
            rows.actions.append(&mut found.rows.actions);
            rows.statements.append(&mut found.rows.statements);
            rows.places.append(&mut found.rows.places);
            rows.dates.append(&mut found.rows.dates);
            issues.append(&mut found.issues);
        }
        writer.append(rows)?;
        bar.inc(count as u64);
    }
    bar.finish_and_clear();
    writer.append(Rows {
        actors: census.rows(),
        issues,
        ..Rows::default()
    })?;
    let written = writer.finish()?;
    drop_unwanted(&args.out, &args.format)?;
    if let Some(cache) = cache {
        cache.finish();
    }
    summary.rows = written
        .iter()
        .map(|table| (table.name.to_string(), table.rows))
        .collect();
    Ok(summary)
}

/// Reads all inputs into the spool.
fn read(args: &Args, cache: Option<&Cache>) -> anyhow::Result<(Spool, Vec<book::Issue>, Tally)> {
    let mut options = args.input.options(args.input_format);
    let talk = Talk::new(&args.input.paths, &options, args.input.quiet);
    options.pages = cache.map(|cache| cache.pages.clone());
    let mut reader = Reader::new(args.input.paths.iter(), options)?;
    let (mut spool, mut issues, mut tally) = (Spool::new()?, Vec::new(), Tally::default());
    loop {
        let mut raws: Vec<RawArticle> = Vec::new();
        let mut bytes = 0;
        while raws.len() < BATCH_ARTICLES && bytes < BATCH_BYTES {
            let Some(item) = reader.next() else { break };
            tally.count(&item);
            match item {
                Item::Article(raw) => {
                    bytes += raw.text.len();
                    raws.push(raw);
                }
                Item::Problem(problem) => {
                    talk.problem(&problem);
                    issues.push(issue(&problem));
                }
            }
        }
        tally.bytes = reader.bytes();
        talk.at(&tally);
        if raws.is_empty() {
            break;
        }
        let packed: Vec<anyhow::Result<Packed>> = raws.into_par_iter().map(Packed::new).collect();
        for article in packed {
            spool.push(article?)?;
        }
    }
    talk.clear();
    Ok((spool, issues, tally))
}

/// What is found in one article. It depends on the article, the lexicon and this program alone.
fn analyse(analyzer: &mut Analyzer<'_>, article: &Spooled, knowledge: &Knowledge<'_>, lexicon: &Lexicon) -> Found {
    let published: Option<Date> = instant(article).map(|instant| instant.to_zoned(jiff::tz::TimeZone::UTC).date());
    // Articles in capitals are read in natural case; what is published is the article's own text.
    let view = natural_case(&article.text, Model::embedded(), knowledge);
    let view = view.unwrap_or_else(|| article.text.clone());
    let mut found = Found {
        language: language(&view).to_owned(),
        ..Found::default()
    };
    if found.language == "en" {
        let mut document = analyze(analyzer, Model::embedded(), knowledge, view);
        let extraction = extract(&document, knowledge, published);
        document.text.clone_from(&article.text);
        let tokens = document.sentences.iter().map(|sentence| sentence.tokens.len());
        found.tokens = count(tokens.sum());
        found.rows = rows(&article.article_id, &document, &extraction, lexicon, published);
    } else {
        found.issues.push(book::Issue {
            source_uri: Some(article.source_uri.clone()),
            article_id: Some(article.article_id.clone()),
            severity: book::Severity::Warning,
            code: Code::from("not_english"),
            message: format!("the text looks like `{}`: it is kept and not analysed", found.language),
            ..book::Issue::default()
        });
    }
    found
}

fn instant(article: &Spooled) -> Option<Timestamp> {
    article.published_at.as_deref().and_then(|text| text.parse().ok())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The article's own row. `first` is the id of the first copy, and whether that is another article.
fn row(article: Spooled, found: &Found, (first, is_copy): (&str, bool)) -> book::Article {
    book::Article {
        published_at: instant(&article),
        source_id: article.source_id,
        source_uri: Some(article.source_uri),
        title: article.title,
        publisher: article.publisher,
        authors: (!article.authors.is_empty()).then(|| article.authors.join("; ")),
        published_basis: article
            .published_basis
            .as_deref()
            .and_then(book::PublishedBasis::from_code),
        published_from: article
            .published_from
            .as_deref()
            .and_then(book::PublishedFrom::from_code),
        language: Some(Code::from(found.language.as_str())),
        story_id: id(&["story", first]),
        duplicate_of: is_copy.then(|| first.to_owned()),
        char_count: count(article.text.chars().count()),
        sentence_count: count(found.rows.sentences.len()),
        token_count: found.tokens,
        text: article.text,
        article_id: article.article_id,
    }
}

/// ISO 639-1 code. Short or mostly numeric texts count as English: the model of languages needs words.
fn language(text: &str) -> &'static str {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).take(40).count();
    if letters < 40 {
        return "en";
    }
    use whichlang::Lang;
    match whichlang::detect_language(text) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

fn issue(problem: &Problem) -> book::Issue {
    book::Issue {
        source_uri: Some(problem.source_uri.clone()),
        article_id: None,
        line: problem.line.and_then(|line| i64::try_from(line).ok()),
        byte_offset: problem.offset.and_then(|offset| i64::try_from(offset).ok()),
        severity: match problem.severity {
            tidywire_ingest::Severity::Error => book::Severity::Error,
            tidywire_ingest::Severity::Warning => book::Severity::Warning,
        },
        code: Code::from(problem.code),
        message: problem.message.clone(),
    }
}

fn progress(articles: usize, quiet: bool) -> indicatif::ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return indicatif::ProgressBar::hidden();
    }
    indicatif::ProgressBar::new(articles as u64)
}

/// Both formats are written together, so that they agree; the one not asked for goes.
fn drop_unwanted(out: &Path, wanted: &[TableFormat]) -> anyhow::Result<()> {
    for (format, extension) in [(TableFormat::Csv, "csv"), (TableFormat::Parquet, "parquet")] {
        if wanted.contains(&format) {
            continue;
        }
        for table in book::TABLES {
            let path = out.join(format!("{}.{extension}", table.name));
            if path.exists() {
                std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            }
        }
    }
    Ok(())
}
