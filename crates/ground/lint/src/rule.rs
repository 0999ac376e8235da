use maneki_ground_diagnostics::{RuleCode, Severity, ToolRule};

use crate::findings::Findings;

/// A rule over the world `W` of a room: its documentation and its check.
#[derive(Debug)]
pub struct Rule<W> {
    /// Its name, its severities and its texts.
    pub doc: RuleDoc,
    /// How it finds problems.
    pub check: Check<W>,
}

/// What people read about a rule. The texts are Markdown.
#[derive(Debug)]
pub struct RuleDoc {
    /// The code that every finding bears.
    pub code: RuleCode,
    /// The severities of its findings, the worst first.
    pub severities: &'static [Severity],
    /// One sentence about a finding.
    pub summary: &'static str,
    /// What the rule finds.
    pub what: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// An example of what it finds, in YAML.
    pub example: &'static str,
    /// How to fix a finding.
    pub fix: &'static str,
}

/// How a rule finds problems.
#[derive(Debug, Clone, Copy)]
pub enum Check<W> {
    /// Loading finds them, because the value cannot be used as it is: the path of the function that reports them,
    /// such as `registry::lower::values::country`.
    Loading(&'static str),
    /// This function finds them.
    World(fn(&W, &mut Findings<'_>)),
}

impl RuleDoc {
    /// The rule as a SARIF log describes it.
    pub fn tool_rule(&self) -> ToolRule<'_> {
        ToolRule {
            code: self.code.0,
            summary: self.summary,
            description: self.why,
            help: self.fix,
            severity: self.severities.iter().copied().min().unwrap_or(Severity::Info),
        }
    }
}
