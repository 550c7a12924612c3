//! Re-publishes an article as others would: for measurements and tests.
//!
//! What it deliberately does not do: it rewrites nothing; the copies keep the names and the order of the sentences.
//! All wording that it adds is invented here.
//!
//! Invariant: a function of text, changes and seed.

/// What is done to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Other white space and quotes, same words.
    Reflow,
    /// Other words: 3 to 8 % of them, at least one.
    Edit,
    /// The last sentence is dropped, or the last third of the words if there is but one.
    Cut,
    /// A headline on top.
    Headline,
    /// A dateline or boilerplate before, after or both.
    Boilerplate,
}

/// The changes that copy number `n` goes through: one of the five, two or three at a time.
pub fn changes(n: usize) -> &'static [Change] {
    use Change::{Boilerplate, Cut, Edit, Headline, Reflow};
    const ALL: [&[Change]; 12] = [
        &[Reflow],
        &[Edit],
        &[Cut],
        &[Headline],
        &[Boilerplate],
        &[Edit, Boilerplate],
        &[Cut, Boilerplate],
        &[Edit, Cut],
        &[Edit, Headline],
        &[Headline, Boilerplate],
        &[Reflow, Edit, Cut],
        &[Edit, Headline, Boilerplate],
    ];
    ALL[n % ALL.len()]
}

/// The article as another publisher has it.
pub fn republish(text: &str, changes: &[Change], seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut text = text.to_string();
    for change in changes {
        text = match change {
            Change::Reflow => reflow(&text, &mut dice),
            Change::Edit => edit(&text, &mut dice),
            Change::Cut => cut(&text, &mut dice),
            Change::Headline => format!("{}\n\n{text}", headline(&text, &mut dice)),
            Change::Boilerplate => boilerplate(&text, &mut dice),
        };
    }
    text
}

/// Xorshift, so that no clock and no dependency has a say.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall alike for the same seed.
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d | 1);
        for _ in 0..8 {
            dice.roll();
        }
        dice
    }

    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.roll()) * end as u128) >> 64) as usize
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

fn reflow(text: &str, dice: &mut Dice) -> String {
    let mut flowed = String::new();
    for word in text.split_whitespace() {
        if !flowed.is_empty() {
            flowed.push_str(dice.pick(&[" ", " ", " ", "  ", "\n", "\u{a0}"]));
        }
        flowed.push_str(&word.replace('\'', "’").replace('"', "“"));
    }
    flowed
}

/// Pairs that an editor may exchange, both ways.
const SWAPS: [(&str, &str); 44] = [
    ("killed", "slain"),
    ("kills", "slays"),
    ("killing", "slaying"),
    ("killed", "dead"),
    ("people", "persons"),
    ("says", "states"),
    ("said", "stated"),
    ("wounded", "injured"),
    ("wounds", "injures"),
    ("wounding", "injuring"),
    ("attack", "assault"),
    ("attacks", "assaults"),
    ("near", "close to"),
    ("announces", "declares"),
    ("announced", "declared"),
    ("after", "following"),
    ("police", "officers"),
    ("soldiers", "troops"),
    ("government", "authorities"),
    ("several", "a number of"),
    ("about", "around"),
    ("fire", "blaze"),
    ("arrested", "detained"),
    ("begins", "starts"),
    ("begin", "start"),
    ("ends", "finishes"),
    ("large", "big"),
    ("against", "versus"),
    ("during", "amid"),
    ("because", "since"),
    ("rebels", "insurgents"),
    ("gunmen", "attackers"),
    ("bombing", "blast"),
    ("explosion", "detonation"),
    ("city", "town"),
    ("country", "nation"),
    ("which", "that"),
    ("more than", "over"),
    ("also", "further"),
    ("protesters", "demonstrators"),
    ("kidnapped", "abducted"),
    ("hit", "struck"),
    ("hospital", "clinic"),
    ("election", "vote"),
];
const NUMBERS: [(&str, &str); 14] = [
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
];
const INSERTED: [&str; 8] = [
    "reportedly",
    "also",
    "apparently",
    "meanwhile",
    "later",
    "now",
    "officially",
    "just",
];

fn edit(text: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_string).collect();
    let edits = (words.len() * (3 + dice.below(6))).div_ceil(100).min(words.len());
    let mut known: Vec<usize> = (0..words.len()).filter(|at| swapped(&words[*at]).is_some()).collect();
    for _ in 0..edits {
        // Half of the edits, if it can be, are exchanges that keep the sense; the others hit any word.
        if !known.is_empty() && dice.below(2) == 0 {
            let at = known.swap_remove(dice.below(known.len()));
            if let Some(word) = swapped(&words[at]) {
                words[at] = word;
            }
            continue;
        }
        let at = dice.below(words.len());
        let plain = |word: &str| word.chars().all(char::is_lowercase);
        match dice.below(3) {
            0 if at + 1 < words.len() && plain(&words[at]) && plain(&words[at + 1]) => words.swap(at, at + 1),
            1 if plain(&words[at]) => words[at] = dice.pick(&INSERTED).to_string(),
            _ => {
                let word = dice.pick(&INSERTED);
                words[at] = format!("{word} {}", words[at]);
            }
        }
    }
    words.join(" ")
}

