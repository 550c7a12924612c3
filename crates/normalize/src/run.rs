//! `normalize` and `run`: articles in, tables out, in one process on all cores.

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
use tidywire_codebook::{self as book, Code, CodeList};
use tidywire_extract::{Knowledge, analyze, extract, natural_case};
use tidywire_ingest::{Item, Options, Problem, Reader};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;
use tidywire_tables::{Provenance, Rows, TablesWriter};

use crate::LexiconArgs;
use crate::ids::id;
use crate::rows::{ArticleRows, rows};
use crate::spool::{Spool, Spooled};

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

Reads plain text, Markdown, web pages and JSON Lines (fields id, text, title, published_at, publisher, url).
Exit code: 0 all was read; 1 some input was skipped (and is in the table issues); 2 could not run.")]
pub struct Args {
    /// Files, folders or patterns; - for standard input
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// Folder for the tables
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Formats to write
    #[arg(long, value_enum, value_delimiter = ',', default_value = "csv,parquet")]
    pub format: Vec<TableFormat>,
    /// Number of threads; the tables are the same for any
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0)]
    pub jobs: usize,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
    #[command(flatten)]
    lexicon: LexiconArgs,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles in the tables.
    pub articles: usize,
    /// Inputs or records that were skipped.
    pub skipped: usize,
    /// Rows by table.
    pub rows: Vec<(String, usize)>,
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
    if !args.quiet {
        let counts: Vec<String> = summary
            .rows
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        eprintln!("{}: {}", args.out.display(), counts.join(", "));
        if summary.skipped > 0 {
            eprintln!("{} inputs were skipped: see the table issues", summary.skipped);
        }
    }
    Ok(if summary.skipped > 0 {
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
    let mut spool = Spool::new()?;
    let mut issues = Vec::new();
    let mut skipped = 0;
    for item in Reader::new(args.paths.iter(), Options::default())? {
        match item {
            Item::Article(raw) => spool.push(&Spooled::new(raw))?,
            Item::Problem(problem) => {
                skipped += usize::from(matches!(problem.severity, tidywire_ingest::Severity::Error));
                eprintln!("{problem}");
                issues.push(issue(&problem));
            }
        }
    }
    let (mut articles, repeated) = spool.sorted()?;
    issues.extend(repeated.into_iter().map(|article_id| book::Issue {
        article_id: Some(article_id),
        severity: book::Severity::Warning,
        code: Code::from("repeated_article"),
        message: "the same article, with the same facts about it, was read more than once; it is kept once".to_owned(),
        ..book::Issue::default()
    }));
    let knowledge = Knowledge::new(lexicon);
    let provenance = Provenance {
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        lexicon_digest: lexicon.digest.clone(),
    };
    let mut writer = TablesWriter::create(&args.out, &provenance)?;
    let mut census = Census::default();
    let bar = progress(articles.len(), args.quiet);
    loop {
        let batch = articles.batch(BATCH_ARTICLES, BATCH_BYTES)?;
        if batch.is_empty() {
            break;
        }
        let count = batch.len();
        let done: Vec<(book::Article, ArticleRows, Vec<book::Issue>)> = batch
            .into_par_iter()
            .map(|article| {
                // One analyser a thread for the whole run: its caches of words pay only when they stay.
                ANALYZER.with_borrow_mut(|analyzer| analyse(analyzer, article, &knowledge, lexicon))
            })
            .collect();
        let mut rows = Rows::default();
        for (article, mut of_article, more) in done {
            census.count(&article, &of_article);
            rows.articles.push(article);
            rows.sentences.append(&mut of_article.sentences);
            rows.mentions.append(&mut of_article.mentions);
            rows.figures.append(&mut of_article.figures);
            rows.actions.append(&mut of_article.actions);
            rows.statements.append(&mut of_article.statements);
            rows.places.append(&mut of_article.places);
            rows.dates.append(&mut of_article.dates);
            issues.extend(more);
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
    Ok(Summary {
        articles: articles.len(),
        skipped,
        rows: written
            .iter()
            .map(|table| {
                (
                    table.name.to_string(),
                    usize::try_from(table.rows).unwrap_or(usize::MAX),
                )
            })
            .collect(),
    })
}

fn analyse(
    analyzer: &mut Analyzer<'_>,
    article: Spooled,
    knowledge: &Knowledge<'_>,
    lexicon: &Lexicon,
) -> (book::Article, ArticleRows, Vec<book::Issue>) {
    let instant: Option<Timestamp> = article.published_at.as_deref().and_then(|text| text.parse().ok());
    let published: Option<Date> = instant.map(|instant| instant.to_zoned(jiff::tz::TimeZone::UTC).date());
    // Articles in capitals are read in natural case; what is published is the article's own text.
    let view = natural_case(&article.text, Model::embedded(), knowledge);
    let view = view.unwrap_or_else(|| article.text.clone());
    let language = language(&view);
    let mut issues = Vec::new();
    let mut of_article = ArticleRows::default();
    let mut tokens = 0;
    if language == "en" {
        let mut document = analyze(analyzer, Model::embedded(), knowledge, view);
        let found = extract(&document, knowledge, published);
        document.text.clone_from(&article.text);
        tokens = document.sentences.iter().map(|sentence| sentence.tokens.len()).sum();
        of_article = rows(&article.article_id, &document, &found, lexicon, published);
    } else {
        issues.push(book::Issue {
            source_uri: Some(article.source_uri.clone()),
            article_id: Some(article.article_id.clone()),
            severity: book::Severity::Warning,
            code: Code::from("not_english"),
            message: format!("the text looks like `{language}`: it is kept and not analysed"),
            ..book::Issue::default()
        });
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let row = book::Article {
        source_id: article.source_id,
        source_uri: Some(article.source_uri),
        title: article.title,
        publisher: article.publisher,
        authors: (!article.authors.is_empty()).then(|| article.authors.join("; ")),
        published_at: instant,
        published_basis: article
            .published_basis
            .as_deref()
            .and_then(book::PublishedBasis::from_code),
        language: Some(Code::from(language)),
        // Copies of a text word for word tell one story; near-duplicates are not joined yet.
        story_id: id(&["story", &article.text]),
        duplicate_of: None,
        char_count: count(article.text.chars().count()),
        sentence_count: count(of_article.sentences.len()),
        token_count: count(tokens),
        text: article.text,
        article_id: article.article_id,
    };
    (row, of_article, issues)
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

/// Counts of actors over all articles.
#[derive(Default)]
struct Census {
    actors: BTreeMap<String, book::Actor>,
}

impl Census {
    fn count(&mut self, article: &book::Article, of_article: &ArticleRows) {
        let day = article
            .published_at
            .map(|instant| instant.to_zoned(jiff::tz::TimeZone::UTC).date());
        for (id, actor) in &of_article.actors {
            let mentions = of_article
                .mentions
                .iter()
                .filter(|mention| mention.actor_id.as_deref() == Some(id))
                .count();
            let row = self.actors.entry(id.clone()).or_insert_with(|| book::Actor {
                actor_id: id.clone(),
                name: actor.name.clone(),
                country: actor.country.as_deref().map(Code::from),
                sector: actor.sector,
                part_of: actor.part_of.clone(),
                wikidata_id: actor.wikidata.as_deref().map(Code::from),
                ..book::Actor::default()
            });
            row.mention_count += i64::try_from(mentions).unwrap_or(i64::MAX);
            if mentions > 0 {
                row.article_count += 1;
                row.first_published = [row.first_published, day].into_iter().flatten().min();
                row.last_published = [row.last_published, day].into_iter().flatten().max();
            }
        }
    }

    fn rows(self) -> Vec<book::Actor> {
        self.actors.into_values().collect()
    }
}

fn issue(problem: &Problem) -> book::Issue {
    book::Issue {
        source_uri: Some(problem.source_uri.clone()),
        article_id: None,
        line: problem.line.and_then(|line| i64::try_from(line).ok()),
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
