//! Paragraphs, headings and sentence ends.

use tidywire_language::{Boundary, split};

fn sentences(text: &str) -> Vec<String> {
    let plain = |boundary: &Boundary| boundary.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    split(text).iter().map(plain).collect()
}

#[test]
fn hard_wrapped_text_is_joined() {
    let text = "\
KYIV, Ukraine (AP) -- Russian forces fired dozens of missiles at Ukrainian
cities early Monday, killing at least 14 people and wounding more than 90,
officials said. Brig. Gen. Oleksandr Petrenko, a spokesman for the army,
said 29 of 38 missiles were shot down.

The strikes hit a clinic in the capital, according to the mayor, who said
that two floors of the building had collapsed and that people were trapped
under the rubble.
";
    let found = sentences(text);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert!(found[1].ends_with("29 of 38 missiles were shot down."));
    assert_eq!(
        split(text).iter().map(|one| one.paragraph).collect::<Vec<_>>(),
        [0, 0, 1]
    );
}

#[test]
fn lines_of_unwrapped_text_are_paragraphs() {
    let text = "\
Shelling kills three in Kherson
Three people were killed and at least seven others wounded when artillery shells struck a market in the southern city on Tuesday, the governor said.
\"There was no warning,\" one survivor told reporters.
Officials in Moscow did not comment on the attack, the second on the city in a week, and denied that their forces target civilians.
";
    let found = split(text);
    assert_eq!(found.len(), 4);
    assert!(
        found[0].heading
            && found[1..]
                .iter()
                .all(|one| !one.heading && one.section == Some(found[0].span))
    );
}

#[test]
fn markdown_headings_lose_their_marks() {
    let text =
        "# Update ##\nFirst sentence here.\n\n## Losses. And more.\n\nTen tanks were lost. Nobody confirmed it.\n";
    let found = split(text);
    let texts: Vec<&str> = found.iter().map(|one| one.span.of(text)).collect();
    assert_eq!(
        texts,
        [
            "Update",
            "First sentence here.",
            "Losses. And more.",
            "Ten tanks were lost.",
            "Nobody confirmed it."
        ]
    );
    assert_eq!(
        found.iter().map(|one| one.heading).collect::<Vec<_>>(),
        [true, false, true, false, false]
    );
    assert_eq!(found[4].section, Some(found[2].span));
    assert_eq!(found[1].section, Some(found[0].span));
}

#[test]
fn no_heading_at_the_end_nor_with_an_end_mark() {
    for text in [
        "Killed: 12",
        "Twelve died.\n\nMore reports followed.",
        "- 3 killed in Gaza\n- 4 killed in Rafah\n\nThe army spoke.",
    ] {
        assert!(split(text).iter().all(|one| !one.heading), "{text}");
    }
}

#[test]
fn line_breaks_of_any_system() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["The army spoke.", "", "It said little. Then it left."].join(end);
        assert_eq!(
            sentences(&text),
            ["The army spoke.", "It said little.", "Then it left."]
        );
    }
}

#[test]
fn numbers_initials_and_quotes_do_not_end_sentences() {
    for text in [
        "Gen. J. R. Smith met Sen. Lee at 5 p.m. on Jan. 3 in the U.S. capital.",
        "The drone cost $3.5 million, said Col. Ivan Bondar.",
        "Maj. Gen. Ahmed al-Mismari said No. 2 Brigade had left.",
        "Rear Adm. Daniel Hagari spoke with Lt. Cmdr. Ruth Cohen.",
    ] {
        assert_eq!(sentences(text).len(), 1, "{text}");
    }
}
