//! An invented data set with every shape that charts must cope with: open ends, vague words, plans, denials,
//! zeros, spans over seven powers of ten, long names.

use jiff::civil::date;
use jiff::tz::TimeZone;
use tidywire_codebook::{
    Action, ActionTimeFrame, Actor, Article, Bound, Code, CombatantStatus, DateBasis, EventType, Figure,
    FigureTimeFrame, Measure, Modality, Place, PlacePrecision, Polarity, QuadClass, Sector, Stance, UnitKind,
};
use tidywire_tables::Rows;

/// Who publishes the invented articles.
const PUBLISHERS: &[&str] = &[
    "Harbour Post",
    "The Northern Gazette",
    "Radio Delta",
    "Wire Service One",
];

/// text, low, high, point, bound, subject, status, claimant, place
type Line = (
    &'static str,
    Option<f64>,
    Option<f64>,
    Option<f64>,
    Bound,
    &'static str,
    CombatantStatus,
    Option<&'static str>,
    Option<&'static str>,
);

const fn exact(
    text: &'static str,
    value: f64,
    subject: &'static str,
    status: CombatantStatus,
    claimant: Option<&'static str>,
    place: Option<&'static str>,
) -> Line {
    (
        text,
        Some(value),
        Some(value),
        Some(value),
        Bound::Exact,
        subject,
        status,
        claimant,
        place,
    )
}

use CombatantStatus::{Civilian, Military, Mixed, Unknown};

const KILLED: &[Line] = &[
    exact(
        "12",
        12.0,
        "soldiers",
        Military,
        Some("the Ukrainian General Staff"),
        Some("near Avdiivka"),
    ),
    (
        "at least 33",
        Some(33.0),
        None,
        None,
        Bound::AtLeast,
        "people, most of them women and children",
        Civilian,
        Some("the health ministry in Gaza"),
        Some("Rafah"),
    ),
    (
        "more than 30,000",
        Some(30_000.0),
        None,
        None,
        Bound::MoreThan,
        "Palestinians",
        Mixed,
        Some("Gaza's Hamas-run health ministry"),
        Some("Gaza"),
    ),
    (
        "about 1,200",
        None,
        None,
        Some(1_200.0),
        Bound::Approximate,
        "people",
        Mixed,
        Some("Israeli officials"),
        Some("southern Israel"),
    ),
    (
        "hundreds",
        Some(100.0),
        None,
        None,
        Bound::Vague,
        "fighters",
        Military,
        Some("the Russian defence ministry"),
        None,
    ),
    (
        "dozens",
        Some(12.0),
        None,
        None,
        Bound::Vague,
        "villagers",
        Civilian,
        Some("a local resistance committee"),
        Some("El Fasher"),
    ),
    (
        "up to 500",
        None,
        Some(500.0),
        None,
        Bound::AtMost,
        "people",
        Civilian,
        Some("a hospital spokesman"),
        Some("Gaza City"),
    ),
    (
        "between 14,000 and 15,000",
        Some(14_000.0),
        Some(15_000.0),
        None,
        Bound::Range,
        "militants",
        Military,
        Some("the Israel Defense Forces, in an assessment shared with reporters"),
        None,
    ),
    exact(
        "31,000",
        31_000.0,
        "Ukrainian soldiers",
        Military,
        Some("President Zelensky"),
        None,
    ),
    (
        "tens of thousands",
        Some(10_000.0),
        None,
        None,
        Bound::Vague,
        "people",
        Unknown,
        None,
        Some("Sudan"),
    ),
    exact(
        "no casualties",
        0.0,
        "crew members",
        Unknown,
        Some("the shipping company"),
        Some("Red Sea"),
    ),
    (
        "fewer than 20",
        None,
        Some(20.0),
        None,
        Bound::LessThan,
        "troops",
        Military,
        Some("Kyiv"),
        None,
    ),
    exact(
        "three",
        3.0,
        "American service members",
        Military,
        Some("US Central Command"),
        Some("Jordan"),
    ),
    (
        "several",
        Some(3.0),
        None,
        None,
        Bound::Vague,
        "journalists",
        Civilian,
        Some("Reporters Without Borders"),
        None,
    ),
    exact(
        "7",
        7.0,
        "aid workers",
        Civilian,
        Some("World Central Kitchen"),
        Some("Deir al-Balah"),
    ),
    (
        "nearly 9,000",
        None,
        None,
        Some(9_000.0),
        Bound::Approximate,
        "Hamas members",
        Military,
        Some("the army"),
        None,
    ),
    exact(
        "41",
        41.0,
        "civilians",
        Civilian,
        Some("the regional governor"),
        Some("Kharkiv"),
    ),
    (
        "as many as 70,000",
        None,
        Some(70_000.0),
        None,
        Bound::AtMost,
        "Russian soldiers",
        Military,
        Some("US officials"),
        None,
    ),
    exact(
        "180,000",
        180_000.0,
        "Russian troops",
        Military,
        Some("Mr. Zelensky"),
        None,
    ),
    exact("1", 1.0, "a fisherman", Civilian, None, Some("Ras Isa")),
    exact(
        "16",
        16.0,
        "police officers",
        Military,
        Some("the junta"),
        Some("Sagaing"),
    ),
    (
        "over 100",
        Some(100.0),
        None,
        None,
        Bound::MoreThan,
        "rebels",
        Military,
        Some("the Congolese army"),
        Some("Sake"),
    ),
    exact("22", 22.0, "people", Civilian, Some("M23"), None),
    exact("5", 5.0, "sailors", Unknown, Some("the Houthis"), None),
    exact("64", 64.0, "people", Mixed, Some("monitors"), Some("Deir ez-Zor")),
    exact("19", 19.0, "children", Civilian, Some("Unicef"), None),
];

