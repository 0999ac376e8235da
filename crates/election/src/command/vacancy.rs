use std::fmt::Write;
use std::path::Path;

use clap::Args;
use jiff::civil::Date;
use maneki_ground_command::Failure;
use serde_json::json;

use super::context::{Context, Done};
use super::findings::Findings;
use super::rules::{ResultFormat, object};
use super::rules_file::{decided, decision, load_rules, rules_source};
use crate::check::vacancy;

/// Show what may happen with a seat that became empty.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  \
    maneki election vacancy --rules almalinux-2026 --vacated 2026-06-15 --election 2026-09-14")]
pub struct Arguments {
    /// The rule set
    #[arg(long, value_name = "NAME|FILE")]
    rules: String,
    /// The day on which the seat became empty
    #[arg(long, value_name = "DATE")]
    vacated: Date,
    /// The day of the next election
    #[arg(long, value_name = "DATE")]
    election: Date,
    /// The answer to an open question of the rules
    #[arg(long, value_name = "KEY=VALUE", value_parser = decision)]
    decide: Vec<(String, String)>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let source = rules_source(&self.rules, Path::new(""), &mut findings)?;
        let rules = source.and_then(|source| load_rules(&source, &mut findings));
        let Some(rules) = rules else { return Ok(findings.failed(self.format, context)) };
        let reading = decided(&rules, &self.decide)?;
        let is_decided = |key: &str| self.decide.iter().any(|(decided, _)| decided == key);
        let open: Vec<_> =
            rules.questions().into_iter().filter(|question| !is_decided(&question.key)).collect();
        let found = vacancy(&reading, &open, self.vacated, self.election).ok_or_else(|| {
            Failure::Usage(format!("{} has no rules for vacancies (`vacancy.window`)", rules.name))
        })?;
        let is_decided = found.readings.len() == 1;
        let status = if is_decided { "decided" } else { "undecided" };
        let output = match self.format {
            ResultFormat::Json => {
                let allowed: Vec<&Vec<String>> = found.readings.iter().map(|reading| &reading.ways).collect();
                findings.json(object(json!({
                    "vacated": self.vacated.to_string(),
                    "election": self.election.to_string(),
                    "window_starts": found.base.window_starts.to_string(),
                    "relation": found.base.relation.word(),
                    "allowed": allowed,
                    "status": status,
                })))
            }
            ResultFormat::Text => {
                let mut text = format!(
                    "the window begins on {}; the seat was vacated {} {} before the election\n",
                    found.base.window_starts,
                    found.base.relation.word(),
                    reading.period("vacancy.window").map(|window| window.to_string()).unwrap_or_default()
                );
                for crate::check::Ways { ways, answer } in &found.readings {
                    let why = match answer {
                        Some((key, answer)) => format!("with `{key}={answer}`"),
                        None => reading.cited(found.base.key),
                    };
                    let _ = writeln!(text, "filled by {} ({why})", ways.join(" or "));
                }
                text
            }
        };
        Ok(Done::new(output, is_decided))
    }
}
