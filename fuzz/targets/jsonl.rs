//! JSON Lines: every line that holds anything is an article or a problem.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_fuzz::{file, small};

fuzz_target!(|bytes: &[u8]| {
    let items = file("a.jsonl", bytes, small());
    assert!(!items.is_empty());
});
