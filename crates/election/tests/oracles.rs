//! Counts of real elections against what other programs elect on the same ballots.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests read real files")]

use std::path::Path;

use maneki_election::{
    Contest, Decimal, Method, Options, ReadOptions, Report, Source, Status, count, read_votes,
};

use maneki_testkit::shared;

fn read(path: &Path) -> Result<Contest, String> {
    let bytes = std::fs::read(path).unwrap();
    let source = Source::from_bytes(&path.display().to_string(), bytes).map_err(|problem| problem.message)?;
    let mut report = Report::new(&source);
    let votes = read_votes(&source, &ReadOptions::default(), &mut report);
    votes.map(|votes| votes.contest).ok_or_else(|| format!("{:?}", report.into_findings().first()))
}

#[test]
fn ballot_files_elect_whom_another_counter_elects() {
    let Some(data) = shared("data/election") else { return };
    let blt = data.join("blt");
    let results: serde_json::Value =
        serde_json::from_slice(&std::fs::read(blt.join("results.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let mut compared = 0;
    for (file, methods) in results.as_object().unwrap() {
        // Droop excludes the candidate that `[tie …]` names first; here the first is the best of a lot.
        if file == "stv-rs/ties/tie_break_explicit.blt" {
            continue;
        }
        let contest = read(&blt.join(file));
        for (name, expected) in methods.as_object().unwrap() {
            let contest = match &contest {
                Ok(contest) => contest,
                Err(problem) => {
                    // Equal ranks and weights above 10⁹ are errors here.
                    let is_refused = problem.contains("rank-equal") || problem.contains("weight-range");
                    if expected.get("elected").is_some() && !is_refused {
                        wrong.push(format!("{file}: {problem}"));
                    }
                    continue;
                }
            };
            let Some(elected) = expected["elected"].as_array() else {
                println!("{file} {name}: {expected}");
                continue;
            };
            let method = Method::ALL.into_iter().find(|method| method.word() == name).unwrap();
            let outcome = count(contest, &Options::new(method)).unwrap();
            let mut ours: Vec<u64> = outcome
                .elected
                .iter()
                .map(|&winner| contest.candidates[winner].id.parse().unwrap())
                .collect();
            ours.sort_unstable();
            let theirs: Vec<u64> = elected.iter().map(|winner| winner.as_u64().unwrap()).collect();
            compared += 1;
            let same = if outcome.status == Status::Decided {
                ours == theirs
            } else {
                println!("{file} {name}: open {ours:?} {:?}", outcome.undecided);
                let open: Vec<u64> = outcome.undecided.iter().map(|&open| open as u64 + 1).collect();
                ours.iter().all(|winner| theirs.contains(winner))
                    && theirs.iter().all(|winner| ours.contains(winner) || open.contains(winner))
            };
            let quota =
                outcome.record.rounds.last().and_then(|round| round.numbers.quota).unwrap().to_string();
            let their_quota = expected["quota"].as_str().unwrap();
            if !same {
                wrong.push(format!("{file} {name}: {ours:?} is not {theirs:?}"));
            }
            if same && quota != their_quota.trim_end_matches('0').trim_end_matches('.') {
                wrong.push(format!("{file} {name}: quota {quota} is not {their_quota}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 60, "only {compared} counts were compared");
}

/// The rounds of the platform of the model distribution, as its audit log publishes them.
#[test]
fn every_round_of_the_platform_is_repeated_digit_for_digit() {
    let Some(data) = shared("data/election") else { return };
    let source = |name: &str| {
        let path = data.join("ledger").join(name);
        Source::from_bytes(name, std::fs::read(path).unwrap()).unwrap()
    };
    let (ledger, audit) = (source("public-ballots.json"), source("public-audit.json"));
    let log: serde_json::Value = serde_json::from_str(&audit.text).unwrap();
    let mut report = Report::new(&ledger);
    let options = ReadOptions { audit: Some(audit), ..ReadOptions::default() };
    let contest = read_votes(&ledger, &options, &mut report).unwrap().contest;
    let outcome = count(&contest, &Options { digits: true, ..Options::new(Method::MeekStatic) }).unwrap();
    let events = log["audit_log"].as_array().unwrap();
    let rounds: Vec<_> = events.iter().filter(|event| event["event_type"] == "tally_round").collect();
    assert_eq!(rounds.len(), outcome.record.rounds.len());
    for (theirs, ours) in rounds.iter().zip(&outcome.record.rounds) {
        for (key, numbers) in
            [("retained_totals", &ours.numbers.totals), ("retention_factors", &ours.numbers.keep)]
        {
            for (candidate, number) in contest.candidates.iter().zip(numbers) {
                let text = theirs["payload"][key][&candidate.id].as_str().unwrap();
                let text = text.strip_suffix('.').unwrap_or(text);
                let trimmed =
                    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
                assert_eq!(number.to_string(), trimmed, "round {} {key} {}", ours.n, candidate.name);
            }
        }
    }
    let elected: Vec<&str> =
        outcome.elected.iter().map(|&winner| contest.candidates[winner].id.as_str()).collect();
    assert_eq!(elected, ["21", "30"]);
    assert_eq!(outcome.quota, Some(Decimal::from(78)));
}
