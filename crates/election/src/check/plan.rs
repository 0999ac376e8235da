//! The days of an election: their order, and every window with its slack.

use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_diagnostics::Span;

use super::findings::Findings;
use crate::folder::{Election, Folder, Placed};
use crate::rules::{Period, Reading, after, days_between};

/// A rule about a distance of two days, and how it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The code of the finding where the rule is broken.
    pub rule: &'static str,
    /// The key of the rule set.
    pub key: &'static str,
    /// The document and the section, in words.
    pub source: String,
    pub required: String,
    pub actual: String,
    /// How many days are left; negative where the rule is broken.
    pub slack_days: i64,
    pub(super) span: Span,
    message: String,
}

/// Whether days must be at least or at most so far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    AtLeast,
    AtMost,
}

/// A rule, between which days it is measured, and how it reads.
struct Rule<'election> {
    code: &'static str,
    key: &'static str,
    bound: Bound,
    from: Option<&'election Placed<Date>>,
    to: &'election Placed<Date>,
    /// Where a finding is placed.
    at: Option<&'election Placed<Date>>,
    what: &'static str,
}

fn rules(election: &Election) -> Vec<Rule<'_>> {
    let opens = &election.voting_opens;
    let record = Some(&election.record_date);
    let announced = election.announced.as_ref();
    let (open, close) = (election.nominations_open.as_ref(), election.nominations_close.as_ref());
    let rule = |code, key, bound, from, to, at, what| Rule { code, key, bound, from, to, at, what };
    let (least, most) = (Bound::AtLeast, Bound::AtMost);
    let closes = &election.voting_closes;
    vec![
        rule("voting-too-short", "voting.length", least, Some(opens), closes, Some(closes), "voting lasts"),
        rule(
            "nominations-open-late",
            "nomination.opens",
            least,
            open,
            opens,
            open,
            "nominations open before the vote by",
        ),
        rule(
            "announced-early",
            "nomination.opens-most",
            most,
            announced,
            opens,
            announced,
            "the announcement is before the vote by",
        ),
        rule(
            "nominations-close-late",
            "nomination.closes",
            least,
            close,
            opens,
            close,
            "nominations close before the vote by",
        ),
        rule(
            "record-date-window",
            "record-date.least",
            least,
            record,
            opens,
            record,
            "the record date is before the vote by",
        ),
        rule(
            "record-date-window",
            "record-date.most",
            most,
            record,
            opens,
            record,
            "the record date is before the vote by",
        ),
        rule(
            "notice-window",
            "notice.least",
            least,
            announced,
            opens,
            announced,
            "notice is given before the vote by",
        ),
        rule(
            "notice-window",
            "notice.most",
            most,
            announced,
            opens,
            announced,
            "notice is given before the vote by",
        ),
    ]
}

/// Every window that the rules and the election have.
pub fn windows(election: &Election, reading: &Reading<'_>) -> Vec<Window> {
    let rules = rules(election).into_iter();
    rules.filter_map(|rule| window(&rule, reading.period(rule.key)?, reading)).collect()
}

fn window(rule: &Rule<'_>, period: Period, reading: &Reading<'_>) -> Option<Window> {
    let (from, to) = (rule.from?.value, rule.to.value);
    let limit = after(from, period, reading.month_end());
    let days = days_between(from, to);
    let (word, slack_days) = match rule.bound {
        Bound::AtLeast => ("at least", days_between(limit, to)),
        Bound::AtMost => ("at most", days_between(to, limit)),
    };
    let source = reading.cited(rule.key);
    let message =
        format!("{} {days} days, which is not consistent with {source}: {word} {period}", rule.what);
    Some(Window {
        rule: rule.code,
        key: rule.key,
        source,
        required: format!("{word} {period}"),
        actual: format!("{days} days"),
        slack_days,
        span: rule.at?.span,
        message,
    })
}

pub(super) fn check(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let election = &folder.election;
    let path = &election.path;
    let rules = reading.rules();
    let opens = &election.voting_opens;
    if opens.value < rules.from || rules.to.is_some_and(|to| opens.value > to) {
        let until = rules.to.map_or_else(|| "now".to_owned(), |to| to.to_string());
        let message = format!(
            "voting opens on {}, and `{}` is in force from {} to {until}",
            opens.value, rules.name, rules.from
        );
        findings.error(path, opens.span, "rules-not-in-force", message, "name the rule set of that time");
    }
    if order(election, path, findings) {
        for window in windows(election, reading).into_iter().filter(|window| window.slack_days < 0) {
            let help = format!("move a date by {}", days(-window.slack_days));
            findings.error(path, window.span, window.rule, window.message, &help);
        }
        if let Some(resolution) = &election.resolution {
            let record = &election.record_date;
            if record.value < resolution.value {
                let message = format!(
                    "the record date {} is before the resolution of {}",
                    record.value, resolution.value
                );
                let help = "a record date follows the resolution that fixes it";
                findings.error(path, record.span, "record-date-before-resolution", message, help);
            }
        }
    }
    cohort(election, reading, path, findings);
}

fn days(number: i64) -> String {
    if number == 1 { "1 day".to_owned() } else { format!("{number} days") }
}

/// Reports days that are not in their order; `true` where all are.
fn order(election: &Election, path: &Arc<str>, findings: &mut Findings) -> bool {
    let days = [
        ("announced", election.announced.as_ref()),
        ("nominations-open", election.nominations_open.as_ref()),
        ("nominations-close", election.nominations_close.as_ref()),
        ("candidates-published", election.candidates_published.as_ref()),
        ("voting-opens", Some(&election.voting_opens)),
        ("voting-closes", Some(&election.voting_closes)),
        ("results-by", election.results_by.as_ref()),
    ];
    let known: Vec<(&str, &Placed<Date>)> =
        days.into_iter().filter_map(|(name, day)| Some((name, day?))).collect();
    let mut is_ordered = true;
    for pair in known.windows(2) {
        let [(earlier, first), (later, second)] = pair else { continue };
        let strictly = *later == "voting-closes";
        if first.value > second.value || (strictly && first.value == second.value) {
            is_ordered = false;
            let message =
                format!("`{later}` is {}, and must be after `{earlier}`, {}", second.value, first.value);
            findings.error(path, second.span, "dates-order", message, "correct one of the dates");
        }
    }
    is_ordered
}

fn cohort(election: &Election, reading: &Reading<'_>, path: &Arc<str>, findings: &mut Findings) {
    let (Some(cohorts), Some(cohort)) = (reading.list("cohorts"), &election.cohort) else { return };
    let source = reading.cited("cohorts");
    let Some(place) = cohorts.iter().position(|known| *known == cohort.value) else {
        let message = format!("`{}` is not a cohort of {source}: {}", cohort.value, cohorts.join(", "));
        findings.error(path, cohort.span, "cohort-order", message, "");
        return;
    };
    let Some(previous) = &election.previous_cohort else { return };
    let before = &cohorts[(place + cohorts.len() - 1) % cohorts.len()];
    if *before != previous.value {
        let message = format!(
            "cohort {} does not follow cohort {}, which is not consistent with {source}: {}",
            cohort.value,
            previous.value,
            cohorts.join(", ")
        );
        findings.error(path, cohort.span, "cohort-order", message, "");
    }
}
