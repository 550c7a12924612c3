//! How precisely a place is known.

table! {
    /// What kind of place the coordinates stand for.
    pub enum PlacePrecision in place_precision default Country {
        /// A country; the coordinates are a point within it.
        Country = "country",
        /// A first-level administrative division.
        Admin1 = "admin1",
        /// A populated place.
        City = "city",
        /// A named feature: airport, camp, river, strait.
        Feature = "feature",
    }
}
