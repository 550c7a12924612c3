//! Feeds that mean harm, and feeds that were damaged: no panic, no overflow, no long run.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tidywire_ingest::feed::{Feed, looks_like, read, repair_mojibake};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/dev/feeds");
const MUTATIONS: usize = 400;

/// Reads on a stack that recursion over the depth would overflow.
fn timed(name: &str, bytes: Vec<u8>) -> (Option<Feed>, usize) {
    let start = Instant::now();
    let size = bytes.len();
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    let (feed, faults) = thread
        .spawn(move || read(&bytes))
        .expect("a thread")
        .join()
        .expect("no panic");
    let time = start.elapsed();
    eprintln!("{name}: {size} bytes, {} ms, {} faults", time.as_millis(), faults.len());
    // Without optimisation everything takes ten to twenty times as long.
    let limit = if cfg!(debug_assertions) { 20 } else { 2 };
    assert!(time < Duration::from_secs(limit), "{name}: {time:?}");
    (feed, faults.len())
}

fn rss(items: &str) -> Vec<u8> {
    format!("<rss version='2.0'><channel><title>t</title>{items}</channel></rss>").into_bytes()
}

#[test]
fn depth() {
    const DEPTH: usize = 100_000;
    let nested = |tag: &str| format!("<{tag}>").repeat(DEPTH) + "x" + &format!("</{tag}>").repeat(DEPTH);
    let good = "<item><title>good</title></item>";
    let kept = |name: &str, bytes: Vec<u8>| {
        let (feed, _) = timed(name, bytes);
        let entries = feed.expect(name).entries;
        assert_eq!(
            entries.last().and_then(|entry| entry.title.as_deref()),
            Some("good"),
            "{name}"
        );
    };
    for tag in [
        "b",
        "description",
        "media:group",
        "item",
        "channel",
        "title",
        "content:encoded",
        "x:y",
    ] {
        kept(tag, rss(&format!("<item>{}</item>{good}", nested(tag))));
        let within = format!("<item><description>{}</description></item>{good}", nested(tag));
        kept(&format!("{tag} in description"), rss(&within));
    }
    kept("in the channel", rss(&format!("{}{good}", nested("b"))));
    let atom = |inside: &str| {
        let text =
            format!("<feed xmlns='http://www.w3.org/2005/Atom'>{inside}<entry><title>good</title></entry></feed>");
        text.into_bytes()
    };
    for kind in ["xhtml", "html", "text", "application/xml"] {
        let entry = format!("<entry><content type='{kind}'>{}</content></entry>", nested("div"));
        kept(kind, atom(&entry));
    }
    kept("entries", atom(&nested("entry")));
    timed("not a feed", nested("a").into_bytes());
    timed("only starts", "<rss><channel>".repeat(DEPTH).into_bytes());
    timed("only items", rss(&"<item>".repeat(DEPTH)));
    timed("only ends", rss(&"</item>".repeat(DEPTH)));
    timed(
        "starts and other ends",
        rss(&format!("<item>{}{}", "<a>".repeat(DEPTH), "</b>".repeat(DEPTH))),
    );
    let bound: String = (0..DEPTH).map(|n| format!("<a:b xmlns:n{n}='u'>")).collect();
    timed("namespaces", rss(&format!("<item>{bound}</item>{good}")));
    let json = "{\"items\": [".to_owned() + &"[".repeat(DEPTH);
    timed("lists", json.into_bytes());
}

#[test]
fn size() {
    timed(
        "no end of CDATA",
        rss(&"<item><title><![CDATA[x</title></item>".repeat(100_000)),
    );
    timed("no end of comments", rss(&"<item><!-- </item>".repeat(100_000)));
    timed("no end of quotes", rss(&"<item><a b=\"c></a></item>".repeat(100_001)));
    timed("no end of tags", rss(&"<item><a ".repeat(100_000)));
    timed("no end of declarations", rss(&"<item><!DOCTYPE <[ ".repeat(100_000)));
    timed(
        "attributes",
        rss(&format!(
            "<item {}/>",
            (0..100_000).map(|n| format!(" a{n}='b'")).collect::<String>()
        )),
    );
    timed(
        "references",
        rss(&format!(
            "<item><title>{}</title></item>",
            "&x;&#0;&amp &".repeat(100_000)
        )),
    );
    timed(
        "brackets",
        rss(&format!("<item><title>{}</title></item>", "&lt;".repeat(400_000))),
    );
    timed(
        "brackets in CDATA",
        rss(&format!(
            "<item><title><![CDATA[{}]]></title></item>",
            "<a &".repeat(400_000)
        )),
    );
    timed(
        "half mojibake",
        rss(&format!("<item><title>{}</title></item>", "Ã©Â".repeat(200_000))),
    );
    let (feed, _) = timed(
        "many items",
        rss(&"<item><title>a</title><pubDate>Tue, 03 Mar 2026 06:30:00 GMT</pubDate></item>".repeat(10_000)),
    );
    assert_eq!(feed.map(|feed| feed.entries.len()), Some(10_000));
    timed("many broken items", rss(&"<item><title>a</item>\n".repeat(50_000)));
    timed(
        "children",
        rss(&format!("<item>{}</item>", "<category>a</category>".repeat(100_000))),
    );
    timed(
        "authors",
        rss(&format!(
            "<item>{}</item>",
            "<author>a@b.example (c)</author>".repeat(20_000)
        )),
    );
    timed(
        "blank titles",
        rss(&format!("<item>{}</item>", "<title/>".repeat(100_000))),
    );
    let base = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='http://a/{}'>",
        "b/".repeat(500_000)
    );
    timed(
        "base",
        (base + &"<entry><link href='x'/></entry>".repeat(1_000)).into_bytes(),
    );
    timed(
        "bases that are none",
        rss(&"<item xml:base='http://[' ><link>x</link></item>".repeat(5_000)),
    );
    let bomb: String = (1..100)
        .map(|n| format!("<!ENTITY a{n} '&a{};&a{};'>", n - 1, n - 1))
        .collect();
    timed(
        "bomb",
        format!("<!DOCTYPE r [<!ENTITY a0 'b'>{bomb}]><rss><channel><title>&a99;</title></channel></rss>").into_bytes(),
    );
}

