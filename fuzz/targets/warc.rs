//! Web archives: reading ends, every record gives at most one fault, and no body is over the limit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_ingest::warc::{Event, Limits, Records};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        max_body: 4 << 10,
        max_header: 1 << 10,
    };
    // The same whatever the stream's buffer is.
    let whole: Vec<Event> = Records::new(bytes, limits).collect();
    let pieces = std::io::BufReader::with_capacity(7, bytes);
    assert_eq!(Records::new(pieces, limits).collect::<Vec<_>>(), whole);
    let mut last = 0;
    for event in &whole {
        match event {
            Event::Document(document) => {
                assert!(document.body.len() as u64 <= limits.max_body);
                assert!(document.offset < bytes.len() as u64 && document.record > 0);
            }
            Event::Fault(fault) => {
                assert!(fault.record == 0 || fault.record > last, "two faults of one record");
                last = fault.record;
            }
        }
    }
});
