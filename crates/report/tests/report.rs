//! The whole report from an invented data set.
//!
//! To look at the pictures: `TIDYWIRE_KEEP_REPORT=DIR cargo test --release -p tidywire-report`.

mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tidywire_report::{Choices, Summary, write_report};
use tidywire_tables::{Provenance, Rows, TablesWriter};

fn write(dir: &Path, rows: Rows) -> (Summary, PathBuf) {
    let (tables, out) = (dir.join("tables"), dir.join("reports"));
    let mut writer = TablesWriter::create(&tables, &Provenance::default()).unwrap();
    writer.append(rows).unwrap();
    writer.finish().unwrap();
    (
        write_report(&tables, &out, &Choices::under("floor").unwrap()).unwrap(),
        out,
    )
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            for (inner, bytes) in files(&path) {
                found.insert(format!("{name}/{inner}"), bytes);
            }
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (summary, out) = write(one.path(), sample::rows());
    let (_, again) = write(two.path(), sample::rows());
    let files_one = files(&out);
    assert!(files_one == files(&again));
    assert_eq!(files_one.len(), summary.pictures.len() * 5 + 3);
    if let Some(keep) = std::env::var_os("TIDYWIRE_KEEP_REPORT") {
        for (name, bytes) in &files_one {
            let path = Path::new(&keep).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }
}

#[test]
fn every_figure_is_drawn_or_accounted_for() {
    let dir = tempfile::tempdir().unwrap();
    let (summary, out) = write(dir.path(), sample::rows());
    let names: Vec<_> = summary.pictures.iter().map(|picture| picture.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "figures-killed",
            "figures-wounded",
            "figures-displaced",
            "figures-deployed",
            "figures-launched",
            "figures-usd",
            "figures-few",
            "figures-over-time-killed",
            "figures-over-time-wounded",
            "figures-over-time-deployed",
            "claims-about-losses",
            "actions-by-event-type",
            "actions-over-time",
            "actions-source-target",
            "actions-network",
            "actions-figures-map",
            "articles-coverage",
            "rows-coverage",
        ]
    );
    let killed = &summary.pictures[0];
    assert_eq!(killed.title, "People killed: 24 figures, between 0 and 180,000");
    assert!(killed.caption.starts_with("n = 24 of 26 figures"), "{}", killed.caption);
    assert!(killed.caption.contains("In no such picture: 1 of all figures"));
    let data = fs::read_to_string(out.join("charts/figures-killed.csv")).unwrap();
    assert_eq!(data.lines().count(), 27, "the CSV has all 26");
    assert_eq!(data.lines().filter(|line| line.ends_with(",1")).count(), 24);
    let svg = fs::read_to_string(out.join("charts/figures-killed.svg")).unwrap();
    assert!(svg.contains("more than 30,000") && svg.contains("health ministry"));
    // "up to 500" has an arrow, and neither dot nor diamond: there are as many dots as points.
    assert!(svg.contains("<title>People killed"));
}

#[test]
fn every_row_is_on_the_map_or_accounted_for() {
    let rows = sample::rows();
    let (actions, figures) = (rows.actions.len(), rows.figures.len());
    let placed = (
        rows.actions.iter().filter(|row| row.latitude.is_some()).count(),
        rows.figures.iter().filter(|row| row.latitude.is_some()).count(),
    );
    let dir = tempfile::tempdir().unwrap();
    let (summary, out) = write(dir.path(), rows);
    let mut pictures = summary.pictures.iter();
    let map = pictures.find(|picture| picture.name == "actions-figures-map").unwrap();
    let seen = format!("{} actions and {} figures at 11 places", placed.0, placed.1);
    assert_eq!(map.title, format!("Where: {seen}"));
    let first = format!("n = {seen}, 2 of them countries as a whole; ");
    assert!(map.caption.starts_with(&first), "{}", map.caption);
    let rest = format!(
        "{} actions and {} figures without a place",
        actions - placed.0,
        figures - placed.1
    );
    assert!(map.caption.contains(&rest), "{}", map.caption);
    let data = fs::read_to_string(out.join("charts/actions-figures-map.csv")).unwrap();
    let counted = |column: usize| -> usize {
        let rows = data.lines().skip(1);
        rows.map(|line| line.split(',').nth(column).unwrap().parse::<usize>().unwrap())
            .sum()
    };
    assert_eq!((counted(6), counted(11)), placed);
    let svg = fs::read_to_string(out.join("charts/actions-figures-map.svg")).unwrap();
    assert!(svg.contains(&format!("<title>Where: {seen}")));
    assert!(svg.contains(">Goma</text>"), "a name of the table of places");
}

