//! What the targets share: bytes as a file, read by `Reader`, and what must hold of all that comes out.
//!
//! What it deliberately does not do: it leaves no files behind beside one of each process, which it writes again and again.
//!
//! Invariant: a panic anywhere ends the target, also where the library would catch it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tidywire_ingest::{CODES, Item, Options, Reader, clean};

/// Of limits, small ones: what lies beyond them is found sooner.
pub fn small() -> Options {
    Options {
        max_line_bytes: 4 << 10,
        max_text_bytes: 16 << 10,
        max_page_bytes: 32 << 10,
        ..Options::default()
    }
}

/// A file of this process, in memory where there is such a folder.
pub fn path(name: &str) -> PathBuf {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        tempfile::tempdir_in(parent).expect("a folder")
    });
    folder.path().join(name)
}

/// Reads the bytes as a file of this name.
pub fn file(name: &str, bytes: &[u8], options: Options) -> Vec<Item> {
    let path = path(name);
    fs::write(&path, bytes).expect("a file");
    let items: Vec<Item> = Reader::new([path], options).expect("a reader").collect();
    items.iter().for_each(check);
    items
}

/// What holds of every item.
fn check(item: &Item) {
    match item {
        Item::Article(article) => {
            assert!(!article.text.is_empty());
            assert_eq!(clean(&article.text), article.text);
            assert_eq!(article.published_at.is_some(), article.published_basis.is_some());
            assert_eq!(article.published_at.is_some(), article.published_from.is_some());
            assert!(
                article
                    .title
                    .as_deref()
                    .is_none_or(|title| !title.is_empty() && !title.contains('\n'))
            );
        }
        Item::Problem(problem) => {
            assert!(CODES.iter().any(|(code, _)| *code == problem.code), "{problem}");
            assert!(!["page_failed", "reader_failed"].contains(&problem.code), "{problem}");
            assert!(
                !problem.message.is_empty() && !problem.message.contains('\n'),
                "{problem}"
            );
        }
    }
}
