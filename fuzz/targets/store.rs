//! The store: whatever its file holds, what is put in comes back, and nothing else comes out under its key.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidywire_fuzz::path;
use tidywire_ingest::{Key, Store, key};

fuzz_target!(|bytes: &[u8]| {
    let path = path("store");
    // Behind the line that tells whose it is; without it, all would be dropped.
    let held = [b"tidywire store 1 f\n", bytes].concat();
    std::fs::write(&path, held).expect("a file");
    let store = Store::open(&path, "f").expect("a store");
    if let Some(first) = bytes.first_chunk::<16>() {
        let first: &Key = first;
        store.get(first);
    }
    let (mine, other) = (key(&[b"mine"]), key(&[b"other"]));
    assert_eq!(store.get(&mine), None);
    store.put(mine, bytes);
    assert_eq!(store.get(&mine).as_deref(), Some(bytes));
    store.finish().expect("a smaller store");
    let store = Store::open(&path, "f").expect("a store");
    assert_eq!(store.get(&mine).as_deref(), Some(bytes));
    assert_eq!(store.get(&other), None);
});
