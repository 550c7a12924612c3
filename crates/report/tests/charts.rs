//! The numbers behind the charts: small data sets of which every cell of the CSV is known beforehand.

use std::fs;
use std::path::Path;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use tidywire_codebook::{
    Action, ActionTimeFrame, Actor, Article, Bound, Code, DateBasis, EventType, Figure, FigureTimeFrame, Measure,
    Modality, Polarity, QuadClass, Role, Sector, Stance, Statement,
};
use tidywire_report::{Choices, Copies, write_report};
use tidywire_tables::{Provenance, Rows, TablesWriter};

/// Title, caption, lines of the CSV without its header, and the SVG.
struct Seen {
    title: String,
    caption: String,
    data: Vec<String>,
    svg: String,
}

fn seen(rows: Rows, name: &str, copies: Copies) -> Seen {
    let dir = tempfile::tempdir().unwrap();
    let (tables, out) = (dir.path().join("tables"), dir.path().join("reports"));
    let mut writer = TablesWriter::create(&tables, &Provenance::default()).unwrap();
    writer.append(rows).unwrap();
    writer.finish().unwrap();
    let choices = Choices {
        copies,
        ..Choices::under("floor").unwrap()
    };
    let summary = write_report(&tables, &out, &choices).unwrap();
    let picture = summary.pictures.iter().find(|picture| picture.name == name);
    let picture = picture.unwrap_or_else(|| panic!("no picture {name}"));
    let read = |ending: &str| fs::read_to_string(Path::new(&out).join(format!("charts/{name}.{ending}"))).unwrap();
    Seen {
        title: picture.title.clone(),
        caption: picture.caption.clone(),
        data: read("csv").lines().skip(1).map(str::to_owned).collect(),
        svg: read("svg"),
    }
}

fn article(id: &str, day: Option<Date>) -> Article {
    Article {
        article_id: id.into(),
        story_id: id.into(),
        text: "Invented.".into(),
        published_at: day.map(|day| day.to_zoned(TimeZone::UTC).unwrap().timestamp()),
        ..Article::default()
    }
}

fn actors() -> Vec<Actor> {
    let actor = |id: &str, name: &str, country: &str, sector| Actor {
        actor_id: id.into(),
        name: name.into(),
        country: Some(Code::from(country)),
        sector,
        ..Actor::default()
    };
    vec![
        actor("aaa", "Aland", "AAA", None),
        actor("bbb", "Beland", "BBB", None),
        actor("front", "The Front", "BBB", Some(Sector::Reb)),
    ]
}

fn figure(index: usize) -> Figure {
    Figure {
        figure_id: format!("f{index:02}"),
        article_id: "a1".into(),
        char_start: index as i64,
        char_end: index as i64 + 1,
        text: "12".into(),
        value_low: Some(12.0),
        value_high: Some(12.0),
        value_point: Some(12.0),
        measure: Measure::Killed,
        time_frame: FigureTimeFrame::Event,
        rule: "test".into(),
        ..Figure::default()
    }
}

fn action(index: usize) -> Action {
    Action {
        action_id: format!("x{index:02}"),
        event_id: format!("e{index:02}"),
        article_id: "a1".into(),
        char_start: index as i64,
        char_end: index as i64 + 1,
        event_type: EventType::Assault,
        quad_class: QuadClass::MaterialConflict,
        rule: "test".into(),
        ..Action::default()
    }
}

