//! Accuracy and speed on web pages with known text, beside Python trafilatura on the same pages in the same run.
//!
//!     cargo run --release -p tidywire-ingest --example pages
//!
//! Needs the development data beside the repository. For the peer: `pip install trafilatura lxml_html_clean`, and
//! `PYTHON=path/to/python` where it is installed.

use std::io::Write as _;
use std::process::Command;
use std::time::Instant;

#[path = "../tests/support/pages.rs"]
mod pages;

/// Rounds over all pages; the first one, in which tables are made ready, is not timed.
const ROUNDS: u32 = 5;

const PEER: &str = r#"
import sys, time, trafilatura
pages = [open(path, "rb").read().decode("utf-8", "replace") for path in sys.argv[2:]]
for name, choices in [("best setting", {"include_comments": False}), ("as it comes", {})]:
    start = time.time()
    texts = [trafilatura.extract(page, **choices) or "" for page in pages]
    rate = len(pages) / (time.time() - start)
    for path, text in zip(sys.argv[2:], texts):
        open(path + ".peer", "w").write(text)
    open(sys.argv[1], "a").write(f"{name}\t{rate}\t{trafilatura.__version__}\n")
    print(name, flush=True)
    sys.stdin.readline()
"#;

fn main() {
    let mut out = std::io::stdout();
    let folder = tempfile::tempdir().expect("a folder");
    let Some(cases) = pages::cases(folder.path()) else {
        let _ = writeln!(out, "no development data beside the repository: nothing measured");
        return;
    };
    let mut score = pages::Score::default();
    for case in &cases {
        score.add(case, pages::read(case).as_ref());
    }
    let start = Instant::now();
    for _ in 0..ROUNDS {
        for case in &cases {
            pages::read(case);
        }
    }
    let rate = f64::from(ROUNDS) * cases.len() as f64 / start.elapsed().as_secs_f64();
    for error in &score.errors {
        let _ = writeln!(out, "{error}");
    }
    let _ = writeln!(
        out,
        "tidywire: precision {:.4} recall {:.4} F1 {:.4}; titles {} of {}, dates {} of {}; {rate:.0} pages/s on one core",
        score.mean(score.precision),
        score.mean(score.recall),
        score.mean(score.f1),
        score.titles,
        score.pages,
        score.dates,
        score.pages,
    );
    peer(&cases, folder.path(), &mut out);
}

/// Runs Python trafilatura, which waits after each setting until its texts are scored.
fn peer(cases: &[pages::Case], folder: &std::path::Path, out: &mut impl std::io::Write) {
    use std::io::{BufRead as _, BufReader};
    let rates = folder.join("rates");
    let child = Command::new(std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned()))
        .args(["-c", PEER])
        .arg(&rates)
        .args(cases.iter().map(|case| &case.path))
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn();
    let Ok(mut child) = child else {
        let _ = writeln!(out, "no Python: the peer is not measured");
        return;
    };
    let mut go_on = child.stdin.take().expect("piped");
    let mut any = false;
    for _ in BufReader::new(child.stdout.take().expect("piped")).lines() {
        any = true;
        let (mut precision, mut recall, mut f1) = (0.0, 0.0, 0.0);
        for case in cases {
            let text = std::fs::read_to_string(case.path.with_extension("html.peer")).unwrap_or_default();
            let scores = pages::token_scores(&text, &case.text);
            precision += scores.0;
            recall += scores.1;
            f1 += scores.2;
        }
        let written = std::fs::read_to_string(&rates).unwrap_or_default();
        let fields: Vec<&str> = written.lines().last().unwrap_or_default().split('\t').collect();
        let n = cases.len() as f64;
        if let [name, rate, version] = fields[..] {
            let rate: f64 = rate.parse().unwrap_or_default();
            let _ = writeln!(
                out,
                "Python trafilatura {version}, {name}: precision {:.4} recall {:.4} F1 {:.4}; {rate:.0} pages/s",
                precision / n,
                recall / n,
                f1 / n
            );
        }
        let _ = writeln!(go_on);
    }
    let _ = child.wait();
    if !any {
        let _ = writeln!(out, "Python has no trafilatura: the peer is not measured");
    }
}
