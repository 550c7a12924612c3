//! Tables: the first byte says which, and whether the column is named.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_fuzz::{file, small};
use tidywire_ingest::{Format, Options};

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else {
        return;
    };
    let options = Options {
        format: Some(if first & 1 == 0 { Format::Csv } else { Format::Tsv }),
        text_column: (first & 2 != 0).then(|| "a".to_owned()),
        ..small()
    };
    file("table", bytes, options);
});
