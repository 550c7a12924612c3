//! What is written is what is read, in both forms, whatever the batches were.

mod sample;

use std::fs;
use std::path::Path;

use tidywire_codebook::{
    Action, Actor, Article, DateRow, Figure, Issue, Mention, Place, SentenceRow, Statement, Table,
};
use tidywire_tables::{
    Provenance, Rows, TableWriter, TablesError, TablesWriter, Written, read_dir_table, read_table, visit_dir_rows,
};

fn provenance() -> Provenance {
    Provenance {
        tool_version: "0.0.1".into(),
        lexicon_digest: "abc".into(),
    }
}

fn join(mut all: Rows, mut more: Rows) -> Rows {
    all.articles.append(&mut more.articles);
    all.sentences.append(&mut more.sentences);
    all.mentions.append(&mut more.mentions);
    all.actors.append(&mut more.actors);
    all.figures.append(&mut more.figures);
    all.actions.append(&mut more.actions);
    all.statements.append(&mut more.statements);
    all.places.append(&mut more.places);
    all.dates.append(&mut more.dates);
    all.issues.append(&mut more.issues);
    all
}

fn write(dir: &Path, count: usize, batch: usize) -> Vec<Written> {
    let mut writer = TablesWriter::create(dir, &provenance()).unwrap();
    let mut waiting = sample::articles(count).into_iter().peekable();
    while waiting.peek().is_some() {
        let rows = waiting.by_ref().take(batch).fold(Rows::default(), join);
        writer.append(rows).unwrap();
    }
    writer.append(sample::closing()).unwrap();
    writer.finish().unwrap()
}

fn same<T: Table + PartialEq + std::fmt::Debug>(dir: &Path, rows: usize) -> Vec<T> {
    let csv = read_table::<T>(&dir.join(format!("{}.csv", T::NAME))).unwrap();
    let parquet = read_dir_table::<T>(dir).unwrap();
    assert_eq!(csv.len(), rows, "{}", T::NAME);
    // Bit for bit: -0.0 == 0.0, but it is another value.
    assert_eq!(format!("{csv:?}"), format!("{parquet:?}"), "{}", T::NAME);
    parquet
}

#[test]
fn both_forms_hold_the_same_values() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), 30, 7);
    let figures = same::<Figure>(dir.path(), 90);
    let mut expected: Vec<_> = sample::articles(30).into_iter().flat_map(|rows| rows.figures).collect();
    expected.sort_by(|left, right| left.figure_id.cmp(&right.figure_id));
    assert_eq!(format!("{figures:?}"), format!("{expected:?}"));
    let articles = same::<Article>(dir.path(), 30);
    assert_eq!(articles[0].source_uri, None, "an empty text is null");
    assert_eq!(
        articles[1].published_at.unwrap().to_string(),
        "2024-02-29T23:59:59.123456Z"
    );
    let texts: Vec<_> = articles[..14].iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, sample::HARD_TEXTS);
    same::<SentenceRow>(dir.path(), 30);
    same::<Mention>(dir.path(), 30);
    same::<Action>(dir.path(), 30);
    same::<Statement>(dir.path(), 30);
    same::<Place>(dir.path(), 30);
    same::<DateRow>(dir.path(), 30);
    same::<Issue>(dir.path(), 30);
    let actors = same::<Actor>(dir.path(), 2);
    assert_eq!(actors[0].actor_id, "rus", "sorted at the end");
}

#[test]
fn wanted_rows_are_those_of_both_forms() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), 30, 7);
    let articles = read_dir_table::<Article>(dir.path()).unwrap();
    let wanted = |id: &str| articles[3].article_id == id || articles[20].article_id == id;
    let mut expected = read_dir_table::<Figure>(dir.path()).unwrap();
    expected.retain(|row| wanted(&row.article_id));
    assert_eq!(expected.len(), 6);
    let read = || {
        let mut rows = Vec::new();
        visit_dir_rows::<Figure>(dir.path(), Figure::article_id, wanted, |row| rows.push(row)).unwrap();
        rows
    };
    let parquet = read();
    fs::remove_file(dir.path().join("figures.parquet")).unwrap();
    assert_eq!(format!("{parquet:?}"), format!("{expected:?}"));
    assert_eq!(format!("{:?}", read()), format!("{expected:?}"));
    let mut none = 0;
    for column in ["nowhere", Figure::value_low] {
        visit_dir_rows::<Figure>(dir.path(), column, |_| column == "nowhere", |_| none += 1).unwrap();
    }
    assert_eq!(none, 0);
}

