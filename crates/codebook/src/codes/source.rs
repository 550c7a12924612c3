//! Where an article's date comes from, and how bad an issue is.

table! {
    /// Where the publication date was found.
    pub enum PublishedBasis in published_basis default Given {
        /// Given by the caller with the article.
        Given = "given",
        /// In the page's metadata.
        Metadata = "metadata",
        /// In the address.
        Url = "url",
        /// In the article's visible text (dateline, byline).
        Text = "text",
    }
}

table! {
    /// Where exactly the publication date was stated.
    pub enum PublishedFrom in published_from default Field {
        /// A field of JSON Lines or a column of a table.
        Field = "field",
        /// The source card beside the file.
        Card = "card",
        /// The front matter of a Markdown file.
        FrontMatter = "front_matter",
        /// The entry of a feed.
        Feed = "feed",
        /// Linked data (JSON-LD) of the page.
        JsonLd = "json_ld",
        /// An OpenGraph property of the page.
        OpenGraph = "open_graph",
        /// Another `meta` element of the page.
        Meta = "meta",
        /// A `time` element, or one that the page marks as the date of publication.
        TimeElement = "time_element",
        /// The address.
        Url = "url",
        /// A dateline or byline for people.
        Text = "text",
    }
}

table! {
    /// How bad an issue is.
    pub enum Severity in severity default Error {
        /// Something was left out: the tables lack what it would have given.
        Error = "error",
        /// Read, but with a doubt.
        Warning = "warning",
    }
}
