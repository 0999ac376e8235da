//! What is wrong with a text that is no YAML: told where it is, and not where the parser gave up.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_mirror_registry::document::compose;

/// The text gives an error at this line and column, in words that hold these.
fn told(text: &str, line: u32, column: u32, words: &str) {
    let error = compose(text).unwrap_err();
    assert_eq!((error.span.line, error.span.column), (line, column), "{text:?}: {error}");
    assert!(error.message.contains(words), "{text:?}: {error}");
}

#[test]
fn a_tab_in_the_indentation_is_told_where_it_stands() {
    let words = "a tab stands here; indent with blanks";
    told("name: a\naddress:\n\thttp: x\n", 3, 1, words);
    told("name: a\naddress:\n  http: x\n\thttps: y\n", 4, 1, words);
    told("name: a\n\taddress: {}\n", 2, 1, words);
    told("subnets:\n\t- 192.0.2.0/24\n", 2, 1, words);
}

#[test]
fn a_missing_blank_behind_a_colon_is_told_at_its_key() {
    told("name:mirror.example.org\naddress:\n  http: x\n", 1, 6, "write `name: …`");
    told("config_version: 1\nname:a\naddress:\n  http: x\n", 2, 6, "write `name: …`");
    told("address:\n  http:http://a/\n  https: https://a/\n", 2, 8, "write `http: …`");
    told("name: a\nsponsor:x\n", 2, 9, "write `sponsor: …`");
    told("name:\u{a0}a\naddress:\n  http: x\n", 1, 6, "no-break space");
    // Words that are no keys.
    told("sponsor: Foo: Bar\n", 1, 13, "a colon does not fit here");
    told("name: a\nhttps://a.example/\nsponsor: x\n", 2, 1, "neither `key: value`");
}

#[test]
fn a_bracket_that_is_never_closed_is_told_where_it_opens() {
    for text in
        ["name: a\nasn: [1, 2\nsponsor: x\n", "name: a\nasn: [1, 2\n", "name: a\nasn: [1, 2\nx: [3]\n"]
    {
        told(text, 2, 6, "this `[` is never closed");
    }
    told("place: {country: DE\nsponsor: x\n", 1, 8, "this `{` is never closed");
    // Brackets in the midst of a value open nothing.
    told("sponsor: A [B # [\nemail: x: y\n", 2, 9, "a colon does not fit here");
    told("sponsor: 'A: [B'\nemail: x: y\n", 2, 9, "a colon does not fit here");
}

#[test]
fn a_tag_is_told_where_it_stands() {
    told("a:\n  b: !custom x\n", 2, 6, "the tag `!custom` is not understood");
    told("a: !!binary x\n", 1, 4, "the tag `!!binary`");
    told("a: !custom [x]\n", 1, 4, "the tag `!custom`");
    told("a: !custom {x: y}\n", 1, 4, "the tag `!custom`");
    told("a: !custom &name x\n", 1, 4, "the tag `!custom`");
    assert!(compose("a: !!str 5\nb: !!seq [x]\n").is_ok());
}

#[test]
fn characters_that_do_not_belong_are_named() {
    told("a: b # \u{9b}\n", 1, 8, "the control character U+009B stands here");
    told("a: `b`\n", 1, 4, "a back tick");
    told("a: @b\n", 1, 4, "cannot begin with `@`");
}
