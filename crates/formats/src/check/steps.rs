use std::fmt::Write;

use jiff::Timestamp;
use maneki_health::{Family, Observation, Outcome, Report, Subject};

/// Each step of one look; behind a failure the command that shows it again.
pub fn steps(report: &Report, ca_file: Option<&str>) -> String {
    let mut text = String::new();
    for tree in &report.trees {
        for observation in &tree.observations {
            let (mark, what) = match &observation.outcome {
                Outcome::Failed(fault) => ("FAIL", fault.to_string()),
                outcome => ("ok  ", said(outcome, observation.at)),
            };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{mark}  {}  {what}", observation.url);
            if observation.outcome.fault().is_some() {
                let _ = writeln!(text, "      {}", curl(observation, ca_file));
            }
        }
        if let Some(fault) = &tree.abandoned {
            let _ = writeln!(text, "FAIL  the rest was not asked: {fault}");
        }
    }
    text
}

fn said(outcome: &Outcome, at: Timestamp) -> String {
    match outcome {
        Outcome::Time(claimed) => format!("{} min old", at.duration_since(*claimed).as_mins()),
        Outcome::Repomd { seen, .. } => {
            let revision = seen.revision.map_or_else(|| "no number".to_owned(), |number| number.to_string());
            format!("revision {revision}, {} bytes, sha256 {}", seen.size, seen.digest)
        }
        Outcome::Unchanged => "unchanged".to_owned(),
        Outcome::Present => "there, as large as repomd.xml says".to_owned(),
        Outcome::Failed(fault) => fault.to_string(),
    }
}

fn curl(observation: &Observation, ca_file: Option<&str>) -> String {
    let head = if matches!(observation.subject, Subject::File(_)) { " --head" } else { " --include" };
    let family = match observation.way.family {
        Some(Family::V4) => " --ipv4",
        Some(Family::V6) => " --ipv6",
        None => "",
    };
    let authorities = ca_file.map(|file| format!(" --cacert {}", quoted(file))).unwrap_or_default();
    let url = quoted(&observation.url);
    format!("curl --globoff --max-time 15{head}{family}{authorities} {url}")
}

/// For a shell: the URL is a stranger's.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
