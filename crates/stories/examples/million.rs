//! A million made-up articles of about 400 words, a tenth of them copies, all with the boilerplate of one of twenty
//! agencies: time and peak memory.
//!
//! `cargo run --release --example million -- [ARTICLES]`
//!
//! What it deliberately does not do: it holds no text. Texts are made again from their number.

use std::convert::Infallible;
use std::io::Write as _;
use std::time::Instant;

use tidywire_stories::republish::{Change, Dice, republish};
use tidywire_stories::{Sketch, clusters_and_work};

const WORDS: usize = 360;
const BOILERPLATE: usize = 40;
const VOCABULARY: usize = 30_000;
const THREADS: usize = 2;

fn main() {
    let articles: usize = std::env::args()
        .nth(1)
        .and_then(|count| count.parse().ok())
        .unwrap_or(1_000_000);
    let start = Instant::now();
    let mut parts: Vec<Vec<Sketch>> = Vec::new();
    std::thread::scope(|scope| {
        let bounds = |part: usize| articles * part / THREADS;
        let workers: Vec<_> = (0..THREADS)
            .map(|part| {
                scope.spawn(move || {
                    let mut sketches = Vec::with_capacity(bounds(part + 1) - bounds(part));
                    sketches.extend((bounds(part)..bounds(part + 1)).map(|n| Sketch::of(&text(n))));
                    sketches
                })
            })
            .collect();
        parts = workers
            .into_iter()
            .map(|worker| worker.join().expect("a worker ends"))
            .collect();
    });
    let mut sketches = Vec::with_capacity(articles);
    for part in parts {
        sketches.extend(part);
    }
    let _ = writeln!(
        std::io::stdout(),
        "sketches of {articles} made texts: {:.1?}, peak {} MB",
        start.elapsed(),
        peak()
    );
    let start = Instant::now();
    let (found, work) = match clusters_and_work(&sketches, |n| Ok::<_, Infallible>(text(n))) {
        Ok(found) => found,
        Err(never) => match never {},
    };
    let _ = writeln!(
        std::io::stdout(),
        "clusters: {:.1?}, peak {} MB, {work:?}",
        start.elapsed(),
        peak()
    );
    let (mut right, mut missed, mut wrong) = (0, 0, 0);
    for (n, first) in found.iter().enumerate() {
        let expected = source(n);
        match (expected == n, found[expected] == *first) {
            (true, _) if *first != n => wrong += 1,
            (false, true) => right += 1,
            (false, false) => missed += 1,
            _ => {}
        }
    }
    let _ = writeln!(
        std::io::stdout(),
        "copies found {right}, missed {missed}; articles wrongly joined {wrong}"
    );
}

/// The article that this one is a copy of, or itself. Copies come after their source.
fn source(n: usize) -> usize {
    if n % 10 == 9 { n - 9 } else { n }
}

fn text(n: usize) -> String {
    use Change::{Boilerplate, Cut, Edit, Headline};
    let of = source(n);
    let mut text = String::new();
    let mut dice = Dice::new(of as u64);
    // Some words are common and most are rare: the cube makes a tail like that of real text.
    words(&mut text, &mut dice, WORDS + of % 40);
    words(&mut text, &mut Dice::new(1_000_000_000 + of as u64 % 20), BOILERPLATE);
    if of == n {
        return text;
    }
    let changes: &[Change] = match n / 10 % 4 {
        0 => &[Edit],
        1 => &[Cut, Headline],
        2 => &[Edit, Boilerplate],
        _ => &[Edit, Cut, Headline],
    };
    republish(&text, changes, n as u64)
}

fn words(text: &mut String, dice: &mut Dice, count: usize) {
    const SYLLABLES: [&str; 32] = [
        "ba", "co", "de", "fi", "ga", "ho", "in", "ju", "ka", "lo", "me", "ni", "or", "pa", "qui", "re", "sa", "to",
        "un", "ve", "wa", "xe", "yo", "za", "ble", "cru", "dri", "fla", "gro", "pla", "ste", "tra",
    ];
    for at in 0..count {
        let roll = dice.below(1 << 20) as u64;
        let mut word = ((((((roll * roll) >> 20) * roll) >> 20) as usize) * VOCABULARY) >> 20;
        loop {
            text.push_str(SYLLABLES[word % 32]);
            word /= 32;
            if word == 0 {
                break;
            }
        }
        text.push_str(if at % 18 == 17 { ". " } else { " " });
    }
}

/// Most memory that the process has had, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0) / 1024
}
