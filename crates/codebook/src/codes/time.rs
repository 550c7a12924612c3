//! When: time frames of figures and actions, and how time expressions are given.

table! {
    /// What stretch of time a figure covers.
    pub enum FigureTimeFrame in figure_time_frame default Unknown {
        /// One event.
        Event = "event",
        /// One day.
        Day = "day",
        /// A stated period.
        Period = "period",
        /// Everything since a beginning ("since the war began").
        Cumulative = "cumulative",
        /// The text does not say.
        Unknown = "unknown",
    }
}

table! {
    /// When an action lies, seen from the article.
    pub enum ActionTimeFrame in action_time_frame default Past {
        /// Happened.
        Past = "past",
        /// Happening.
        Ongoing = "ongoing",
        /// Yet to come.
        Future = "future",
        /// Long before the news: background and history.
        Historical = "historical",
        /// Not said to happen at all: conditions, wishes, hypotheses.
        Hypothetical = "hypothetical",
    }
}

table! {
    /// How a date is known.
    pub enum DateBasis in date_basis default None {
        /// Written out in the text.
        Stated = "stated",
        /// Reckoned from the publication date ("on Tuesday", "last week") or from a date before it in the text ("the next day").
        Relative = "relative",
        /// Not known.
        None = "none",
    }
}

table! {
    /// Kind of time expression, as TIMEX3 divides them.
    pub enum DateKind in date_kind default Date {
        /// A calendar day, week, month, year.
        Date = "date",
        /// A time of day.
        Time = "time",
        /// A length of time.
        Duration = "duration",
        /// A repeated time ("every Friday").
        Set = "set",
    }
}

table! {
    /// What the words make of a time expression, as TIMEX3 has it.
    pub enum DateModifier in date_modifier default Approx {
        /// Its beginning ("early October").
        Start = "start",
        /// Its middle.
        Mid = "mid",
        /// Its end ("late on Monday").
        End = "end",
        /// About so long.
        Approx = "approx",
        /// Less than that.
        LessThan = "less_than",
        /// More than that.
        MoreThan = "more_than",
        /// At most that.
        EqualOrLess = "equal_or_less",
        /// At least that.
        EqualOrMore = "equal_or_more",
    }
}

table! {
    /// The unit a time expression is precise to.
    pub enum DatePrecision in date_precision default Day {
        /// A year.
        Year = "year",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A month.
        Month = "month",
        /// A week.
        Week = "week",
        /// A day.
        Day = "day",
        /// Morning, afternoon, evening, night, or an hour.
        PartOfDay = "part_of_day",
    }
}