const WOUNDED: &[Line] = &[
    exact(
        "54",
        54.0,
        "people",
        Civilian,
        Some("the regional governor"),
        Some("Kharkiv"),
    ),
    (
        "more than 70,000",
        Some(70_000.0),
        None,
        None,
        Bound::MoreThan,
        "Palestinians",
        Mixed,
        Some("the health ministry in Gaza"),
        Some("Gaza"),
    ),
    (
        "dozens",
        Some(12.0),
        None,
        None,
        Bound::Vague,
        "soldiers",
        Military,
        None,
        Some("Goma"),
    ),
    exact(
        "eight",
        8.0,
        "police officers",
        Military,
        Some("the interior ministry"),
        None,
    ),
    (
        "around 40",
        None,
        None,
        Some(40.0),
        Bound::Approximate,
        "American troops",
        Military,
        Some("the Pentagon"),
        Some("Tower 22"),
    ),
    (
        "at least 3",
        Some(3.0),
        None,
        None,
        Bound::AtLeast,
        "crew members",
        Unknown,
        Some("UKMTO"),
        None,
    ),
];

const DEPLOYED: &[Line] = &[
    (
        "up to 300,000",
        None,
        Some(300_000.0),
        None,
        Bound::AtMost,
        "reservists",
        Military,
        Some("Moscow"),
        None,
    ),
    (
        "thousands",
        Some(1_000.0),
        None,
        None,
        Bound::Vague,
        "Burundian troops",
        Military,
        Some("UN experts"),
        Some("South Kivu"),
    ),
    exact("90,000", 90_000.0, "soldiers", Military, Some("NATO"), Some("Europe")),
    exact(
        "2,900",
        2_900.0,
        "South African soldiers",
        Military,
        Some("Pretoria"),
        None,
    ),
    (
        "some 10,000",
        None,
        None,
        Some(10_000.0),
        Bound::Approximate,
        "North Korean soldiers",
        Military,
        Some("Seoul's spy agency"),
        Some("Russia"),
    ),
];

