//! The promises of the crate: order, splits, thresholds, short texts, and time on hostile collections.

use std::collections::BTreeSet;
use std::convert::Infallible;

use tidywire_stories::republish::{Dice, changes, republish};
use tidywire_stories::{Sketch, Verdict, Work, clusters, clusters_and_work, compare};

fn joined(texts: &[String]) -> (Vec<usize>, Work) {
    let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
    clusters_and_work(&sketches, |n| Ok::<_, Infallible>(texts[n].clone())).unwrap()
}

/// The clusters as sets of texts, whatever the order of the articles.
fn partition(texts: &[String]) -> BTreeSet<BTreeSet<String>> {
    let (found, _) = joined(texts);
    (0..texts.len())
        .map(|first| {
            (0..texts.len())
                .filter(|n| found[*n] == first)
                .map(|n| texts[n].clone())
                .collect()
        })
        .filter(|cluster: &BTreeSet<String>| !cluster.is_empty())
        .collect()
}

/// Words that no other `name` and number has.
fn words(name: &str, count: usize) -> String {
    (0..count)
        .map(|n| format!("{name}{n}{}", if n % 20 == 19 { "." } else { "" }))
        .collect::<Vec<_>>()
        .join(" ")
}

fn shuffle(texts: &mut [String], seed: u64) {
    let mut dice = Dice::new(seed);
    for at in (1..texts.len()).rev() {
        texts.swap(at, dice.below(at + 1));
    }
}

/// Stories of many lengths with copies of copies, equal texts in other letters, and common boilerplate.
fn collection() -> Vec<String> {
    let mut texts = Vec::new();
    for story in 0..60 {
        let mut text = words(&format!("w{story}x"), 5 + story * story / 8);
        for copy in 0..4 {
            texts.push(text.clone());
            texts.push(text.to_uppercase());
            text = republish(&text, changes(story + 5 * copy), (story * 4 + copy) as u64);
        }
    }
    texts
}

#[test]
fn order_does_not_matter() {
    let mut texts = collection();
    let expected = partition(&texts);
    assert!(expected.len() < texts.len() / 3);
    for seed in 0..12 {
        shuffle(&mut texts, seed);
        assert_eq!(partition(&texts), expected, "seed {seed}");
    }
}

#[test]
fn the_first_of_a_cluster_is_its_first_article() {
    let (found, _) = joined(&collection());
    for (n, first) in found.iter().enumerate() {
        assert!(*first <= n && found[*first] == *first);
    }
}

#[test]
fn articles_seen_again_change_nothing() {
    let texts = collection();
    let (once, _) = joined(&texts);
    let twice: Vec<String> = texts.iter().chain(&texts).cloned().collect();
    let (found, _) = joined(&twice);
    assert_eq!(found[..texts.len()], once);
    assert_eq!(found[texts.len()..], once);
}

/// 400 shingles in two halves that change places, so that only the Jaccard rule can hold, with some words exchanged.
fn moved_halves(exchanged: usize) -> (String, String) {
    let all: Vec<String> = (0..404).map(|n| format!("w{n}")).collect();
    let mut moved = [&all[202..], &all[..202]].concat();
    for n in 0..exchanged {
        moved[10 + 20 * n] = format!("new{n}");
    }
    (all.join(" "), moved.join(" "))
}

#[test]
fn jaccard_of_long_texts_is_exact() {
    // Turning the halves loses 4 shingles and makes 4; each exchanged word 5 and 5. 391 of 409, ... 356 of 444.
    let (left, right) = moved_halves(8);
    let over = compare(&left, &right);
    assert_eq!((over.shared, over.union, over.verdict), (356, 444, Verdict::Copies));
    assert_eq!(joined(&[left, right]).0, [0, 0]);
    let (left, right) = moved_halves(9);
    let under = compare(&left, &right);
    assert_eq!(
        (under.shared, under.union, under.verdict),
        (351, 449, Verdict::Different)
    );
    assert_eq!(joined(&[left, right]).0, [0, 1]);
}

