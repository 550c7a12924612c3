//! Constructions of actions that no single entry of the lexicon holds: what is governed, planned, refused, denied, claimed.

use tidywire_codebook::{CodeList, Polarity, Stance};
use tidywire_extract::{Action, Knowledge, Party, analyze, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

fn found(sentence: &str) -> Vec<Action> {
    let knowledge = Knowledge::new(Lexicon::embedded());
    let mut analyzer = Analyzer::new(Model::embedded());
    let document = analyze(&mut analyzer, Model::embedded(), &knowledge, sentence.to_owned());
    extract(&document, &knowledge, None).actions
}

fn rows(sentence: &str) -> Vec<String> {
    let country = |party: &Option<Party>| {
        let country = party.as_ref().and_then(|party| party.actor.country.clone());
        country.unwrap_or_else(|| "-".to_owned())
    };
    let actions = found(sentence);
    let row = |action: &Action| {
        let (source, target) = (country(&action.source), country(&action.target));
        format!("{} {source} {target}", action.event_type.code())
    };
    actions.iter().map(row).collect()
}

#[test]
fn what_is_agreed_refused_threatened_asked_or_ended_is_one_event() {
    for (sentence, row) in [
        ("Russia agreed to withdraw its troops from Ukraine.", "AGREE RUS UKR"),
        ("Russia refused to withdraw from Ukraine.", "REJECT RUS UKR"),
        ("Iran threatened to attack Israel.", "THREATEN IRN ISR"),
        ("Turkey called on Greece to withdraw its ships.", "REQUEST TUR GRC"),
        ("Japan lifted sanctions on Iran.", "RETREAT JPN IRN"),
        ("Kenya said Uganda must release the pilots.", "REQUEST KEN UGA"),
        ("Norway will send aid to Kenya.", "AGREE NOR KEN"),
        ("Norway will not recognise Kosovo.", "REJECT NOR XKX"),
    ] {
        assert_eq!(rows(sentence), [row], "{sentence}");
    }
}

#[test]
fn both_sides_of_a_clash_act() {
    assert_eq!(
        rows("Israel and Syria clashed."),
        ["ASSAULT ISR SYR", "ASSAULT SYR ISR"]
    );
}

#[test]
fn a_charge_leaves_the_deed_to_the_one_who_charges() {
    let actions = found("Ukraine accused Russia of shelling Poland.");
    let rows = rows("Ukraine accused Russia of shelling Poland.");
    assert_eq!(rows, ["ACCUSE UKR RUS", "ASSAULT RUS POL"]);
    let claimant = actions[1]
        .claim
        .claimant
        .as_ref()
        .and_then(|party| party.actor.country.as_deref());
    assert_eq!(claimant, Some("UKR"));
}

#[test]
fn a_denial_leaves_the_deed_with_a_stance() {
    let actions = found("Russia denied attacking Ukraine.");
    assert_eq!(rows("Russia denied attacking Ukraine."), ["ASSAULT RUS UKR"]);
    assert_eq!(actions[0].claim.stance, Stance::Denies);
    assert_eq!(actions[0].qualification.polarity, Polarity::Affirmed);
    assert_eq!(rows("Russia denied that Ukraine attacked Poland."), ["ASSAULT UKR POL"]);
    assert_eq!(
        rows("Taliban leaders rejected talks with Pakistan."),
        ["REJECT AFG PAK"]
    );
}

#[test]
fn the_inner_speaker_claims_and_the_doer_of_a_strike_kills() {
    let actions = found("Iran said Iraq claimed that Syria attacked Jordan.");
    let claimant = actions[0]
        .claim
        .claimant
        .as_ref()
        .and_then(|party| party.actor.country.as_deref());
    assert_eq!(claimant, Some("IRQ"));
    let rows = rows("A Russian strike killed Ukrainian soldiers.");
    assert!(rows.contains(&"ASSAULT RUS UKR".to_owned()), "{rows:?}");
}

#[test]
fn headlines_whose_verb_looks_like_a_noun_are_read_again() {
    for (sentence, row) in [
        ("Chad severs diplomatic ties with Sudan.", "SANCTION TCD SDN"),
        (
            "The Taliban attack a Pakistani convoy near Kabul, killing nobody.",
            "ASSAULT AFG PAK",
        ),
        (
            "Two suicide bombings in Daraa killed at least 20 Syrian troops.",
            "ASSAULT - SYR",
        ),
    ] {
        assert!(
            rows(sentence).contains(&row.to_owned()),
            "{sentence}: {:?}",
            rows(sentence)
        );
    }
}

#[test]
fn accidents_are_no_assaults() {
    for sentence in [
        "Twenty Kenyan tourists are killed after a ferry capsizes near Mombasa.",
        "Five French workers are killed in an explosion at a chemical factory.",
        "Typhoon Rai has killed 53 people in the Philippines.",
        "A Peruvian jet collides with a truck in Lima, killing two firefighters.",
    ] {
        assert_eq!(rows(sentence), [""; 0], "{sentence}");
    }
    // Violence in the sentence before is violence.
    let shot = rows("Gunmen opened fire at a market in Kabul. Ten Afghan civilians were killed.");
    assert!(shot.contains(&"ASSAULT - AFG".to_owned()), "{shot:?}");
}

#[test]
fn a_killing_and_its_attack_are_one_event() {
    for (sentence, row) in [
        (
            "Ten Kenyan soldiers were killed in a bomb attack in Somalia.",
            "ASSAULT - KEN",
        ),
        (
            "Ten Kenyan soldiers were killed in an Ethiopian airstrike.",
            "ASSAULT ETH KEN",
        ),
        (
            "Six Polish soldiers were killed after Russian troops opened fire.",
            "ASSAULT RUS POL",
        ),
    ] {
        let found = rows(sentence);
        assert_eq!(found.first().map(String::as_str), Some(row), "{sentence}: {found:?}");
        assert!(
            found.iter().all(|found| !found.ends_with("SOM")),
            "{sentence}: {found:?}"
        );
    }
}

#[test]
fn gerunds_behind_a_verdict_are_the_deeds_of_the_accused() {
    for (sentence, row) in [
        (
            "Poland imposed sanctions on Belarus for attacking Latvia.",
            "ASSAULT BLR LVA",
        ),
        ("Egypt jailed two Syrians for killing a Libyan.", "ASSAULT SYR LBY"),
        ("Chile criticized Peru for bombing Bolivia.", "ASSAULT PER BOL"),
    ] {
        assert!(
            rows(sentence).contains(&row.to_owned()),
            "{sentence}: {:?}",
            rows(sentence)
        );
    }
}

#[test]
fn who_says_so_alone_refuses_what_both_would_do() {
    let refused = rows("Mali said it would not hold talks with Niger.");
    assert_eq!(refused, ["REJECT MLI NER"]);
    // One side fights a war against the other.
    let war = rows("Russia waged a war against Georgia.");
    assert_eq!(war, ["ASSAULT RUS GEO"]);
}

#[test]
fn days_are_no_names_and_lists_of_states_no_appositions() {
    assert_eq!(
        rows("On Friday Putin had accused Ukraine of treason."),
        ["ACCUSE RUS UKR"]
    );
    let welcomed = rows("Mexico, Canada, and Brazil welcomed a resumption of diplomatic ties with Egypt.");
    assert_eq!(welcomed, ["SUPPORT MEX EGY", "SUPPORT CAN EGY", "SUPPORT BRA EGY"]);
}

#[test]
fn no_two_rows_of_an_article_have_one_trigger_and_the_same_sides() {
    // Conjuncts, echoes and paths that meet: each of these once gave a row twice.
    for sentence in [
        "Fighting between rebels and government forces kill 27 people in the Central African Republic.",
        "A gun battle between the Indonesian police and militants in Java kills nine militants, including a man who is believed to have blown himself up.",
        "A mobilisation pulls together global protests against the Iraq war in cities around the world, including Tokyo and Moscow.",
        "State media Korean Central News Agency criticizes the United States' \"unilateral and gangster-like\" demands.",
        "Israel and Syria clashed with each other and with Iran.",
    ] {
        let actions = found(sentence);
        let start = |party: &Option<Party>| party.as_ref().map(|party| party.span.start);
        let key = |action: &Action| {
            (
                action.span,
                action.event_type,
                start(&action.source),
                start(&action.target),
            )
        };
        let keys: Vec<_> = actions.iter().map(key).collect();
        for (index, key) in keys.iter().enumerate() {
            assert!(!keys[..index].contains(key), "{sentence}: {key:?}");
        }
        assert!(!keys.is_empty(), "{sentence}");
    }
}