#[test]
fn known_panics_of_feed_rs() {
    let names = "<item><title>a</title><author>（a@b.example）é.c@d.example</author></item>";
    let (feed, faults) = read(&rss(names));
    assert_eq!((feed.map(|feed| feed.entries.len()), faults.len()), (Some(1), 0));
    let long = "9".repeat(100);
    let media = format!(
        "<item xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'><title>a</title><i:duration>{long}</i:duration></item>"
    );
    assert_eq!(read(&rss(&media)).1, []);
}

#[test]
fn marks_what_is_lost() {
    let text = "<rss>\n<channel>\n<item>\n<title>a</title></item>\n<item><title>b</title>\n<item>\n<title><![CDATA[c</title></item>\n\
                <item><title>d & e &copy; <i>f</i></title><description><p>g<br>h</description></item>\n<item><title>i</item>";
    let (feed, faults) = read(text.as_bytes());
    let entries = feed.expect("a feed").entries;
    let titles: Vec<_> = entries.iter().filter_map(|entry| entry.title.as_deref()).collect();
    // A title with tags is source text of HTML, whose parser knows what to do with a bare ampersand.
    assert_eq!(titles, ["a", "d & e &copy; <i>f</i>"]);
    assert_eq!(entries[1].body.as_deref(), Some("<p>g<br>h"));
    let lines: Vec<_> = faults.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [Some(5), Some(6), Some(9), Some(9)], "{faults:?}");
    for fault in &faults[..3] {
        assert!(text[fault.byte_offset.expect("UTF-8") as usize..].starts_with("<item>"));
    }
}

struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            files(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|extension| extension != "jsonl") {
            found.push(entry.path());
        }
    }
}

#[test]
fn damaged() {
    let mut found = Vec::new();
    files(Path::new(FOLDER), &mut found);
    found.sort();
    if found.is_empty() {
        eprintln!("SKIPPED: {FOLDER} is not there; nothing was checked");
    }
    let mut random = Xorshift(0x9e37_79b9_7f4a_7c15);
    let mut slowest = Duration::ZERO;
    // Bytes that mean something to one of the readers.
    let special = b"<>&;\"'/![]{}:,\\\0\xc3\xe2\xff\xf0@=#x \n";
    for path in found {
        let original = fs::read(&path).expect("readable");
        for round in 0..MUTATIONS {
            let mut bytes = original.clone();
            for _ in 0..=random.below(4) {
                let at = random.below(bytes.len());
                let end = (at + 1 + random.below(60)).min(bytes.len());
                match random.below(6) {
                    0 => bytes.truncate(at),
                    1 => drop(bytes.drain(at.min(end)..end)),
                    2 => {
                        let piece = bytes[at.min(end)..end].to_vec();
                        let to = random.below(bytes.len());
                        bytes.splice(to..to, piece);
                    }
                    3 if !bytes.is_empty() => bytes[at] = special[random.below(special.len())],
                    4 => bytes.insert(at, special[random.below(special.len())]),
                    _ if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
                    _ => {}
                }
            }
            let start = Instant::now();
            let result = std::panic::catch_unwind(|| {
                let (feed, faults) = read(&bytes);
                assert!(feed.is_some() || faults.len() == 1 && faults[0].fatal);
                // The net under feed-rs is there, but nothing falls into it.
                assert!(
                    !faults.iter().any(|fault| fault.message.contains("feed-rs failed")),
                    "{faults:?}"
                );
                looks_like(&bytes);
                repair_mojibake(&String::from_utf8_lossy(&bytes)).len()
            });
            assert!(result.is_ok(), "{} round {round}: {bytes:?}", path.display());
            assert!(
                start.elapsed() < Duration::from_secs(2),
                "{} round {round}",
                path.display()
            );
            slowest = slowest.max(start.elapsed());
        }
    }
    eprintln!("slowest: {slowest:?}");
}