#[test]
fn overlap_of_long_texts_is_exact() {
    let text = words("w", 400);
    let kept = |count: usize| {
        let own = words("own", 400 - count);
        format!("{}. {own}", text.split(' ').take(count).collect::<Vec<_>>().join(" "))
    };
    // Other text in place of what is cut may have 60 % of the words in common.
    assert_eq!(compare(&text, &kept(250)).verdict, Verdict::CopiesUnlessCommon);
    assert_eq!(compare(&text, &kept(249)).verdict, Verdict::Different);
    let cut = |count: usize| text.split(' ').take(count).collect::<Vec<_>>().join(" ");
    // A cut may leave so much that the whole is not longer than twice the rest and 60 words.
    assert_eq!(compare(&text, &cut(170)).verdict, Verdict::Copies);
    assert_eq!(compare(&text, &cut(169)).verdict, Verdict::Different);
}

#[test]
fn short_texts_must_be_equal() {
    let seven = "Troops left the town of Goma yesterday".to_string();
    let longer = "Troops left the town of Goma yesterday again".to_string();
    let other = "“troops” left: the town, of GOMA (yesterday)".to_string();
    assert_eq!(joined(&[seven, longer, other]).0, [0, 1, 0]);
    let none = |text: &str| text.to_string();
    assert_eq!(joined(&[none(""), none("?!"), none("a"), none("A.")]).0, [0, 0, 2, 2]);
    assert!(joined(&[]).0.is_empty());
}

#[test]
fn updates_and_templates_stay_apart() {
    let apart =
        |left: &str, right: &str| assert_eq!(compare(left, right).verdict, Verdict::Different, "{left}\n{right}");
    let toll = |dead: &str, town: &str| {
        format!(
            "At least {dead} people are killed and dozens more are wounded in a suicide bombing at a crowded market \
                 in the northern town of {town}, the police say."
        )
    };
    apart(&toll("12", "Mosul"), &toll("19", "Mosul"));
    apart(&toll("twelve", "Mosul"), &toll("nineteen", "Mosul"));
    apart(&toll("12", "Mosul"), &toll("12", "Tikrit"));
    assert_eq!(
        compare(&toll("12", "Mosul"), &toll("twelve", "Mosul")).verdict,
        Verdict::Copies
    );
}

#[test]
fn errors_of_reading_are_handed_on() {
    let texts = [words("w", 50), format!("Headline\n{}", words("w", 50))];
    let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
    assert_eq!(clusters(&sketches, |_| Err("gone")), Err("gone"));
}

#[test]
fn twenty_thousand_equal_texts_are_not_read() {
    let texts: Vec<String> = (0..20_000)
        .map(|n| words("w", 200).replace(' ', if n % 2 == 0 { " " } else { "\n" }))
        .collect();
    let (found, work) = joined(&texts);
    assert!(found.iter().all(|first| *first == 0));
    assert_eq!(work, Work::default());
}

#[test]
fn twenty_thousand_texts_with_one_boilerplate_stay_apart() {
    let boilerplate = words("boilerplate", 60);
    for own in [30, 80, 300] {
        let texts: Vec<String> = (0..20_000)
            .map(|n| format!("{}\n{boilerplate}", words(&format!("w{n}x"), own)))
            .collect();
        let (found, work) = joined(&texts);
        assert!(found.iter().enumerate().all(|(n, first)| n == *first), "own {own}");
        // Each article makes at most 4 pairs by each of 8 common values.
        // Values of 32 bits meet by chance now and then.
        assert!(work.candidates <= 20_000 * 8 * 4 + 2_000, "{work:?}");
    }
}

#[test]
fn ten_thousand_edited_copies_are_one() {
    use tidywire_stories::republish::Change;
    let story = words("w", 300);
    let texts: Vec<String> = (0..10_000)
        .map(|n| republish(&story, &[Change::Edit, Change::Headline], n))
        .collect();
    let (found, work) = joined(&texts);
    assert!(found.iter().all(|first| *first == 0));
    assert!(work.compared < 40_000, "{work:?}");
}
