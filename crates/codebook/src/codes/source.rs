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
    /// How bad an issue is.
    pub enum Severity in severity default Error {
        /// Something was left out: the tables lack what it would have given.
        Error = "error",
        /// Read, but with a doubt.
        Warning = "warning",
    }
}
