use clap::{Args, ValueEnum};
use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Severity, Tool, ToolRule, concise, full, github, sarif};
use serde_json::Map;

use super::context::{Context, Done};
use super::findings::Findings;
use super::folder::{FolderArguments, open};
use crate::check::check;

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// With the piece of the file, for people
    Full,
    /// One finding a line
    Concise,
    /// One document, for programs
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
}

/// Check the folder of an election: plan, roll, nominations, board.
///
/// An error that depends on an open question of the rules is reported as that question, with what each answer means.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki election check elections/2026\n  \
    maneki election check --decide seats=3 --format github elections/2026\n\n\
    Exit codes:\n  0  no error\n  1  an error; with --strict also a warning\n  2  wrong usage\n  3  a file cannot be read")]
pub struct Arguments {
    #[command(flatten)]
    folder: FolderArguments,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t = CheckFormat::Full)]
    format: CheckFormat,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        if let Some(opened) = open(&self.folder.folder, &self.folder.decide, &mut findings)? {
            let reading = opened.reading()?;
            findings.add_without_text(check(&opened.folder, &reading, &opened.open_questions()));
        }
        findings.load_texts();
        findings.sort();
        let output = self.print(&mut findings, context);
        Ok(Done::new(output, !findings.fail(self.folder.strict)))
    }

    fn print(&self, findings: &mut Findings, context: &Context) -> String {
        match self.format {
            CheckFormat::Json => findings.json(Map::new()),
            CheckFormat::Full => {
                let blocks = findings.all().iter();
                let blocks: String = blocks
                    .map(|found| full(found, findings.text(&found.path), context.colour) + "\n\n")
                    .collect();
                blocks + &summary(findings)
            }
            CheckFormat::Concise => findings.all().iter().map(|found| concise(found) + "\n").collect(),
            CheckFormat::Github => {
                let lines = findings.all().iter();
                lines.map(|found| github(found, findings.text(&found.path)) + "\n").collect()
            }
            CheckFormat::Sarif => {
                let mut codes: Vec<&str> = findings.all().iter().map(|found| found.code.0).collect();
                codes.sort_unstable();
                codes.dedup();
                let rules: Vec<ToolRule<'_>> = codes
                    .iter()
                    .map(|code| ToolRule {
                        code,
                        summary: code,
                        description: code,
                        help: "see the message of the finding",
                        severity: Severity::Warning,
                    })
                    .collect();
                let tool = Tool { name: "maneki", version: context.version, rules: &rules };
                sarif(findings.all(), &tool, |path| findings.text(path)) + "\n"
            }
        }
    }
}

fn summary(findings: &Findings) -> String {
    let count = |severity| findings.all().iter().filter(|found| found.severity == severity).count();
    let (errors, warnings, infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    if errors + warnings + infos == 0 {
        return "no findings\n".to_owned();
    }
    let plural = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("{}, {}, {}\n", plural(errors, "error"), plural(warnings, "warning"), plural(infos, "info"))
}