const LAUNCHED: &[Line] = &[
    exact(
        "48",
        48.0,
        "Shahed drones",
        Unknown,
        Some("the Ukrainian air force"),
        None,
    ),
    exact("11", 11.0, "missiles", Unknown, Some("the Ukrainian air force"), None),
    (
        "more than 300",
        Some(300.0),
        None,
        None,
        Bound::MoreThan,
        "drones and missiles",
        Unknown,
        Some("Israel"),
        None,
    ),
];

const DISPLACED: &[Line] = &[
    (
        "1.5 million",
        Some(1_500_000.0),
        Some(1_500_000.0),
        Some(1_500_000.0),
        Bound::Exact,
        "people",
        Civilian,
        Some("the United Nations"),
        Some("Rafah"),
    ),
    (
        "nearly 8 million",
        None,
        None,
        Some(8_000_000.0),
        Bound::Approximate,
        "Sudanese",
        Civilian,
        Some("the UN refugee agency"),
        None,
    ),
    (
        "hundreds of thousands",
        Some(100_000.0),
        None,
        None,
        Bound::Vague,
        "people",
        Civilian,
        None,
        Some("North Kivu"),
    ),
    exact("135,000", 135_000.0, "residents", Civilian, Some("OCHA"), Some("Sake")),
];

const DETAINED: &[Line] = &[
    exact("20", 20.0, "suspects", Unknown, Some("the FSB"), None),
    (
        "a couple",
        Some(2.0),
        None,
        None,
        Bound::Vague,
        "activists",
        Civilian,
        None,
        None,
    ),
];

const MONEY: &[Line] = &[
    exact(
        "$60 billion",
        60e9,
        "military aid",
        Unknown,
        Some("the White House"),
        None,
    ),
    (
        "more than $2bn",
        Some(2e9),
        None,
        None,
        Bound::MoreThan,
        "aid to Ukraine",
        Unknown,
        Some("Berlin"),
        None,
    ),
    exact(
        "$95.3 billion",
        95.3e9,
        "a foreign aid bill",
        Unknown,
        Some("the Senate"),
        None,
    ),
];

/// name, country, latitude, longitude, precision: four of them closer together than their marks are wide
const PLACES: &[(&str, &str, f64, f64, PlacePrecision)] = &[
    ("Gaza City", "PSE", 31.50, 34.47, PlacePrecision::City),
    ("Rafah", "PSE", 31.29, 34.24, PlacePrecision::City),
    ("Deir al-Balah", "PSE", 31.42, 34.35, PlacePrecision::City),
    ("Israel", "ISR", 31.05, 34.85, PlacePrecision::Country),
    ("Avdiivka", "UKR", 48.14, 37.74, PlacePrecision::City),
    ("Kharkiv", "UKR", 49.98, 36.25, PlacePrecision::City),
    ("Goma", "COD", -1.67, 29.23, PlacePrecision::City),
    ("Red Sea", "", 20.0, 38.5, PlacePrecision::Feature),
    ("Sudan", "SDN", 15.0, 30.0, PlacePrecision::Country),
    ("El Fasher", "SDN", 13.63, 25.35, PlacePrecision::City),
];

/// A place of the list by its name.
fn known(name: &str) -> Option<(f64, f64)> {
    let found = PLACES.iter().find(|place| place.0 == name);
    found.map(|place| (place.2, place.3))
}

/// Words of claimants and subjects, and the actor or country that they stand for.
const KNOWN: &[(&str, &str, &str)] = &[
    ("Ukrain", "ukr", "UKR"),
    ("Zelensky", "ukr", "UKR"),
    ("Kyiv", "ukr", "UKR"),
    ("Russia", "rus", "RUS"),
    ("Gaza", "pse", "PSE"),
    ("Palestin", "pse", "PSE"),
    ("Hamas members", "hamas", "PSE"),
    ("Israel", "isr", "ISR"),
    ("American", "usa", "USA"),
    ("US ", "usa", "USA"),
    ("Houthis", "yem_houthi", "YEM"),
    ("M23", "m23", "COD"),
    ("Congolese", "cod", "COD"),
    ("NATO", "nato", ""),
];

