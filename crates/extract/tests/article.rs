//! The article that the project was created for: what it must yield.

use tidywire_codebook::{Bound, CodeList, EventType, Measure, MentionKind, Modality, Sector, Stance};
use tidywire_extract::{Action, Extraction, Figure, Knowledge, Party, extract};
use tidywire_language::{Analyzer, Model};
use tidywire_lexicon::Lexicon;

const ARTICLE: &str = include_str!("../../../data/articles/000_f5b0b6cb2890a3fe.txt");

fn found() -> (String, Extraction) {
    let document = Analyzer::new(Model::embedded()).document(ARTICLE.trim_end().to_owned());
    let found = extract(&document, &Knowledge::new(Lexicon::embedded()), None);
    (document.text, found)
}

fn words<'t>(text: &'t str, party: &Option<Party>) -> &'t str {
    party.as_ref().map_or("-", |party| party.span.of(text))
}

fn country(party: &Option<Party>) -> Option<&str> {
    party.as_ref().and_then(|party| party.actor.country.as_deref())
}

#[test]
fn figures_are_these_four_and_no_more() {
    let (text, found) = found();
    let figures = &found.figures;
    assert_eq!(figures.len(), 4, "{figures:#?}");
    let is = |figure: &Figure, measure, bound, low, high, modality, claimant: &str| {
        assert_eq!(figure.measure, measure, "{figure:#?}");
        assert_eq!(figure.value.bound, bound);
        assert_eq!((figure.value.low, figure.value.high), (low, high));
        assert_eq!(figure.qualification.modality, modality, "{figure:#?}");
        assert_eq!(words(&text, &figure.claim.claimant), claimant);
    };
    is(
        &figures[0],
        Measure::Killed,
        Bound::Vague,
        Some(100.0),
        None,
        Modality::Possible,
        "Reports",
    );
    assert_eq!(words(&text, &figures[0].subject), "North Korean soldiers");
    assert_eq!(country(&figures[0].subject), Some("PRK"));
    is(
        &figures[1],
        Measure::Lost,
        Bound::Vague,
        Some(1000.0),
        None,
        Modality::Hearsay,
        "Ukrainian General Staff",
    );
    assert_eq!(country(&figures[1].subject), Some("RUS"));
    is(
        &figures[2],
        Measure::Deployed,
        Bound::AtMost,
        None,
        Some(100_000.0),
        Modality::Possible,
        "Estimates",
    );
    assert_eq!(figures[2].value.point, None);
    assert_eq!(words(&text, &figures[2].subject), "North Korean soldiers");
    is(
        &figures[3],
        Measure::Intercepted,
        Bound::Exact,
        Some(8.0),
        Some(8.0),
        Modality::Asserted,
        "Russia",
    );
    assert_eq!(figures[3].unit.as_deref(), Some("missile"));
    assert_eq!(words(&text, &figures[3].agent), "Russia");
}

#[test]
fn actions_name_source_and_target() {
    let (text, found) = found();
    let one = |event_type: EventType, source: &str, target: &str| -> &Action {
        found
            .actions
            .iter()
            .find(|action| {
                action.event_type == event_type
                    && words(&text, &action.source) == source
                    && words(&text, &action.target) == target
            })
            .unwrap_or_else(|| panic!("no {} {source} -> {target}", event_type.code()))
    };
    one(EventType::Aid, "Pyongyang", "Moscow");
    let combat = one(EventType::Assault, "North Korean troops", "Ukrainian forces");
    assert_eq!(combat.qualification.modality, Modality::Hearsay);
    let fired = one(EventType::Assault, "Ukraine", "Russia");
    assert_eq!(
        (words(&text, &fired.claim.claimant), fired.claim.stance),
        ("Russia", Stance::Asserts)
    );
    one(EventType::Aid, "United States", "Kyiv");
    one(EventType::Sanction, "UK", "Russia");
    let fleet = found
        .actions
        .iter()
        .rfind(|action| action.event_type == EventType::Sanction)
        .expect("the ghost fleet");
    assert_eq!(
        (country(&fleet.source), country(&fleet.target)),
        (Some("GBR"), Some("RUS"))
    );
    assert!(words(&text, &fleet.target).contains("ghost fleet"));
    let urging = found
        .actions
        .iter()
        .find(|action| action.event_type == EventType::Request)
        .expect("Guterres urges");
    assert_eq!(words(&text, &urging.source), "UN Secretary-General Antonio Guterres");
    one(EventType::Support, "UK", "Ukraine");
}

