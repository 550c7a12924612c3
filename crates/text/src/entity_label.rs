//! Entity types of OntoNotes 5.

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityLabel {
    /// Numerals that are no other type.
    Cardinal,
    /// Dates and periods.
    Date,
    /// Named wars, battles, storms.
    Event,
    /// Buildings, airports, bridges.
    Fac,
    /// Countries, cities, states.
    Gpe,
    /// Languages.
    Language,
    /// Named laws.
    Law,
    /// Other places.
    Loc,
    /// Amounts of money.
    Money,
    /// Nationalities, religious and political groups.
    Norp,
    /// First, second.
    Ordinal,
    /// Organisations.
    Org,
    /// Percentages.
    Percent,
    /// People.
    Person,
    /// Products, weapons.
    Product,
    /// Measurements.
    Quantity,
    /// Times within a day.
    Time,
    /// Titles of works.
    WorkOfArt,
}

impl EntityLabel {
    /// Every value with the name that the field uses, in the order of declaration.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Cardinal, "CARDINAL"),
        (Self::Date, "DATE"),
        (Self::Event, "EVENT"),
        (Self::Fac, "FAC"),
        (Self::Gpe, "GPE"),
        (Self::Language, "LANGUAGE"),
        (Self::Law, "LAW"),
        (Self::Loc, "LOC"),
        (Self::Money, "MONEY"),
        (Self::Norp, "NORP"),
        (Self::Ordinal, "ORDINAL"),
        (Self::Org, "ORG"),
        (Self::Percent, "PERCENT"),
        (Self::Person, "PERSON"),
        (Self::Product, "PRODUCT"),
        (Self::Quantity, "QUANTITY"),
        (Self::Time, "TIME"),
        (Self::WorkOfArt, "WORK_OF_ART"),
    ];

    /// The name that the field uses.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The value of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|&(value, _)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_agree() {
        for (index, &(value, name)) in EntityLabel::ALL.iter().enumerate() {
            assert_eq!(value as usize, index);
            assert_eq!(value.name(), name);
            assert_eq!(EntityLabel::from_name(name), Some(value));
        }
    }
}
