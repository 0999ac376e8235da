use maneki_ground_diagnostics::{Tool, ToolRule, concise, full, github, json, sarif};
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::linted::Linted;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "lowercase")]
pub enum Format {
    /// For people: the lines of the file, and a summary at the end.
    Full,
    /// One finding per line.
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
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The word that selects it.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a person reads the output of a command beside it.
    pub(crate) fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Github)
    }

    /// The findings as text whose lines all end. `version` is the version of the program; only `full` has colour.
    pub fn render(self, linted: &Linted, rules: &[ToolRule<'_>], colour: bool, version: &str) -> String {
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
            Self::Sarif => sarif(found, &Tool { name: "maneki", version, rules }, text) + "\n",
        }
    }
}
