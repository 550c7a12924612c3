//! How precisely a place is known.

table! {
    /// What a place name is used for, as geoparsing divides toponyms (Gritta et al. 2020).
    pub enum PlaceSense in place_sense default Literal {
        /// Where something is or happens.
        Literal = "literal",
        /// Those who act there, or what belongs to it: the name is also a mention of an actor ("Iran said").
        Associative = "associative",
    }
}

table! {
    /// What kind of place the coordinates stand for.
    pub enum PlacePrecision in place_precision default Country {
        /// A country; the coordinates are a point within it.
        Country = "country",
        /// A first-level administrative division.
        Admin1 = "admin1",
        /// A populated place.
        City = "city",
        /// Somewhere near: the coordinates are those of the place that the text names ("20 km east of Pokrovsk").
        Near = "near",
        /// A named feature: airport, camp, river, strait.
        Feature = "feature",
    }
}
