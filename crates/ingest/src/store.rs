//! Results kept from run to run, by the hash of what they were made from: an append-only file.
//!
//! What it deliberately does not do: it never decides what is right. Whatever it lacks or holds in a damaged form is made
//! again, so a store that is lost, cut off or of another program costs time and nothing else.
//!
//! Invariant: a value comes back as it was put in, or not at all (each is hashed). A process that is killed leaves at most
//! one cut record, which the next one drops.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

/// A hash of what a value was made from.
pub type Key = [u8; 16];

/// Key, length of the value, hash of both.
const HEAD_BYTES: usize = 16 + 4 + 8;
/// Speed is worth more than size here.
const LEVEL: i32 = 1;

/// A store; used from all threads.
pub struct Store {
    path: PathBuf,
    stamp: String,
    inner: Mutex<Inner>,
}

struct Inner {
    file: File,
    /// Where values lie, by key.
    index: HashMap<Key, (u64, u32)>,
    /// Keys asked for or put in by this run.
    used: HashSet<Key>,
    end: u64,
    /// A write failed: nothing more is put in.
    full: bool,
}

/// The key of these parts.
pub fn key(parts: &[&[u8]]) -> Key {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    first(&hash.finalize())
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[..N]);
    out
}

impl Store {
    /// Opens or makes a store. What was put in under another stamp (another version of the program, another lexicon) is
    /// dropped.
    ///
    /// # Errors
    /// When the file cannot be opened or made, or another process uses it.
    pub fn open(path: &Path, stamp: &str) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        file.try_lock()?;
        let stamp = format!("tidywire store 1 {}\n", stamp.replace('\n', " "));
        let length = file.metadata()?.len();
        let mut begins = vec![0; stamp.len()];
        let known = length >= stamp.len() as u64 && file.read_exact(&mut begins).is_ok() && begins == stamp.as_bytes();
        if !known {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(stamp.as_bytes())?;
        }
        let mut inner = Inner {
            index: HashMap::new(),
            used: HashSet::new(),
            end: stamp.len() as u64,
            full: false,
            file,
        };
        inner.scan()?;
        Ok(Self {
            path: path.to_owned(),
            stamp,
            inner: Mutex::new(inner),
        })
    }

    fn inner(&self) -> std::sync::MutexGuard<'_, Inner> {
        // A panic while it is held leaves the file as after a kill.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value under the key, if it is there and whole.
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let packed = {
            let mut inner = self.inner();
            let (at, length) = *inner.index.get(key)?;
            let mut record = vec![0; HEAD_BYTES + length as usize];
            inner.file.seek(SeekFrom::Start(at)).ok()?;
            inner.file.read_exact(&mut record).ok()?;
            inner.used.insert(*key);
            record
        };
        let (head, packed) = packed.split_at(HEAD_BYTES);
        (head[20..] == check(key, packed)).then(|| zstd::decode_all(packed).ok())?
    }

    /// Puts a value in. A full disk only ends the putting in.
    pub fn put(&self, key: Key, value: &[u8]) {
        let Ok(packed) = zstd::encode_all(value, LEVEL) else {
            return;
        };
        let Ok(length) = u32::try_from(packed.len()) else {
            return;
        };
        let mut record = Vec::with_capacity(HEAD_BYTES + packed.len());
        record.extend(key);
        record.extend(length.to_le_bytes());
        record.extend(check(&key, &packed));
        record.extend(packed);
        let mut inner = self.inner();
        let at = inner.end;
        if inner.full || inner.index.contains_key(&key) {
            return;
        }
        let written = inner
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| inner.file.write_all(&record));
        if written.is_err() {
            inner.full = true;
            return;
        }
        inner.end += record.len() as u64;
        inner.index.insert(key, (at, length));
        inner.used.insert(key);
    }

    /// Drops what this run did not use, once that is more than what it did.
    ///
    /// # Errors
    /// When the smaller file cannot be written; the store is as it was then.
    pub fn finish(self) -> io::Result<()> {
        let Inner {
            mut file,
            index,
            used,
            end,
            ..
        } = self.inner.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut kept: Vec<(u64, u32)> = index
            .iter()
            .filter(|(key, _)| used.contains(*key))
            .map(|(_, place)| *place)
            .collect();
        kept.sort_unstable();
        let bytes: u64 = kept
            .iter()
            .map(|(_, length)| HEAD_BYTES as u64 + u64::from(*length))
            .sum();
        if end <= self.stamp.len() as u64 + 2 * bytes {
            return Ok(());
        }
        let aside = self.path.with_extension("partial");
        let mut smaller = io::BufWriter::new(File::create(&aside)?);
        smaller.write_all(self.stamp.as_bytes())?;
        for (at, length) in kept {
            file.seek(SeekFrom::Start(at))?;
            io::copy(
                &mut (&mut file).take(HEAD_BYTES as u64 + u64::from(length)),
                &mut smaller,
            )?;
        }
        smaller.into_inner()?.sync_all()?;
        std::fs::rename(&aside, &self.path)
    }
}

