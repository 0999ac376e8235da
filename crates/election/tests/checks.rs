//! Checks of folders: each finding with a folder that has exactly that one, and clean ones at the edges.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that they check")]

use std::fs;
use std::path::Path;

use clap::Parser;
use maneki_election::command::{Command, Context};
use serde_json::Value;

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn json(arguments: &[&str]) -> (Value, u8) {
    let arguments = ["election"].iter().chain(arguments).chain(&["--format", "json"]);
    let done = Cli::try_parse_from(arguments).unwrap().command.execute(&Context {
        colour: false,
        version: "0",
        at: None,
    });
    let done = done.unwrap();
    (serde_json::from_str(&done.output).unwrap(), done.code)
}

const RULES: &str = "\
rules: tanuki
title: Tanuki Foundation
in-force: {from: 2024-01-01, to: 2027-12-31}
documents:
  bylaws: {title: By-laws, at: example.org}
classes:
  platinum: {weight: 50, sponsor: yes, source: bylaws 2}
  mirror: {weight: 1, source: bylaws 2}
values:
  seats: {value: 2, source: bylaws 3}
  quorum.heads: {value: 10 %, source: bylaws 3}
  voters.cutoff: {value: on-or-before, source: bylaws 3}
  nominee.age: {value: 3 months, source: bylaws 4}
  nominee.age-by: {value: voting-opens, source: bylaws 4}
  nominee.committee: {value: barred, source: bylaws 4}
  nominee.terms: {value: 2, source: bylaws 4}
  nominee.pause: {value: 1 year, source: bylaws 4}
  nomination.self: {value: sponsors, source: bylaws 4}
  nomination.sponsor: {value: affiliated, source: bylaws 4}
  nomination.community: {value: community-seat-only, source: bylaws 4}
  nomination.per-member: {value: 1, source: bylaws 4}
  nomination.confirm: {value: yes, source: bylaws 4}
  nomination.opens: {value: 45 days, source: bylaws 5}
  nomination.opens-most: {value: 60 days, source: bylaws 5}
  nomination.closes: {value: 10 days, source: bylaws 5}
  record-date.least: {value: 10 days, source: bylaws 5}
  record-date.most: {value: 60 days, source: bylaws 5}
  notice.least: {value: 10 days, source: bylaws 5}
  notice.most: {value: 60 days, source: bylaws 5}
  voting.length: {value: 15 days, source: bylaws 5}
  term: {value: 3 years, source: bylaws 6}
  cohorts: {value: [A, B], source: bylaws 6}
  company.directors: {value: 1, source: bylaws 6}
  company.group: {value: 1, source: bylaws 6}
  board.least: {value: 1, source: bylaws 6}
  board.ordinary: {value: 4, source: bylaws 6}
  board.most: {value: 4, source: bylaws 6}
  board.per-platinum: {value: 2, source: bylaws 6}
  vacancy.window: {value: 3 months, source: bylaws 7}
  vacancy.inside: {value: [board, open], source: bylaws 7}
  vacancy.outside: {value: [election], source: bylaws 7}
  director.pay: {value: none, source: bylaws 7}
  chair.director: {value: yes, source: bylaws 7}
unspecified:
  vacancy.exactly: {question: Inside?, choices: [inside, outside], source: bylaws 7}
";

const ELECTION: &str = "\
rules: rules.yml
seats: 2
cohort: A
previous-cohort: B
committee: [rosa]
dates:
  announced: 2026-07-16
  resolution: 2026-07-16
  record-date: 2026-07-16
  nominations-open: 2026-07-31
  nominations-close: 2026-09-04
  candidates-published: 2026-09-05
  voting-opens: 2026-09-14
  voting-closes: 2026-09-29
  results-by: 2026-10-01
published:
  - {fact: seats, value: 2}
  - {fact: quorum-heads, value: 10%}
";

const ROLL: &str = "\
id,class,approved,expires,standing,organisation,employer,group,terms,last-term-ended
acme,platinum,2025-01-01,,,Acme,,,,
Anna,mirror,2026-06-14,,,,Acme,,,
bert,mirror,2026-01-01,2026-09-14,good,,Bolt,Bolts,2,2025-09-14
cleo,mirror,2026-01-01,,,,,,,
dora,mirror,2026-07-16,,,,,,,
rosa,mirror,2026-01-01,,,,,,,
emil,mirror,2026-01-01,,unpaid,,,,,
";

const NOMINATIONS: &str = "\
nominations:
  - {nominee: anna, nominator: acme, submitted: 2026-07-31, confirmed: 2026-08-01, representative: anna}
  - {nominee: bert, nominator: cleo, submitted: 2026-09-04, confirmed: 2026-09-04, seat: community}
";

