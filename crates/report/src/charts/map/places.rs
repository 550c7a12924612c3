//! What happened and was counted at which place: rows of `actions` and `figures`, grouped.
//!
//! Two names at one point with one id are one place, under the name that the table `places` has most often. It merges
//! nothing else: a city and the region around it stay two places, and no row gets a place that it does not state.
//!
//! Invariant: every row is either in a place or in one of the two numbers of those without.

use std::collections::BTreeMap;

use tidywire_codebook::PlacePrecision;

use crate::data::Tables;
use crate::rows::Name;

/// A place with what is said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spot {
    pub(super) place_id: Option<Name>,
    pub(super) name: String,
    pub(super) country: Option<Name>,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    /// Unknown where the table `places` does not have the place.
    pub(super) precision: Option<PlacePrecision>,
    /// Actions by quad class.
    pub(super) actions: [usize; 4],
    pub(super) figures: usize,
}

impl Spot {
    pub(super) fn all_actions(&self) -> usize {
        self.actions.iter().sum()
    }

    /// Rows of either kind.
    pub(super) fn weight(&self) -> usize {
        self.all_actions() + self.figures
    }

    /// True when no more is known than the country.
    pub(super) fn is_country(&self) -> bool {
        self.precision == Some(PlacePrecision::Country)
    }
}

/// All rows, placed or counted.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The places, those with most rows first, equal ones by name.
    pub(super) spots: Vec<Spot>,
    /// Actions without coordinates.
    pub(super) no_action: usize,
    /// Figures without coordinates.
    pub(super) no_figure: usize,
}

impl Placed {
    pub(super) fn actions(&self) -> usize {
        self.spots.iter().map(Spot::all_actions).sum()
    }

    pub(super) fn figures(&self) -> usize {
        self.spots.iter().map(|spot| spot.figures).sum()
    }

    pub(super) fn countries(&self) -> usize {
        self.spots.iter().filter(|spot| spot.is_country()).count()
    }
}

/// An id and the bits of two coordinates.
type Key = (Option<Name>, u64, u64);

/// How often which name and precision.
#[derive(Default)]
struct Known<'t> {
    names: BTreeMap<&'t str, usize>,
    precisions: BTreeMap<&'static str, (PlacePrecision, usize)>,
}

/// Groups the rows by place.
pub(super) fn gather(tables: &Tables) -> Placed {
    let known = known(tables);
    let mut spots: BTreeMap<Key, Spot> = BTreeMap::new();
    let mut placed = Placed::default();
    for row in &tables.actions {
        let point = key(row.place_id.as_ref(), row.latitude, row.longitude);
        match point.map(|key| spot(&mut spots, &known, key, &row.place_text, &row.place_country)) {
            Some(spot) => spot.actions[row.quad_class as usize] += 1,
            None => placed.no_action += 1,
        }
    }
    for row in &tables.figures {
        let point = key(row.place_id.as_ref(), row.latitude, row.longitude);
        match point.map(|key| spot(&mut spots, &known, key, &row.place_text, &row.place_country)) {
            Some(spot) => spot.figures += 1,
            None => placed.no_figure += 1,
        }
    }
    placed.spots = spots.into_values().collect();
    placed.spots.sort_by(|left, right| {
        let weight = right.weight().cmp(&left.weight());
        weight.then_with(|| left.name.cmp(&right.name))
    });
    placed
}

fn known(tables: &Tables) -> BTreeMap<Key, Known<'_>> {
    let mut known: BTreeMap<Key, Known<'_>> = BTreeMap::new();
    for row in &tables.places {
        let Some(key) = key(row.place_id.as_ref(), row.latitude, row.longitude) else {
            continue;
        };
        let known = known.entry(key).or_default();
        *known.names.entry(&*row.name).or_default() += 1;
        if let Some(precision) = row.precision {
            use tidywire_codebook::CodeList;
            known.precisions.entry(precision.code()).or_insert((precision, 0)).1 += 1;
        }
    }
    known
}

/// Nothing for what is not on the Earth.
fn key(id: Option<&Name>, latitude: Option<f64>, longitude: Option<f64>) -> Option<Key> {
    let (latitude, longitude) = (latitude?, longitude?);
    let sound = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    sound.then(|| (id.cloned(), latitude.to_bits(), longitude.to_bits()))
}

fn spot<'s>(
    spots: &'s mut BTreeMap<Key, Spot>,
    known: &BTreeMap<Key, Known<'_>>,
    key: Key,
    text: &Option<Name>,
    country: &Option<Name>,
) -> &'s mut Spot {
    let found = known.get(&key);
    spots.entry(key).or_insert_with_key(|(id, latitude, longitude)| {
        // Of equally frequent names the first in the alphabet.
        let name = found.and_then(|found| found.names.iter().rev().max_by_key(|(_, count)| **count));
        let precision = found.and_then(|found| found.precisions.values().rev().max_by_key(|(_, count)| *count));
        Spot {
            place_id: id.clone(),
            name: name
                .map_or(text.as_deref().unwrap_or_default(), |(name, _)| name)
                .to_owned(),
            country: country.clone(),
            latitude: f64::from_bits(*latitude),
            longitude: f64::from_bits(*longitude),
            precision: precision.map(|(precision, _)| *precision),
            ..Spot::default()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidywire_codebook::QuadClass;

    use crate::rows::{ActionRow, FigureRow, PlaceRow};

    #[test]
    fn rows_meet_at_their_place_and_the_table_of_places_names_it() {
        let goma = ActionRow {
            quad_class: QuadClass::MaterialConflict,
            place_text: Some("the city of Goma".into()),
            place_country: Some(Name::from("COD")),
            latitude: Some(-1.67),
            longitude: Some(29.23),
            ..ActionRow::default()
        };
        let figure = FigureRow {
            latitude: Some(-1.67),
            longitude: Some(29.23),
            ..FigureRow::default()
        };
        let place = |name: &str| PlaceRow {
            name: name.into(),
            latitude: Some(-1.67),
            longitude: Some(29.23),
            precision: Some(PlacePrecision::City),
            ..PlaceRow::default()
        };
        let tables = Tables {
            figures: vec![figure, FigureRow::default()],
            actions: vec![
                goma.clone(),
                ActionRow {
                    latitude: Some(91.0),
                    ..goma.clone()
                },
                ActionRow {
                    place_id: Some(Name::from("1")),
                    ..goma
                },
            ],
            places: vec![place("Goma city"), place("Goma"), place("Goma")],
            ..Tables::nothing()
        };
        let placed = gather(&tables);
        assert_eq!((placed.no_action, placed.no_figure), (1, 1));
        assert_eq!((placed.actions(), placed.figures(), placed.countries()), (2, 1, 0));
        let [first, second] = placed.spots.as_slice() else {
            panic!("two ids are two places: {placed:?}")
        };
        assert_eq!(
            (first.name.as_str(), first.actions, first.figures),
            ("Goma", [0, 0, 0, 1], 1)
        );
        assert_eq!((second.name.as_str(), second.precision), ("the city of Goma", None));
    }
}
