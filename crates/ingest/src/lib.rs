//! Files, pages and JSON Lines to articles
