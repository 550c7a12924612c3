//! What an encoder computes from a word alone, kept for the next time the word occurs.
//!
//! It is a pure memo: dropping it at any time changes nothing but speed. Invariant: it never holds more than
//! [`CAPACITY`] words when a batch begins.

use super::encoder::{Encoder, Scratch};

/// Words kept by one encoder: 3,840 bytes each, so 16 MB.
const CAPACITY: usize = 4096;

/// Numbers of words by slot.
#[derive(Default)]
pub(crate) struct WordCache {
    /// One more than the slot of each key; 0 for keys without.
    slots: Vec<u32>,
    /// Per slot, the key and whether it was asked for again.
    used: Vec<(u32, bool)>,
    numbers: Vec<f32>,
    wanted: Vec<u64>,
    first_wanted: usize,
}

impl WordCache {
    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
        self.used.clear();
        self.numbers.clear();
    }

    /// Makes room before a batch.
    pub(crate) fn begin(&mut self) {
        if self.used.len() >= CAPACITY {
            self.drop_rare();
        }
        self.first_wanted = self.used.len();
        self.wanted.clear();
    }

    /// Keeps the words that were asked for again since the last time, unless that leaves too little room.
    fn drop_rare(&mut self) {
        let kept = self.used.iter().filter(|(_, again)| *again).count();
        if kept * 4 > CAPACITY * 3 {
            return self.clear();
        }
        let mut next = 0;
        for slot in 0..self.used.len() {
            let (key, again) = self.used[slot];
            self.slots[key as usize] = 0;
            if again {
                let from = slot * Encoder::CACHED;
                self.numbers
                    .copy_within(from..from + Encoder::CACHED, next * Encoder::CACHED);
                self.used[next] = (key, false);
                next += 1;
                self.slots[key as usize] = next as u32;
            }
        }
        self.used.truncate(next);
    }

    /// The slot of the word with this key, which should be small; its features are asked for only if it is new.
    pub(crate) fn slot(&mut self, key: usize, features: impl FnOnce(&mut Vec<u64>)) -> usize {
        if key >= self.slots.len() {
            self.slots.resize(key + 1, 0);
        }
        let slot = &mut self.slots[key];
        if *slot == 0 {
            features(&mut self.wanted);
            self.used.push((key as u32, false));
            *slot = self.used.len() as u32;
        } else {
            self.used[*slot as usize - 1].1 = true;
        }
        *slot as usize - 1
    }

    /// Computes the words that were new in this batch.
    pub(crate) fn fill(&mut self, encoder: &Encoder, scratch: &mut Scratch) {
        if self.wanted.is_empty() {
            return;
        }
        self.numbers.resize(self.used.len() * Encoder::CACHED, 0.0);
        let numbers = &mut self.numbers[self.first_wanted * Encoder::CACHED..];
        encoder.words(&self.wanted, scratch, |word, vector, products| {
            let numbers = &mut numbers[word * Encoder::CACHED..][..Encoder::CACHED];
            numbers[..vector.len()].copy_from_slice(vector);
            numbers[vector.len()..].copy_from_slice(products);
        });
    }

    /// The numbers in a slot.
    pub(crate) fn numbers(&self, slot: usize) -> &[f32] {
        &self.numbers[slot * Encoder::CACHED..][..Encoder::CACHED]
    }
}