#[test]
fn claims_have_their_side_and_denials_are_told_apart() {
    let claim = |index, claimant: Option<&str>, subject: Option<&str>| Figure {
        claimant_text: claimant.map(str::to_owned),
        claimant_country: claimant.filter(|code| code.len() == 3).map(Code::from),
        subject_text: subject.map(str::to_owned),
        subject_country: subject.filter(|code| code.len() == 3).map(Code::from),
        ..figure(index)
    };
    let figures = vec![
        claim(0, Some("AAA"), Some("BBB")),
        Figure {
            measure: Measure::Destroyed,
            ..claim(1, Some("AAA"), Some("BBB"))
        },
        Figure {
            stance: Stance::Denies,
            ..claim(2, Some("AAA"), Some("BBB"))
        },
        Figure {
            polarity: Polarity::Negated,
            ..claim(3, Some("AAA"), Some("BBB"))
        },
        Figure {
            stance: Stance::Unverified,
            ..claim(4, Some("BBB"), Some("people"))
        },
        Figure {
            stance: Stance::Confirms,
            claimant_actor_id: Some("front".into()),
            ..claim(5, Some("BBB"), None)
        },
        claim(6, Some("a health ministry"), Some("people")),
        claim(7, None, Some("AAA")),
        Figure {
            modality: Modality::Hearsay,
            ..claim(8, None, Some("AAA"))
        },
        // Not about losses.
        Figure {
            measure: Measure::Displaced,
            ..claim(9, Some("AAA"), Some("BBB"))
        },
    ];
    let rows = Rows {
        articles: vec![article("a1", None)],
        actors: actors(),
        figures,
        ..Rows::default()
    };
    let seen = seen(rows, "claims-about-losses", Copies::Once);
    assert_eq!(
        seen.data,
        [
            "Aland,Beland,4,2,0,0,2",
            "Beland,others,1,0,0,1,0",
            "The Front,not stated,1,0,1,0,0",
            "other named sources,others,1,1,0,0,0",
            "sources not named,Aland,1,1,0,0,0",
            "the article itself,Aland,1,1,0,0,0",
        ]
    );
    assert_eq!(
        seen.title,
        "Claims about losses: most by Aland about Beland, 4 of 4 that name both sides"
    );
    assert!(seen.caption.starts_with("n = 9 of 10 figures"), "{}", seen.caption);
    assert!(seen.svg.contains(">\n×2\n<"), "two denials in a cell");
}

#[test]
fn events_stand_at_their_date_or_visibly_at_the_article_s() {
    let dated = |index, first: Date, last: Option<Date>| Action {
        date_start: Some(first),
        date_end: last,
        ..action(index)
    };
    let actions = vec![
        action(0),
        // A second target of the same event is no second event.
        Action {
            event_id: "e00".into(),
            ..action(1)
        },
        dated(2, date(2024, 3, 5), Some(date(2024, 3, 5))),
        dated(3, date(2024, 3, 5), None),
        Action {
            quad_class: QuadClass::VerbalConflict,
            event_type: EventType::Accuse,
            ..dated(4, date(2024, 3, 10), Some(date(2024, 3, 10)))
        },
        // Wider than a day; long before; not said to have happened; background; no date at all.
        dated(5, date(2024, 3, 5), Some(date(2024, 3, 6))),
        dated(6, date(1948, 5, 14), Some(date(1948, 5, 14))),
        Action {
            modality: Modality::Planned,
            ..dated(7, date(2024, 3, 5), None)
        },
        Action {
            time_frame: ActionTimeFrame::Historical,
            ..action(8)
        },
        Action {
            article_id: "a2".into(),
            ..action(9)
        },
    ];
    let rows = Rows {
        articles: vec![article("a1", Some(date(2024, 3, 10))), article("a2", None)],
        actions,
        ..Rows::default()
    };
    let seen = seen(rows, "actions-over-time", Copies::Once);
    let filled: Vec<_> = seen.data.iter().filter(|line| !line.ends_with(",0,0")).collect();
    assert_eq!(
        filled,
        [
            "2024-03-05,day,material_conflict,2,0",
            "2024-03-10,day,verbal_conflict,1,0",
            "2024-03-10,day,material_conflict,0,1",
        ]
    );
    assert_eq!(seen.data.len(), 6 * 4, "from the first date to the day of publication");
    assert_eq!(seen.title, "Events over time: most on 5 Mar 2024, 2 of 4");
    assert_eq!(
        seen.caption,
        "n = 4 of 9 events (10 rows of source, event and target): 3 at the date that the text gives, 1 at the day of \
         publication. Left out: 1 not said to have happened, 1 with a date wider than one day, 1 dated outside the \
         picture's time (2024-03-05 to 2024-03-10), 1 background of long ago without a date, 1 without a date of \
         their own or of their article."
    );
}

