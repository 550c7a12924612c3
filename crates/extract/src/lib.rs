//! Document and lexicon to mentions, figures, actions and statements
