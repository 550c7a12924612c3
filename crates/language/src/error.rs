//! What can be wrong with a model file.

/// Why a model could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LanguageError {
    /// The file does not begin as a model of this version does.
    #[error("not a language model of a known version")]
    Magic,
    /// The file ends inside a section.
    #[error("model ends early, at byte {offset}")]
    Truncated {
        /// Where more bytes were expected.
        offset: usize,
    },
    /// A section is absent.
    #[error("model has no section {section}")]
    Missing {
        /// Its name.
        section: String,
    },
    /// A section has the wrong size.
    #[error("section {section} has {found} bytes instead of {expected}")]
    Length {
        /// Its name.
        section: String,
        /// Bytes found.
        found: usize,
        /// Bytes expected.
        expected: usize,
    },
    /// A line of a section cannot be understood.
    #[error("section {section}, line {line}: {problem}")]
    Line {
        /// Its name.
        section: String,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong.
        problem: &'static str,
    },
}
