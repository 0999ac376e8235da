//! The commands as they are run, but for printing.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write the files that they count")]

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use maneki_election::command::{Command, Context, Done};
use maneki_ground_command::Failure;
use maneki_testkit::shared;
use serde_json::Value;

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn try_run(arguments: &[&str]) -> Result<Done, Failure> {
    let cli = Cli::try_parse_from(["election"].iter().chain(arguments)).unwrap();
    cli.command.execute(&Context { colour: false, version: "0.0.0", at: None })
}

fn run(arguments: &[&str]) -> Done {
    try_run(arguments).unwrap()
}

/// The JSON of a command, and its exit code.
fn json(arguments: &[&str]) -> (Value, u8) {
    let done = run(&[arguments, &["--format", "json"]].concat());
    (serde_json::from_str(&done.output).unwrap(), done.code)
}

fn codes(document: &Value) -> Vec<&str> {
    let found = document["diagnostics"].as_array().unwrap().iter();
    found.map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn written(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path: PathBuf = folder.join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn every_built_in_rule_set_is_valid_and_lists_its_conflicts() {
    let (names, _) = json(&["rules"]);
    assert_eq!(names["rules"].as_array().unwrap().len(), 4);
    for (name, conflicts) in [
        ("almalinux-2022", vec!["quorum.heads", "vacancy.outside", "method"]),
        ("almalinux-2023", vec!["quorum.heads", "vacancy.outside", "method"]),
        ("almalinux-2025", vec!["seats", "quorum.heads", "voting.length", "vacancy.outside", "method"]),
        ("almalinux-2026", vec!["voters.cutoff", "nomination.self"]),
    ] {
        let (rules, code) = json(&["rules", name]);
        assert_eq!(code, 0, "{name}: {}", rules["diagnostics"]);
        assert_eq!(rules["conflicts"], Value::from(conflicts), "{name}");
    }
    let (rules, _) = json(&["rules", "almalinux-2025"]);
    assert_eq!(rules["values"]["seats"][1]["value"], 3);
    assert_eq!(rules["classes"]["user"]["weight"], Value::Null);
    assert!(run(&["rules", "almalinux-2026"]).output.contains("the documents disagree"));
}

#[test]
fn a_broken_rule_set_is_reported_with_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    let text = "rules: a\ntitle: A\nin-force: {from: 2024-01-01}\ndocuments:\n  page: {title: P, at: x}\n\
                classes: {user: {source: \"page 1\"}}\nvalues:\n  seats: {value: many, source: \"page 1\"}\n  \
                term: {value: 3 years}\n  voting.lenght: {value: 3 days, source: \"page 1\"}\n  \
                chair.director: {value: yes, source: \"bylaws 1\"}\n";
    let path = written(folder.path(), "rules.yml", text);
    let (document, code) = json(&["rules", &path]);
    assert_eq!(code, 1);
    let places: Vec<(u64, &str)> = document["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["line"].as_u64().unwrap(), finding["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        places,
        [
            (8, "value-type"),
            (9, "rules-source-missing"),
            (10, "rules-key-unknown"),
            (11, "rules-document-unknown")
        ]
    );
}

#[test]
fn every_malformed_ballot_has_a_name_and_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let end = "0\n\"A\"\n\"B\"\n\"T\"\n";
    for (name, text, code, line) in [
        ("a.blt", "4000000000 1\n0\n".to_owned(), "blt-syntax", 1),
        ("b.blt", "2 1\n".to_owned(), "blt-syntax", 1),
        ("c.blt", format!("2 1\n3 1 3 0\n{end}"), "candidate-unknown", 2),
        ("d.blt", format!("2 1\n3 1 1 0\n{end}"), "rank-twice", 2),
        ("e.blt", format!("2 1\n3 1=2 0\n{end}"), "rank-equal", 2),
        ("f.blt", format!("2 1\n{} 1 0\n{end}", "9".repeat(40)), "weight-range", 2),
        ("g.blt", format!("2 1\n1.5 1 0\n{end}"), "weight-range", 2),
        ("h.blt", "2 1\n1 1 0\n0\n\"A\"\n".to_owned(), "blt-syntax", 4),
        ("i.blt", "\n\n".to_owned(), "file-empty", 1),
        ("a.csv", "rank1,rank2\nA,A\n".to_owned(), "rank-twice", 2),
        ("b.csv", "rank1,rank2\nA\n".to_owned(), "csv-syntax", 2),
        ("c.csv", "A,B\n1,maybe\n".to_owned(), "mark-unknown", 2),
        ("d.csv", "A,class\n1,gold\n".to_owned(), "class-unknown", 2),
        ("e.csv", "A,A\n1,1\n".to_owned(), "column-twice", 1),
        ("f.csv", "A,B\n1,\0\n".to_owned(), "csv-syntax", 2),
        ("a.json", "[".repeat(100_000), "json-syntax", 1),
        ("b.json", "{}".to_owned(), "format-unknown", 1),
        ("c.json", "[[1, -1]]".to_owned(), "value-type", 1),
        ("a.yml", "seats: 1\nclasses: &a [*a]\n".to_owned(), "yaml-alias", 2),
        ("b.yml", "seats: 1\n".to_owned(), "key-missing", 1),
    ] {
        let path = written(folder.path(), name, text);
        let (document, exit) = json(&["count", &path, "--seats", "1"]);
        assert_eq!((codes(&document), exit), (vec![code], 1), "{name}");
        assert_eq!(document["diagnostics"][0]["line"], line, "{name}");
        assert!(document.get("elected").is_none(), "{name}");
    }
    let path = written(folder.path(), "latin.csv", b"A,B\n1,\xe9\n");
    assert_eq!(codes(&json(&["count", &path, "--seats", "1"]).0), ["not-utf8"]);
    let path = written(folder.path(), "a.blt", format!("2 1\n3 1 0\n{end}"));
    assert!(matches!(try_run(&["count", &path, "--lot", "7"]), Err(Failure::Usage(_))));
    assert!(matches!(try_run(&["count", "/nowhere.blt"]), Err(Failure::Outside(_))));
}

