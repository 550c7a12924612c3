//! Quotations: what stands between quotation marks, over sentences, and who says it.
//!
//! Works on the text alone, not on its trees: long quotations are where a parser is weakest. Single marks are left alone,
//! they are apostrophes more often. An opening mark that is never closed ends with its paragraph, and a paragraph that
//! then opens with a mark goes on with it.
//!
//! Invariant: a quotation lies within the text between its marks; it has at most one speaker, whose cue stands outside it.

use tidywire_text::Span;

use crate::types::Statement;

use super::{Said, kind};

/// Joins contents with the quotations that they are part of and gives quotations to cues without a content.
/// `sentences` are those of the document, in order.
pub(crate) fn settle(text: &str, sentences: &[Span], said: Vec<Said>) -> Vec<Statement> {
    let mut whole = join(text, sentences, said);
    // What somebody wants or praises in another's words is part of those words.
    let over: Vec<(Span, Span)> = whole
        .iter()
        .map(|statement| (statement.content, statement.cue))
        .collect();
    whole.retain(|statement| {
        let inside = |(content, cue): &(Span, Span)| *cue != statement.cue && content.contains(statement.cue);
        !statement.attitude || !over.iter().any(inside)
    });
    whole
}

fn join(text: &str, sentences: &[Span], said: Vec<Said>) -> Vec<Statement> {
    let quotes = find(text);
    let mut whole: Vec<Statement> = Vec::new();
    let mut open: Vec<Statement> = Vec::new();
    for one in said {
        whole.extend(one.whole);
        open.extend(one.open);
    }
    if quotes.is_empty() {
        return whole;
    }
    let quoted = |span: Span| quotes.iter().any(|quote| quote.contains(span));
    let mut taken = vec![false; quotes.len()];
    for statement in whole.iter_mut().filter(|statement| !quoted(statement.cue)) {
        let Some(at) = quotes.iter().position(|quote| quote.overlaps(statement.content)) else {
            continue;
        };
        let last = quotes
            .iter()
            .rposition(|quote| quote.overlaps(statement.content))
            .unwrap_or(at);
        if quotes[last].contains(statement.cue) {
            continue;
        }
        let mut content = statement.content.cover(quotes[last]);
        if quotes[at].contains(Span::new(statement.content.start, statement.content.start)) {
            content = content.cover(quotes[at]);
        }
        // A cue before its quotation stays outside it.
        if content.contains(statement.cue) && !statement.content.contains(statement.cue) {
            continue;
        }
        statement.content = content;
        taken[at..=last].iter_mut().for_each(|taken| *taken = true);
    }
    for mut statement in open.into_iter().filter(|statement| !quoted(statement.cue)) {
        if let Some(at) = beside(text, &quotes, sentences, &statement).filter(|&at| !taken[at]) {
            taken[at] = true;
            statement.content = quotes[at];
            whole.push(statement);
        }
    }
    whole.sort_by_key(|statement| (statement.sentence, statement.cue.start));
    // Nobody's quotation right behind what somebody said is still his.
    let cues: Vec<Span> = whole
        .iter()
        .map(|statement| statement.cue)
        .filter(|&cue| !quoted(cue))
        .collect();
    for statement in whole
        .iter_mut()
        .filter(|statement| !quoted(statement.cue) && !statement.attitude)
    {
        let mut end = statement.content.end.max(ending(sentences, statement.cue));
        for at in 0..quotes.len() {
            let quote = quotes[at];
            if taken[at] || quote.start < statement.content.end {
                continue;
            }
            let own = quotes.iter().any(|known| known.overlaps(statement.content));
            let same =
                quote.start < end && quote.start > statement.cue.end && statement.content.end <= statement.cue.start;
            let next = quote.start >= end
                && text[end..quote.start].chars().all(|letter| !letter.is_alphanumeric())
                && !text[end..quote.start].contains("\n\n");
            let goes_on = quote.start >= end && continues(text, statement.content, quote);
            if !own || !(same || next || goes_on) {
                break;
            }
            let after = ending(sentences, quote);
            if cues
                .iter()
                .any(|cue| cue.start >= quote.start && cue.end <= after.max(quote.end))
            {
                break;
            }
            statement.content = statement.content.cover(quote);
            taken[at] = true;
            end = end.max(after);
        }
    }
    for statement in &mut whole {
        statement.kind = kind(text, statement.content);
    }
    whole
}

