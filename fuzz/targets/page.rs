//! Pages: the bytes as a file of HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_fuzz::file;
use tidywire_ingest::Options;

fuzz_target!(|bytes: &[u8]| {
    let items = file("a.html", bytes, Options::default());
    assert!(!items.is_empty());
});
