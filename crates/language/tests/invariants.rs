//! What must hold for any text: spans, trees, memory of earlier texts, white space, threads.

use tidywire_language::{Analyzer, Model, Parts, split};
use tidywire_text::{Document, Label, Span};

const SENTENCES: &str = include_str!("parity/sentences.txt");

/// Texts that no newsroom would send.
const ODD: [&str; 14] = [
    "",
    " \n\t ",
    "#",
    "# \n\n##",
    "...",
    "\u{feff}\u{200b}",
    "'' '' ``",
    "(((((((((((((((((((((",
    "a\u{301}\u{301} ☢️ 👩‍👩‍👧‍👦 ١٢٣ Ⅳ",
    "http://a.b.c.example.com:8080/?q=1#x, me@example.com!!!",
    "U.S.A.F.-led\u{a0}\u{a0}coalition…said,“No.”",
    "1,200-1,300km/h $5bn €4.5m 10:30a.m. 3/4 50%",
    "don't can't won't gonna I'd've y'all ain't",
    "КИЇВ — Сили оборони знищили 14 дронів.",
];

fn check(document: &Document) {
    let mut at = 0;
    for sentence in &document.sentences {
        assert!(!sentence.tokens.is_empty());
        assert!(at <= sentence.span.start && sentence.span.end <= document.text.len());
        at = sentence.span.start;
        for (number, token) in sentence.tokens.iter().enumerate() {
            assert!(at <= token.span.start && !token.span.is_empty() && sentence.span.contains(token.span));
            assert!(!token.span.of(&document.text).contains(char::is_whitespace));
            assert!(!token.lemma.is_empty());
            assert_eq!(token.head == number, token.label == Label::Root);
            // Every path ends at a root.
            let mut head = number;
            for _ in 0..sentence.tokens.len() {
                head = sentence.tokens[head].head;
            }
            assert_eq!(sentence.tokens[head].head, head);
            at = token.span.end;
        }
        let mut free = 0;
        for entity in &sentence.entities {
            assert!(free <= entity.first && entity.first < entity.end && entity.end <= sentence.tokens.len());
            free = entity.end;
        }
    }
}

/// Everything but white space and heading marks is in a token.
fn characters(document: &Document) -> String {
    document
        .sentences
        .iter()
        .flat_map(|one| &one.tokens)
        .map(|token| token.span.of(&document.text))
        .collect()
}

#[test]
fn any_text_is_analysed() {
    let mut analyzer = Analyzer::new(Model::embedded());
    let long = "shelling ".repeat(3000);
    for text in ODD.into_iter().chain([SENTENCES, long.as_str()]) {
        let document = analyzer.document(text.to_owned());
        check(&document);
        if !text.contains('#') {
            assert_eq!(characters(&document), text.split_whitespace().collect::<String>());
        }
    }
}

#[test]
fn nothing_is_remembered() {
    let fresh = |text: &str| Analyzer::new(Model::embedded()).document(text.to_owned());
    let mut used = Analyzer::new(Model::embedded());
    // More words than the memos hold.
    let many: String = (0..20_000).map(|number| format!("word{number} ")).collect();
    used.document(many);
    for text in SENTENCES.lines().take(40) {
        assert_eq!(used.document(text.to_owned()), fresh(text));
    }
}

#[test]
fn batches_threads_and_single_sentences_agree() {
    let whole = Analyzer::new(Model::embedded()).document(SENTENCES.replace('\n', "\n\n"));
    let mut single = Analyzer::new(Model::embedded());
    for sentence in &whole.sentences {
        let alone = single.sentence(&whole.text, sentence.span);
        assert_eq!(
            (&alone.tokens, &alone.entities, alone.span),
            (&sentence.tokens, &sentence.entities, sentence.span)
        );
    }
    for threads in 1..=4 {
        let documents: Vec<Document> = std::thread::scope(|scope| {
            let analyse = || Analyzer::new(Model::embedded()).document(whole.text.clone());
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(analyse)).collect();
            running
                .into_iter()
                .map(|thread| thread.join().expect("no panic"))
                .collect()
        });
        assert!(documents.iter().all(|document| *document == whole));
    }
}

#[test]
fn white_space_counts_once() {
    let mut analyzer = Analyzer::new(Model::embedded());
    for text in SENTENCES.lines().take(40) {
        let plain = analyzer.sentence(text, Span::new(0, text.len()));
        let spread = format!("  {}\n", text.split(' ').collect::<Vec<_>>().join(" \u{a0}\n\t"));
        let wide = analyzer.sentence(&spread, Span::new(0, spread.len()));
        assert_eq!(wide.entities, plain.entities);
        assert_eq!(wide.tokens.len(), plain.tokens.len());
        for (wide, plain) in wide.tokens.iter().zip(&plain.tokens) {
            assert_eq!(wide.span.of(&spread), plain.span.of(text));
            let rest =
                |token: &tidywire_text::Token| (token.lemma.clone(), token.tag, token.pos, token.head, token.label);
            assert_eq!(rest(wide), rest(plain));
        }
    }
}

#[test]
fn parts_can_be_left_out() {
    let text = "Russian forces shelled Kharkiv on Monday.";
    let of = |syntax, entities| {
        Analyzer::with_parts(Model::embedded(), Parts { syntax, entities }).sentence(text, Span::new(0, text.len()))
    };
    let (all, syntax, entities) = (of(true, true), of(true, false), of(false, true));
    assert_eq!(syntax.tokens, all.tokens);
    assert!(syntax.entities.is_empty() && !all.entities.is_empty());
    assert_eq!(entities.entities, all.entities);
}

#[test]
fn broken_models_are_errors() {
    let error = Model::from_bytes(b"nothing").err().expect("an error");
    assert_eq!(error.to_string(), "not a language model of a known version");
}

#[test]
fn split_covers_the_text() {
    for text in ODD.into_iter().chain([SENTENCES]) {
        let mut at = 0;
        for boundary in split(text) {
            assert!(boundary.span.start >= at && !boundary.span.is_empty());
            assert_eq!(boundary.span.of(text).trim(), boundary.span.of(text));
            if !text.contains('#') {
                assert!(text[at..boundary.span.start].trim().is_empty());
            }
            at = boundary.span.end;
        }
    }
}