/// True where the content ends with a paragraph whose quotation is still open, and the quotation opens the next one.
fn continues(text: &str, content: Span, quote: Span) -> bool {
    let between = &text[content.end..quote.start];
    between.contains('\n')
        && between
            .trim_matches(|letter: char| letter.is_whitespace() || is_open(letter))
            .is_empty()
}

/// End of the sentence that holds the span.
fn ending(sentences: &[Span], span: Span) -> usize {
    let holds = sentences.iter().find(|sentence| sentence.end >= span.end);
    holds.map_or(span.end, |sentence| sentence.end)
}

/// The quotation that ends right before the cue and its speaker, or begins right behind them.
fn beside(text: &str, quotes: &[Span], sentences: &[Span], statement: &Statement) -> Option<usize> {
    let speaker = statement.source.as_ref().map_or(statement.cue, |party| party.span);
    let (first, last) = (
        statement.cue.start.min(speaker.start),
        statement.cue.end.max(speaker.end),
    );
    let near = |from: usize, to: usize, most: usize| {
        from <= to && to - from <= most && text.is_char_boundary(from) && !text[from..to].contains("\n\n")
    };
    let sentence = ending(sentences, statement.cue);
    let behind = quotes.iter().position(|quote| {
        quote.start >= last && near(last, quote.start, 120) && {
            let gap = &text[last..quote.start];
            let gap = gap.trim_end_matches(|letter: char| is_open(letter) || letter.is_whitespace() || letter == '\'');
            quote.start < sentence
                && gap.chars().filter(|letter| letter.is_alphabetic()).count() <= 60
                && gap.ends_with([',', ':'])
                || gap.ends_with(':')
                || gap.is_empty()
        }
    });
    let before = quotes.iter().rposition(|quote| {
        quote.end <= first && near(quote.end, first, 40) && {
            let gap = &text[quote.end..first];
            gap.chars().filter(|letter| letter.is_alphabetic()).count() <= 20 && !gap.contains(['.', '\n'])
        }
    });
    before.or(behind)
}

fn is_open(letter: char) -> bool {
    matches!(letter, '“' | '"' | '„' | '«')
}

/// Quotations of the text, without their marks, in order.
fn find(text: &str) -> Vec<Span> {
    let mut quotes = Vec::new();
    let mut start: Option<usize> = None;
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, letter)) = letters.next() {
        let double = letter == '\'' && letters.peek().is_some_and(|&(_, next)| next == '\'');
        let blank_line = letter == '\n' && letters.peek().is_some_and(|&(_, next)| next == '\n');
        let mark = double || matches!(letter, '“' | '”' | '"');
        if blank_line {
            close(text, &mut start, at, &mut quotes);
        } else if mark {
            let width = if double { 2 } else { letter.len_utf8() };
            if double {
                letters.next();
            }
            let opens = match letter {
                '“' => true,
                '”' => false,
                _ => start.is_none() && !before.is_alphanumeric() && !matches!(before, '.' | ',' | '!' | '?'),
            };
            if opens {
                close(text, &mut start, at, &mut quotes);
                start = Some(at + width);
            } else {
                close(text, &mut start, at, &mut quotes);
            }
        }
        before = letter;
    }
    close(text, &mut start, text.len(), &mut quotes);
    quotes
}

/// Ends an open quotation, if it holds a word.
fn close(text: &str, start: &mut Option<usize>, end: usize, quotes: &mut Vec<Span>) {
    let Some(begin) = start.take() else { return };
    let inner = &text[begin..end];
    let left = begin + inner.len() - inner.trim_start().len();
    let trimmed = inner.trim().trim_end_matches([',', '.']);
    if trimmed.chars().any(char::is_alphabetic) {
        quotes.push(Span::new(left, left + trimmed.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn quotations_run_over_sentences_and_end_with_their_paragraph() {
        assert_eq!(
            texts("He said: “It is so. It was so.” Then 'no'."),
            ["It is so. It was so"]
        );
        assert_eq!(texts("\"Yes,\" he said, \"and no.\""), ["Yes", "and no"]);
        assert_eq!(texts("''Usually,'' she said."), ["Usually"]);
        assert_eq!(texts("“We go on.\n\n“And on,” he said."), ["We go on", "And on"]);
        assert_eq!(texts("A 5\" pipe and ”."), Vec::<&str>::new());
    }
}
