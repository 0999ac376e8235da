//! Committees: the real minutes give exactly the findings that are known, and edges of the rules.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests write minutes")]

use clap::Parser;
use maneki_election::command::{CommitteeCommand, Context};
use maneki_testkit::shared;
use serde_json::Value;

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: CommitteeCommand,
}

fn json(arguments: &[&str]) -> Value {
    let arguments = ["committee"].iter().chain(arguments).chain(&["--format", "json"]);
    let context = Context { colour: false, version: "0", at: None };
    let done = Cli::try_parse_from(arguments).unwrap().command.execute(&context).unwrap();
    serde_json::from_str(&done.output).unwrap()
}

/// Findings above info as `code date-or-file`.
fn findings(document: &Value, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let found = document["diagnostics"].as_array().unwrap().iter();
    let mut found: Vec<String> = found
        .filter(|one| is_wanted(one["severity"].as_str().unwrap()))
        .map(|one| {
            let file = one["path"].as_str().unwrap().rsplit('/').next().unwrap();
            format!("{} {}", one["code"].as_str().unwrap(), file.get(..10).unwrap_or(file))
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_real_minutes_have_exactly_the_known_findings() {
    let Some(data) = shared("data/election/alesco") else { return };
    let document = json(&["check", &data.display().to_string()]);
    let found = findings(&document, |severity| severity != "info");
    let mut expected = vec![
        "decision-not-listed 2024-09-04",
        "decision-not-listed 2025-10-02",
        "decision-not-listed 2026-03-12",
        "decision-not-adopted 2024-10-02",
        "vote-not-recorded 2025-01-08",
        "vote-not-recorded 2025-01-08",
        "vote-not-recorded 2025-04-02",
        "vote-not-recorded 2025-05-14",
        "vote-not-recorded 2025-08-20",
        "meeting-gap 2025-01-08",
        "meeting-gap 2025-04-02",
        "meeting-gap 2025-07-09",
        "meeting-gap 2026-01-08",
        "chair-overdue committee.",
        "chair-overdue committee.",
        "appointment-unrecorded committee.",
        "appointment-not-accepted committee.",
        "disclosure-missing committee.",
        "disclosure-missing committee.",
        "disclosure-missing committee.",
        "disclosure-missing committee.",
        "disclosure-missing committee.",
        "index-dead index.md",
        "rfc-state 0004-build",
    ];
    expected.sort_unstable();
    assert_eq!(found, expected, "{found:#?}");
    let mut quorum = findings(&document, |severity| severity == "info");
    quorum.retain(|one| one.starts_with("quorum-not-met"));
    assert_eq!(
        quorum,
        ["quorum-not-met 2025-10-16", "quorum-not-met 2026-02-12", "quorum-not-met 2026-04-23"]
    );
    let register = json(&["decisions", &data.display().to_string()]);
    assert_eq!(register["decisions"].as_array().unwrap().len(), 26);
}

#[test]
fn votes_are_counted_and_a_decision_without_quorum_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let record = "committee: Tanuki\nmembers:\n  - {name: A, employer: x, conflicts: none}\n  - {name: B, employer: x, \
                  conflicts: none}\n  - {name: C, employer: x, conflicts: none}\n  - {name: D, employer: x, conflicts: \
                  none}\n  - {name: E, employer: x, conflicts: none}\n";
    std::fs::write(folder.path().join("committee.yml"), record).unwrap();
    std::fs::create_dir(folder.path().join("minutes")).unwrap();
    let minutes = |present: &str, vote: &str| {
        format!(
            "---\ntitle: x\n---\n# Minutes (2026-03-12)\n## Attendance\n{present}\n## Unable to attend\n{}\n\
             ## Decisions Adopted\n- Ship the frobnicator\n  - {vote}\n## Minutes\nNothing else.\n",
            if present.contains('E') { "None" } else { "- D\n- E" }
        )
    };
    let path = folder.path().join("minutes/2026-03-12.md");
    let run = || findings(&json(&["check", &folder.path().display().to_string()]), |_| true);
    std::fs::write(&path, minutes("- A\n- B\n- C\n- D\n- E", "Yes: A, B, C, No: D, Abstain: E")).unwrap();
    assert_eq!(run(), Vec::<String>::new());
    std::fs::write(&path, minutes("- A\n- B\n- C\n- D\n- E", "Vote results: +2, 1, -2")).unwrap();
    assert_eq!(run(), ["vote-tied 2026-03-12"]);
    std::fs::write(&path, minutes("- A\n- B\n- C\n- D\n- E", "Yes: A, No: B, C")).unwrap();
    assert_eq!(run(), ["decision-without-majority 2026-03-12"]);
    std::fs::write(&path, minutes("- A\n- B\n- C", "Unanimous")).unwrap();
    assert_eq!(run(), ["decision-without-quorum 2026-03-12"]);
}
