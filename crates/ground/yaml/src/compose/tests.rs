use proptest::prelude::*;

use super::*;

const DIALECT: Dialect =
    Dialect { resolve: ScalarKind::yaml_1_1, aliases: Aliases::Followed, depth: 24, values: 20_000 };

fn compose(text: &str) -> Result<Node> {
    super::compose(text, &DIALECT).map(|document| document.root)
}

fn mapping(text: &str) -> Mapping {
    match compose(text).unwrap().value {
        Value::Mapping(mapping) => mapping,
        other => panic!("{other:?}"),
    }
}

fn scalar<'a>(mapping: &'a Mapping, key: &str) -> &'a str {
    match &mapping.get(key).unwrap().node.value {
        Value::Scalar(scalar) => &scalar.text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_value_knows_its_place() {
    let text = "name: a\ngeolocation:\n  country: 'DE'\n";
    let root = mapping(text);
    let Value::Mapping(inner) = &root.get("geolocation").unwrap().node.value else { panic!() };
    let country = inner.get("country").unwrap();
    assert_eq!((country.key_span.line, country.key_span.column), (3, 3));
    assert_eq!((country.node.span.line, country.node.span.column), (3, 12));
    assert_eq!(&text[country.node.span.start..country.node.span.end], "'DE'");
}

#[test]
fn the_last_of_repeated_keys_counts_and_both_are_found() {
    let root = mapping("a: 1\nb: 2\na: 3\n");
    assert_eq!(scalar(&root, "a"), "3");
    let repeated: Vec<_> =
        root.repeated().iter().map(|(first, last)| (first.key_span.line, last.key_span.line)).collect();
    assert_eq!(repeated, [(1, 3)]);
}

#[test]
fn written_keys_take_precedence_over_merged_ones() {
    let root = mapping("x: &x {a: 1, b: 2}\ny:\n  a: 9\n  <<: *x\n");
    let Value::Mapping(y) = &root.get("y").unwrap().node.value else { panic!() };
    assert_eq!((scalar(y, "a"), scalar(y, "b")), ("9", "2"));
}

#[test]
fn alias_bombs_are_errors() {
    let level = |level: u8| {
        let (this, last) = (char::from(b'a' + level), char::from(b'a' + level - 1));
        format!("{this}: &{this} [{}]\n", vec![format!("*{last}"); 10].join(", "))
    };
    let bomb: String = (1..9).map(level).collect();
    assert!(
        compose(&format!("a: &a [x, x, x, x, x, x, x, x, x, x]\n{bomb}"))
            .unwrap_err()
            .message
            .contains("more than 20000 values")
    );
    assert!(compose(&"[".repeat(100_000)).is_err());
    assert!(compose(&"- ".repeat(100_000)).is_err());
    assert!(compose("a: &a [*a]").is_err());
}

#[test]
fn a_text_that_is_not_one_document_is_an_error_with_a_place() {
    for (text, words) in [
        ("", "empty"),
        ("# only a comment\n", "empty"),
        ("---\n...\n", "empty"),
        ("a: 1\n---\nb: 2\n", "more than one document"),
        ("a: !custom x\n", "tag"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n", "merge conflict"),
        ("a: | b\n", "several lines"),
        ("a\0b", "NUL"),
        ("? [a]\n: b\n", "single word"),
    ] {
        let error = compose(text).unwrap_err();
        assert!(error.message.contains(words), "{text:?}: {error}");
    }
    assert_eq!(compose("a: 1\n---\nb: 2\n").unwrap_err().span.line, 2);
    let broken = compose("a: 1\nb: [1, 2\nc: 3\n").unwrap_err();
    assert!(broken.span.line >= 2, "{broken:?}");
}

proptest! {
    #[test]
    fn any_text_gives_a_tree_or_an_error_inside_the_text(text in "[ -~\n\t\u{e9}\u{feff}:&*\\[\\]{}'\"#|>-]{0,200}") {
        match compose(&text) {
            Ok(node) => prop_assert!(node.span.end <= text.len()),
            Err(error) => prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len()),
        }
    }
}

#[test]
fn aliases_and_anchors_are_errors_where_they_are_refused() {
    let strict = Dialect { aliases: Aliases::Refused, ..DIALECT };
    for (text, column) in [("a: &x 1\n", 4), ("a: &x [1]\nb: *x\n", 4), ("a: *x\n", 4)] {
        let error = super::compose(text, &strict).unwrap_err();
        assert_eq!(error.span.column, column, "{text:?}: {error}");
    }
    assert_eq!(super::compose("a: &x 1\n", &strict).unwrap_err().kind, YamlErrorKind::Alias);
}

#[test]
fn a_stream_of_documents_is_read_whole() {
    let documents = compose_all("---\na: 1\n---\nb: 2\n...\n", &DIALECT).unwrap();
    let keys: Vec<bool> = documents
        .iter()
        .zip(["a", "b"])
        .map(|(node, key)| node.mapping().unwrap().get(key).is_some())
        .collect();
    assert_eq!(keys, [true, true]);
    assert_eq!(compose_all("", &DIALECT), Ok(Vec::new()));
    let few = Dialect { values: 5, ..DIALECT };
    assert_eq!(compose_all("---\na: 1\n---\nb: 2\n", &few).unwrap_err().kind, YamlErrorKind::TooMany);
}

#[test]
fn the_bytes_that_aliases_repeat_are_known() {
    let text = "a: &x [1, 2]\nb: *x\nc: *x\n";
    let shared = super::compose(text, &DIALECT).unwrap().shared;
    assert_eq!(shared.iter().map(|bytes| &text[bytes.clone()]).collect::<Vec<_>>(), ["[1, 2]"]);
}
