//! The published contract: names and their order. A failure here means that people's scripts would break.

use std::collections::BTreeSet;

use tidywire_codebook::{
    Bound, CellError, Code, CodeList, EventType, Figure, Issue, Kind, QuadClass, Sector, TABLES, Table, Value,
};

/// Table names with their columns, as promised.
const PROMISED: &[(&str, &str)] = &[
    (
        "articles",
        "article_id source_id source_uri title publisher authors published_at published_basis published_from \
         language story_id duplicate_of text char_count sentence_count token_count",
    ),
    ("sentences", "article_id sentence_index char_start char_end section"),
    (
        "mentions",
        "mention_id article_id sentence_index char_start char_end text kind actor_id country \
         sector rule",
    ),
    (
        "actors",
        "actor_id name country sector part_of wikidata_id mention_count article_count \
         first_published last_published",
    ),
    (
        "figures",
        "figure_id article_id sentence_index char_start char_end text value_low value_high \
         value_point bound approximator vague_term measure measure_text unit_kind unit currency \
         subject_text subject_actor_id subject_country combatant_status agent_text agent_actor_id \
         agent_country action_id role direction parent_figure_id polarity modality modality_text \
         claimant_text claimant_actor_id claimant_country claim_verb stance time_frame date_start \
         date_end date_basis as_of place_text place_id place_country latitude longitude rule",
    ),
    (
        "actions",
        "action_id event_id article_id sentence_index char_start char_end text lemma event_type \
         event_mode quad_class intensity cameo_root context source_text source_actor_id \
         source_country source_sector target_text target_actor_id target_country target_sector \
         polarity modality time_frame claimant_text claimant_actor_id claimant_country claim_verb \
         stance date_start date_end date_basis place_text place_id place_country latitude \
         longitude rule",
    ),
    (
        "statements",
        "statement_id article_id sentence_index char_start char_end source_text source_start \
         source_end source_actor_id source_country cue_text cue_start cue_end kind stance nature rule",
    ),
    (
        "places",
        "article_id sentence_index char_start char_end text place_id name country admin1 latitude \
         longitude precision sense rule",
    ),
    (
        "dates",
        "article_id sentence_index char_start char_end text kind date_start date_end precision \
         basis value modifier rule",
    ),
    ("issues", "source_uri article_id line byte_offset severity code message"),
];

#[test]
fn tables_and_columns_are_as_promised() {
    assert_eq!(TABLES.len(), PROMISED.len());
    for (table, (name, columns)) in TABLES.iter().zip(PROMISED) {
        assert_eq!(table.name, *name);
        let found: Vec<_> = table.columns.iter().map(|column| column.name).collect();
        let promised: Vec<_> = columns.split_whitespace().collect();
        assert_eq!(found, promised, "columns of {name}");
    }
}

#[test]
fn keys_orders_and_references_name_columns() {
    for table in TABLES {
        for name in table.key.iter().chain(table.order) {
            assert!(table.position(name).is_some(), "{}: no column {name}", table.name);
        }
        // A total order: equal sort keys would let the run decide which row comes first.
        if !table.key.is_empty() {
            assert!(table.key.iter().all(|name| table.order.contains(name)));
        }
        for reference in table.references {
            let there = TABLES
                .iter()
                .find(|there| there.name == reference.table)
                .unwrap_or_else(|| panic!("{}: no table {}", table.name, reference.table));
            assert_eq!(reference.targets, there.key);
            for (here, target) in reference.columns.iter().zip(reference.targets) {
                let here = table.columns[table.position(here).unwrap()];
                let target = there.columns[there.position(target).unwrap()];
                assert_eq!(here.kind, target.kind);
            }
        }
    }
}

#[test]
fn every_column_and_code_is_described() {
    for table in TABLES {
        sentence(table.name, table.description);
        let mut names = BTreeSet::new();
        for column in table.columns {
            sentence(column.name, column.description);
            assert!(names.insert(column.name), "{} twice", column.name);
            if let Kind::List(list) = column.kind {
                sentence(list.name, list.description);
                let mut codes = BTreeSet::new();
                for entry in list.entries {
                    sentence(entry.code, entry.description);
                    assert!(codes.insert(entry.code), "{} twice", entry.code);
                }
            }
        }
    }
}

fn sentence(name: &str, text: &str) {
    assert!(text.len() > 3 && text.ends_with('.'), "{name}: {text:?}");
    assert!(!text.contains("  ") && text.trim() == text, "{name}: {text:?}");
}

#[test]
fn codes_go_there_and_back() {
    fn check<C: CodeList + PartialEq + std::fmt::Debug>() {
        for &value in C::all() {
            assert_eq!(C::from_code(value.code()), Some(value));
            assert!(
                C::INFO
                    .entries
                    .iter()
                    .any(|entry| entry.code == value.code() && entry.description == value.describe())
            );
        }
        assert_eq!(C::all().len(), C::INFO.entries.len());
        assert_eq!(C::from_code("no such code"), None);
    }
    check::<Bound>();
    check::<EventType>();
    check::<QuadClass>();
    check::<Sector>();
    assert_eq!(EventType::Assault.code(), "ASSAULT");
    assert_eq!(Sector::Mil.code(), "MIL");
}

#[test]
fn rows_go_there_and_back() {
    let figure = Figure {
        figure_id: "f".into(),
        bound: Bound::Range,
        value_low: Some(-0.5),
        currency: Some(Code::from("USD")),
        date_start: Some(jiff::civil::date(2024, 2, 29)),
        ..Figure::default()
    };
    assert_eq!(Figure::from_cells(&figure.cells()), Ok(figure));
}

#[test]
fn wrong_cells_are_refused_by_name() {
    let figure = Figure::default();
    let mut cells = figure.cells();
    let at = TABLES
        .iter()
        .find(|table| table.name == Figure::NAME)
        .and_then(|table| table.position(Figure::bound))
        .unwrap();
    cells[at] = Value::Text("roughly");
    let error = Figure::from_cells(&cells).unwrap_err();
    assert_eq!(
        error.to_string(),
        "column `bound` holds `roughly`, which is not in the code list `bound`"
    );
    cells[at] = Value::Null;
    assert_eq!(
        Figure::from_cells(&cells),
        Err(CellError::Null { column: Figure::bound })
    );
    assert!(matches!(
        Figure::from_cells(&cells[..3]),
        Err(CellError::Null { .. } | CellError::Count { .. })
    ));
}

#[test]
fn empty_text_is_null_where_null_is_allowed() {
    let issue = Issue {
        source_uri: Some(String::new()),
        ..Issue::default()
    };
    let cells = issue.cells();
    assert_eq!(cells[0], Value::Null);
    assert_eq!(cells[5], Value::Text(""), "a message may be empty, not null");
    assert_eq!(Issue::from_cells(&cells).unwrap().source_uri, None);
}