#[test]
fn pictures_of_an_earlier_report_go_and_other_files_stay() {
    let dir = tempfile::tempdir().unwrap();
    let (_, out) = write(dir.path(), sample::rows());
    fs::write(out.join("charts/mine.png"), "mine").unwrap();
    let (summary, _) = write(dir.path(), Rows::default());
    assert!(!out.join("charts/figures-killed.svg").exists());
    assert!(out.join("charts/mine.png").exists());
    assert_eq!(summary.pictures.len(), 10);
    for picture in &summary.pictures {
        assert!(picture.caption.starts_with("n = 0"), "{}", picture.caption);
        let svg = fs::read_to_string(out.join(format!("charts/{}.svg", picture.name))).unwrap();
        assert!(svg.contains("The data set holds no"), "{}", picture.name);
    }
}

#[test]
fn a_missing_table_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let choices = Choices::under("floor").unwrap();
    let error = write_report(dir.path(), &dir.path().join("out"), &choices).unwrap_err();
    assert!(
        format!("{error:#}").contains("no such tables: `articles`, `sentences`, `mentions`"),
        "{error:#}"
    );
    let (_, out) = write(dir.path(), Rows::default());
    let tables = out.with_file_name("tables");
    for ending in ["parquet", "csv"] {
        fs::remove_file(tables.join(format!("places.{ending}"))).unwrap();
    }
    let error = write_report(&tables, &out, &choices).unwrap_err();
    assert!(
        format!("{error:#}").contains("no such table: `places`\nhint:"),
        "{error:#}"
    );
    fs::write(tables.join("places.csv"), "\u{feff}article_id,name\n").unwrap();
    fs::rename(tables.join("dates.parquet"), tables.join("issues.parquet")).unwrap();
    fs::remove_file(tables.join("dates.csv")).unwrap();
    let error = write_report(&tables, &out, &choices).unwrap_err();
    let all = format!("{error:#}");
    assert!(all.contains("no such table: `dates`"), "{all}");
    assert!(
        all.contains("issues.parquet: table `issues` lacks the columns `source_uri`"),
        "{all}"
    );
    assert!(
        format!("{error:#}").contains("places.csv: table `places` lacks the columns `sentence_index`, `char_start`"),
        "{error:#}"
    );
}

#[test]
fn rows_of_articles_that_somebody_took_out_are_counted_not_drawn() {
    let dir = tempfile::tempdir().unwrap();
    let mut rows = sample::rows();
    let all = rows.figures.len() + rows.actions.len();
    let kept = rows.articles[0].article_id.clone();
    let (_, out) = write(dir.path(), sample::rows());
    let tables = out.with_file_name("tables");
    fs::remove_file(tables.join("articles.parquet")).unwrap();
    let csv = fs::read_to_string(tables.join("articles.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    let records = reader.records().map(Result::unwrap);
    for record in records.filter(|record| record.iter().any(|field| field == kept)) {
        writer.write_record(&record).unwrap();
    }
    fs::write(tables.join("articles.csv"), writer.into_inner().unwrap()).unwrap();
    write_report(&tables, &out, &Choices::under("floor").unwrap()).unwrap();

    rows.figures.retain(|row| row.article_id == kept);
    rows.actions.retain(|row| row.article_id == kept);
    let (figures, actions) = (rows.figures.len(), rows.actions.len());
    let page = fs::read_to_string(out.join("README.md")).unwrap();
    let counts = format!(
        "1 article, {} actors, {figures} figures, {actions} actions;",
        rows.actors.len()
    );
    assert!(page.contains(&counts), "{page}");
    let gone = all - figures - actions;
    assert!(
        gone > 0 && page.contains(&format!("{gone} figures and actions are left out")),
        "{page}"
    );
}
