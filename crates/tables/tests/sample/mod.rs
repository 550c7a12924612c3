//! A small data set with everything that is hard to write and to read back.

use jiff::civil::date;
use tidywire_codebook::{
    Action, Actor, Article, Bound, Code, DateKind, DateRow, EventType, Figure, FigureTimeFrame, Issue, Measure,
    Mention, Place, PublishedBasis, PublishedFrom, QuadClass, Sector, SentenceRow, Severity, Statement,
};
use tidywire_tables::Rows;

/// Texts that break careless writers.
pub(crate) const HARD_TEXTS: &[&str] = &[
    "plain",
    "comma, \"quote\" and 'apostrophe'",
    "line\nbreak and\r\ncarriage return\r",
    " spaces around ",
    "emoji \u{1F600} and Київ and 東京 and a\u{0301}",
    "=SUM(A1)",
    "NULL",
    "NA",
    "nan",
    "\u{FEFF}mark",
    "true",
    "007",
    "2024-01-01",
    "tab\tand\u{00A0}space",
];

/// The rows of `count` articles, in order.
pub(crate) fn articles(count: usize) -> Vec<Rows> {
    (0..count).map(article).collect()
}

fn article(index: usize) -> Rows {
    let article_id = format!("a{index:06}");
    let text = HARD_TEXTS[index % HARD_TEXTS.len()];
    let odd = index % 2 == 1;
    let figures = (0..3).map(|place| figure(&article_id, index, place, text));
    Rows {
        articles: vec![Article {
            article_id: article_id.clone(),
            source_id: odd.then(|| text.into()),
            source_uri: Some(String::new()),
            title: Some(text.into()),
            published_at: odd.then(|| "2024-02-29T23:59:59.123456789Z".parse().unwrap()),
            published_basis: odd.then_some(PublishedBasis::Metadata),
            published_from: odd.then_some(PublishedFrom::JsonLd),
            language: Some(Code::from("en")),
            story_id: article_id.clone(),
            text: text.into(),
            char_count: text.chars().count() as i64,
            sentence_count: 1,
            ..Article::default()
        }],
        sentences: vec![SentenceRow {
            article_id: article_id.clone(),
            char_end: 5,
            ..SentenceRow::default()
        }],
        mentions: vec![Mention {
            mention_id: format!("{article_id}-m"),
            article_id: article_id.clone(),
            text: text.into(),
            actor_id: Some("ukr".into()),
            country: Some(Code::from(if odd { "UKR" } else { "RUS" })),
            sector: odd.then_some(Sector::Mil),
            rule: "actors/europe".into(),
            ..Mention::default()
        }],
        // Backwards, because the writer has to sort.
        figures: figures.rev().collect(),
        actions: vec![Action {
            action_id: format!("{article_id}-x"),
            event_id: format!("{article_id}-e"),
            article_id: article_id.clone(),
            text: text.into(),
            lemma: "attack".into(),
            event_type: EventType::Assault,
            quad_class: QuadClass::MaterialConflict,
            intensity: Some(-9.5),
            cameo_root: Some(Code::from("19")),
            rule: "verbs/assault".into(),
            ..Action::default()
        }],
        statements: vec![Statement {
            statement_id: format!("{article_id}-s"),
            article_id: article_id.clone(),
            rule: "said".into(),
            ..Statement::default()
        }],
        places: vec![Place {
            article_id: article_id.clone(),
            text: text.into(),
            latitude: Some(-0.0),
            longitude: Some(1e-7),
            rule: "places/ukraine#Kyiv".into(),
            ..Place::default()
        }],
        dates: vec![DateRow {
            article_id: article_id.clone(),
            text: text.into(),
            kind: DateKind::Set,
            date_start: Some(date(1899, 12, 31)),
            rule: "weekday".into(),
            ..DateRow::default()
        }],
        issues: vec![Issue {
            source_uri: odd.then(|| text.into()),
            severity: Severity::Warning,
            code: Code::from("odd_text"),
            message: text.into(),
            ..Issue::default()
        }],
        ..Rows::default()
    }
}

fn figure(article_id: &str, index: usize, place: i64, text: &str) -> Figure {
    let value = [0.0, -0.0, 0.1 + 0.2, 1e21, 123_456_789.125, 12.0][(index + place as usize) % 6];
    Figure {
        figure_id: format!("{article_id}-f{place}"),
        article_id: article_id.into(),
        char_start: place * 10,
        char_end: place * 10 + 5,
        text: text.into(),
        value_low: (place != 1).then_some(value),
        value_high: None,
        bound: if place == 1 { Bound::AtMost } else { Bound::Vague },
        vague_term: (place == 2).then(|| text.into()),
        measure: Measure::Killed,
        subject_country: (place == 0).then(|| Code::from("PSE")),
        time_frame: FigureTimeFrame::Cumulative,
        as_of: Some(date(2024, 2, 29)),
        rule: "figures/killed".into(),
        ..Figure::default()
    }
}

/// What comes at the end: the actors.
pub(crate) fn closing() -> Rows {
    let actor = |actor_id: &str, first| Actor {
        actor_id: actor_id.into(),
        name: actor_id.to_uppercase(),
        first_published: first,
        ..Actor::default()
    };
    Rows {
        actors: vec![actor("ukr", None), actor("rus", Some(date(2024, 1, 1)))],
        ..Rows::default()
    }
}
