//! The many ways in which feeds are written, with invented news.

use tidywire_ingest::feed::{Entry, Feed, read};

fn feed(text: &str) -> Feed {
    let (feed, faults) = read(text.as_bytes());
    assert_eq!(faults, [], "{text}");
    feed.expect(text)
}

fn rss(item: &str) -> Entry {
    feed(&format!(
        "<rss version='2.0'><channel><item>{item}</item></channel></rss>"
    ))
    .entries
    .swap_remove(0)
}

fn atom(entry: &str) -> Entry {
    let text = format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}</entry></feed>");
    feed(&text).entries.swap_remove(0)
}

fn some(text: &str) -> Option<String> {
    Some(text.into())
}

#[test]
fn roots() {
    let item = "<item><title>a</title><link>https://news.example/1</link></item>";
    for text in [
        format!("<rss><channel>{item}</channel></rss>"),
        format!("<rss version='0.94'><channel>{item}</channel></rss>"),
        format!("<RSS version='2.0 '>{item}</RSS>"),
        format!("<rss version='2.0' xmlns='http://www.w3.org/2005/Atom'><channel>{item}</channel></rss>"),
        format!("<rss version='2.0' xmlns='http://backend.userland.com/rss2'><channel>{item}</channel></rss>"),
        format!("<rss version='2.0'><channel><image><url>x</url>{item}</channel></rss>"),
        format!(
            "\u{feff}\n \u{feff}<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY nbsp ' '>]><rss><channel>{item}</channel></rss>"
        ),
        format!("<r:RDF xmlns:r='u' xmlns='http://purl.org/rss/0.9/'><channel/>{item}</r:RDF>"),
    ] {
        let entries = feed(&text).entries;
        assert_eq!((entries.len(), entries[0].title.as_deref()), (1, Some("a")), "{text}");
    }
}

#[test]
fn ids_and_links() {
    let about = "<rdf:RDF xmlns:rdf='u' xmlns='http://purl.org/rss/1.0/'><item rdf:about='https://news.example/1'><title>a</title></item></rdf:RDF>";
    let entry = feed(about).entries.swap_remove(0);
    assert_eq!(
        (entry.id, entry.link),
        (some("https://news.example/1"), some("https://news.example/1"))
    );
    assert_eq!(
        rss("<guid>https://news.example/1</guid>").link,
        some("https://news.example/1")
    );
    assert_eq!(
        rss("<guid isPermaLink='false'>https://news.example/1</guid>").link,
        None
    );
    assert_eq!(rss("<guid>17</guid>").link, None);
    assert_eq!(
        rss("<link/><a:link xmlns:a='http://www.w3.org/2005/Atom' href='u:1'/>").link,
        some("u:1")
    );
    assert_eq!(
        rss("<link><![CDATA[https://news.example/?a=1&b=2]]></link>").link,
        some("https://news.example/?a=1&b=2")
    );
    let links = "<link rel='self' href='https://a/'/><link rel='alternate' type='application/json' href='https://b/'/><link href='https://c/?x=1&amp;y'/>";
    assert_eq!(atom(links).link, some("https://c/?x=1&y"));
    let text = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://news.example/a/'><entry xml:base='b/'><link href='c'/></entry></feed>";
    assert_eq!(feed(text).entries[0].link, some("https://news.example/a/b/c"));
}