#[test]
fn mentions_resolve() {
    let (text, found) = found();
    let one = |words: &str, country: Option<&str>, sector: Option<Sector>, kind: MentionKind| {
        let mention = found
            .mentions
            .iter()
            .find(|mention| mention.span.of(&text) == words && mention.kind == kind)
            .unwrap_or_else(|| panic!("no mention \"{words}\""));
        assert_eq!(mention.actor.country.as_deref(), country, "{words}");
        assert_eq!(mention.actor.sector, sector, "{words}");
    };
    one("Russia", Some("RUS"), None, MentionKind::Name);
    one("Moscow", Some("RUS"), Some(Sector::Gov), MentionKind::Metonym);
    one("North Korea", Some("PRK"), None, MentionKind::Name);
    one("Pyongyang", Some("PRK"), Some(Sector::Gov), MentionKind::Metonym);
    one(
        "North Korean soldiers",
        Some("PRK"),
        Some(Sector::Mil),
        MentionKind::Nominal,
    );
    one("Ukraine", Some("UKR"), None, MentionKind::Name);
    one("Kyiv", Some("UKR"), Some(Sector::Gov), MentionKind::Metonym);
    one(
        "Ukrainian General Staff",
        Some("UKR"),
        Some(Sector::Mil),
        MentionKind::Alias,
    );
    one("UK", Some("GBR"), None, MentionKind::Alias);
    one(
        "UN Secretary-General Antonio Guterres",
        None,
        Some(Sector::Igo),
        MentionKind::Name,
    );
    one(
        "British Foreign Secretary David Lammy",
        Some("GBR"),
        Some(Sector::Gov),
        MentionKind::Name,
    );
    assert!(
        found
            .mentions
            .iter()
            .any(|mention| mention.actor.id.as_deref() == Some("institute_for_the_study_of_war"))
    );
    assert!(
        found
            .mentions
            .iter()
            .any(|mention| mention.actor.country.as_deref() == Some("USA"))
    );
    let guterres = found
        .mentions
        .iter()
        .find(|mention| mention.actor.id.as_deref() == Some("antonio_guterres"));
    assert_eq!(
        guterres.and_then(|mention| mention.actor.part_of.as_deref()),
        Some("united_nations")
    );
}

#[test]
fn places_statements_and_no_invented_date() {
    let (text, found) = found();
    let places: Vec<&str> = found.places.iter().map(|place| place.span.of(&text)).collect();
    for place in ["Kursk", "Belgorod", "Cambodia"] {
        assert!(places.contains(&place), "{place} is not among {places:?}");
    }
    let speakers: Vec<&str> = found
        .statements
        .iter()
        .map(|statement| words(&text, &statement.source))
        .collect();
    for speaker in [
        "Institute for the Study of War",
        "UN Secretary-General Antonio Guterres",
        "British Foreign Secretary David Lammy",
        "Ukrainian General Staff",
    ] {
        assert!(speakers.contains(&speaker), "{speaker} is not among {speakers:?}");
    }
    assert!(
        found.times.iter().all(|time| time.when.start.is_none()),
        "{:?}",
        found.times
    );
    assert!(found.actions.iter().all(|action| action.when.start.is_none()));
    assert!(found.figures.iter().all(|figure| figure.when.start.is_none()));
}

#[test]
fn every_row_has_a_span_and_a_rule() {
    let (text, found) = found();
    for mention in &found.mentions {
        assert!(!mention.span.of(&text).is_empty() && !mention.rule.is_empty());
    }
    assert!(
        found
            .figures
            .iter()
            .all(|figure| !figure.span.is_empty() && !figure.rule.is_empty())
    );
    assert!(
        found
            .actions
            .iter()
            .all(|action| !action.span.is_empty() && action.rule.contains('#'))
    );
    for (index, one) in found.mentions.iter().enumerate() {
        for other in &found.mentions[index + 1..] {
            assert!(!one.span.overlaps(other.span), "{one:?} and {other:?} overlap");
        }
    }
}
