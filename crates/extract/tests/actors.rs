//! Who is mentioned: one test for each construction, with the article's date where it decides.

use std::sync::LazyLock;

use tidywire_codebook::{CodeList, MentionKind};
use tidywire_extract::{Knowledge, Mention, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

static KNOWLEDGE: LazyLock<Knowledge<'static>> = LazyLock::new(|| Knowledge::new(Lexicon::embedded()));

/// Every mention as "words: country sector id", `-` for what is not known.
fn mentions(text: &str, on: &str) -> Vec<String> {
    let mut analyzer = Analyzer::new(Model::embedded());
    let document = analyze(&mut analyzer, Model::embedded(), &KNOWLEDGE, text.to_owned());
    let found = extract(&document, &KNOWLEDGE, on.parse().ok());
    let shown = |mention: &Mention| {
        let actor = &mention.actor;
        let sector = actor.sector.map_or("-", CodeList::code);
        let country = actor.country.as_deref().unwrap_or("-");
        let id = actor.id.as_deref().unwrap_or("-");
        format!("{}: {country} {sector} {id}", mention.span.of(text))
    };
    found.mentions.iter().map(shown).collect()
}

fn kinds(text: &str) -> Vec<MentionKind> {
    let mut analyzer = Analyzer::new(Model::embedded());
    let document = analyze(&mut analyzer, Model::embedded(), &KNOWLEDGE, text.to_owned());
    let found = extract(&document, &KNOWLEDGE, None);
    found.mentions.iter().map(|mention| mention.kind).collect()
}

#[track_caller]
fn check(text: &str, on: &str, wanted: &[&str]) {
    let found = mentions(text, on);
    for line in wanted {
        assert!(
            found.iter().any(|mention| mention == line),
            "{line} is not among {found:#?}"
        );
    }
}

#[track_caller]
fn nobody(text: &str, words: &str) {
    let found = mentions(text, "2024-05-01");
    assert!(
        !found.iter().any(|mention| mention.split(':').next() == Some(words)),
        "\"{words}\" among {found:#?}"
    );
}

#[test]
fn the_date_says_who_holds_an_office() {
    let text = "The US president spoke.";
    check(text, "2024-10-01", &["US president: USA GOV joe_biden"]);
    check(text, "2025-02-01", &["US president: USA GOV donald_trump"]);
    check(text, "", &["US president: USA GOV usa_gov"]);
    check(
        "President Obama spoke.",
        "2013-05-01",
        &["President Obama: USA GOV barack_obama"],
    );
    check(
        "Barack Obama spoke.",
        "2021-05-01",
        &["Barack Obama: USA ELI barack_obama"],
    );
    check(
        "Ukraine's former defence minister Oleksii Reznikov resigned.",
        "2024-05-02",
        &["Ukraine's former defence minister Oleksii Reznikov: UKR ELI oleksii_reznikov"],
    );
}

#[test]
fn a_name_means_what_it_meant_then() {
    check(
        "Taliban fighters attacked.",
        "2019-03-01",
        &["Taliban fighters: AFG REB taliban"],
    );
    check(
        "Taliban fighters attacked.",
        "2023-03-01",
        &["Taliban fighters: AFG GOV taliban"],
    );
    check(
        "Soviet troops left Prague.",
        "1990-03-01",
        &["Soviet troops: SUN MIL sun_mil"],
    );
}

#[test]
fn titles_and_appositions_say_who_an_unknown_person_is() {
    let text = "Lt. Gen. Ahmed Karimi, commander of the Iraqi navy, said the port was safe. Karimi left on Monday.";
    check(
        text,
        "2024-05-01",
        &["Lt. Gen. Ahmed Karimi: IRQ MIL -", "Karimi: IRQ MIL -"],
    );
    check(
        "Turkish lawmaker Selim Akturkoglu spoke.",
        "2024-05-01",
        &["Turkish lawmaker Selim Akturkoglu: TUR LEG -"],
    );
}

#[test]
fn a_family_name_in_a_headline_is_explained_further_down() {
    let text = "Karimi urges calm\n\nThe Iraqi interior minister Hassan Karimi spoke on Monday.";
    check(text, "2024-05-01", &["Karimi: IRQ GOV -"]);
}

#[test]
fn acronyms_in_brackets_hold_for_the_whole_article() {
    let text = "The Ituri Patriotic Resistance League (IPRL) attacked. IPRL fighters burned a village.";
    let found = mentions(text, "2024-05-01");
    assert!(
        found.iter().filter(|line| line.starts_with("IPRL")).count() == 2,
        "{found:#?}"
    );
}

#[test]
fn definite_nouns_and_pronouns_take_up_what_alone_can_be_meant() {
    let text = "Hamas rejected the plan. The group said it would not disarm.";
    check(text, "2024-05-01", &["group: PSE REB hamas"]);
    let text = "Volodymyr Zelensky arrived in Paris. He met donors.";
    check(text, "2024-05-01", &["He: UKR GOV volodymyr_zelensky"]);
    // Two can be meant: nobody is.
    let text = "Hamas and Hezbollah rejected the plan. The group said so.";
    let found = mentions(text, "2024-05-01");
    assert!(
        !found
            .iter()
            .any(|line| line.starts_with("group: PSE") || line.starts_with("group: LBN")),
        "{found:#?}"
    );
}

#[test]
fn compound_actors_are_split() {
    check(
        "Russian and North Korean forces advanced.",
        "2024-11-01",
        &["Russian: RUS MIL rus_mil", "North Korean forces: PRK MIL prk_mil"],
    );
}

#[test]
fn hyphens_say_whose_somebody_is() {
    check(
        "US-backed Syrian rebels attacked.",
        "2017-05-01",
        &["Syrian rebels: SYR REB syr_reb"],
    );
    nobody("Pro-Russian separatists attacked.", "Russian");
}

#[test]
fn names_inside_names_are_nobody() {
    let text = "Kim Jong Un met Jordan Henderson in New Mexico for US$ 5.";
    for words in ["Un", "Jordan", "Mexico", "US"] {
        nobody(text, words);
    }
    check(
        "The Washington Post reported it.",
        "2024-05-01",
        &["Washington Post: USA JRN washington_post"],
    );
}

#[test]
fn text_in_capitals_is_read() {
    check(
        "NORTH KOREAN SOLDIERS DIED IN KURSK, UKRAINE'S PRESIDENT SAYS",
        "2024-12-20",
        &[
            "NORTH KOREAN SOLDIERS: PRK MIL prk_mil",
            "UKRAINE'S PRESIDENT: UKR GOV volodymyr_zelensky",
        ],
    );
}

#[test]
fn every_kind_of_mention_is_told() {
    use MentionKind::{Alias, Demonym, Metonym, Name, Nominal, Office, Pronoun};
    let text = "Hamas, the IDF, the Kremlin, French tourists, a Ukrainian, the British prime minister and Boris Johnson met. He left.";
    let found = kinds(text);
    for kind in [Name, Alias, Metonym, Nominal, Demonym, Office, Pronoun] {
        assert!(found.contains(&kind), "{kind:?} is not among {found:?}");
    }
}

#[test]
fn mentions_never_overlap() {
    let text = "President of the United States Barack Obama and U.S. Army General Joseph Votel met Iraqi Prime Minister Haider \
                al-Abadi of Iraq's government.";
    let mut analyzer = Analyzer::new(Model::embedded());
    let document = analyzer.document(text.to_owned());
    let found = extract(&document, &KNOWLEDGE, None).mentions;
    for pair in found.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{:?} {:?}", pair[0], pair[1]);
    }
    assert_eq!(found.len(), 4, "{found:#?}");
}