#[test]
fn batches_leave_no_trace() {
    let folders: Vec<_> = [1, 7, 1000]
        .into_iter()
        .map(|batch| {
            let dir = tempfile::tempdir().unwrap();
            // More figures than a row group has rows.
            let written = write(dir.path(), 6_000, batch);
            (dir, written)
        })
        .collect();
    for (dir, written) in &folders[1..] {
        assert_eq!(written, &folders[0].1, "the hashes of all files");
        for entry in fs::read_dir(dir.path()).unwrap() {
            let name = entry.unwrap().file_name();
            let here = fs::read(dir.path().join(&name)).unwrap();
            let there = fs::read(folders[0].0.path().join(&name)).unwrap();
            assert!(here == there, "{name:?} differs");
        }
    }
    assert_eq!(fs::read_dir(folders[0].0.path()).unwrap().count(), 21);
    assert_eq!(same::<Figure>(folders[0].0.path(), 18_000).len(), 18_000);
}

#[test]
fn other_writers_in_the_process_leave_no_trace() {
    let alone = tempfile::tempdir().unwrap();
    let expected = write(alone.path(), 50, 50);
    let threads: Vec<_> = (0..4)
        .map(|batch| {
            std::thread::spawn(move || {
                let dir = tempfile::tempdir().unwrap();
                let written = write(dir.path(), 50, batch + 1);
                same::<Mention>(dir.path(), 50);
                written
            })
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap(), expected);
    }
}

#[test]
fn empty_tables_have_their_columns() {
    let dir = tempfile::tempdir().unwrap();
    let writer = TablesWriter::create(dir.path(), &provenance()).unwrap();
    writer.finish().unwrap();
    assert!(same::<Figure>(dir.path(), 0).is_empty());
    assert!(same::<Issue>(dir.path(), 0).is_empty());
}

#[test]
fn abandoned_tables_leave_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = TablesWriter::create(dir.path(), &provenance()).unwrap();
    writer.append(sample::articles(1).remove(0)).unwrap();
    drop(writer);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn disorder_doubles_and_infinities_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let row = |article: &str, value| Figure {
        article_id: article.into(),
        value_low: Some(value),
        ..Figure::default()
    };
    let refuse = |first: Vec<Figure>, second: Vec<Figure>| {
        let mut writer = TableWriter::create(dir.path(), &provenance()).unwrap();
        match writer.append(first) {
            Ok(()) => writer.append(second).unwrap_err(),
            Err(error) => error,
        }
    };
    let error = refuse(vec![row("b", 1.0)], vec![row("a", 1.0)]);
    assert!(matches!(error, TablesError::Order { .. }), "{error}");
    let error = refuse(vec![row("b", 1.0)], vec![row("b", 2.0)]);
    assert!(matches!(error, TablesError::Duplicate { .. }), "{error}");
    let error = refuse(vec![row("b", f64::NAN)], vec![]);
    assert!(error.to_string().contains("`value_low`"), "{error}");
}

#[test]
fn what_is_missing_or_broken_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let error = read_dir_table::<Figure>(dir.path()).unwrap_err();
    assert!(error.to_string().contains("figures.parquet: no such table"));

    let path = dir.path().join("issues.csv");
    fs::write(&path, "source_uri,article_id,line,byte_offset\na,b,1,2\n").unwrap();
    let error = read_dir_table::<Issue>(dir.path()).unwrap_err().to_string();
    assert!(
        error.contains("lacks the columns `severity`, `code`, `message`"),
        "{error}"
    );

    let header = "source_uri,article_id,line,byte_offset,severity,code,message\n";
    fs::write(&path, format!("{header}a,b,first,2,error,c,m\n")).unwrap();
    let error = read_table::<Issue>(&path).unwrap_err().to_string();
    assert!(error.ends_with("issues.csv:2: column `line` holds `first`, which is no integer"));

    // As pandas writes a column of whole numbers with empty cells.
    fs::write(&path, format!("{header}a,b,1.0,,error,c,m\n")).unwrap();
    let rows = read_table::<Issue>(&path).unwrap();
    assert_eq!((rows[0].line, rows[0].byte_offset), (Some(1), None));
    fs::write(&path, format!("{header}a,b,1.5,,error,c,m\n")).unwrap();
    assert!(read_table::<Issue>(&path).is_err(), "half a line");

    fs::write(&path, format!("{header}a,b,1,2,fatal,c,m\n")).unwrap();
    let error = read_table::<Issue>(&path).unwrap_err().to_string();
    assert!(error.contains("not in the code list `severity`"), "{error}");

    fs::write(&path, format!("{header}a,b,1\n")).unwrap();
    assert!(matches!(read_table::<Issue>(&path), Err(TablesError::Csv { .. })));

    let path = dir.path().join("issues.parquet");
    fs::write(&path, "PAR1 this is no parquet PAR1").unwrap();
    assert!(matches!(read_table::<Issue>(&path), Err(TablesError::Parquet { .. })));

    // A table of another kind under this name.
    let writer = TableWriter::<Actor>::create(dir.path(), &provenance()).unwrap();
    writer.finish().unwrap();
    fs::rename(dir.path().join("actors.parquet"), &path).unwrap();
    let error = read_table::<Issue>(&path).unwrap_err().to_string();
    assert!(error.contains("lacks the columns `source_uri`, "), "{error}");
}
