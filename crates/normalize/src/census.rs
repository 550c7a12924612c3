//! Counts of actors over all articles.
//!
//! Invariant: the same counts in whatever order articles come.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use tidywire_codebook as book;

use crate::rows::ArticleRows;

/// Counts so far.
#[derive(Default)]
pub(crate) struct Census {
    actors: BTreeMap<String, book::Actor>,
}

impl Census {
    pub(crate) fn count(&mut self, article: &book::Article, of_article: &ArticleRows) {
        let day = article
            .published_at
            .map(|instant| instant.to_zoned(TimeZone::UTC).date());
        for (id, actor) in &of_article.actors {
            let mentions = of_article
                .mentions
                .iter()
                .filter(|mention| mention.actor_id.as_deref() == Some(id))
                .count();
            let row = self.actors.entry(id.clone()).or_insert_with(|| actor.clone());
            row.mention_count += i64::try_from(mentions).unwrap_or(i64::MAX);
            if mentions > 0 {
                row.article_count += 1;
                row.first_published = [row.first_published, day].into_iter().flatten().min();
                row.last_published = [row.last_published, day].into_iter().flatten().max();
            }
        }
    }

    pub(crate) fn rows(self) -> Vec<book::Actor> {
        self.actors.into_values().collect()
    }
}