const BOARD: &str = "\
seats: 4
chair: fred
directors:
  - {person: fred, organisation: Ferro, cohort: B, since: 2024-09-30, term-ends: 2027-10-31}
  - {person: gina, organisation: Gamma, cohort: B, nominated-by: cleo, paid: no}
  - {person: hugo, organisation: Acme, cohort: A, nominated-by: acme}
vacancies:
  - {cohort: A, new-cohort: A, vacated: 2026-06-15, next-election: 2026-09-14, filled-by: open}
";

const VOTERS: &str = "id,weight\nacme,50\nanna,1\nbert,1\ncleo,1\ndora,1\nrosa,1\n";

const FILES: [(&str, &str); 6] = [
    ("rules.yml", RULES),
    ("election.yml", ELECTION),
    ("roll.csv", ROLL),
    ("nominations.yml", NOMINATIONS),
    ("board.yml", BOARD),
    ("voters.csv", VOTERS),
];

/// Writes the clean folder with one text in one file replaced.
fn write(folder: &Path, file: &str, old: &str, new: &str) {
    for (name, text) in FILES {
        let text = if name == file {
            assert!(text.contains(old), "{file} has no {old}");
            text.replacen(old, new, 1)
        } else {
            text.to_owned()
        };
        fs::write(folder.join(name), text).unwrap();
    }
}

fn codes(document: &Value) -> Vec<String> {
    let found = document["diagnostics"].as_array().unwrap().iter();
    found.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_folder_at_the_edge_of_every_window_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "election.yml", "", "");
    let path = folder.path().display().to_string();
    let (document, code) = json(&["check", &path]);
    assert_eq!((codes(&document), code), (vec![], 0), "{:#}", document["diagnostics"]);
    let (plan, code) = json(&["plan", &path]);
    let slack: Vec<i64> =
        plan["plan"].as_array().unwrap().iter().map(|one| one["slack_days"].as_i64().unwrap()).collect();
    assert_eq!((slack, code), (vec![0, 0, 0, 0, 50, 0, 50, 0], 0));
    let (roll, _) = json(&["roll", &path]);
    assert_eq!((&roll["eligible"], &roll["eligible_weight"]), (&Value::from(6), &Value::from(55)));
    assert_eq!(roll["members"][6]["why"], "unpaid");
    let (board, _) = json(&["board", &path]);
    assert_eq!(board["vacant"], 1);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a line for each mistake")]
