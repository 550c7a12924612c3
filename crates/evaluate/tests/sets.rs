//! The scorers of the development sets, on invented records.

use tidywire_evaluate::Scores;
use tidywire_evaluate::sets::{SETS, Set};
use tidywire_extract::{Knowledge, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

/// Scores one line of a set with the program's own analysis.
fn score(set: &str, line: &str) -> Scores {
    let record = one(set)
        .parse("records.jsonl", 1, line)
        .expect("a line of the set")
        .expect("a record");
    let knowledge = Knowledge::new(Lexicon::embedded());
    let document = Analyzer::new(Model::embedded()).document(record.text.clone());
    record.score(&document, &extract(&document, &knowledge, None), Lexicon::embedded())
}

fn one(name: &str) -> &'static Set {
    let found = Set::named(name);
    assert_eq!(found.len(), 1, "{name} names one set");
    found[0]
}

fn counts(scores: &Scores, name: &str) -> (usize, usize, usize) {
    let count = scores.counts[name];
    (count.right, count.wrong, count.missed)
}

/// A row of `conflict` for "killed 12 soldiers"; `more` overrides or adds columns.
fn killed(text: &str, quote: &str, more: &str) -> String {
    let start = text.find(quote).expect("the quotation");
    let end = start + quote.len();
    format!(
        r#"{{"id":"x1","text":"{text}","traps":[{{"text":"T-72","start":{trap},"end":{after},"why":"name of a weapon"}}],"figures":[{{"text":"{quote}",
        "start":{start},"end":{end},"required":true,"value_low":12,"value_high":12,"value_point":12,"measure":"killed",
        "unit_kind":"count","unit":"soldier","currency":null,"subject_text":"soldiers","combatant_status":"military",
        "role":"level","parent":null,"claimant_text":null,"modality":"asserted","stance":"asserts","polarity":"affirmed",
        "time_frame":"event",{more}}}]}}"#,
        trap = text.find("T-72").expect("the trap"),
        after = text.find("T-72").expect("the trap") + 4,
    )
}

const RAID: &str = "The raid near the T-72 killed 12 soldiers.";