#[test]
fn arrows_count_what_the_matrix_counts() {
    let between = |index, source: &str, target: &str, quad_class| Action {
        source_country: Some(Code::from(source)),
        target_country: Some(Code::from(target)),
        quad_class,
        ..action(index)
    };
    let mut actions = vec![
        between(0, "AAA", "BBB", QuadClass::MaterialConflict),
        between(1, "AAA", "BBB", QuadClass::MaterialConflict),
        between(2, "AAA", "BBB", QuadClass::VerbalCooperation),
        between(3, "BBB", "BBB", QuadClass::MaterialConflict),
        action(4),
    ];
    actions.push(Action {
        source_actor_id: Some("front".into()),
        source_sector: Some(Sector::Reb),
        ..between(5, "BBB", "AAA", QuadClass::VerbalConflict)
    });
    let rows = Rows {
        articles: vec![article("a1", None)],
        actors: actors(),
        actions,
        ..Rows::default()
    };
    let matrix = seen(rows.clone(), "actions-source-target", Copies::Once);
    let network = seen(rows, "actions-network", Copies::Once);
    assert_eq!(
        network.data,
        [
            "Aland,Beland,3,1,0,0,2,1",
            "Beland,Beland,1,0,0,0,1,0",
            "The Front,Aland,1,0,0,1,0,1",
            "not stated,not stated,1,0,0,0,1,0",
        ]
    );
    for (line, cell) in network.data.iter().zip(&matrix.data) {
        assert!(line.starts_with(cell), "{line} and {cell}");
    }
    assert_eq!(
        network.title,
        "The strongest tie: Aland to Beland, 3 actions, mostly material conflict"
    );
    assert!(
        network
            .caption
            .starts_with("n = 4 of 6 rows of source, event and target, in 2 arrows between 3 parties"),
        "{}",
        network.caption
    );
}