/// Actor and country of some words.
fn party(words: Option<&str>) -> (Option<String>, Option<Code>) {
    let found = words.and_then(|words| KNOWN.iter().find(|known| words.contains(known.0)));
    let country = found.map(|known| known.2).filter(|country| !country.is_empty());
    (found.map(|known| known.1.to_owned()), country.map(Code::from))
}

fn figures() -> Vec<Figure> {
    let groups: [(Measure, UnitKind, &[Line]); 7] = [
        (Measure::Killed, UnitKind::Count, KILLED),
        (Measure::Wounded, UnitKind::Count, WOUNDED),
        (Measure::Deployed, UnitKind::Count, DEPLOYED),
        (Measure::Launched, UnitKind::Count, LAUNCHED),
        (Measure::Displaced, UnitKind::Count, DISPLACED),
        (Measure::Detained, UnitKind::Count, DETAINED),
        (Measure::Pledged, UnitKind::Currency, MONEY),
    ];
    let mut figures = Vec::new();
    for (measure, unit_kind, lines) in groups {
        for &(text, low, high, point, bound, subject, status, claimant, place) in lines {
            let index = figures.len();
            let (claimant_id, claimant_country) = party(claimant);
            let (subject_id, subject_country) = party(Some(subject));
            let own_day = index % 4 == 1;
            figures.push(Figure {
                claimant_actor_id: claimant_id,
                claimant_country,
                subject_actor_id: subject_id,
                subject_country,
                time_frame: match index % 7 {
                    2 => FigureTimeFrame::Cumulative,
                    3 => FigureTimeFrame::Period,
                    5 => FigureTimeFrame::Day,
                    6 => FigureTimeFrame::Unknown,
                    _ => FigureTimeFrame::Event,
                },
                date_start: own_day.then(|| date(2024, 1, 20)),
                date_end: own_day.then(|| date(2024, 1, 20 + (index % 9) as i8)),
                date_basis: if own_day { DateBasis::Stated } else { DateBasis::None },
                figure_id: format!("f{index:03}"),
                article_id: format!("a{:02}", index % 14),
                char_start: index as i64 * 10,
                char_end: index as i64 * 10 + text.chars().count() as i64,
                text: text.into(),
                value_low: low,
                value_high: high,
                value_point: point,
                bound,
                vague_term: (bound == Bound::Vague).then(|| text.into()),
                measure,
                unit_kind,
                currency: (unit_kind == UnitKind::Currency).then(|| Code::from("USD")),
                subject_text: Some(subject.into()),
                combatant_status: status,
                claimant_text: claimant.map(str::to_owned),
                modality: match index % 9 {
                    4 => Modality::Possible,
                    7 => Modality::Estimated,
                    _ if measure == Measure::Deployed && index % 2 == 1 => Modality::Planned,
                    _ => Modality::Asserted,
                },
                stance: if index % 11 == 8 {
                    Stance::Denies
                } else {
                    Stance::Asserts
                },
                as_of: Some(date(2024, 2, 1 + (index % 14) as i8 * 2)),
                place_text: place.map(str::to_owned),
                latitude: place.and_then(known).map(|point| point.0),
                longitude: place.and_then(known).map(|point| point.1),
                rule: "sample".into(),
                ..Figure::default()
            });
        }
    }
    // What no picture can show: a percentage and a measure of no kind.
    figures.push(Figure {
        figure_id: "f900".into(),
        article_id: "a00".into(),
        char_start: 900,
        text: "30 percent".into(),
        unit_kind: UnitKind::Percent,
        value_point: Some(30.0),
        ..Figure::default()
    });
    figures
}