#[test]
fn blt_files_are_read_as_people_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let text = "\u{feff}3 1 # a comment\n-3\n[nick anna bert cleo]\n[tie bert anna]\n(voter 1) anna\n bert 0\n\
                2 2 - 3 0\n4 3 0\n1 0\n0\nAnna \"A\" Ard\n# not a name\n\"Bert \\\"B\\\"\"\nCleo\nTitle\n";
    let path = written(folder.path(), "a.blt", text);
    let (document, code) = json(&["count", &path, "--method", "scottish"]);
    assert_eq!(code, 0, "{document:#}");
    assert_eq!(document["elected"], Value::from(["2"].as_slice()));
    assert_eq!((&document["ballots"], &document["weight"]), (&Value::from(4), &Value::from(8)));
    assert_eq!(document["quota"], "2");
    let names: Vec<&str> =
        document["candidates"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Anna \"A\" Ard", "Bert \"B\"", "Cleo"]);
}

#[test]
fn tables_by_class_are_counted_as_the_page_of_2023_was() {
    let folder = tempfile::tempdir().unwrap();
    let text = "seats: 3\nclasses:\n  - {class: platinum, weight: 50, eligible: 2, voters: 1, votes: {a: 1, b: 1}}\n  \
                - {class: mirror, weight: 1, eligible: 10, voters: 4, votes: {a: 3, b: 1}}\n";
    let path = written(folder.path(), "tables.yml", text);
    let (document, code) = json(&["count", &path]);
    assert_eq!(code, 0);
    assert_eq!(document["totals"], serde_json::json!({"a": "53", "b": "51"}));
    assert_eq!(document["vacant"], 1);
    let quorum = serde_json::json!({"voted": 5, "eligible": 12, "weight": 54, "eligible_weight": 110});
    assert_eq!(document["quorum"], quorum);
}

#[test]
fn a_ballot_with_more_marks_than_seats_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "a.csv", "A,B,C\nx,yes,1\nx,no,0\n");
    let (document, code) = json(&["count", &path, "--seats", "2"]);
    assert_eq!((codes(&document), code), (vec!["marks-too-many"], 1));
}

#[test]
fn a_short_slate_is_a_question_that_one_decides() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), "a.blt", "2 3\n171 1 0\n50 2 0\n0\nA\nB\nT\n");
    let (document, code) = json(&["count", &path]);
    assert_eq!((codes(&document), code), (vec!["ambiguity-undecided"], 1));
    let (document, code) = json(&["count", &path, "--decide", "short-slate=elect-all"]);
    assert_eq!((document["elected"].as_array().unwrap().len(), code), (2, 0));
    assert_eq!(document["decisions"]["short-slate"], "elect-all");
}

#[test]
fn real_results_of_helios_and_belenios_are_counted() {
    let Some(data) = shared("data/election") else { return };
    let path = |name: &str| data.join(name).display().to_string();
    let (approval, election) =
        (path("belenios/approval/result.json"), path("belenios/approval/election.json"));
    let (document, _) = json(&["count", &approval, "--candidates", &election, "--seats", "3"]);
    assert_eq!(document["totals"], serde_json::json!({"1": "56", "2": "52", "3": "51", "4": "6"}));
    assert_eq!(document["elected"], serde_json::json!(["1", "2", "3"]));
    let (ranked, election) = (path("belenios/ranked/result.json"), path("belenios/ranked/election.json"));
    let (document, _) = json(&["count", &ranked, "--candidates", &election, "--seats", "2"]);
    let invalid = codes(&document).into_iter().filter(|code| *code == "ballot-invalid").count();
    assert_eq!((invalid, &document["invalid"]), (2, &Value::from(2)));
    assert_eq!(document["candidates"][0]["name"], "Akane Mori");
}