/// The word exchanged by the tables or with its thousands written another way.
fn swapped(word: &str) -> Option<String> {
    let core = word.trim_end_matches(['.', ',', ';']);
    let tail = &word[core.len()..];
    for (one, other) in SWAPS.iter().chain(&NUMBERS) {
        if core == *one {
            return Some(format!("{other}{tail}"));
        }
        if core == *other {
            return Some(format!("{one}{tail}"));
        }
    }
    let digits = core.replace(',', "");
    (core.contains(',') && digits.chars().all(|char| char.is_ascii_digit())).then(|| format!("{digits}{tail}"))
}

fn cut(text: &str, dice: &mut Dice) -> String {
    let text = text.trim_end();
    let words: Vec<&str> = text.split(' ').collect();
    let last = text.trim_end_matches('.').rfind(". ").map(|at| &text[..=at]);
    match last {
        // A "sentence" that leaves almost nothing is an abbreviation.
        Some(kept) if kept.split(' ').count() * 2 >= words.len() => kept.to_string(),
        _ => words[..words.len() - words.len() / 3].join(" ") + dice.pick(&["", "..."]),
    }
}

fn headline(text: &str, dice: &mut Dice) -> String {
    let mut names: Vec<&str> = text
        .split_whitespace()
        .skip(1)
        .map(|word| word.trim_matches(|char: char| !char.is_alphanumeric()))
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .collect();
    names.push("World");
    let name = names[dice.below(names.len())];
    match dice.below(5) {
        0 => format!("{name}: what we know so far about the latest events"),
        1 => format!("Latest From {name} as Officials Respond"),
        2 => format!("LIVE: {name} developments shake the region"),
        3 => format!("Why {name} is in the news today"),
        _ => format!("{name} update: tensions, questions and a long night ahead"),
    }
}

const BEFORE: [&str; 6] = [
    "(AP) - ",
    "NAIROBI, Kenya (Example Wire) - ",
    "Sign up for our newsletter and get the ten stories that matter, every morning, free of charge.\n\n",
    "This story was originally published by The Harbour Gazette and appears here as part of a partnership of regional \
     newsrooms.\n\n",
    "Listen to this article: the audio version was made by a machine and may contain mistakes.\n\n",
    "Our correspondents in the region contributed to this developing story, which will be updated through the day.\n\n",
];
const AFTER: [&str; 8] = [
    " Reporting by Anna Kowal in Geneva and Peter Obi in Lagos; Editing by Maria Lund.",
    " (Writing by Sam Hale; Editing by Ruth Adeyemi and Carlos Prado)",
    "\n\nSign up for our newsletter to get the most important stories of the day in your inbox.",
    "\n\nRead more: five charts that explain how the region got here, and what could come next.",
    "\n\nThis story was originally published by Northern Lights News and is republished here with permission.",
    "\n\nCopyright The Example Press. All rights reserved. This material may not be published, broadcast, rewritten or \
     redistributed without permission.",
    "\n\nSupport independent journalism: become a member today from as little as two coins a month and read without \
     advertisements.",
    "\n\nFollow us on all our channels, download the app for alerts, and write to the editors at the address below.",
];

fn boilerplate(text: &str, dice: &mut Dice) -> String {
    match dice.below(3) {
        0 => format!("{}{text}", dice.pick(&BEFORE)),
        1 => format!("{text}{}", dice.pick(&AFTER)),
        _ => format!("{}{text}{}", dice.pick(&BEFORE), dice.pick(&AFTER)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Rebels killed two soldiers near the old bridge in Goma, police said. About 1,200 people fled.";

    #[test]
    fn each_change_does_what_it_says() {
        let words = |text: &str| text.split_whitespace().count();
        for seed in 0..50 {
            for n in 0..12 {
                assert_eq!(republish(TEXT, changes(n), seed), republish(TEXT, changes(n), seed));
            }
            assert_eq!(words(&republish(TEXT, &[Change::Reflow], seed)), words(TEXT));
            assert_ne!(republish(TEXT, &[Change::Edit], seed), TEXT);
            assert!(republish(TEXT, &[Change::Headline], seed).ends_with(TEXT));
            assert!(republish(TEXT, &[Change::Boilerplate], seed).contains(TEXT));
            assert!(TEXT.starts_with(republish(TEXT, &[Change::Cut], seed).trim_end_matches("...")));
        }
    }
}