/// id, name, country, sector
const ACTORS: &[(&str, &str, &str, Option<Sector>)] = &[
    ("rus", "Russia", "RUS", None),
    ("rus_mil", "Russian Armed Forces", "RUS", Some(Sector::Mil)),
    ("ukr", "Ukraine", "UKR", None),
    ("isr", "Israel", "ISR", None),
    ("isr_mil", "Israel Defense Forces", "ISR", Some(Sector::Mil)),
    ("pse", "Palestine", "PSE", None),
    ("hamas", "Hamas", "PSE", Some(Sector::Reb)),
    ("usa", "United States", "USA", None),
    ("yem_houthi", "Houthis", "YEM", Some(Sector::Reb)),
    ("un", "United Nations", "", Some(Sector::Igo)),
    ("sdn", "Sudan", "SDN", None),
    ("rsf", "Rapid Support Forces", "SDN", Some(Sector::Prm)),
    ("cod", "Democratic Republic of the Congo", "COD", None),
    ("m23", "March 23 Movement", "COD", Some(Sector::Reb)),
    ("rwa", "Rwanda", "RWA", None),
    ("irn", "Iran", "IRN", None),
    ("nato", "NATO", "", Some(Sector::Igo)),
];

/// source, event type, quad class, target, how many, in which modality
const ACTIONS: &[(&str, EventType, QuadClass, &str, usize, Modality)] = {
    use EventType as E;
    use Modality::{Asserted, Hearsay, Planned, Possible};
    use QuadClass as Q;
    &[
        ("rus_mil", E::Assault, Q::MaterialConflict, "ukr", 19, Asserted),
        ("rus_mil", E::Assault, Q::MaterialConflict, "ukr", 2, Possible),
        ("rus", E::Accuse, Q::VerbalConflict, "ukr", 4, Asserted),
        ("ukr", E::Assault, Q::MaterialConflict, "rus", 9, Asserted),
        ("ukr", E::Request, Q::VerbalConflict, "usa", 5, Asserted),
        ("ukr", E::Coerce, Q::MaterialConflict, "rus", 2, Hearsay),
        ("usa", E::Aid, Q::MaterialCooperation, "ukr", 5, Asserted),
        ("usa", E::Aid, Q::MaterialCooperation, "ukr", 3, Planned),
        ("isr_mil", E::Assault, Q::MaterialConflict, "pse", 11, Asserted),
        ("isr", E::Assault, Q::MaterialConflict, "hamas", 6, Asserted),
        ("isr", E::Reject, Q::VerbalConflict, "un", 2, Asserted),
        ("hamas", E::Assault, Q::MaterialConflict, "isr", 4, Asserted),
        ("hamas", E::Coerce, Q::MaterialConflict, "isr", 3, Asserted),
        ("hamas", E::Agree, Q::VerbalCooperation, "isr", 1, Possible),
        ("yem_houthi", E::Assault, Q::MaterialConflict, "usa", 3, Asserted),
        ("yem_houthi", E::Threaten, Q::VerbalConflict, "usa", 2, Asserted),
        ("usa", E::Assault, Q::MaterialConflict, "yem_houthi", 6, Asserted),
        ("usa", E::Consult, Q::VerbalCooperation, "isr", 4, Asserted),
        ("usa", E::Sanction, Q::MaterialConflict, "rus", 3, Asserted),
        ("un", E::Request, Q::VerbalConflict, "isr", 3, Asserted),
        ("un", E::Accuse, Q::VerbalConflict, "rwa", 2, Asserted),
        ("rsf", E::Assault, Q::MaterialConflict, "sdn", 4, Asserted),
        ("m23", E::Assault, Q::MaterialConflict, "cod", 3, Asserted),
        ("cod", E::Accuse, Q::VerbalConflict, "rwa", 2, Asserted),
        ("cod", E::Mobilize, Q::MaterialConflict, "m23", 1, Planned),
        ("irn", E::Support, Q::VerbalCooperation, "hamas", 1, Asserted),
        ("nato", E::Cooperate, Q::MaterialCooperation, "ukr", 2, Planned),
        ("", E::Assault, Q::MaterialConflict, "ukr", 5, Asserted),
        ("isr", E::Retreat, Q::MaterialCooperation, "", 2, Asserted),
        ("?", E::Protest, Q::MaterialConflict, "isr", 3, Asserted),
    ]
};

