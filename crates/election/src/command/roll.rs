use std::collections::BTreeMap;
use std::fmt::Write;

use clap::Args;
use maneki_ground_command::Failure;
use maneki_ground_diagnostics::one_line;
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::findings::Findings;
use super::folder::{FolderArguments, open};
use super::rules::{ResultFormat, object};
use crate::check::rights;

/// Show every member: whether the member may vote, with which weight, or why not.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki election roll elections/2026")]
pub struct Arguments {
    #[command(flatten)]
    folder: FolderArguments,
    /// How to print the roll
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

/// Members of one class.
#[derive(Debug, Default)]
struct Sum {
    members: u64,
    eligible: u64,
    weight: u64,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let opened = open(&self.folder.folder, &self.folder.decide, &mut findings)?;
        let Some(opened) = opened else { return Ok(findings.failed(self.format, context)) };
        let members = &opened.folder.roll.members;
        let rights = rights(&opened.folder, &opened.reading()?);
        let mut classes: BTreeMap<&str, Sum> = BTreeMap::new();
        for (member, right) in members.iter().zip(&rights) {
            let sum = classes.entry(&member.class.value).or_default();
            sum.members += 1;
            sum.eligible += u64::from(right.why.is_none());
            sum.weight += right.weight;
        }
        let eligible: u64 = classes.values().map(|sum| sum.eligible).sum();
        let weight: u64 = classes.values().map(|sum| sum.weight).sum();
        let output = match self.format {
            ResultFormat::Json => {
                let members: Vec<Value> = members
                    .iter()
                    .zip(&rights)
                    .map(|(member, right)| {
                        json!({
                            "id": member.id,
                            "class": member.class.value,
                            "may_vote": right.why.is_none(),
                            "why": right.why,
                            "weight": right.weight,
                        })
                    })
                    .collect();
                let classes: Map<String, Value> = classes
                    .iter()
                    .map(|(class, sum)| {
                        let value =
                            json!({"members": sum.members, "eligible": sum.eligible, "weight": sum.weight});
                        ((*class).to_owned(), value)
                    })
                    .collect();
                findings.json(object(json!({
                    "members": members,
                    "eligible": eligible,
                    "eligible_weight": weight,
                    "classes": classes,
                })))
            }
            ResultFormat::Text => {
                let mut text = String::new();
                for (member, right) in members.iter().zip(&rights) {
                    let may = match &right.why {
                        None => format!("may vote with weight {}", right.weight),
                        Some(why) => format!("may not vote: {why}"),
                    };
                    let _ = writeln!(
                        text,
                        "{:<20} {:<12} {may}",
                        one_line(&member.id),
                        one_line(&member.class.value)
                    );
                }
                for (class, sum) in &classes {
                    let _ = writeln!(
                        text,
                        "class {}: {} of {} may vote, weight {}",
                        one_line(class),
                        sum.eligible,
                        sum.members,
                        sum.weight
                    );
                }
                let _ = writeln!(text, "{eligible} members may vote with a weight of {weight}");
                text
            }
        };
        Ok(Done::new(output, true))
    }
}
