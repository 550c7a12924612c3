//! Anything: the bytes as a file whose name says nothing. Compression and archives are found by their content.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_fuzz::{file, small};

fuzz_target!(|bytes: &[u8]| {
    file("noname", bytes, small());
});