#[test]
fn texts() {
    let body = |entry: Entry| (entry.body.unwrap_or_default(), entry.body_is_html);
    assert_eq!(
        body(rss("<description>Two &amp; three</description>")),
        ("Two & three".into(), false)
    );
    assert_eq!(
        body(rss("<description>a <b>c</b> &amp; d</description>")),
        ("a <b>c</b> &amp; d".into(), true)
    );
    assert_eq!(
        body(rss(
            "<description> </description><content:encoded>a&lt;br&gt;</content:encoded>"
        )),
        ("a<br>".into(), true)
    );
    assert_eq!(
        body(rss("<body xmlns='http://www.w3.org/1999/xhtml'><p>a</p></body>")),
        ("<p>a</p>".into(), true)
    );
    assert_eq!(
        body(rss(
            "<media:group><media:description>a</media:description></media:group>"
        )),
        ("a".into(), false)
    );
    let media = "<description>own</description><media:description>a</media:description>";
    assert_eq!(body(rss(media)), ("own".into(), false));
    assert_eq!(
        body(atom("<summary>a</summary><content type='text'> </content>")),
        ("a".into(), false)
    );
    assert_eq!(
        body(atom("<content type='text/html'>&lt;p&gt;a</content>")),
        ("<p>a".into(), true)
    );
    assert_eq!(
        body(atom(
            "<content type='application/xhtml+xml'><x:p xmlns:x='http://www.w3.org/1999/xhtml'>a</x:p></content>"
        )),
        ("<p xmlns:x='http://www.w3.org/1999/xhtml'>a</p>".into(), true)
    );
    assert_eq!(
        body(atom("<content type='image/png'>aGFsbG8=</content>")),
        (String::new(), false)
    );
    assert_eq!(
        body(atom("<content src='https://a/' type='text/html'/><title>b</title>")),
        (String::new(), false)
    );
    assert_eq!(body(atom("<content>1 &lt; 2</content>")), ("1 < 2".into(), false));
    let title = rss("<title>It&amp;#8217;s &amp;amp; so</title>");
    assert_eq!((title.title, title.title_is_html), (some("It&#8217;s &amp; so"), true));
    let title = rss("<title>\n AT&amp;T\n &lt;3 </title><media:title>no</media:title>");
    assert_eq!((title.title, title.title_is_html), (some("AT&T <3"), false));
    // Once wrong in the feed, right here.
    assert_eq!(rss("<title>Lâ€™Ã©tat d’Orsk</title>").title, some("L’état d’Orsk"));
}

#[test]
fn dates() {
    for (given, expected) in [
        (
            "<pubDate>Tue, 03 Mar 2026 08:30:00 +0200</pubDate>",
            some("2026-03-03T06:30:00Z"),
        ),
        (
            "<pubDate>3 Mar 2026 06:30:00 EST</pubDate>",
            some("2026-03-03T11:30:00Z"),
        ),
        ("<dc:date>2026-03-03</dc:date>", some("2026-03-03T00:00:00Z")),
        (
            "<pubDate>soon</pubDate><dc:date>2026-03-03T06:30:00Z</dc:date>",
            some("2026-03-03T06:30:00Z"),
        ),
        (
            "<dc:date>2026-03-03T06:30:00Z</dc:date><pubDate>Wed, 04 Mar 2026 00:00:00 GMT</pubDate>",
            some("2026-03-04T00:00:00Z"),
        ),
        ("<pubDate>Tue, 03 Mar 2026 08:30:00 CET</pubDate>", None),
        ("<pubDate>03/04/2026</pubDate>", None),
        ("<pubDate/>", None),
    ] {
        assert_eq!(rss(&format!("<title>a</title>{given}")).published, expected, "{given}");
    }
    let old = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><issued>2026-03-03T06:30:00Z</issued><modified>2026-03-05T00:00:00Z</modified></entry></feed>";
    assert_eq!(feed(old).entries[0].published, some("2026-03-03T06:30:00Z"));
    assert_eq!(
        atom("<updated>2026-03-03T06:30:00Z</updated>").published,
        some("2026-03-03T06:30:00Z")
    );
}

#[test]
fn people() {
    assert_eq!(
        rss("<author>wire@news.example (Olena Koval)</author><dc:creator>A &amp; B</dc:creator>").authors,
        ["Olena Koval", "A & B"]
    );
    assert_eq!(
        rss("<a:author xmlns:a='http://www.w3.org/2005/Atom'><a:name>Olena Koval</a:name></a:author>").authors,
        ["Olena Koval"]
    );
    let text = "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Wire</name></author><entry><title>a</title></entry>\
                <entry><author><name>B</name><email>b@news.example</email></author><source><author><name>C</name></author></source></entry></feed>";
    let authors: Vec<_> = feed(text).entries.into_iter().map(|entry| entry.authors).collect();
    assert_eq!(authors, [["Wire"], ["B"]]);
}