fn each_mistake_has_exactly_its_finding() {
    let cases = [
        ("election.yml", "voting-closes: 2026-09-29", "voting-closes: 2026-09-28", "voting-too-short"),
        (
            "election.yml",
            "nominations-open: 2026-07-31",
            "nominations-open: 2026-08-01",
            "nominations-open-late,nomination-outside-window",
        ),
        ("rules.yml", "opens-most: {value: 60", "opens-most: {value: 59", "announced-early"),
        (
            "election.yml",
            "nominations-close: 2026-09-04",
            "nominations-close: 2026-09-05",
            "nominations-close-late",
        ),
        ("rules.yml", "record-date.most: {value: 60", "record-date.most: {value: 59", "record-date-window"),
        ("rules.yml", "notice.most: {value: 60", "notice.most: {value: 59", "notice-window"),
        ("election.yml", "resolution: 2026-07-16", "resolution: 2026-07-17", "record-date-before-resolution"),
        ("election.yml", "results-by: 2026-10-01", "results-by: 2026-09-28", "dates-order"),
        ("rules.yml", "to: 2027-12-31", "to: 2026-09-13", "rules-not-in-force"),
        ("rules.yml", "seats: {value: 2", "seats: {value: 3", "seats-disagree"),
        ("election.yml", "previous-cohort: B", "previous-cohort: A", "cohort-order"),
        ("election.yml", "{fact: seats, value: 2}", "{fact: seats, value: 7}", "published-disagrees"),
        ("election.yml", "committee: [rosa]", "committee: [emil]", "committee-standing"),
        ("election.yml", "committee: [rosa]", "comittee: [rosa]", "key-unknown"),
        ("election.yml", "rules: rules.yml", "rules: unknown", "rules-unknown"),
        ("roll.csv", "rosa,mirror", "dora,mirror", "member-duplicate,committee-standing,voter-not-eligible"),
        ("roll.csv", "emil,mirror", "emil,gold", "class-unknown"),
        (
            "roll.csv",
            "emil,mirror,2026-01-01,,unpaid",
            "emil,platinum,2026-01-01,,unpaid",
            "sponsor-without-organisation",
        ),
        (
            "roll.csv",
            "emil,mirror,2026-01-01,,unpaid,",
            "emil,platinum,2026-01-01,,unpaid,ACME",
            "organisation-duplicate",
        ),
        ("voters.csv", "rosa,1", "emil,1", "voter-missing,voter-not-eligible"),
        ("voters.csv", "acme,50", "acme,15", "voter-weight"),
        ("voters.csv", "rosa,1", "rosa,1\ncleo,1", "voter-duplicate"),
        ("nominations.yml", "nominator: cleo", "nominator: bert", "nomination-self"),
        (
            "rules.yml",
            "nomination.self: {value: sponsors",
            "nomination.self: {value: never",
            "nomination-self",
        ),
        ("nominations.yml", "nominator: cleo", "nominator: zoe", "nominator-unknown"),
        ("nominations.yml", "nominator: cleo", "nominator: emil", "nominator-standing"),
        ("nominations.yml", "nominee: bert", "nominee: zoe", "nominee-unknown"),
        (
            "roll.csv",
            "bert,mirror,2026-01-01,2026-09-14",
            "bert,mirror,2026-01-01,2026-09-13",
            "nominee-standing",
        ),
        ("roll.csv", "Anna,mirror,2026-06-14", "Anna,mirror,2026-06-15", "nominee-too-new"),
        ("election.yml", "committee: [rosa]", "committee: [bert]", "nominee-on-committee"),
        (
            "roll.csv",
            "Anna,mirror,2026-06-14,,,,Acme",
            "Anna,mirror,2026-06-14,,,,Bent",
            "nominee-not-affiliated",
        ),
        ("nominations.yml", "seat: community", "seat: general", "nominator-class"),
        ("nominations.yml", "submitted: 2026-09-04", "submitted: 2026-09-05", "nomination-outside-window"),
        ("nominations.yml", ", confirmed: 2026-09-04", "", "nominee-unconfirmed"),
        ("roll.csv", "2,2025-09-14", "2,2025-09-15", "nominee-term-limit"),
        ("board.yml", "organisation: Gamma", "organisation: Bolt", "nominee-company-on-board"),
        ("nominations.yml", "seat: community}", "seat: community, employer: ACME}", "nominees-share-company"),
        ("rules.yml", "board.most: {value: 4", "board.most: {value: 3", "board-too-large"),
        ("rules.yml", "board.least: {value: 1", "board.least: {value: 4", "board-too-small"),
        ("rules.yml", "board.ordinary: {value: 4", "board.ordinary: {value: 5", "board-below-ordinary"),
        ("board.yml", "organisation: Gamma", "organisation: Ferro", "board-company"),
        ("board.yml", "term-ends: 2027-10-31", "term-ends: 2027-11-01", "board-term"),
        ("board.yml", "nominated-by: acme", "nominated-by: zoe", "board-seat-at-risk"),
        ("board.yml", "paid: no", "paid: yes", "board-paid"),
        ("board.yml", "chair: fred", "chair: anna", "board-chair"),
        ("board.yml", "new-cohort: A", "new-cohort: B", "vacancy-cohort"),
        ("board.yml", "filled-by: open", "filled-by: election", "vacancy-filled-by,seats-disagree"),
        (
            "rules.yml",
            "board.most: {value: 4, source: bylaws 6}\n  board.per-platinum: {value: 2",
            "board.most: {value: 9, source: bylaws 6}\n  board.per-platinum: {value: 5",
            "board-platinum",
        ),
        ("board.yml", "organisation: Gamma", "organisation: Gamma, group: BOLTS", "nominee-related-company"),
        (
            "board.yml",
            "term-ends: 2027-10-31}\n  - {person: gina,",
            "term-ends: 2027-10-31, group: G}\n  - {person: gina, group: G,",
            "board-related-company",
        ),
        (
            "board.yml",
            "cohort: A, nominated-by",
            "cohort: C, nominated-by",
            "board-cohort,nominee-company-on-board,seats-disagree",
        ),
        (
            "roll.csv",
            "acme,platinum,2025-01-01,,,Acme,,",
            "acme,platinum,2025-01-01,,,Acme,,Holding",
            "board-control",
        ),
        (
            "nominations.yml",
            "seat: community}\n",
            "seat: community}\n  - {nominee: dora, nominator: cleo, confirmed: 2026-09-01, seat: community}\n",
            "nominator-too-many,nominee-too-new",
        ),
        (
            "nominations.yml",
            "seat: community}\n",
            "seat: community}\n  - {nominee: bert, nominator: dora, confirmed: 2026-09-01, seat: community}\n",
            "nominee-duplicate",
        ),
        (
            "nominations.yml",
            "  - {nominee: bert, nominator: cleo, submitted: 2026-09-04, confirmed: 2026-09-04, seat: community}\n",
            "",
            "nominees-too-few",
        ),
    ];
    let mut wrong = Vec::new();
    for (file, old, new, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), file, old, new);
        let (document, _) = json(&["check", &folder.path().display().to_string()]);
        let mut found = codes(&document);
        found.sort();
        let mut expected: Vec<&str> = expected.split(',').filter(|code| !code.is_empty()).collect();
        expected.sort_unstable();
        if found != expected {
            wrong.push(format!("{new}: {found:?} is not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_error_that_a_reading_lacks_is_a_question() {
    let folder = tempfile::tempdir().unwrap();
    // Vacated exactly three months before, and left to the election.
    write(
        folder.path(),
        "board.yml",
        "vacated: 2026-06-15, next-election: 2026-09-14, filled-by: open",
        "vacated: 2026-06-14, next-election: 2026-09-14, filled-by: open",
    );
    let path = folder.path().display().to_string();
    let (document, code) = json(&["check", &path]);
    assert_eq!((codes(&document), code), (vec!["ambiguity-undecided".to_owned()], 1));
    let message = document["diagnostics"][0]["message"].as_str().unwrap();
    assert!(
        message.contains("`inside` gives no error") && message.contains("vacancy-filled-by"),
        "{message}"
    );
    let (document, code) = json(&["check", &path, "--decide", "vacancy.exactly=inside"]);
    assert_eq!((codes(&document), code), (vec![], 0));
    let (document, _) = json(&["check", &path, "--decide", "vacancy.exactly=outside"]);
    assert_eq!(codes(&document), ["vacancy-filled-by"]);
}

#[test]
fn a_vacancy_is_less_more_or_exactly_three_months_before() {
    let run = |vacated: &str, decide: &[&str]| {
        let base = ["vacancy", "--rules", "almalinux-2026", "--vacated", vacated, "--election", "2026-09-14"];
        let (document, code) = json(&[&base, decide].concat());
        (document["relation"].as_str().unwrap().to_owned(), document["allowed"].clone(), code)
    };
    let (inside, outside) = (serde_json::json!([["board", "open"]]), serde_json::json!([["election"]]));
    assert_eq!(run("2026-06-15", &[]), ("less-than".into(), inside, 0));
    assert_eq!(run("2026-06-13", &[]), ("more-than".into(), outside.clone(), 0));
    let (relation, allowed, code) = run("2026-06-14", &[]);
    assert_eq!((relation.as_str(), code), ("exactly", 1));
    assert_eq!(allowed, serde_json::json!([["board", "open"], ["election"]]));
    let decided = run("2026-06-14", &["--decide", "vacancy.exactly=outside"]);
    assert_eq!((decided.1, decided.2), (outside, 0));
}

#[test]
fn the_plan_of_2026_is_late_and_that_of_2025_is_why_it_was_cancelled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let roll = "id,class,approved\nanna,individual,2026-01-01\nbert,individual,2026-01-01\n";
    fs::write(folder.path().join("roll.csv"), roll).unwrap();
    let election = "rules: almalinux-2026\nseats: 2\ncohort: A\ndates:\n  record-date: 2026-07-16\n  \
                    nominations-open: 2026-08-03\n  nominations-close: 2026-09-08\n  voting-opens: 2026-09-14\n  \
                    voting-closes: 2026-09-28\n";
    fs::write(folder.path().join("election.yml"), election).unwrap();
    let (document, _) = json(&["check", &path]);
    let mut found = codes(&document);
    found.sort();
    assert_eq!(
        found,
        ["nominations-close-late", "nominations-open-late", "rules-conflict", "rules-conflict"]
    );
    let election = "rules: almalinux-2025\nseats: 7\ndates:\n  record-date: 2025-09-01\n  voting-opens: 2025-09-22\n  \
                    nominations-close: 2025-09-21\n  voting-closes: 2025-10-06\n\
                    published:\n  - {fact: winners, value: 3, source: page 212}\n";
    fs::write(folder.path().join("election.yml"), election).unwrap();
    let roll = "id,class,approved\nanna,contributor,2024-01-01\nbert,contributor,2024-01-01\n";
    fs::write(folder.path().join("roll.csv"), roll).unwrap();
    let nominations = "nominations:\n  - {nominee: anna, nominator: bert, confirmed: 2025-09-02}\n";
    fs::write(folder.path().join("nominations.yml"), nominations).unwrap();
    let (document, _) = json(&["check", &path]);
    let mut found = codes(&document);
    found.retain(|code| code != "rules-conflict");
    found.sort();
    assert_eq!(
        found,
        [
            "ambiguity-undecided",
            "nominations-close-late",
            "nominator-class",
            "nominees-too-few",
            "published-disagrees"
        ]
    );
    let conflicts = codes(&document).into_iter().filter(|code| code == "rules-conflict").count();
    assert_eq!(conflicts, 5);
    let message =
        document["diagnostics"].as_array().unwrap().iter().find(|one| one["code"] == "nominator-class");
    let message = message.unwrap()["message"].as_str().unwrap();
    assert!(message.contains("By-laws of 2021 2.6(a)"), "{message}");
}
