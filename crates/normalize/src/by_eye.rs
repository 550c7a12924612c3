//! Verdicts that somebody gave by reading texts beside their rows: tables of how many were right, sample by sample.
//!
//! Each file has one line a row that was judged: ids and verdicts, no text. It judges nothing itself. Invariant: a file
//! with a missing column or a line of another length is an error with path and line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};

/// Makes a section of the page from a file of verdicts.
type Section = fn(&Path, &str) -> anyhow::Result<String>;

/// Files of verdicts, in the folder of the gold, and their sections.
pub const FILES: [(&str, Section); 4] = [
    ("read_by_eye.csv", figures),
    ("read_by_eye_actors.csv", actors),
    ("read_by_eye_actions.csv", actions),
    ("read_by_eye_when_where.csv", when_where),
];

/// The cells of each line, in the order of `columns`.
fn cells<'t>(path: &Path, text: &'t str, columns: &[&str]) -> anyhow::Result<Vec<Vec<&'t str>>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &&str| {
        let place = header.iter().position(|known| known == name);
        place.with_context(|| format!("{}:1: no column `{name}`", path.display()))
    };
    let places = columns.iter().map(column).collect::<anyhow::Result<Vec<usize>>>()?;
    let mut rows = Vec::new();
    for (index, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        if cells.len() != header.len() {
            let (found, wanted) = (cells.len(), header.len());
            bail!("{}:{}: {found} cells, not {wanted}", path.display(), index + 2);
        }
        rows.push(places.iter().map(|&place| cells[place]).collect());
    }
    Ok(rows)
}

fn percent(count: usize, of: usize) -> String {
    format!("{:.1}", 100.0 * count as f64 / of.max(1) as f64)
}

/// Verdicts on figures: how many were right in each respect and in all.
fn figures(path: &Path, text: &str) -> anyhow::Result<String> {
    // Figures, right in each respect, right in all.
    let mut samples: BTreeMap<&str, (usize, [usize; 4], usize)> = BTreeMap::new();
    for row in cells(path, text, &["sample", "value", "bound", "measure", "subject"])? {
        let verdicts: Vec<bool> = row[1..].iter().map(|verdict| *verdict == "yes").collect();
        let (figures, right, whole) = samples.entry(row[0]).or_default();
        *figures += 1;
        *whole += usize::from(verdicts.iter().all(|verdict| *verdict));
        right
            .iter_mut()
            .zip(&verdicts)
            .for_each(|(count, verdict)| *count += usize::from(*verdict));
    }
    let mut out = String::from(
        "\n## Read by eye\n\nSamples of 200 random items each of the Current Events text, read strictly beside their figures. The rules were \
         mended after each sample, so each is of texts not seen before, and the mending after the last one is not in its figures. The \
         verdicts, one line a figure, are in [`read_by_eye.csv`](read_by_eye.csv) (ids and offsets, no text).\n\n\
         | sample | figures | value % | bound % | measure % | subject % | all four % |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    for (name, (figures, right, whole)) in samples {
        let cells: Vec<String> = right
            .into_iter()
            .chain([whole])
            .map(|count| percent(count, figures))
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {name} | {figures} | {} |", cells.join(" | "));
    }
    Ok(out)
}

