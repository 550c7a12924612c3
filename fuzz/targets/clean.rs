//! Cleaning twice is cleaning once.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_ingest::clean;

fuzz_target!(|bytes: &[u8]| {
    let once = clean(&String::from_utf8_lossy(bytes));
    assert_eq!(clean(&once), once);
    assert!(!once.contains("\n\n\n") && once.trim_end() == once);
});