#[test]
fn totals_and_events_never_share_a_panel() {
    let numbered = |index, value: f64| Figure {
        value_low: Some(value),
        value_high: Some(value),
        value_point: Some(value),
        as_of: Some(date(2024, 3, 10)),
        ..figure(index)
    };
    let own = |figure: Figure, first: Date, last: Option<Date>| Figure {
        date_start: Some(first),
        date_end: last,
        ..figure
    };
    let mut figures: Vec<Figure> = (0..4).map(|index| numbered(index, 10f64.powi(index as i32))).collect();
    figures[0] = own(figures[0].clone(), date(2024, 3, 4), Some(date(2024, 3, 5)));
    figures[1].time_frame = FigureTimeFrame::Day;
    // "Since October": what was so at the day of the article does not stand in October.
    figures[2] = own(figures[2].clone(), date(2023, 10, 7), None);
    figures[2].time_frame = FigureTimeFrame::Cumulative;
    figures[3] = own(figures[3].clone(), date(2024, 3, 1), Some(date(2024, 3, 7)));
    figures[3].time_frame = FigureTimeFrame::Period;
    figures.push(Figure {
        role: Role::Part,
        ..numbered(4, 3.0)
    });
    figures.push(Figure {
        value_low: None,
        value_high: None,
        value_point: None,
        ..numbered(5, 0.0)
    });
    figures.push(Figure {
        as_of: None,
        time_frame: FigureTimeFrame::Unknown,
        ..numbered(6, 5.0)
    });
    figures.push(Figure {
        value_low: None,
        value_point: None,
        bound: Bound::AtMost,
        ..numbered(7, 500.0)
    });
    let rows = Rows {
        articles: vec![article("a1", Some(date(2024, 3, 10)))],
        figures,
        ..Rows::default()
    };
    let seen = seen(rows, "figures-over-time-killed", Copies::Once);
    let columns = |line: &String| -> String {
        let cells: Vec<&str> = line.split(',').collect();
        [cells[0], cells[5], cells[6], cells[7], cells[cells.len() - 1]].join(",")
    };
    assert_eq!(
        seen.data.iter().map(columns).collect::<Vec<_>>(),
        [
            "f00,event or day,2024-03-04,text,drawn",
            "f01,event or day,2024-03-10,article,drawn",
            "f02,cumulative,2024-03-10,article,drawn",
            "f03,period,2024-03-07,text,drawn",
            "f04,event or day,2024-03-10,article,part_or_change",
            "f05,event or day,2024-03-10,article,no_number",
            "f06,not said,,,no_date",
            "f07,event or day,2024-03-10,article,drawn",
        ]
    );
    assert_eq!(seen.title, "People killed over time: 5 figures, between 1 and 1,000");
    assert!(
        seen.caption.starts_with(
            "n = 5 of 8 figures with the measure ‘killed’: 2 at a day that the text gives, 3 at the day of the article; \
             not drawn: 1 as part, change or earlier value of another figure, 1 without a number, 1 without any day; policy"
        ),
        "{}",
        seen.caption
    );
    let legend = seen.svg.split("event or day").next().unwrap();
    // "Up to 500" is an arrow: one number each is four dots, and one in the legend.
    assert_eq!(
        seen.svg.matches("<circle").count(),
        4 + legend.matches("<circle").count()
    );
    assert!(!seen.svg.contains("not said\n"), "no panel without figures");
}

#[test]
fn what_has_no_room_is_counted() {
    let figures = (0..60).map(|index| Figure {
        as_of: Some(date(2024, 3, 10)),
        ..figure(index)
    });
    let rows = Rows {
        articles: vec![article("a1", Some(date(2024, 3, 10)))],
        figures: figures.collect(),
        ..Rows::default()
    };
    let seen = seen(rows, "figures-over-time-killed", Copies::Once);
    let drawn = seen.data.iter().filter(|line| line.ends_with(",drawn")).count();
    let crowded = seen.data.iter().filter(|line| line.ends_with(",no_room")).count();
    assert!(drawn >= 1 && drawn + crowded == 60, "{drawn} and {crowded}");
    let says = format!("n = {drawn} of 60 figures");
    assert!(seen.caption.starts_with(&says), "{}", seen.caption);
    assert!(
        seen.caption
            .contains(&format!("not drawn: {crowded} that would lie on other marks")),
        "{}",
        seen.caption
    );
    let label = format!("{drawn} of 60 figures have room");
    assert!(seen.svg.contains(&label));
}

#[test]
fn coverage_counts_articles_and_copies() {
    let mut articles: Vec<Article> = (1..=4)
        .map(|day| article(&format!("a{day}"), Some(date(2024, 3, day))))
        .collect();
    articles.push(article("a5", None));
    for (article, publisher) in articles.iter_mut().zip(["Post", "Post", "Gazette", "Post"]) {
        article.publisher = Some(publisher.into());
        article.language = Some(Code::from("en"));
    }
    articles[3].duplicate_of = Some("a1".into());
    let rows = Rows {
        articles,
        ..Rows::default()
    };
    let once = seen(rows.clone(), "articles-coverage", Copies::Once);
    assert_eq!(
        once.data,
        [
            "day,2024-03-01,1",
            "day,2024-03-02,1",
            "day,2024-03-03,1",
            "Publishers,Post,2",
            "Publishers,Gazette,1",
            "Publishers,not said,1",
            "Languages,en,3",
            "Languages,not said,1",
            "Day of publication,not said,4",
            "Copies of a story,first or only copies,4",
            "Copies of a story,\"later copies, left out\",1",
        ]
    );
    assert_eq!(once.title, "4 articles of 2 publishers, from 2024-03-01 to 2024-03-03");
    assert!(
        once.caption
            .starts_with("n = 4 articles; 3 with a day of publication (UTC), 1 without"),
        "{}",
        once.caption
    );
    let each = seen(rows, "articles-coverage", Copies::Each);
    assert!(
        each.data
            .contains(&"Copies of a story,\"later copies, counted, too\",1".to_owned()),
        "{:?}",
        each.data
    );
    assert!(each.title.starts_with("5 articles"), "{}", each.title);
}

