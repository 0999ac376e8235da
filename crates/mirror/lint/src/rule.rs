use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::config_file::ConfigFile;
use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::whole::Whole;

/// Something that is looked for, with the words that explain it.
///
/// The texts are Markdown; `docs/reference/rules.md` is made of them.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which every finding bears.
    pub code: RuleCode,
    /// How bad its findings can be, the worst first.
    pub severities: &'static [Severity],
    /// One sentence: what a finding says.
    pub summary: &'static str,
    /// What it does.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What it finds, in YAML.
    pub example: &'static str,
    /// How to fix it.
    pub fix: &'static str,
    pub(crate) check: Check,
}

/// Where a rule looks.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Check {
    /// Nowhere by itself: loading finds it, because what it concerns cannot be used as it is.
    Loading,
    /// At each mirror file alone.
    Mirror(fn(&MirrorFile<'_>, &Context<'_>, &mut Findings<'_>)),
    /// At the service config.
    Config(fn(&ConfigFile<'_>, &mut Findings<'_>)),
    /// At all files together.
    Across(fn(&Whole<'_>, &mut Findings<'_>)),
}

impl Rule {
    /// The rule of a code.
    pub fn find(code: &str) -> Option<&'static Self> {
        crate::RULES.iter().find(|rule| rule.code.0 == code)
    }
}
