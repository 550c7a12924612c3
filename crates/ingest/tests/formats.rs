//! What comes out of well-formed inputs of every format.

use std::fs;
use std::path::{Path, PathBuf};

use tidywire_ingest::{Basis, Item, Options, RawArticle, Reader};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// All articles; fails on any problem.
fn articles(path: impl Into<PathBuf>) -> Vec<RawArticle> {
    let items = Reader::new([path.into()], Options::default()).unwrap();
    items
        .map(|item| match item {
            Item::Article(article) => article,
            Item::Problem(problem) => panic!("{problem}"),
        })
        .collect()
}

fn only(name: &str) -> RawArticle {
    let mut articles = articles(fixture(name));
    assert_eq!(articles.len(), 1);
    articles.remove(0)
}

#[test]
fn a_folder_is_read_in_sorted_order_and_by_known_names() {
    let root = fixture("news");
    let prefix = format!("{}/", root.display());
    let uris: Vec<String> = articles(&root)
        .into_iter()
        .map(|article| article.source_uri.replace(&prefix, ""))
        .collect();
    assert_eq!(
        uris,
        [
            "https://courier.example/aldova-truce",
            "aldova/shelling.txt",
            "border.md",
            "page.html",
            "page_1252.html",
            "https://wire.example/1",
            "wire.jsonl",
            "wire.jsonl",
        ]
    );
}

#[test]
fn a_card_states_the_facts_of_plain_text() {
    let article = only("news/aldova/ceasefire.txt");
    assert_eq!(article.title.as_deref(), Some("Aldova truce holds"));
    assert_eq!(article.publisher.as_deref(), Some("The Quell Courier"));
    assert_eq!(article.authors, ["Mira Tolland", "Oskar Venn"]);
    assert_eq!(article.published_at.as_deref(), Some("2024-03-08T00:00:00Z"));
    assert_eq!(article.published_basis, Some(Basis::Given));
    assert!(
        article
            .text
            .starts_with("Ceasefire in Aldova enters second week\nThe truce")
    );
    assert!(
        article
            .text
            .ends_with("monitors said.\n\nAt least 14 people were killed in the week before it began.")
    );
}

#[test]
fn plain_text_without_card_has_no_invented_facts() {
    let article = only("news/aldova/shelling.txt");
    let text = article.text.clone();
    assert!(text.starts_with("Shelling hit"));
    let source_uri = article.source_uri.clone();
    assert_eq!(
        article,
        RawArticle {
            source_uri,
            text,
            ..Default::default()
        }
    );
}

#[test]
fn markdown_becomes_what_a_reader_sees() {
    let article = only("news/border.md");
    assert_eq!(article.title.as_deref(), Some("Border post retaken"));
    assert_eq!(article.published_at.as_deref(), Some("2024-03-09T04:00:00Z"));
    assert_eq!(article.published_basis, Some(Basis::Metadata));
    assert_eq!(
        article.text,
        "Border post retaken\n\nThe army of Quell said it had retaken the border post at Dorn.\n\n\
         two tanks destroyed\none soldier missing"
    );
}

#[test]
fn a_page_keeps_its_paragraphs_and_headings_and_loses_the_rest() {
    let article = only("news/page.html");
    assert_eq!(article.title.as_deref(), Some("Drones strike depot in Varn"));
    assert_eq!(article.publisher.as_deref(), Some("The Quell Courier"));
    assert_eq!(article.authors, ["Mira Tolland", "Oskar Venn"]);
    assert_eq!(article.published_at.as_deref(), Some("2024-03-10T06:15:00Z"));
    assert_eq!(article.published_basis, Some(Basis::Metadata));
    let paragraphs: Vec<&str> = article.text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 5, "{paragraphs:#?}");
    assert_eq!(paragraphs[0], "Drones strike depot in Varn");
    assert!(paragraphs[1].starts_with("Two drones struck") && paragraphs[1].contains("setting three tanks"));
    assert!(paragraphs[2].starts_with("Up to 40 firefighters"));
    assert_eq!(paragraphs[3], "No casualties");
    assert!(paragraphs[4].ends_with("said nothing about the strike & its aim."));
}

#[test]
fn a_page_in_an_old_encoding_is_decoded_as_declared() {
    let article = only("news/page_1252.html");
    assert_eq!(article.title.as_deref(), Some("Général blessé à Kessim"));
    assert!(article.text.contains("General Étienne Façade") && article.text.contains("the army’s press office"));
    assert!(article.text.contains("“stable”"));
    assert_eq!(article.published_at, None);
}

#[test]
fn a_short_page_is_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("short.htm");
    fs::write(&path, "<html><body><p>Shelling resumed in Olm.</p></body></html>").unwrap();
    assert_eq!(articles(path)[0].text, "Shelling resumed in Olm.");
}

#[test]
fn json_lines_keep_ids_and_facts() {
    let articles = articles(fixture("news/wire.jsonl"));
    let first = &articles[0];
    assert_eq!(first.source_id.as_deref(), Some("w-1"));
    assert_eq!(first.title.as_deref(), Some("Olm falls"));
    assert_eq!(first.text, "Rebels seized the town of Olm.\nThe army denied it.");
    assert_eq!(first.published_at.as_deref(), Some("2024-03-11T12:00:00Z"));
    assert_eq!(
        (first.publisher.as_deref(), &first.authors[..]),
        (Some("Venn Wire"), &["A. Reed".to_string()][..])
    );
    assert_eq!(articles[1].source_id.as_deref(), Some("2"));
    assert_eq!(articles[1].authors, ["B. Reed"]);
    assert_eq!(articles[1].published_at.as_deref(), Some("2024-03-12T00:00:00Z"));
    assert_eq!(
        (
            &articles[2].source_id,
            &articles[2].published_at,
            articles[2].published_basis
        ),
        (&None, &None, None)
    );
}

#[test]
fn patterns_match_files_and_folders() {
    let count = |pattern: &str| articles(fixture(pattern)).len();
    assert_eq!(count("news/*.{html,md}"), 3);
    assert_eq!(count("news/**/*.txt"), 2);
    assert_eq!(count("news/ald*"), 2);
    assert_eq!(count("n?ws"), 8);
    // A pattern that names cards and tables does not make articles of them.
    assert_eq!(count("news/aldova/*"), 2);
}

#[test]
fn a_file_named_in_person_is_text_whatever_its_extension() {
    let article = only("news/aldova/table.dat");
    assert_eq!(article.text, "id,text");
    assert_eq!(only("news/README.md").title.as_deref(), Some("Invented news"));
    assert_eq!(articles(fixture("news/aldova/ceasefire.card.toml")), []);
}

#[test]
fn a_list_of_paths_is_followed() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list");
    fs::write(
        &list,
        format!(
            "{}\n\n{}\r\n",
            fixture("news/border.md").display(),
            fixture("news/aldova").display()
        ),
    )
    .unwrap();
    let options = Options {
        files_from: Some(list),
        ..Options::default()
    };
    assert_eq!(Reader::new([fixture("news/wire.jsonl")], options).unwrap().count(), 6);
}
