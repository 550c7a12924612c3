//! What a figure says: its bound, what it measures, in which unit, and where it stands among other figures.

table! {
    /// How the stated words bound the value.
    pub enum Bound in bound default Exact {
        /// One number without a hedge: low = high = point.
        Exact = "exact",
        /// That number or more: low is stated, high is open.
        AtLeast = "at_least",
        /// More than that number: low is stated (exclusive), high is open.
        MoreThan = "more_than",
        /// That number or fewer: high is stated, low is open.
        AtMost = "at_most",
        /// Fewer than that number: high is stated (exclusive), low is open.
        LessThan = "less_than",
        /// From one number to another: both are stated.
        Range = "range",
        /// About that number: the point is stated, low and high are open.
        Approximate = "approximate",
        /// A vague word ("dozens", "several"): the low end follows the published policy `floor`, high is open.
        Vague = "vague",
    }
}

table! {
    /// What the figure measures.
    pub enum Measure in measure default Other {
        /// People killed.
        Killed = "killed",
        /// People wounded or injured.
        Wounded = "wounded",
        /// Casualties: killed and wounded together, or undivided.
        Casualties = "casualties",
        /// People missing.
        Missing = "missing",
        /// People captured in fighting.
        Captured = "captured",
        /// People detained or arrested.
        Detained = "detained",
        /// People abducted or taken hostage.
        Abducted = "abducted",
        /// People displaced, evacuated or fled.
        Displaced = "displaced",
        /// Troops or equipment sent or stationed.
        Deployed = "deployed",
        /// People recruited or mobilised.
        Recruited = "recruited",
        /// People protesting.
        Protesting = "protesting",
        /// Weapons launched or fired.
        Launched = "launched",
        /// Weapons shot down or intercepted.
        Intercepted = "intercepted",
        /// Things destroyed.
        Destroyed = "destroyed",
        /// Things damaged.
        Damaged = "damaged",
        /// Things or territory lost.
        Lost = "lost",
        /// Things supplied or delivered.
        Supplied = "supplied",
        /// People or bodies put under sanctions.
        Sanctioned = "sanctioned",
        /// Money spent.
        Spent = "spent",
        /// Money or goods pledged.
        Pledged = "pledged",
        /// Anything else; see `measure_text`.
        Other = "other",
    }
}

table! {
    /// Kind of unit the value is in.
    pub enum UnitKind in unit_kind default Count {
        /// Number of people or things.
        Count = "count",
        /// Percentage: 30 means 30 %.
        Percent = "percent",
        /// Share of a whole: 0.5 means a half.
        Fraction = "fraction",
        /// Money; see `currency`.
        Currency = "currency",
        /// Length or distance.
        Length = "length",
        /// Mass or weight.
        Mass = "mass",
        /// Area.
        Area = "area",
        /// Duration.
        Duration = "duration",
        /// Another unit; see `unit`.
        Other = "other",
    }
}

table! {
    /// Whether those counted are combatants.
    pub enum CombatantStatus in combatant_status default Unknown {
        /// Soldiers, fighters, militants.
        Military = "military",
        /// Civilians.
        Civilian = "civilian",
        /// Both, undivided.
        Mixed = "mixed",
        /// The text does not say.
        Unknown = "unknown",
    }
}

table! {
    /// Which way a change goes.
    pub enum Direction in direction default Up {
        /// More than before ("rose by 30 %", "up 12").
        Up = "up",
        /// Less than before ("fell by a third", "down 12").
        Down = "down",
    }
}

table! {
    /// What the figure is among other figures.
    pub enum Role in role default Level {
        /// A number that stands for itself.
        Level = "level",
        /// A number that came on top of an earlier one ("another 12").
        Increment = "increment",
        /// A change ("rose by 30 %").
        Change = "change",
        /// A part of the figure in `parent_figure_id` ("including 7 children", "33 of 41").
        Part = "part",
        /// A share, as percentage or fraction, of the figure in `parent_figure_id` or of what is counted ("a third of them",
        /// "25 % of the contingent").
        Proportion = "proportion",
        /// An earlier value given for comparison ("up from 17").
        Earlier = "earlier",
    }
}
