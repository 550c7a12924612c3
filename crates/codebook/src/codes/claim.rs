//! Who says so, how firmly, and whether it is said to be true.

table! {
    /// Whether the text says that it happened or that it did not.
    pub enum Polarity in polarity default Affirmed {
        /// Said to be so.
        Affirmed = "affirmed",
        /// Said not to be so ("did not kill", "no attack took place").
        Negated = "negated",
    }
}

table! {
    /// How firmly the text puts it.
    pub enum Modality in modality default Asserted {
        /// As a fact.
        Asserted = "asserted",
        /// As an estimate or assessment ("estimated", "believed to number").
        Estimated = "estimated",
        /// As possible ("may", "could", "feared").
        Possible = "possible",
        /// As intended, ordered or announced ("plans to", "will send").
        Planned = "planned",
        /// As depending on a condition ("if", "unless", "would").
        Conditional = "conditional",
        /// As hearsay ("reportedly", "allegedly", "rumoured").
        Hearsay = "hearsay",
    }
}

table! {
    /// Where the claimant stands towards the content.
    pub enum Stance in stance default Asserts {
        /// Says that it is so; also what the article itself says without a claimant.
        Asserts = "asserts",
        /// Denies or disputes it.
        Denies = "denies",
        /// Confirms what another had said.
        Confirms = "confirms",
        /// Could not verify it, or it is said not to be verified.
        Unverified = "unverified",
    }
}

table! {
    /// What somebody does with the content of a statement.
    pub enum StatementNature in statement_nature default Claim {
        /// Says that it is so, was so or will be so.
        Claim = "claim",
        /// Wants, praises, rejects, fears, plans it: no claim that it is so.
        Attitude = "attitude",
    }
}

table! {
    /// How an attributed content is quoted.
    pub enum StatementKind in statement_kind default Indirect {
        /// The source's own words in quotation marks.
        Direct = "direct",
        /// Reported in the article's words.
        Indirect = "indirect",
        /// Reported speech with quoted parts.
        Mixed = "mixed",
    }
}
