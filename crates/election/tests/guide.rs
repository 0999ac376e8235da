//! The commands of the guide, as a reader runs them.
#![expect(clippy::disallowed_methods, reason = "the test reads the guide")]

use std::fs;
use std::path::Path;

use clap::Parser;
use maneki_election::command::{Command, Context};

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[test]
fn every_command_of_the_guide_does_what_the_guide_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let guide = fs::read_to_string(root.join("docs/guide/run-an-election.md")).unwrap();
    let commands: Vec<&str> =
        guide.lines().filter_map(|line| line.strip_prefix("$ maneki election ")).collect();
    assert_eq!(commands.len(), 9);
    for command in commands {
        let words = command.split_whitespace().map(|word| {
            if word.starts_with("examples/") {
                root.join(word).display().to_string()
            } else {
                word.to_owned()
            }
        });
        let cli = Cli::try_parse_from(["election".to_owned()].into_iter().chain(words)).unwrap();
        let done = cli.command.execute(&Context { colour: false, version: "0", at: None }).unwrap();
        // Only the election of 2024 has a mistake.
        let has_mistake = command.contains("2024");
        assert_eq!(done.code, u8::from(has_mistake), "{command}:\n{}", done.output);
        if has_mistake {
            assert!(done.output.contains("nominations-close-late"), "{}", done.output);
            assert!(done.output.contains("By-laws 4.2"), "{}", done.output);
            assert!(done.output.contains("1 error, 0 warnings, 0 infos"), "{}", done.output);
        }
    }
}

#[test]
fn a_certificate_holds_hashes_and_no_member() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let out = tempfile::tempdir().unwrap();
    let folder = root.join("examples/election/2026").display().to_string();
    let target = out.path().display().to_string();
    let arguments = ["election", "certify", &folder, "--out", &target, "--format", "json"];
    let context = Context { colour: false, version: "0", at: None };
    let done = Cli::try_parse_from(arguments).unwrap().command.execute(&context).unwrap();
    assert_eq!(done.code, 0, "{}", done.output);
    let certificate = fs::read_to_string(out.path().join("certificate.json")).unwrap();
    let document: serde_json::Value = serde_json::from_str(&certificate).unwrap();
    assert_eq!(document["certified"], true);
    assert_eq!(document["elected"], serde_json::json!(["anna", "bert"]));
    assert_eq!(document["quorum"]["met"], true);
    assert_eq!(document["inputs"].as_array().unwrap().len(), 5);
    assert!(!certificate.contains("emil") && !certificate.contains("rosa"));
    let page = fs::read_to_string(out.path().join("certificate.md")).unwrap();
    assert!(page.contains("- anna") && page.contains("SHA-256"), "{page}");
    // An announcement that does not agree with the count is not certified, and nothing is written.
    let copy = tempfile::tempdir().unwrap();
    for name in ["election.yml", "roll.csv", "nominations.yml", "ballots.csv"] {
        fs::copy(root.join("examples/election/2026").join(name), copy.path().join(name)).unwrap();
    }
    let election = fs::read_to_string(copy.path().join("election.yml")).unwrap();
    let rules = root.join("examples/election/rules.yml").display().to_string();
    fs::write(copy.path().join("election.yml"), election.replace("../rules.yml", &rules)).unwrap();
    fs::write(copy.path().join("results.yml"), "elected: [anna, dora]\ntotals: {anna: 11}\n").unwrap();
    let (folder, target) = (copy.path().display().to_string(), copy.path().join("out"));
    let target = target.display().to_string();
    let arguments = ["election", "certify", &folder, "--out", &target, "--format", "json"];
    let done = Cli::try_parse_from(arguments).unwrap().command.execute(&context).unwrap();
    assert_eq!(done.code, 1);
    assert!(done.output.contains("result-disagrees") && done.output.contains("totals-disagree"));
    assert!(!Path::new(&target).exists());
}

#[test]
fn a_page_that_was_edited_by_hand_is_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let out = tempfile::tempdir().unwrap();
    let folder = root.join("examples/election/2026").display().to_string();
    let target = out.path().display().to_string();
    let run = |more: &[&str]| {
        let arguments = ["election", "publish", &folder, "--out", &target];
        let cli = Cli::try_parse_from(arguments.iter().chain(more)).unwrap();
        cli.command.execute(&Context { colour: false, version: "0", at: None }).unwrap()
    };
    assert_eq!(run(&[]).code, 0);
    assert_eq!(run(&["--check"]).code, 0);
    let read = |name: &str| fs::read_to_string(out.path().join(name)).unwrap();
    let (page, html) = (read("election.md"), read("election.html"));
    assert!(page.contains("| sponsor | 10 |") && page.contains("anna is elected"), "{page}");
    assert!(html.contains("<td>sponsor</td><td>10</td>"));
    assert!(!html.contains("<script") && !html.contains("http"), "{html}");
    let document: serde_json::Value = serde_json::from_str(&read("election.json")).unwrap();
    assert_eq!((&document["seats"], &document["weights"]["sponsor"]), (&2.into(), &10.into()));
    fs::write(out.path().join("election.md"), page.replace("| sponsor | 10 |", "| sponsor | 15 |")).unwrap();
    let drifted = run(&["--check"]);
    assert_eq!(drifted.code, 1);
    assert!(drifted.output.contains("published-drift") && drifted.output.contains("election.md"));
    assert!(!drifted.output.contains("election.html"));
}

#[test]
fn names_cannot_smuggle_markup_into_a_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let copy = tempfile::tempdir().unwrap();
    for name in ["election.yml", "roll.csv"] {
        fs::copy(root.join("examples/election/2026").join(name), copy.path().join(name)).unwrap();
    }
    let rules = root.join("examples/election/rules.yml").display().to_string();
    let election = fs::read_to_string(copy.path().join("election.yml")).unwrap();
    let title = "title: \"<script>alert(1)</script> | **bold** \\e[31m\"";
    let election = election.replace("../rules.yml", &rules).replace("title: Board election of 2026", title);
    fs::write(copy.path().join("election.yml"), election).unwrap();
    let (folder, target) = (copy.path().display().to_string(), copy.path().join("out").display().to_string());
    let cli = Cli::try_parse_from(["election", "publish", &folder, "--out", &target]).unwrap();
    cli.command.execute(&Context { colour: false, version: "0", at: None }).unwrap();
    for name in ["election.md", "election.html"] {
        let text = fs::read_to_string(copy.path().join("out").join(name)).unwrap();
        assert!(!text.contains("<script") && !text.contains("**bold") && !text.contains('\u{1b}'), "{text}");
    }
}
