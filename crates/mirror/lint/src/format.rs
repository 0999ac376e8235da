use std::str::FromStr;

use maneki_ground_diagnostics::{Severity, Tool, ToolRule, concise, full, github, json, sarif};

use crate::paths::Linted;
use crate::rules::RULES;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: with the piece of the file, and a summary at the end.
    Full,
    /// One finding a line.
    Concise,
    /// One JSON document.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// A SARIF 2.1.0 log.
    Sarif,
}

impl Format {
    /// Every format, the default first.
    pub const ALL: [Self; 5] = [Self::Full, Self::Concise, Self::Json, Self::Github, Self::Sarif];

    /// The word that chooses it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Github => "github",
            Self::Sarif => "sarif",
        }
    }

    /// What is printed on standard output, every line ended; `version` is the program's. Colour is only for
    /// `full`.
    pub fn render(self, linted: &Linted, colour: bool, version: &str) -> String {
        let text = |path: &str| linted.text(path);
        let found = &linted.diagnostics;
        match self {
            Self::Full => {
                let blocks = found.iter().map(|found| full(found, text(&found.path), colour) + "\n\n");
                blocks.chain([format!("{}\n", linted.summary())]).collect()
            }
            Self::Concise => found.iter().map(|found| concise(found) + "\n").collect(),
            Self::Github => found.iter().map(|found| github(found, text(&found.path)) + "\n").collect(),
            Self::Json => json(found, text) + "\n",
            Self::Sarif => {
                let rules: Vec<ToolRule<'_>> = RULES
                    .iter()
                    .map(|rule| ToolRule {
                        code: rule.code.0,
                        summary: rule.summary,
                        description: rule.why,
                        help: rule.fix,
                        severity: rule.severities.iter().copied().min().unwrap_or(Severity::Info),
                    })
                    .collect();
                sarif(found, &Tool { name: "maneki", version, rules: &rules }, text) + "\n"
            }
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|format| format.word() == word).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.into_iter().map(Self::word).collect();
            format!("there is no format `{word}`; there are {}", words.join(", "))
        })
    }
}
