//! Speed and memory of reading JSON Lines, tables and compressed streams, all made up on the fly.
//!
//!     cargo run --release -p tidywire-ingest --example throughput            # 400 MB of each, one thread
//!     cargo run --release -p tidywire-ingest --example throughput -- 5000 plain    # megabytes, and only plain streams
//!
//! Prints megabytes a second on one core (reading and making articles of them; the other core feeds the pipe) and the peak
//! of the process's memory.

use std::io::{Read, Write};
use std::time::Instant;

use tidywire_ingest::{Format, Item, Options, Reader};

/// Words of made-up news.
const WORDS: [&str; 24] = [
    "shelling",
    "of",
    "the",
    "town",
    "continued",
    "on",
    "Monday",
    "as",
    "rebels",
    "claimed",
    "to",
    "have",
    "shot",
    "down",
    "two",
    "helicopters",
    "near",
    "Kholm",
    "“according",
    "to”",
    "officials,",
    "at",
    "least",
    "forty",
];

/// Articles without end, as many bytes as are asked for, in one of three forms.
struct Made {
    left: u64,
    form: Format,
    buffer: Vec<u8>,
    at: usize,
    state: u64,
}

impl Made {
    fn new(bytes: u64, form: Format) -> Self {
        let head: &[u8] = if form == Format::Csv { b"id,title,text\n" } else { b"" };
        Self {
            left: bytes,
            form,
            buffer: head.to_vec(),
            at: 0,
            state: 0x9e37_79b9_7f4a_7c15,
        }
    }

    fn article(&mut self) {
        let mut text = String::new();
        for _ in 0..700 {
            self.state ^= self.state << 13;
            self.state ^= self.state >> 7;
            self.state ^= self.state << 17;
            text.push_str(WORDS[(self.state >> 32) as usize % WORDS.len()]);
            text.push(' ');
        }
        let id = self.state;
        self.buffer.clear();
        self.at = 0;
        // Writing into memory cannot fail.
        let _ = match self.form {
            Format::Csv => writeln!(self.buffer, "{id},Shelling,\"{text}\""),
            _ => writeln!(
                self.buffer,
                "{{\"id\": {id}, \"title\": \"Shelling\", \"published_at\": \"2024-03-09\", \"text\": \"{text}\\n\"}}"
            ),
        };
    }
}

impl Read for Made {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.buffer.len() {
            if self.left == 0 {
                return Ok(0);
            }
            self.article();
            self.left = self.left.saturating_sub(self.buffer.len() as u64);
        }
        let length = out.len().min(self.buffer.len() - self.at);
        out[..length].copy_from_slice(&self.buffer[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}

fn main() {
    let megabytes: u64 = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(400);
    let only = std::env::args().nth(2);
    let folder = tempfile::tempdir().expect("a folder");
    let mut out = std::io::stdout();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    for (name, form) in [("JSON Lines", Format::Jsonl), ("CSV", Format::Csv)] {
        for (coding, ending) in [("plain", ""), ("gzip", ".gz"), ("Zstandard", ".zst")] {
            if only.as_ref().is_some_and(|only| only != coding) {
                continue;
            }
            let path = folder.path().join(format!("news{ending}"));
            let bytes = megabytes << 20;
            // A pipe: what is read lies nowhere.
            let status = std::process::Command::new("mkfifo").arg(&path).status();
            if !status.is_ok_and(|status| status.success()) {
                let _ = writeln!(out, "no named pipes here: nothing measured");
                return;
            }
            let options = Options {
                format: Some(form),
                ..Options::default()
            };
            let feed = {
                let path = path.clone();
                std::thread::spawn(move || {
                    let mut pipe = std::fs::File::create(path).expect("a pipe");
                    let mut made = Made::new(bytes, form);
                    // The reader may go away.
                    let _ = match coding {
                        "gzip" => std::io::copy(
                            &mut made,
                            &mut flate2::write::GzEncoder::new(pipe, flate2::Compression::fast()),
                        ),
                        "Zstandard" => {
                            let mut packed = zstd::Encoder::new(pipe, 1).expect("an encoder").auto_finish();
                            std::io::copy(&mut made, &mut packed)
                        }
                        _ => std::io::copy(&mut made, &mut pipe),
                    };
                })
            };
            let start = Instant::now();
            let (mut articles, mut problems) = (0u64, 0u64);
            pool.install(|| {
                for item in Reader::new([&path], options).expect("a reader") {
                    match item {
                        Item::Article(_) => articles += 1,
                        Item::Problem(_) => problems += 1,
                    }
                }
            });
            let seconds = start.elapsed().as_secs_f64();
            let _ = feed.join();
            let _ = std::fs::remove_file(&path);
            let _ = writeln!(
                out,
                "{name}, {coding}: {articles} articles, {problems} problems, {:.0} MB/s, peak {} MB",
                megabytes as f64 / seconds,
                peak_megabytes()
            );
        }
    }
}

/// The most memory this process ever had, if the system says so.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
