//! The embedded file, and the layout there and back.

use std::collections::BTreeMap;

use tidywire_gazetteer::write::{Region, Town, WriteError, write};
use tidywire_gazetteer::{Entry, FormatError, Gazetteer};

fn first(name: &str) -> Entry<'static> {
    let found = Gazetteer::embedded().longest(name);
    let (length, entries) = found.unwrap_or_else(|| panic!("{name} is missing"));
    assert_eq!(length, name.len(), "{name} is found in part only");
    entries[0]
}

#[test]
fn towns_are_found_by_their_spellings() {
    for (name, usual, country) in [
        ("Kyiv", "Kyiv", "UKR"),
        ("Kiev", "Kyiv", "UKR"),
        ("Kharkiv", "Kharkiv", "UKR"),
        ("Kharkov", "Kharkiv", "UKR"),
        ("Bakhmut", "Bakhmut", "UKR"),
        ("Artemivsk", "Bakhmut", "UKR"),
        ("Khan Yunis", "Khan Yunis", "PSE"),
        ("Khān Yūnis", "Khan Yunis", "PSE"),
        ("KHAN YUNIS", "Khan Yunis", "PSE"),
        ("El Fasher", "El Fasher", "SDN"),
        ("Goma", "Goma", "COD"),
        ("São Paulo", "São Paulo", "BRA"),
        ("Sao Paulo", "São Paulo", "BRA"),
    ] {
        let entry = first(name);
        assert_eq!(
            (entry.name, entry.country, entry.is_region),
            (usual, country, false),
            "{name}"
        );
    }
}

#[test]
fn regions_are_found_with_and_without_their_type() {
    for (name, country) in [
        ("Kursk region", "RUS"),
        ("Kursk Oblast", "RUS"),
        ("Belgorod Region", "RUS"),
        ("Donetsk oblast", "UKR"),
        ("Idlib governorate", "SYR"),
        ("Rakhine State", "MMR"),
        ("Rakhine", "MMR"),
        ("Tigray", "ETH"),
        ("North Darfur", "SDN"),
        ("North Kivu", "COD"),
    ] {
        let entry = first(name);
        assert_eq!((entry.country, entry.is_region), (country, true), "{name}");
    }
}

#[test]
fn a_name_ends_where_a_word_ends_and_the_longest_wins() {
    let gazetteer = Gazetteer::embedded();
    let length = |text: &str| gazetteer.longest(text).map(|(length, _)| length);
    assert_eq!(length("Kyivan"), None);
    assert_eq!(length("Kyiv's"), Some(4));
    assert_eq!(length("Kursk region's governor"), Some("Kursk region".len()));
    assert_eq!(length("New York City, said"), Some("New York City".len()));
    // A line may end within a name.
    assert_eq!(length("Khan\n  Yunis"), Some("Khan\n  Yunis".len()));
}

#[test]
fn the_file_is_large_enough_and_no_larger() {
    let gazetteer = Gazetteer::embedded();
    assert!(gazetteer.towns() > 180_000 && gazetteer.regions() > 3_500);
    assert!(
        gazetteer
            .all()
            .all(|town| town.latitude.abs() <= 90.0 && town.longitude.abs() <= 180.0)
    );
    assert!(
        gazetteer
            .all()
            .all(|town| town.country.len() == 3 && !town.name.is_empty())
    );
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/gazetteer/places.bin");
    assert!(std::fs::metadata(path).expect("the file").len() <= 12_000_000);
}

fn town(id: u32, name: &str, population: u32) -> Town {
    Town {
        id,
        name: name.to_owned(),
        alternates: vec!["Old".to_owned()],
        country: "UA".to_owned(),
        region: "UA.05".to_owned(),
        point: (-48.5942, 37.9989),
        population,
    }
}

fn sample() -> Vec<u8> {
    let countries = BTreeMap::from([("UA".to_owned(), "UKR".to_owned())]);
    let region = Region {
        code: "UA.05".to_owned(),
        name: "Donetsk Oblast".to_owned(),
        names: vec!["Donetsk Oblast".to_owned()],
        point: (48.0, 37.8),
    };
    write(
        &countries,
        vec![region],
        vec![town(2, "Small", 900), town(1, "Large", 90_000)],
    )
    .expect("fits")
}

#[test]
fn what_is_written_is_read() {
    let bytes = sample();
    let gazetteer = Gazetteer::read(&bytes).expect("sound");
    let (_, large) = gazetteer.longest("Large").expect("written");
    assert_eq!(
        (large[0].id, large[0].region, large[0].alternate),
        (Some(1), Some("Donetsk Oblast"), false)
    );
    assert!((large[0].latitude + 48.5942).abs() < 1e-9 && (large[0].longitude - 37.9989).abs() < 1e-9);
    assert!((large[0].population / 90_000.0 - 1.0).abs() < 0.1);
    let (_, both) = gazetteer.longest("Old").expect("written");
    let ids: Vec<Option<u32>> = both.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, [Some(1), Some(2)], "larger ones first");
    assert!(both.iter().all(|entry| entry.alternate));
}

#[test]
fn broken_files_are_refused() {
    let bytes = sample();
    assert_eq!(Gazetteer::read(&[]).err(), Some(FormatError::Magic));
    assert_eq!(
        Gazetteer::read(&bytes[..bytes.len() - 1]).err(),
        Some(FormatError::Length)
    );
    let unknown = write(&BTreeMap::new(), Vec::new(), vec![town(1, "Large", 1)]);
    assert!(matches!(unknown, Err(WriteError::Country(code)) if code == "UA"));
}
