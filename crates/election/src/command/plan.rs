use std::fmt::Write;

use clap::Args;
use maneki_ground_command::Failure;
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::findings::Findings;
use super::folder::{FolderArguments, open};
use super::rules::{ResultFormat, object};
use crate::check::windows;

/// Show every window of the plan: the rule, its source, and the slack in days.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki election plan elections/2026")]
pub struct Arguments {
    #[command(flatten)]
    folder: FolderArguments,
    /// How to print the plan
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let opened = open(&self.folder.folder, &self.folder.decide, &mut findings)?;
        let Some(opened) = opened else { return Ok(findings.failed(self.format, context)) };
        let windows = windows(&opened.folder.election, &opened.reading()?);
        let is_good = windows.iter().all(|window| window.slack_days >= 0);
        let output = match self.format {
            ResultFormat::Json => {
                let plan: Vec<Value> = windows
                    .iter()
                    .map(|window| {
                        json!({
                            "rule": window.rule,
                            "key": window.key,
                            "source": window.source,
                            "required": window.required,
                            "actual": window.actual,
                            "slack_days": window.slack_days,
                        })
                    })
                    .collect();
                let own: Map<String, Value> = object(json!({"plan": plan}));
                findings.json(own)
            }
            ResultFormat::Text => {
                let mut text = String::new();
                for window in &windows {
                    let slack = match window.slack_days {
                        0 => "no slack".to_owned(),
                        days if days < 0 => format!("{} days missing", -days),
                        days => format!("{days} days of slack"),
                    };
                    let _ = writeln!(
                        text,
                        "{:<24} {:<18} is {:<10} {slack} ({})",
                        window.key, window.required, window.actual, window.source
                    );
                }
                text
            }
        };
        Ok(Done::new(output, is_good))
    }
}
