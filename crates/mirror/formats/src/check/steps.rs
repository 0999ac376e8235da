use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::Timestamp;
use maneki_mirror_health::{
    ConnectFault, Family, Fault, MirrorHealth, Observation, Outcome, Policy, Report, Subject, TlsFault,
    TreeHealth, TreeReport,
};
use maneki_mirror_model::Protocol;

/// What the steps of a look are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// What came of the look.
    pub health: &'a MirrorHealth,
    /// How old content may be.
    pub policy: &'a Policy,
    /// The time.
    pub now: Timestamp,
}

/// Each step of one look; behind the first failure of its kind the command that shows it again.
pub fn steps(report: &Report, judgement: Judgement<'_>, ca_file: Option<&str>) -> String {
    let mut text = String::new();
    let mut shown = BTreeSet::new();
    for seen in &report.trees {
        let tree = judgement.health.trees.get(&seen.tree);
        for (step, tries) in once_each(seen) {
            let objection = match &step.outcome {
                Outcome::Failed(fault) => Some(fault.to_string()),
                _ => tree.and_then(|tree| objection(step, tree, judgement)),
            };
            let again = if tries > 1 { " (asked twice)" } else { "" };
            // Writing to a string cannot fail.
            let _ = match objection {
                None => writeln!(text, "ok    {}  {}", step.url, said(step)),
                Some(why) => writeln!(text, "FAIL  {}  {why}{again}", step.url).and_then(|()| {
                    if !shown.insert((step.route, why)) {
                        return Ok(());
                    }
                    writeln!(text, "      {}", command(step, ca_file))
                }),
            };
        }
        if let Some(fault) = &seen.abandoned {
            let _ = writeln!(text, "FAIL  the rest was not asked: {fault}");
        }
    }
    text
}

/// The steps, each that only repeats another one left out, with the number of its tries.
fn once_each(seen: &TreeReport) -> Vec<(&Observation, usize)> {
    let mut steps = Vec::<(&Observation, usize)>::new();
    for one in &seen.observations {
        let same = |(other, _): &&mut (&Observation, usize)| {
            (&other.subject, other.route, &other.outcome) == (&one.subject, one.route, &one.outcome)
        };
        match steps.iter_mut().find(same) {
            Some((_, tries)) => *tries += 1,
            None => steps.push((one, 1)),
        }
    }
    steps
}

/// What speaks against something that was read well.
fn objection(step: &Observation, tree: &TreeHealth, judgement: Judgement<'_>) -> Option<String> {
    match &step.subject {
        Subject::Time => Some(tree.freshness.objection(judgement.policy, judgement.now).ok()??.to_string()),
        Subject::Repository(holding) => {
            let condition = tree.repositories.get(holding)?;
            let outdated = condition.state.is_readable() && !condition.state.is_served();
            outdated.then(|| condition.reason().map(ToString::to_string)).flatten()
        }
        Subject::File(_) | Subject::Isos(..) | Subject::Modules => None,
    }
}

fn said(step: &Observation) -> String {
    match (&step.outcome, &step.subject) {
        (Outcome::Time(claimed), _) => format!("{} min old", step.at.duration_since(*claimed).as_mins()),
        (Outcome::Repomd { facts, .. }, _) => {
            let revision = facts.revision.map_or_else(|| "no number".to_owned(), |number| number.to_string());
            format!("revision {revision}, {} bytes, sha256 {}", facts.size, facts.digest)
        }
        (Outcome::Unchanged, _) => "unchanged".to_owned(),
        (Outcome::Present, Subject::Isos(_, set)) => format!("all {} files are there", set.len()),
        (Outcome::Present, Subject::Modules) => "greets, and has the module".to_owned(),
        (Outcome::Present, _) => "there, as large as repomd.xml says".to_owned(),
        (Outcome::Failed(fault), _) => fault.to_string(),
    }
}

fn command(step: &Observation, ca_file: Option<&str>) -> String {
    let url = quoted(&step.url);
    let head = match step.subject {
        Subject::Modules => return format!("rsync --contimeout=10 --list-only {url}"),
        Subject::File(_) | Subject::Isos(..) => " --head",
        Subject::Time | Subject::Repository(_) => " --include",
    };
    let family = match step.route.family {
        Some(Family::V4) => " --ipv4",
        Some(Family::V6) => " --ipv6",
        None => "",
    };
    let ca_file = ca_file.filter(|_| step.route.protocol == Protocol::Https);
    let authorities = ca_file.map(|file| format!(" --cacert {}", quoted(file))).unwrap_or_default();
    format!("curl --globoff --max-time {}{head}{family}{authorities} {url}", patience(step))
}

/// How long it was waited for, in whole seconds: whoever is slower than that should see it.
fn patience(step: &Observation) -> u64 {
    const USUAL: u64 = 15;
    match step.outcome.fault() {
        Some(
            Fault::Timeout(limit)
            | Fault::Connect(ConnectFault::Timeout(limit))
            | Fault::Tls(TlsFault::Timeout(limit)),
        ) => limit.as_millis().div_ceil(1000).try_into().unwrap_or(USUAL),
        _ => USUAL,
    }
}

/// As a word for a shell: the URL is a stranger's.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