/// Verdicts on mentions of actors: precision, recall, and how many of the right ones have the right country, sector and id.
fn actors(path: &Path, text: &str) -> anyhow::Result<String> {
    // Mentions, right ones, missed ones, right country, sector, actor among the right ones.
    let mut samples: BTreeMap<&str, [usize; 6]> = BTreeMap::new();
    for row in cells(path, text, &["sample", "is_actor", "country", "sector", "actor"])? {
        let counts = samples.entry(row[0]).or_default();
        if row[1] == "missed" {
            counts[2] += 1;
            continue;
        }
        counts[0] += 1;
        if row[1] == "yes" {
            counts[1] += 1;
            for (place, verdict) in row[2..].iter().enumerate() {
                counts[3 + place] += usize::from(*verdict == "yes");
            }
        }
    }
    let mut out = String::from(
        "\n## Mentions of actors, read by eye\n\nSamples of 200 random items each of the Current Events text, general news of all kinds, read strictly \
         beside their mentions. The rules were mended after each sample, so each is of texts not seen before, and the mending \
         after the last one is not in its figures. Country, sector and actor are shares of the mentions that are right; a \
         country that is missing although the item names it counts as wrong. The verdicts, one line a mention, are in \
         [`read_by_eye_actors.csv`](read_by_eye_actors.csv) (ids, no text; `missed` is an actor that no mention covers).\n\n\
         | sample | mentions | precision % | recall % | country % | sector % | actor % |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    for (name, [mentions, right, missed, country, sector, actor]) in samples {
        let cells = [
            percent(right, mentions),
            percent(right, right + missed),
            percent(country, right),
            percent(sector, right),
            percent(actor, right),
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {name} | {mentions} | {} |", cells.join(" | "));
    }
    Ok(out)
}

/// Verdicts on actions: rows right in source, type and target; rows right in modality and polarity; events missed.
fn actions(path: &Path, text: &str) -> anyhow::Result<String> {
    // Rows, right ones, missed events, rows judged for modality and polarity, right ones of these.
    let mut samples: BTreeMap<&str, [usize; 5]> = BTreeMap::new();
    for row in cells(path, text, &["sample", "right", "qualification"])? {
        let counts = samples.entry(row[0]).or_default();
        if row[1] == "missed" {
            counts[2] += 1;
            continue;
        }
        counts[0] += 1;
        counts[1] += usize::from(row[1] == "yes");
        counts[3] += usize::from(row[2] != "-");
        counts[4] += usize::from(row[2] == "yes");
    }
    let mut out = String::from(
        "\n## Actions, read by eye\n\nSamples of 200 random items each of the Current Events text, read strictly beside their rows. Precision: source, \
         type and target are all right, and none is missing that the sentence names. Recall: right rows of those and the missed \
         events, among which the events of wrong rows count again. The rules were mended after the first sample. The verdicts, \
         one line a row, are in [`read_by_eye_actions.csv`](read_by_eye_actions.csv) (ids, no text).\n\n\
         | sample | rows | precision % | recall % | modality and polarity % |\n|---|---:|---:|---:|---:|\n",
    );
    for (name, [rows, right, missed, judged, qualified]) in samples {
        let cells = [
            percent(right, rows),
            percent(right, right + missed),
            percent(qualified, judged),
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {name} | {rows} | {} |", cells.join(" | "));
    }
    Ok(out)
}

/// Verdicts on the dates and places of actions and figures.
fn when_where(path: &Path, text: &str) -> anyhow::Result<String> {
    // Rows, right dates, right places.
    let mut samples: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for row in cells(path, text, &["sample", "date", "place"])? {
        let counts = samples.entry(row[0]).or_default();
        counts[0] += 1;
        counts[1] += usize::from(row[1] == "yes");
        counts[2] += usize::from(row[2] == "yes");
    }
    let mut out = String::from(
        "\n## Dates and places of actions and figures, read by eye\n\nSamples of random items of the Current Events text, general news of all kinds, \
         read strictly beside their rows: the date or the place is right, or rightly none. A place counts as wrong when the sentence names a more \
         exact one, be it a school or a cave that no gazetteer has, and when it has no point. The rules were mended after each sample, and the mending after \
         the last one is not in its figures. The verdicts, one line a row, are in [`read_by_eye_when_where.csv`](read_by_eye_when_where.csv) (ids, no text).\n\n\
         | sample | rows | date % | place % |\n|---|---:|---:|---:|\n",
    );
    for (name, [rows, dates, places]) in samples {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {name} | {rows} | {} | {} |",
            percent(dates, rows),
            percent(places, rows)
        );
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_places_are_shares_of_all_rows() {
        let text = "sample,id,row,date,place\n1,a,0,yes,no\n1,a,1,yes,yes\n2,b,0,no,yes\n";
        let page = when_where(Path::new("v.csv"), text).expect("sound");
        assert!(
            page.ends_with("| 1 | 2 | 100.0 | 50.0 |\n| 2 | 1 | 0.0 | 100.0 |\n"),
            "{page}"
        );
    }

    #[test]
    fn actions_missed_lower_the_recall_alone() {
        let text = "sample,id,row,right,qualification\n1,a,R1,yes,yes\n1,a,R2,no,-\n1,a,-,missed,-\n";
        let page = actions(Path::new("v.csv"), text).expect("sound");
        assert!(page.ends_with("| 1 | 2 | 50.0 | 50.0 | 100.0 |\n"), "{page}");
    }

    #[test]
    fn shares_are_of_the_right_mentions_and_faults_name_their_line() {
        let path = Path::new("v.csv");
        let text = "sample,id,mention,is_actor,country,sector,actor\n1,a,0,yes,yes,no,yes\n1,a,1,no,no,no,no\n1,a,-,missed,-,-,-\n";
        let page = actors(path, text).expect("sound");
        assert!(
            page.ends_with("| 1 | 2 | 50.0 | 50.0 | 100.0 | 0.0 | 100.0 |\n"),
            "{page}"
        );
        let error = actors(path, &format!("{text}1,a\n")).expect_err("short").to_string();
        assert_eq!(error, "v.csv:5: 2 cells, not 7");
    }
}