impl Inner {
    /// Finds all records; drops what follows the last whole one.
    fn scan(&mut self) -> io::Result<()> {
        let length = self.file.metadata()?.len();
        self.file.seek(SeekFrom::Start(self.end))?;
        let mut reader = BufReader::with_capacity(64 << 10, &self.file);
        let mut head = [0; HEAD_BYTES];
        while length - self.end >= HEAD_BYTES as u64 {
            reader.read_exact(&mut head)?;
            let key: Key = first(&head);
            let size = u32::from_le_bytes(first(&head[16..]));
            let next = self.end + HEAD_BYTES as u64 + u64::from(size);
            if next > length {
                break;
            }
            self.index.insert(key, (self.end, size));
            reader.seek_relative(i64::from(size))?;
            self.end = next;
        }
        self.file.set_len(self.end)
    }
}

fn check(key: &Key, packed: &[u8]) -> [u8; 8] {
    let mut hash = Sha256::new();
    hash.update(key);
    hash.update(packed);
    first(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_back_what_was_put_in_over_runs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/store");
        let (one, two, three) = (key(&[b"1"]), key(&[b"2"]), key(&[b"3"]));
        {
            let store = Store::open(&path, "a").unwrap();
            assert!(Store::open(&path, "a").is_err(), "two at a time");
            store.put(one, b"first");
            store.put(two, &[7; 100_000]);
            assert_eq!(store.get(&one).as_deref(), Some(&b"first"[..]));
            assert_eq!(store.get(&three), None);
        }
        let whole = std::fs::read(&path).unwrap();
        let store = Store::open(&path, "a").unwrap();
        assert_eq!(store.get(&two), Some(vec![7; 100_000]));
        drop(store);
        // Another stamp: all is dropped.
        assert_eq!(Store::open(&path, "b").unwrap().get(&one), None);
        // Cut or changed anywhere, no wrong value ever comes out.
        for cut in 0..whole.len() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let store = Store::open(&path, "a").unwrap();
            assert!(store.get(&one).is_none_or(|value| value == b"first"), "{cut}");
            store.put(three, b"third");
            assert_eq!(store.get(&three).as_deref(), Some(&b"third"[..]), "{cut}");
            let mut changed = whole.clone();
            changed[cut] ^= 0x55;
            drop(store);
            std::fs::write(&path, &changed).unwrap();
            let store = Store::open(&path, "a").unwrap();
            assert!(store.get(&one).is_none_or(|value| value == b"first"), "{cut}");
            assert!(store.get(&two).is_none_or(|value| value == [7; 100_000]), "{cut}");
        }
    }

    #[test]
    fn drops_what_is_no_longer_used() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let store = Store::open(&path, "a").unwrap();
        let keys: Vec<Key> = (0..100u8).map(|number| key(&[&[number]])).collect();
        for key in &keys {
            store.put(*key, key);
        }
        store.finish().unwrap();
        let before = std::fs::metadata(&path).unwrap().len();
        let store = Store::open(&path, "a").unwrap();
        assert!(store.get(&keys[7]).is_some());
        store.finish().unwrap();
        assert!(std::fs::metadata(&path).unwrap().len() * 10 < before);
        let store = Store::open(&path, "a").unwrap();
        assert_eq!(store.get(&keys[7]).as_deref(), Some(&keys[7][..]));
        assert_eq!(store.get(&keys[8]), None);
    }
}