#[test]
fn a_whole_row_is_right_and_a_trap_avoided() {
    let scores = score("conflict", &killed(RAID, "12", r#""bound":"exact","accept":{}"#));
    assert_eq!(counts(&scores, "conflict: value"), (1, 0, 0), "{:?}", scores.misses);
    assert_eq!(counts(&scores, "conflict: value+measure+unit"), (1, 0, 0));
    assert_eq!(counts(&scores, "conflict: claimant"), (1, 0, 0));
    assert_eq!(counts(&scores, "conflict: traps avoided"), (1, 0, 0));
}

#[test]
fn another_bound_is_wrong_unless_it_is_accepted() {
    let wrong = score("conflict", &killed(RAID, "12", r#""bound":"at_least","accept":{}"#));
    assert_eq!(counts(&wrong, "conflict: value"), (0, 1, 1));
    assert_eq!(counts(&wrong, "conflict: role"), (1, 0, 0));
    let accepted = killed(RAID, "12", r#""bound":"at_least","accept":{"bound":["exact"]}"#);
    assert_eq!(counts(&score("conflict", &accepted), "conflict: value"), (1, 0, 0));
}

#[test]
fn an_optional_row_neither_counts_nor_harms() {
    let line =
        killed(RAID, "12", r#""bound":"exact","accept":{}"#).replace(r#""required":true"#, r#""required":false"#);
    assert_eq!(counts(&score("conflict", &line), "conflict: value"), (0, 0, 0));
}

#[test]
fn a_row_that_answers_nothing_is_wrong_and_a_gold_without_a_row_is_missed() {
    let line = killed(RAID, "raid", r#""bound":"exact","accept":{}"#);
    assert_eq!(counts(&score("conflict", &line), "conflict: value"), (0, 1, 1));
}

#[test]
fn newsquant_takes_values_once_and_looks_at_the_change() {
    let line = r#"{"id":"x2","text":"The farm sold about 40 sheep, more than 300 geese and 7 cows.","quantities":[
        {"change":"~","value":"40.0","unit":"sheep"},{"change":"=","value":"300","unit":"geese"},
        {"change":"=","value":"7","unit":"cows"},{"change":"=","value":"7","unit":"calves"}]}"#;
    let scores = score("newsquant", line);
    assert_eq!(counts(&scores, "newsquant: value"), (3, 0, 1), "{:?}", scores.misses);
    assert_eq!(counts(&scores, "newsquant: value+change"), (2, 1, 2));
    let empty = r#"{"id":"x3","text":"The farm sold 7 cows.","quantities":[]}"#;
    let scores = score("newsquant", empty);
    assert_eq!(counts(&scores, "newsquant: sentences without a quantity"), (0, 1, 0));
    assert_eq!(counts(&scores, "newsquant: value"), (0, 1, 0));
}

/// A Recognizers record whose results are (quote, value, unit).
fn results(text: &str, wanted: &[(&str, &str, &str)]) -> String {
    let results: Vec<String> = wanted
        .iter()
        .map(|(quote, value, unit)| {
            // Offsets count code points.
            let start = text[..text.find(quote).expect("the quotation")].chars().count();
            let end = start + quote.chars().count();
            format!(
                r#"{{"text":"{quote}","start":{start},"end":{end},"resolution":{{"value":"{value}","unit":"{unit}"}}}}"#
            )
        })
        .collect();
    format!(r#"{{"id":"x4","text":"{text}","results":[{}]}}"#, results.join(","))
}

#[test]
fn a_record_of_numbers_is_right_only_as_a_whole() {
    let text = "The café sold 31 cakes and 12 pies.";
    let both = [("31", "31", ""), ("12", "12", "")];
    let right = |wanted: &[(&str, &str, &str)]| {
        counts(
            &score("recognizers_number", &results(text, wanted)),
            "recognizers_number: records",
        )
    };
    assert_eq!(right(&both), (1, 0, 0));
    assert_eq!(right(&both[..1]), (0, 0, 1), "one number too many");
    assert_eq!(right(&[both[0], ("12", "13", "")]), (0, 0, 1), "a wrong value");
    assert_eq!(right(&[both[0], ("12 pies", "12", "")]), (0, 0, 1), "a wrong place");
}

#[test]
fn intervals_must_have_the_openness_that_the_bound_states() {
    let right = |text: &str, quote: &str, value: &str| {
        let scores = score("recognizers_number_range", &results(text, &[(quote, value, "")]));
        counts(&scores, "recognizers_number_range: records").0
    };
    let text = "The farm sold more than 40 sheep.";
    assert_eq!(right(text, "more than 40", "(40,)"), 1);
    assert_eq!(right(text, "more than 40", "[40,)"), 0);
    assert_eq!(right(text, "40", "(40,)"), 0);
    let text = "The farm sold at most 40 sheep.";
    assert_eq!(right(text, "at most 40", "(,40]"), 1);
    assert_eq!(right(text, "at most 40", "(,40)"), 0);
}

#[test]
fn money_needs_its_currency_and_may_have_a_hedge_before_it() {
    let right = |text: &str, quote: &str, value: &str, unit: &str| {
        let scores = score("recognizers_currency", &results(text, &[(quote, value, unit)]));
        counts(&scores, "recognizers_currency: records").0
    };
    let text = "The barn cost about $40 last year.";
    assert_eq!(right(text, "$40", "40", "Dollar"), 1);
    assert_eq!(right(text, "$40", "40", "Euro"), 0);
    assert_eq!(right(text, "$40", "41", "Dollar"), 0);
}

#[test]
fn quantulum_ranges_are_a_mean_with_an_uncertainty() {
    let line = r#"{"id":"x5","text":"The farm sold 30 to 40 sheep and 7 cows.","quantities":[
        {"text":"30 to 40 sheep","start":14,"end":28,"value":35,"uncertainty":5},
        {"text":"7 cows","start":33,"end":39,"value":8}]}"#;
    assert_eq!(counts(&score("quantulum", line), "quantulum: value"), (1, 1, 1));
}

/// A text of `muc` with one template.
fn victims(text: &str, number: &str, effect: &str) -> String {
    format!(
        r#"{{"id":"x6","text":"{text}","templates":[{{"optional":false,"human_total":null,"human_targets":[{{"optional":false,"names":[],
        "descriptions":["FARM WORKERS"],"number":[{number}],"effect":[{{"optional":false,"alternatives":["{effect}"]}}]}}]}}]}}"#
    )
}