/// Statements by id; of several with one id the first.
fn labels(document: &Value) -> Vec<(String, String)> {
    let statements = document["statements"].as_array().unwrap().iter();
    statements
        .map(|one| (one["id"].as_str().unwrap().to_owned(), one["label"].as_str().unwrap().to_owned()))
        .collect()
}

fn label(document: &Value, id: &str) -> String {
    labels(document).into_iter().find(|(name, _)| name == id).map(|(_, label)| label).unwrap_or_default()
}

#[test]
fn a_whole_ledger_is_verified_and_the_stored_audit_log_lacks_the_rounds() {
    let Some(data) = shared("data/election/ledger") else { return };
    let path = |name: &str| data.join(name).display().to_string();
    let ledger = path("public-ballots.json");
    let (whole, own) = (path("public-audit.json"), path("own-ballot.json"));
    let arguments = [
        "verify",
        &ledger,
        "--audit",
        &whole,
        "--election-id",
        "3",
        "--ballot",
        &own,
        "--eligible-voters",
        "60",
    ];
    let (document, code) = json(&arguments);
    assert_eq!(code, 0, "{:#}", document["statements"]);
    for (id, expected) in [
        ("genesis", "proven"),
        ("chain", "proven"),
        ("head", "attested"),
        ("superseded", "recomputed"),
        ("weights", "not-checkable"),
        ("rankings", "not-checkable"),
        ("ballot", "proven"),
        ("recount", "recomputed"),
        ("rounds", "recomputed"),
        ("attestation", "recomputed"),
        ("transparency-log", "not-checkable"),
        ("quorum", "recomputed"),
    ] {
        assert_eq!(label(&document, id), expected, "{id}");
    }
    assert!(codes(&document).iter().all(|code| *code == "class-small"));
    let stored = path("public-audit-as-stored.json");
    let (document, _) = json(&["verify", &ledger, "--audit", &stored]);
    assert_eq!(label(&document, "genesis"), "attested");
    assert_eq!(
        (label(&document, "rounds"), label(&document, "recount")),
        ("not-checkable".into(), "not-checkable".into())
    );
}

type Change = fn(&mut Value);

#[test]
fn each_kind_of_tampering_has_its_label_and_one_cannot_be_seen() {
    let Some(data) = shared("data/election/ledger") else { return };
    let original = fs::read_to_string(data.join("public-ballots.json")).unwrap();
    let audit = data.join("public-audit.json").display().to_string();
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, Change, &str, &str); 8] = [
        ("a row is removed", |ledger| drop(rows(ledger).remove(4)), "chain", "failed"),
        (
            "a row is added twice",
            |ledger| {
                let row = rows(ledger)[2].clone();
                rows(ledger).push(row);
            },
            "superseded",
            "failed",
        ),
        ("the head is changed", |ledger| ledger["chain_head"] = "0".repeat(64).into(), "head", "failed"),
        (
            "a hash is changed",
            |ledger| rows(ledger)[3]["ballot_hash"] = "a".repeat(64).into(),
            "chain",
            "failed",
        ),
        ("a replaced ballot counts", replaced_counts, "superseded", "failed"),
        (
            "a weight is out of range",
            |ledger| rows(ledger)[0]["weight"] = 2_000_000.into(),
            "weights",
            "failed",
        ),
        (
            "a candidate is unknown",
            |ledger| rows(ledger)[0]["ranking"][0] = "zoe".into(),
            "rankings",
            "failed",
        ),
        (
            "a ranking is changed",
            |ledger| rows(ledger)[1]["ranking"] = serde_json::json!(["bert"]),
            "rounds",
            "failed",
        ),
    ];
    for (name, change, id, expected) in cases {
        let mut ledger: Value = serde_json::from_str(&original).unwrap();
        change(&mut ledger);
        let path = written(folder.path(), "ledger.json", ledger.to_string());
        let (document, code) = json(&["verify", &path, "--audit", &audit, "--election-id", "3"]);
        assert_eq!((label(&document, id).as_str(), code), (expected, 1), "{name}");
    }
    // Without the rounds and the result a changed ranking cannot be seen, and the report says so.
    let mut ledger: Value = serde_json::from_str(&original).unwrap();
    rows(&mut ledger)[1]["ranking"] = serde_json::json!(["bert"]);
    let path = written(folder.path(), "ledger.json", ledger.to_string());
    let (document, code) = json(&["verify", &path, "--election-id", "3"]);
    assert_eq!(
        (label(&document, "chain").as_str(), label(&document, "rankings").as_str(), code),
        ("proven", "not-checkable", 0)
    );
}

fn rows(ledger: &mut Value) -> &mut Vec<Value> {
    ledger["ballots"].as_array_mut().unwrap()
}

fn replaced_counts(ledger: &mut Value) {
    let row = rows(ledger).iter_mut().find(|row| row["is_counted"] == false).unwrap();
    row["is_counted"] = true.into();
}
