use proptest::prelude::*;

use super::*;

/// Every step in one line: `open@1:1 a x=1`, `close@1:9 a "text"`, or the error that ends the document.
fn steps(text: &[u8], limits: Limits) -> Vec<String> {
    let mut xml = Xml::new(text, limits);
    let mut lines = Vec::new();
    loop {
        match xml.step() {
            Ok(Step::Open) => {
                let mut words = vec![format!("open@{} {}", xml.place(), xml.name())];
                if let Err(error) = xml.attributes(|name, value| words.push(format!("{name}={value}"))) {
                    lines.push(error.to_string());
                    return lines;
                }
                lines.push(words.join(" "));
            }
            Ok(Step::Close) => lines.push(format!("close@{} {} {:?}", xml.place(), xml.name(), xml.text())),
            Ok(Step::End) => return lines,
            Err(error) => {
                lines.push(error.to_string());
                return lines;
            }
        }
    }
}

fn read(text: &str) -> Vec<String> {
    steps(text.as_bytes(), Limits::default())
}

fn last(text: &str) -> String {
    read(text).pop().unwrap()
}

#[test]
fn elements_come_with_places_texts_and_attributes() {
    let lines = read(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE a PUBLIC \"x\" \"y\">\n<a:b x='1 &amp; 2'>\n ä<c/>o&lt;<![CDATA[&]]>&#233;</a:b>",
    );
    assert_eq!(lines, ["open@3:1 b x=1 & 2", "open@4:3 c", "close@4:7 c \"\"", "close@4:31 b \"o<&é\""]);
}

#[test]
fn an_internal_subset_is_refused_before_an_entity_is_read() {
    let text = "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>";
    assert_eq!(last(text), "1:1: the document type has an internal subset, which is not read");
}

#[test]
fn entities_are_not_expanded() {
    assert_eq!(last("<a>&e;</a>"), "1:4: an entity is not one of the five of XML");
    assert!(last("<a x='&e;'/>").starts_with("1:1: "));
}

#[test]
fn text_that_is_not_a_document_is_malformed() {
    for text in ["<a>", "<a></b>", "<a", "</a>", "<a x></a", "oak", "<a/>oak", "<a>\u{0}<", "<a x='1></a>"] {
        let error = last(text);
        assert!(error.starts_with("1:"), "{text}: {error}");
    }
    let latin1 = steps(b"<a>\n<b>\xe4</b></a>", Limits::default());
    assert!(latin1.last().unwrap().starts_with("2:4: "), "{latin1:?}");
}

#[test]
fn limits_end_a_document() {
    let limits = Limits { text: 1000, depth: 3, ..Limits::default() };
    let error = |text: String| steps(text.as_bytes(), limits).pop().unwrap();
    assert_eq!(error("<a>".repeat(10)), "1:10: more than 3 elements inside each other");
    assert_eq!(
        error(format!("<a>{}</a>", "x".repeat(100_000))),
        "1:4: a text or a tag has more than 1000 bytes"
    );
    assert_eq!(
        error(format!("<a x='{}'/>", "x".repeat(100_000))),
        "1:1: a text or a tag has more than 1000 bytes"
    );
    assert_eq!(error(format!("<a>{}</a>", "x&amp;".repeat(1000))), "1:3004: a text has more than 1000 bytes");
    let attributes =
        (0..100).fold(String::new(), |text, number| text + " x" + "y".repeat(number).as_str() + "='1'");
    assert!(error(format!("<a{attributes}/>")).contains("more than 64 attributes"));
}

#[test]
fn an_element_is_skipped_with_all_that_is_in_it() {
    let mut xml = Xml::new(&b"<a><b><c>x</c><b/></b><d/></a>"[..], Limits::default());
    xml.root("a").unwrap();
    xml.step().unwrap();
    xml.skip().unwrap();
    assert_eq!((xml.step().unwrap(), xml.name()), (Step::Open, "d"));
}

#[test]
fn another_root_is_named() {
    let mut xml = Xml::new(&b"<html/>"[..], Limits::default());
    assert_eq!(xml.root("repomd").unwrap_err().to_string(), "1:1: the root element is `html`, not `repomd`");
}

proptest! {
    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        steps(&bytes, Limits::default());
    }

    #[test]
    fn no_markup_brings_the_reader_down(text in "[<>/a!?&;'\"=\\[\\]-]{0,60}") {
        steps(text.as_bytes(), Limits::default());
    }
}
