//! Reading again: the same bytes with a cache, after a kill, for any order and split of the input; copies of a story.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

fn tidywire(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidywire"));
    command.args(args).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

fn run(input: &Path, out: &Path, more: &[&str]) -> Output {
    let mut command = tidywire(&["run", "--out"]);
    command.arg(out).arg(input).args(more).arg("--json");
    command.output().expect("tidywire runs")
}

/// The numbers that a run says about itself.
fn summary(output: &Output) -> serde_json::Value {
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_str(said.lines().last().unwrap_or_default()).unwrap_or_else(|_| panic!("{said}"))
}

/// The files of a folder of tables; what is hidden does not count.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| !name.starts_with('.'))
        .map(|(name, path)| (name, fs::read(path).expect("a file")))
        .collect()
}

fn page(number: usize) -> String {
    let text = format!(
        "The army of Quell said it had shelled the town of Dorn on Monday, killing {} people. Residents of Kholm fled across \
         the river and {} families reached the camp at Velk, the governor told reporters in the capital.",
        number + 2,
        number * 7 + 30
    );
    format!(
        "<html><head><title>Story {number}</title><meta property='article:published_time' content='2024-03-{:02}'></head>\
         <body><article><h1>Story {number}</h1><p>{text}</p><p>{text} It was attack number {number}.</p></article></body></html>",
        number % 28 + 1
    )
}

fn corpus(folder: &Path) {
    fs::create_dir_all(folder).expect("a folder");
    for number in 0..40 {
        fs::write(folder.join(format!("{number:02}.html")), page(number)).expect("a page");
    }
    let lines: String = (0..40)
        .map(|number| {
            format!("{{\"id\": \"l{number}\", \"text\": \"Rebels shot down {number} helicopters near Kholm.\"}}\n")
        })
        .collect();
    fs::write(folder.join("wire.jsonl"), lines + "not json\n").expect("lines");
}

#[test]
fn only_what_is_new_is_analysed_and_the_tables_are_those_of_a_fresh_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let (news, out) = (folder.path().join("news"), folder.path().join("out"));
    corpus(&news);
    let first = summary(&run(&news, &out, &[]));
    assert_eq!(first["analysed"], first["articles"]);
    let again = summary(&run(&news, &out, &[]));
    assert_eq!((&again["analysed"], &again["rows"]), (&0.into(), &first["rows"]));
    fs::write(news.join("03.html"), page(103)).expect("a page");
    fs::remove_file(news.join("04.html")).expect("removed");
    fs::write(
        news.join("new.txt"),
        "Four soldiers died when their convoy hit a mine near Dorn.",
    )
    .expect("a text");
    let changed = summary(&run(&news, &out, &[]));
    assert_eq!(changed["analysed"], 2);
    let fresh = folder.path().join("fresh");
    run(&news, &fresh, &["--no-cache"]);
    assert!(!fresh.join(".tidywire").exists());
    assert_eq!(files(&out), files(&fresh));
    // A damaged cache costs time, nothing else.
    for name in ["articles", "pages"] {
        let path = out.join(".tidywire").join(name);
        let mut bytes = fs::read(&path).expect("a cache");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        bytes.truncate(bytes.len() - 7);
        fs::write(&path, bytes).expect("a cache");
    }
    run(&news, &out, &[]);
    assert_eq!(files(&out), files(&fresh));
}

#[test]
fn killed_at_any_moment_the_next_run_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (news, fresh, out) = (
        folder.path().join("news"),
        folder.path().join("fresh"),
        folder.path().join("out"),
    );
    corpus(&news);
    run(&news, &fresh, &["--no-cache"]);
    let expected = files(&fresh);
    for milliseconds in [1, 40, 80, 120, 160, 200, 240, 300, 400] {
        let mut killed = tidywire(&["run", "--quiet", "--out"])
            .arg(&out)
            .arg(&news)
            .stderr(Stdio::null())
            .spawn()
            .expect("tidywire runs");
        std::thread::sleep(Duration::from_millis(milliseconds));
        let _ = killed.kill();
        let _ = killed.wait();
        // Whatever is there is whole: an earlier data set or none.
        if out.join("datapackage.json").exists() {
            assert_eq!(
                files(&out).get("articles.csv"),
                expected.get("articles.csv"),
                "{milliseconds} ms"
            );
        }
        run(&news, &out, &[]);
        assert_eq!(files(&out), expected, "{milliseconds} ms");
    }
}

#[test]
fn copies_share_a_story_for_any_order_and_split() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "Rebels seized the border town of Kholm on Friday after three days of fighting in which at least forty soldiers \
                were killed, the governor of the province said. The army denied that it had lost the town.";
    let records = [
        ("late", "2024-03-12", format!("{text} Sign up for our newsletter.")),
        ("first", "2024-03-09", text.to_owned()),
        ("undated", "", format!("BREAKING NEWS\\n\\n{text}")),
        (
            "other",
            "2024-03-10",
            "Talks between Quell and Aldova resumed in Velk; no date was set for the next round.".to_owned(),
        ),
    ];
    let line = |(id, day, text): &(&str, &str, String)| {
        format!("{{\"id\": \"{id}\", \"published_at\": \"{day}\", \"text\": \"{text}\"}}\n")
    };
    let mut seen = Vec::new();
    for (name, order) in [("a", [0, 1, 2, 3]), ("b", [3, 2, 1, 0]), ("c", [1, 3, 0, 2])] {
        let input = folder.path().join(name);
        fs::create_dir_all(&input).expect("a folder");
        // One file, or one an article.
        for (at, index) in order.into_iter().enumerate() {
            let file = if name == "c" {
                format!("{at}.jsonl")
            } else {
                "all.jsonl".to_owned()
            };
            let path = input.join(file);
            let before = fs::read_to_string(&path).unwrap_or_default();
            fs::write(&path, before + &line(&records[index])).expect("lines");
        }
        let out = folder.path().join(format!("out-{name}"));
        let said = summary(&run(&input, &out, &["--no-cache"]));
        assert_eq!(said["copies"], 2);
        let mut reader = csv::Reader::from_path(out.join("articles.csv")).expect("articles");
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
        let by_id = |id: &str| rows.iter().find(|row| row["source_id"] == id).expect("a row");
        let first = by_id("first");
        for (id, copy) in [("late", true), ("undated", true), ("first", false), ("other", false)] {
            let row = by_id(id);
            assert_eq!(row["story_id"] == first["story_id"], id != "other", "{id}");
            assert_eq!(row["duplicate_of"] == first["article_id"], copy, "{id}");
        }
        let mut tables = files(&out);
        // The path an article was read from is part of its row.
        tables.retain(|name, _| name.ends_with(".csv") && name != "articles.csv");
        seen.push(tables);
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}
