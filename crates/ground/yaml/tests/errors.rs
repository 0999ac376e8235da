//! A text that is not YAML gives an error at the mistake, and not where the parser stopped.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_ground_yaml::{Aliases, Dialect, Document, ScalarKind, YamlError};

fn compose(text: &str) -> Result<Document, YamlError> {
    let dialect =
        Dialect { resolve: ScalarKind::yaml_1_1, aliases: Aliases::Followed, depth: 24, values: 20_000 };
    maneki_ground_yaml::compose(text, &dialect)
}

/// The text gives an error at this line and column, and its message contains these words.
fn fails(text: &str, line: u32, column: u32, words: &str) {
    let error = compose(text).unwrap_err();
    assert_eq!((error.span.line, error.span.column), (line, column), "{text:?}: {error}");
    assert!(error.message.contains(words), "{text:?}: {error}");
}

#[test]
fn a_tab_in_the_indentation_is_an_error_at_the_tab() {
    let words = "there is a tab here: indent with spaces";
    fails("name: a\naddress:\n\thttp: x\n", 3, 1, words);
    fails("name: a\naddress:\n  http: x\n\thttps: y\n", 4, 1, words);
    fails("name: a\n\taddress: {}\n", 2, 1, words);
    fails("subnets:\n\t- 192.0.2.0/24\n", 2, 1, words);
}

#[test]
fn a_missing_space_after_a_colon_is_an_error_at_its_key() {
    fails("name:mirror.example.org\naddress:\n  http: x\n", 1, 6, "add a space after the colon: `name: …`");
    fails("config_version: 1\nname:a\naddress:\n  http: x\n", 2, 6, "add a space after the colon: `name: …`");
    fails("address:\n  http:http://a/\n  https: https://a/\n", 2, 8, "`http: …`");
    fails("name: a\nsponsor:x\n", 2, 9, "`sponsor: …`");
    fails("name:\u{a0}a\naddress:\n  http: x\n", 1, 6, "no-break space");
    // These words are not keys.
    fails("sponsor: Foo: Bar\n", 1, 13, "a colon does not fit here");
    fails("name: a\nhttps://a.example/\nsponsor: x\n", 2, 1, "neither `key: value`");
}

#[test]
fn an_unclosed_bracket_is_an_error_where_it_opens() {
    for text in
        ["name: a\nasn: [1, 2\nsponsor: x\n", "name: a\nasn: [1, 2\n", "name: a\nasn: [1, 2\nx: [3]\n"]
    {
        fails(text, 2, 6, "this `[` is never closed");
    }
    fails("place: {country: DE\nsponsor: x\n", 1, 8, "this `{` is never closed");
    // A bracket inside a value opens nothing.
    fails("sponsor: A [B # [\nemail: x: y\n", 2, 9, "a colon does not fit here");
    fails("sponsor: 'A: [B'\nemail: x: y\n", 2, 9, "a colon does not fit here");
}

#[test]
fn a_tag_is_an_error_at_the_tag() {
    fails("a:\n  b: !custom x\n", 2, 6, "the tag `!custom` is not understood");
    fails("a: !!binary x\n", 1, 4, "the tag `!!binary`");
    fails("a: !custom [x]\n", 1, 4, "the tag `!custom`");
    fails("a: !custom {x: y}\n", 1, 4, "the tag `!custom`");
    fails("a: !custom &name x\n", 1, 4, "the tag `!custom`");
    assert!(compose("a: !!str 5\nb: !!seq [x]\n").is_ok());
}

#[test]
fn a_character_that_cannot_be_there_is_named() {
    fails("a: b # \u{9b}\n", 1, 8, "there is a control character U+009B here");
    fails("a: `b`\n", 1, 4, "a backtick");
    fails("a: @b\n", 1, 4, "cannot begin with `@`");
}
