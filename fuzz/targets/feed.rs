//! Feeds: entries or faults, and what is an address and a date looks like one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_ingest::feed;

fuzz_target!(|bytes: &[u8]| {
    let (feed, faults) = feed::read(bytes);
    assert!(feed.is_some() || !faults.is_empty());
    for fault in &faults {
        assert!(!fault.message.is_empty());
    }
    for entry in feed.iter().flat_map(|feed| &feed.entries) {
        feed::plain(entry.title.as_deref().unwrap_or_default());
        feed::repair_mojibake(entry.body.as_deref().unwrap_or_default());
    }
});