#[test]
fn coverage_tells_known_from_worded() {
    let mut figures: Vec<Figure> = (0..3).map(figure).collect();
    figures[0].claimant_text = Some("a ministry".into());
    figures[1].claimant_country = Some(Code::from("AAA"));
    figures[1].date_start = Some(date(2024, 3, 1));
    figures[1].date_basis = DateBasis::Relative;
    figures[2].date_start = Some(date(2024, 3, 1));
    figures[2].date_basis = DateBasis::Stated;
    let mut actions: Vec<Action> = (0..2).map(action).collect();
    actions[0].source_actor_id = Some("front".into());
    actions[0].place_text = Some("the north".into());
    actions[1].latitude = Some(1.0);
    let statement = Statement {
        statement_id: "s1".into(),
        article_id: "a1".into(),
        source_text: Some("officials".into()),
        ..Statement::default()
    };
    let rows = Rows {
        articles: vec![article("a1", None)],
        figures,
        actions,
        statements: vec![statement],
        ..Rows::default()
    };
    let seen = seen(rows, "rows-coverage", Copies::Once);
    assert_eq!(
        seen.data,
        [
            "Figures,claimant,1,1,3",
            "Figures,who or what is counted,0,0,3",
            "Figures,who did it,0,0,3",
            "Figures,date,1,1,3",
            "Figures,place,0,0,3",
            "Actions,source,1,0,2",
            "Actions,target,0,0,2",
            "Actions,claimant,0,0,2",
            "Actions,date,0,0,2",
            "Actions,place,1,1,2",
            "Statements,source,0,1,1",
        ]
    );
    assert_eq!(
        seen.title,
        "What rows state: a claimant in 2 of 3 figures, a source in 1 of 2 actions"
    );
}

#[test]
fn modes_stand_within_their_type() {
    let with = |index, mode: Option<&str>, modality| Action {
        event_mode: mode.map(Code::from),
        modality,
        ..action(index)
    };
    let modes = ["aerial", "aerial", "beat", "execute", "firearms", "riot"];
    let each = modes.iter().enumerate();
    let mut actions: Vec<Action> = each
        .map(|(index, mode)| with(index, Some(mode), Modality::Asserted))
        .collect();
    actions.push(with(6, None, Modality::Asserted));
    actions.push(with(7, Some("aerial"), Modality::Planned));
    let rows = Rows {
        articles: vec![article("a1", None)],
        actions,
        ..Rows::default()
    };
    let seen = seen(rows, "actions-by-event-type", Copies::Once);
    assert_eq!(
        seen.data,
        [
            "material_conflict,ASSAULT,,1,0",
            "material_conflict,ASSAULT,aerial,2,1",
            "material_conflict,ASSAULT,beat,1,0",
            "material_conflict,ASSAULT,execute,1,0",
            "material_conflict,ASSAULT,firearms,1,0",
            "material_conflict,ASSAULT,riot,1,0",
        ]
    );
    assert!(seen.caption.contains("; 1 without a mode."), "{}", seen.caption);
    // The most frequent by name; the others share a bar.
    assert!(seen.svg.contains("aerial") && seen.svg.contains("execute") && seen.svg.contains("2 other modes"));
    assert!(!seen.svg.contains("firearms"));
}