#[test]
fn victims_need_number_bound_and_effect() {
    let three = r#"{"low":3,"high":3,"approximate":false,"plural":false}"#;
    let open = r#"{"low":3,"high":null,"approximate":false,"plural":false}"#;
    let text = "Three farm workers were killed in the village.";
    let scores = score("muc", &victims(text, three, "DEATH"));
    assert_eq!(
        counts(&scores, "muc: numbers above one"),
        (1, 0, 0),
        "{:?}",
        scores.misses
    );
    assert_eq!(counts(&scores, "muc: figures, all texts"), (1, 0, 0));
    let other = score("muc", &victims(text, three, "INJURY"));
    assert_eq!(counts(&other, "muc: numbers above one"), (0, 0, 1));
    assert_eq!(counts(&other, "muc: numbers above one: value only"), (1, 0, 0));
    assert_eq!(counts(&other, "muc: figures, texts with human targets"), (0, 1, 0));
    let bound = score("muc", &victims(text, open, "DEATH"));
    assert_eq!(counts(&bound, "muc: numbers above one"), (0, 0, 1));
    assert_eq!(counts(&bound, "muc: numbers above one: any bound"), (1, 0, 0));
}

#[test]
fn time_expressions_are_scored_by_place_and_value() {
    // "on 6 June 1944" at 16..27; the key also has the year inside it, which the whole answers.
    let text = "They landed on 6 June 1944 and left in May 1945.";
    let line = format!(
        r#"{{"id":"w1","text":"{text}","reference_date":"2009-12-19T17:00:00","timex":[
        {{"text":"6 June 1944","start":15,"end":26,"value":"1944-06-06"}},
        {{"text":"1944","start":22,"end":26,"value":"1944"}},
        {{"text":"May 1945","start":39,"end":47,"value":"1945-05"}}]}}"#
    );
    let scores = score("wikiwars", &line);
    assert_eq!(counts(&scores, "wikiwars: span"), (2, 0, 0));
    assert_eq!(counts(&scores, "wikiwars: value"), (2, 0, 0));
    let other = line.replace("1945-05", "1945-06");
    let scores = score("wikiwars", &other);
    assert_eq!(counts(&scores, "wikiwars: value"), (1, 1, 1));
}

#[test]
fn places_are_scored_by_their_distance() {
    let text = "Shells fell in Kharkiv on Monday.";
    let line = |latitude: f64| {
        format!(
            r#"{{"id":"g1","text":"{text}","toponyms":[{{"text":"Kharkiv","start":15,"end":22,"latitude":{latitude},"longitude":36.23}}]}}"#
        )
    };
    let near = score("geovirus", &line(49.99));
    assert_eq!(counts(&near, "geovirus: toponym"), (1, 0, 0));
    assert_eq!(counts(&near, "geovirus: within 161 km"), (1, 0, 0));
    let far = score("geovirus", &line(39.99));
    assert_eq!(counts(&far, "geovirus: within 161 km"), (0, 1, 1));
}

#[test]
fn a_broken_line_is_named_with_its_place() {
    let error = one("muc").parse("muc.jsonl.gz", 7, "{\"id\":").err().expect("an error");
    assert!(error.to_string().starts_with("muc.jsonl.gz:7:"), "{error}");
    let moved = results("Seven cows.", &[("Seven", "7", "")]).replace("\"start\":0", "\"start\":1");
    let error = one("recognizers_number")
        .parse("r.jsonl", 2, &moved)
        .err()
        .expect("an error");
    assert!(error.to_string().contains("is not at 1..5"), "{error}");
}

#[test]
fn names_are_unique_and_all_is_what_is_blessed() {
    let mut names: Vec<&str> = SETS.iter().map(|set| set.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), SETS.len());
    assert_eq!(Set::named("all").len(), SETS.iter().filter(|set| set.blessed).count());
    let number = one("recognizers_number");
    assert!(number.owns("recognizers_number: records"));
    assert!(!number.owns("recognizers_number_range: records"));
}