fn actions() -> Vec<Action> {
    let mut actions = Vec::new();
    for &(source, event_type, quad_class, target, count, modality) in ACTIONS {
        for _ in 0..count {
            let index = actions.len();
            // Every third has no place, the seventh of a dozen one that the table of places lacks.
            let place = (index % 3 != 2).then(|| PLACES.get(index % 12)).flatten();
            let beyond = (index % 12 == 7).then_some((14.8, 42.95));
            let point = beyond.or(place.map(|place| (place.2, place.3)));
            let known = |id: &str| ACTORS.iter().find(|actor| actor.0 == id).copied();
            let code = |id: &str| known(id).map(|actor| actor.2).filter(|code| !code.is_empty());
            let own_day = (index % 5 == 3).then(|| date(2024, 1 + (index % 2) as i8, 1 + (index % 28) as i8));
            actions.push(Action {
                event_mode: (index % 3 == 0).then(|| Code::from(if index % 2 == 0 { "one-way" } else { "other-way" })),
                date_start: own_day,
                date_end: own_day,
                date_basis: if own_day.is_some() {
                    DateBasis::Relative
                } else {
                    DateBasis::None
                },
                action_id: format!("x{index:03}"),
                // Now and then one event hits two targets.
                event_id: format!("e{:03}", if index % 10 == 1 { index - 1 } else { index }),
                article_id: format!("a{:02}", index % 14),
                char_start: 2_000 + index as i64,
                char_end: 2_005 + index as i64,
                text: "did".into(),
                lemma: "do".into(),
                event_type,
                quad_class,
                modality,
                time_frame: if modality == Modality::Planned {
                    ActionTimeFrame::Future
                } else {
                    ActionTimeFrame::Past
                },
                polarity: if index % 40 == 39 {
                    Polarity::Negated
                } else {
                    Polarity::Affirmed
                },
                source_text: (!source.is_empty()).then(|| source.to_owned()),
                source_actor_id: known(source).map(|actor| actor.0.to_owned()),
                source_country: code(source).map(Code::from),
                source_sector: known(source).and_then(|actor| actor.3),
                target_text: (!target.is_empty()).then(|| target.to_owned()),
                target_actor_id: known(target).map(|actor| actor.0.to_owned()),
                target_country: code(target).map(Code::from),
                target_sector: known(target).and_then(|actor| actor.3),
                place_text: place.map(|place| format!("the area of {}", place.0)),
                latitude: point.map(|point| point.0),
                longitude: point.map(|point| point.1),
                rule: "sample".into(),
                ..Action::default()
            });
        }
    }
    actions
}

/// The data set.
pub(crate) fn rows() -> Rows {
    let articles = (0..14).map(|index| Article {
        article_id: format!("a{index:02}"),
        story_id: format!("a{index:02}"),
        publisher: Some(PUBLISHERS[index % PUBLISHERS.len()].into()),
        // The last one has no date.
        published_at: (index < 13)
            .then(|| date(2024, 2, 1 + index as i8 * 2).to_zoned(TimeZone::UTC).ok())
            .flatten()
            .map(|day| day.timestamp()),
        language: Some(Code::from("en")),
        text: "Invented.".into(),
        char_count: 9,
        ..Article::default()
    });
    let actors = ACTORS.iter().map(|&(id, name, country, sector)| Actor {
        actor_id: id.into(),
        name: name.into(),
        country: (!country.is_empty()).then(|| Code::from(country)),
        sector,
        ..Actor::default()
    });
    let places = PLACES
        .iter()
        .enumerate()
        .map(|(index, &(name, country, latitude, longitude, precision))| Place {
            article_id: "a00".into(),
            char_start: index as i64,
            char_end: index as i64 + 1,
            text: name.into(),
            name: Some(name.into()),
            country: (!country.is_empty()).then(|| Code::from(country)),
            latitude: Some(latitude),
            longitude: Some(longitude),
            precision: Some(precision),
            ..Place::default()
        });
    Rows {
        places: places.collect(),
        articles: articles.collect(),
        actors: actors.collect(),
        figures: figures(),
        actions: actions(),
        ..Rows::default()
    }
}
