//! Stories about which client gets which mirrors, written in `scenarios/*.toml` and checked here.
//!
//! `scenarios/README.md` explains the language. A story is tried in many rotation slots: what the ladder
//! fixes must be the same in all of them, what it shuffles must differ.
#![expect(clippy::disallowed_methods, reason = "the stories are read from disk")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "scenarios/health.rs"]
mod health;
#[path = "scenarios/judge.rs"]
mod judge;
#[path = "scenarios/language.rs"]
mod language;
#[path = "scenarios/stage.rs"]
mod stage;

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use language::Scenario;
use stage::Stage;

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut stories: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    stories.sort();
    stories
}

/// Checks a story. Everything that does not come true is an error with the story.
fn tell(text: &str) -> Result<(), String> {
    let scenario: Scenario = toml::from_str(text).map_err(|error| error.to_string())?;
    let with_story = |what: String| format!("{}\n{what}", scenario.story);
    let stage = Stage::set(&scenario).map_err(with_story)?;
    let told = scenario.questions.iter().enumerate().map(|(number, question)| {
        judge::judge(&stage, question).map_err(|what| format!("question {}: {what}", number + 1))
    });
    told.collect::<Result<(), String>>().map_err(with_story)
}

struct Failed(PathBuf, String);

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.0.file_name().unwrap_or_default().to_string_lossy();
        write!(f, "\n{file}: {}\n", self.1)
    }
}

#[test]
fn every_story_comes_true() {
    let stories = stories();
    assert!(stories.len() >= 20, "only {} stories were found", stories.len());
    let failed: String = stories
        .into_iter()
        .filter_map(|path| tell(&fs::read_to_string(&path).unwrap()).err().map(|what| Failed(path, what)))
        .map(|failed| failed.to_string())
        .collect();
    assert!(failed.is_empty(), "{failed}");
}

const STORY: &str = r#"
story = "A client in Germany gets the mirror in Germany before the one in France."
mirrors = [
  { name = "berlin.example", country = "DE", at = [52.5, 13.4] },
  { name = "paris.example", country = "FR", at = [48.9, 2.4] },
]
clients.bonn = { address = "192.0.2.1", country = "DE", at = [50.7, 7.1] }

[[questions]]
client = "bonn"
answer = [
  { rung = "near", mirror = "berlin.example", km = 478 },
  { rung = "border", mirror = "paris.example", km = 392 },
]
"#;

/// A checker that accepts everything would accept these as well.
#[test]
fn stories_that_are_not_true_are_told_apart() {
    assert_eq!(tell(STORY), Ok(()));
    for (true_words, false_words, complaint) in [
        ("km = 478", "km = 479", "478 km"),
        ("rung = \"near\"", "rung = \"country\"", "on the rung near"),
        ("mirror = \"paris.example\"", "mirror = \"rome.example\"", "paris.example"),
        ("{ rung = \"near\", mirror = \"berlin.example\", km = 478 },", "", "berlin.example"),
        ("client = \"bonn\"", "client = \"bonn\"\nnever = [\"paris.example\"]", "paris.example"),
        ("client = \"bonn\"", "client = \"bonn\"\nwhole_answer = true", "whole answer"),
        ("client = \"bonn\"", "client = \"bonn\"\nwhy_not = { \"paris.example\" = \"private\" }", "chosen"),
        ("client = \"bonn\"", "client = \"bonn\"\nlimmit = 3", "unknown field"),
        ("country = \"FR\"", "land = \"FR\"", "unknown field"),
        ("country = \"FR\"", "country = \"FR\", drained = {}", "paris.example"),
        ("country = \"FR\"", "country = \"FR\", has = { baseos = \"lost\" }", "is not a state"),
        ("country = \"FR\"", "country = \"FR\", has = { base = \"stale\" }", "no repository"),
        ("country = \"FR\"", "country = \"FR\", subnets = [\"nonsense\"]", "is not a network"),
    ] {
        let told = tell(&STORY.replacen(true_words, false_words, 1));
        assert!(told.as_ref().is_err_and(|what| what.contains(complaint)), "{false_words}: {told:?}");
    }
}
