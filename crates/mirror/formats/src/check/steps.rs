use std::collections::BTreeSet;
use std::fmt::Write;

use jiff::Timestamp;
use maneki_mirror_health::{
    ConnectFault, Family, Fault, MirrorHealth, Observation, Outcome, Policy, Report, Subject, TlsFault,
    TreeHealth, TreeReport,
};
use maneki_mirror_model::Protocol;

/// What the steps of a look are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Judgement<'a> {
    /// The health of the mirror after the look.
    pub health: &'a MirrorHealth,
    /// How old content may be.
    pub policy: &'a Policy,
    pub now: Timestamp,
}

/// The steps of one look. The first failure of each kind is followed by a command that reproduces it.
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
            let again = if tries > 1 { " (tried twice)" } else { "" };
            // Writing to a string cannot fail.
            let _ = match objection {
                None => writeln!(text, "ok    {}  {}", step.url, result(step)),
                Some(why) => writeln!(text, "FAIL  {}  {why}{again}", step.url).and_then(|()| {
                    if !shown.insert((step.route, why)) {
                        return Ok(());
                    }
                    writeln!(text, "      {}", command(step, ca_file))
                }),
            };
        }
        if let Some(fault) = &seen.abandoned {
            let _ = writeln!(text, "FAIL  the rest was skipped: {fault}");
        }
    }
    text
}

/// The steps without repetitions, each with the number of its tries.
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

/// Why something that was read successfully is not served.
fn objection(step: &Observation, tree: &TreeHealth, judgement: Judgement<'_>) -> Option<String> {
    match &step.subject {
        Subject::Time => Some(tree.freshness.objection(judgement.policy, judgement.now).ok()??.to_string()),
        Subject::Repository(holding) => {
            let health = tree.repositories.get(holding)?;
            let is_outdated = health.state.is_readable() && !health.state.is_served();
            is_outdated.then(|| health.reason().map(ToString::to_string)).flatten()
        }
        Subject::File(_) | Subject::Isos(..) | Subject::Modules => None,
    }
}

fn result(step: &Observation) -> String {
    match (&step.outcome, &step.subject) {
        (Outcome::Time(claimed), _) => format!("{} min old", step.at.duration_since(*claimed).as_mins()),
        (Outcome::Repomd { facts, .. }, _) => {
            let revision = facts.revision.map_or_else(|| "no number".to_owned(), |number| number.to_string());
            format!("revision {revision}, {} bytes, sha256 {}", facts.size, facts.digest)
        }
        (Outcome::Unchanged, _) => "unchanged".to_owned(),
        (Outcome::Present, Subject::Isos(_, set)) => format!("all {} files exist", set.len()),
        (Outcome::Present, Subject::Modules) => "answers, and has the module".to_owned(),
        (Outcome::Present, _) => "exists, with the size in repomd.xml".to_owned(),
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

/// The time limit of the request in whole seconds, so that a slow server fails the command too.
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

/// Quotes a text for a shell, because URLs come from strangers.
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
