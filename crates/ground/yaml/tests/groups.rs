//! Groups of keys as people write them: what is read, and what is reported.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use maneki_ground_diagnostics::{Applicability, Diagnostic, RuleCode, Severity, concise};
use maneki_ground_yaml::{Aliases, Codes, Dialect, Field, Key, Presence, Report, ScalarKind, Table};

const DIALECT: Dialect =
    Dialect { resolve: ScalarKind::yaml_1_1, aliases: Aliases::Followed, depth: 24, values: 20_000 };

static CODES: Codes = Codes {
    yaml: |_| RuleCode("yaml"),
    duplicate_key: (RuleCode("duplicate-key"), Severity::Error),
    empty_value: (RuleCode("empty-value"), Severity::Warning),
    missing_key: RuleCode("missing-key"),
    unknown_key: (RuleCode("unknown-key"), Severity::Error),
    unquoted_boolean: RuleCode("unquoted-boolean"),
    wrong_type: RuleCode("wrong-type"),
};

static PERSON: Table<()> = Table {
    place: "at the top level",
    keys: &[
        Key::new("name", Presence::Required, (), "The name of the person."),
        Key::new("age", Presence::Optional, (), "The age in years."),
        Key::new("open", Presence::Optional, (), "Whether the page is public.")
            .until_then("the page is private"),
        Key::new("pets", Presence::MayBeEmpty, (), "The pets."),
        Key::new("street", Presence::Optional, (), "The street."),
        Key::new("city", Presence::RequiredWith("street"), (), "The city."),
        Key::new("home", Presence::Optional, (), "The home."),
    ],
    synonyms: &[("years", "age")],
    neighbours: || vec![&HOME],
};

static HOME: Table<()> = Table {
    place: "under `home`",
    keys: &[Key::new("colour", Presence::Optional, (), "The colour of the door.")],
    synonyms: &[],
    neighbours: || vec![&PERSON],
};

fn read(text: &str) -> Vec<Diagnostic> {
    let (path, mut found) = ("a.yml".into(), Vec::new());
    let mut report = Report::new(&path, text, &CODES, &mut found);
    let document = report.compose(&DIALECT).unwrap();
    if let Some(group) = Field::file(&document.root).group(&PERSON, &mut report) {
        group.get("name").and_then(|name| name.text(&mut report));
        group.boolean("open", &mut report);
        group.get("home").and_then(|home| home.group(&HOME, &mut report));
        group.get("pets").filter(|pets| !pets.is_empty()).and_then(|pets| pets.list(&mut report));
    }
    found
}

fn reported(text: &str) -> Vec<String> {
    read(text).iter().map(concise).collect()
}

#[test]
fn a_good_file_has_no_findings() {
    assert_eq!(reported("name: A\nage: 7\nopen: yes\npets:\nhome: {colour: red}\n"), [""; 0]);
}

#[test]
fn a_misspelt_key_is_reported_once_with_its_meaning() {
    assert_eq!(
        reported("nmae: A\n"),
        ["a.yml:1:1: error[missing-key]: the required key `name` is missing; write `name` instead of `nmae`"]
    );
    assert_eq!(
        reported("name: A\nopne: true\nyears: 7\ncolour: red\nshoe: 41\n"),
        [
            "a.yml:2:1: error[unknown-key]: the key `opne` is unknown; did you mean `open`? Until then the page is private",
            "a.yml:3:1: error[unknown-key]: the key `years` is unknown; did you mean `age`?",
            "a.yml:4:1: error[unknown-key]: the key `colour` is unknown; it belongs under `home`",
            "a.yml:5:1: error[unknown-key]: the key `shoe` is unknown; remove it: no program reads it",
        ]
    );
}

#[test]
fn an_optional_key_without_a_value_counts_as_absent_and_its_line_can_go() {
    let text = "name: A\nage:\nhome:\n  colour: ~\n";
    let found = read(text);
    let lines: Vec<String> = found.iter().map(concise).collect();
    assert_eq!(
        lines,
        [
            "a.yml:2:1: warning[empty-value]: `age` has no value and counts as absent; remove the key, or add a value",
            "a.yml:4:3: warning[empty-value]: `home.colour` has no value and counts as absent; remove the key, or add a value",
        ]
    );
    let fix = found[0].fix.as_ref().unwrap();
    assert_eq!(fix.applicability, Applicability::Safe);
    assert_eq!(&text[fix.edits[0].start..fix.edits[0].end], "age:\n");
    assert_eq!(found[1].fix, None, "the only key of a group stays: the group would be empty");
    assert_eq!(read("name: A\nage: # unknown\n")[0].fix, None, "a comment is not thrown away");
}

#[test]
fn a_key_whose_absence_has_consequences_needs_a_value() {
    assert_eq!(
        reported("name: A\nopen:\n"),
        [
            "a.yml:2:5: error[wrong-type]: `open` must be `true` or `false`, not an empty value; write `true` or `false`, without quotes"
        ]
    );
}

#[test]
fn a_required_key_without_a_value_has_the_wrong_type() {
    assert_eq!(
        reported("name:\n"),
        [
            "a.yml:1:5: error[wrong-type]: `name` must be a text, not an empty value; write the name of the person"
        ]
    );
}

#[test]
fn a_repeated_key_is_as_severe_as_the_room_says() {
    assert_eq!(
        reported("name: A\nname: B\n"),
        [
            "a.yml:1:1: error[duplicate-key]: `name` is repeated on line 2, and only the last one counts; remove one of them"
        ]
    );
}

#[test]
fn a_value_of_the_wrong_type_is_named_by_all_of_its_keys() {
    assert_eq!(
        reported("name: [A]\nopen: 'yes'\nhome: colour:red\n"),
        [
            "a.yml:1:7: error[wrong-type]: `name` must be a text, not a list; write the name of the person",
            "a.yml:2:7: error[wrong-type]: `open` must be `true` or `false`, not the text `yes`; write `true` or `false`, without quotes",
            "a.yml:3:7: error[wrong-type]: `home` must be a group of keys, not the text `colour:red`; add a space after the colon",
        ]
    );
}

#[test]
fn a_word_that_some_programs_read_as_a_truth_value_is_text_with_a_warning() {
    assert_eq!(
        reported("name: NO\n"),
        [
            "a.yml:1:7: warning[unquoted-boolean]: `name`: some programs read NO without quotes as a truth value; write \"NO\""
        ]
    );
}
