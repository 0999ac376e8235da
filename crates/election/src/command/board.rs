use std::collections::BTreeMap;
use std::fmt::Write;

use clap::Args;
use maneki_ground_command::Failure;
use maneki_ground_diagnostics::one_line;
use serde_json::{Value, json};

use super::context::{Context, Done};
use super::findings::Findings;
use super::folder::{FolderArguments, open};
use super::rules::{ResultFormat, object};
use crate::check::{Share, check, control};

/// Show the composition of the board, its cohorts, seats at risk, and who could control it.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki election board elections/2026")]
pub struct Arguments {
    #[command(flatten)]
    folder: FolderArguments,
    /// How to print the board
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let opened = open(&self.folder.folder, &self.folder.decide, &mut findings)?;
        let Some(opened) = opened else { return Ok(findings.failed(self.format, context)) };
        let folder = &opened.folder;
        let Some(board) = &folder.board else {
            let text = format!("{}: the folder has no board.yml", self.folder.folder.display());
            return Err(Failure::Usage(text));
        };
        let reading = opened.reading()?;
        let found = check(folder, &reading, &opened.open_questions());
        findings.add_without_text(found.into_iter().filter(|finding| finding.path == board.path));
        findings.load_texts();
        let shares = control(folder, &reading);
        let mut cohorts: BTreeMap<&str, u64> = BTreeMap::new();
        for cohort in board.directors.iter().filter_map(|director| director.cohort.as_ref()) {
            *cohorts.entry(&cohort.value).or_default() += 1;
        }
        let at_risk: Vec<&str> = board
            .directors
            .iter()
            .filter(|director| {
                let span = director.nominated_by.as_ref().map(|by| by.span);
                findings
                    .all()
                    .iter()
                    .any(|found| found.code.0 == "board-seat-at-risk" && Some(found.span) == span)
            })
            .map(|director| director.person.value.as_str())
            .collect();
        let output = match self.format {
            ResultFormat::Json => {
                let directors: Vec<Value> = board
                    .directors
                    .iter()
                    .map(|director| {
                        json!({
                            "person": director.person.value,
                            "organisation": director.organisation.as_ref().map(|name| &name.value),
                            "group": director.group.as_ref().map(|name| &name.value),
                            "cohort": director.cohort.as_ref().map(|cohort| &cohort.value),
                            "term_ends": director.term_ends.as_ref().map(|day| day.value.to_string()),
                        })
                    })
                    .collect();
                let own = json!({
                    "seats": board.size(),
                    "directors": directors,
                    "vacant": board.open_seats().count(),
                    "cohorts": cohorts,
                    "at_risk": at_risk,
                    "control": shares.iter().map(share).collect::<Vec<_>>(),
                });
                findings.json(object(own))
            }
            ResultFormat::Text => {
                let mut text = findings.full(context);
                let _ = writeln!(text, "{} seats, {} directors", board.size(), board.directors.len());
                for (cohort, size) in &cohorts {
                    let _ = writeln!(text, "cohort {}: {size} directors", one_line(cohort));
                }
                for share in &shares {
                    let kind = if share.is_group { "group " } else { "" };
                    let reaches = if share.reaches_quota() { ", which fills a seat alone" } else { "" };
                    let _ = writeln!(
                        text,
                        "{kind}{}: {} directors, {} of {} votes, quota {}{reaches}",
                        one_line(&share.name),
                        share.directors,
                        share.weight,
                        share.eligible_weight,
                        share.quota
                    );
                }
                text
            }
        };
        Ok(Done::new(output, !findings.fail(self.folder.strict)))
    }
}

fn share(share: &Share) -> Value {
    json!({
        "name": share.name,
        "kind": if share.is_group { "group" } else { "organisation" },
        "directors": share.directors,
        "weight": share.weight,
        "eligible_weight": share.eligible_weight,
        "quota": share.quota,
        "quorum_quota": share.quorum_quota,
        "reaches_quota": share.reaches_quota(),
    })
}
