use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};

use super::decision::{Decision, Outcome, Vote, has_word, register};
use super::index::IndexEntry;
use super::minutes::Minutes;
use super::record::Record;
use crate::rules::{MonthEnd, Period, Unit, after, days_between};

/// The smallest committee that can vote.
const FEWEST: usize = 4;

/// The term of a chair.
const CHAIR_TERM: Period = Period { number: 6, unit: Unit::Months };

/// The states of an RFC.
const RFC_STATES: [&str; 8] =
    ["Draft", "Submitted", "Open for discussion", "FCP", "Accepted", "Rejected", "Withdrawn", "Superseded"];

/// Everything that is known of a committee.
#[derive(Debug, Clone, Default)]
pub struct Committee {
    /// In the order of their dates.
    pub minutes: Vec<Minutes>,
    /// With the path of its file.
    pub record: Option<(Arc<str>, Record)>,
    pub index: Option<(Arc<str>, Vec<IndexEntry>)>,
    /// RFCs: path and text.
    pub rfcs: Vec<(Arc<str>, String)>,
}

struct Check<'a> {
    committee: &'a Committee,
    decisions: Vec<Decision>,
    findings: Vec<Diagnostic>,
}

/// The findings of a committee. `today` is the day on which terms that have no successor must not be over.
pub fn check_committee(committee: &Committee, today: Option<Date>) -> Vec<Diagnostic> {
    let decisions = committee.minutes.iter().flat_map(register).collect();
    let mut check = Check { committee, decisions, findings: Vec::new() };
    for minutes in &committee.minutes {
        check.form(minutes);
        check.members(minutes);
        check.decided(minutes);
    }
    check.gaps();
    check.chairs(today);
    check.appointments();
    check.disclosure();
    check.index();
    check.rfcs();
    check.findings
}

impl Check<'_> {
    fn add(&mut self, severity: Severity, path: &Arc<str>, line: usize, code: &'static str, message: String) {
        let line = u32::try_from(line).unwrap_or(u32::MAX).max(1);
        let span = Span { line, ..Span::START };
        self.findings.push(Diagnostic::new(path, span, severity, RuleCode(code), message));
    }

    fn at(&mut self, severity: Severity, path: &Arc<str>, span: Span, code: &'static str, message: String) {
        self.findings.push(Diagnostic::new(path, span, severity, RuleCode(code), message));
    }

    /// Date, sections and front matter.
    fn form(&mut self, minutes: &Minutes) {
        let path = &minutes.path;
        match minutes.heading_date {
            None => {
                let message = "the heading has no date, such as `# Minutes (2026-03-12)`".to_owned();
                self.add(Severity::Error, path, 1, "minutes-date", message);
            }
            Some(heading) if minutes.date != Some(heading) => {
                let message = format!("the heading is dated {heading}, and the file name is not");
                self.add(Severity::Error, path, 1, "minutes-date", message);
            }
            Some(_) => {}
        }
        let sections = [
            (minutes.has_attendance, "attendance"),
            (minutes.has_decisions, "decisions"),
            (minutes.has_text, "minutes"),
        ];
        for (_, name) in sections.into_iter().filter(|(is_there, _)| !is_there) {
            let message = format!("the minutes have no section of {name}");
            self.add(Severity::Warning, path, 1, "minutes-section", message);
        }
        let has_title =
            minutes.front_matter.as_ref().is_some_and(|keys| keys.iter().any(|key| key == "title"));
        if !has_title {
            let message = "the front matter has no `title`".to_owned();
            self.add(Severity::Info, path, 1, "front-matter", message);
        }
    }

    /// Who is a member on a day: by the record, else all names that are present or excused.
    fn members_on(&self, minutes: &Minutes) -> BTreeSet<String> {
        match (&self.committee.record, minutes.date) {
            (Some((_, record)), Some(day)) if !record.members.is_empty() => {
                let members = record.members.iter().filter(|seat| seat.is_member_on(day));
                members.map(|seat| folded(&seat.name)).collect()
            }
            _ => minutes.present.iter().chain(&minutes.absent).map(|name| folded(name)).collect(),
        }
    }

    fn members(&mut self, minutes: &Minutes) {
        let path = &minutes.path;
        let members = self.members_on(minutes);
        let present: BTreeSet<String> = minutes.present.iter().map(|name| folded(name)).collect();
        let absent: BTreeSet<String> = minutes.absent.iter().map(|name| folded(name)).collect();
        for name in members.iter().filter(|name| !present.contains(*name) && !absent.contains(*name)) {
            let message = format!("member {name} is neither present nor excused");
            self.add(Severity::Warning, path, 1, "member-unaccounted", message);
        }
        for name in present.iter().filter(|name| !members.contains(*name)) {
            let message = format!("{name} attends as a member and is not one on that day");
            self.add(Severity::Warning, path, 1, "attendee-not-member", message);
        }
        if !minutes.has_attendance {
            return;
        }
        let number = present.intersection(&members).count();
        let quorum = (members.len() / 2 + 1).max(FEWEST);
        if members.len() < FEWEST {
            let message =
                format!("the committee has {} members, and {FEWEST} are needed for a vote", members.len());
            self.add(Severity::Error, path, 1, "committee-too-small", message);
            return;
        }
        if number >= quorum {
            return;
        }
        let few = format!("{number} of {} members are present, and the quorum is {quorum}", members.len());
        let first = self.of(minutes).find(|decision| is_final(decision)).map(|decision| decision.line);
        match first {
            Some(line) => {
                let message = format!("{few}: nothing can be decided");
                self.add(Severity::Error, path, line, "decision-without-quorum", message);
            }
            None => self.add(Severity::Info, path, 1, "quorum-not-met", few),
        }
    }

    fn of<'b>(&'b self, minutes: &'b Minutes) -> impl Iterator<Item = &'b Decision> {
        self.decisions.iter().filter(|decision| decision.path == minutes.path)
    }

    fn decided(&mut self, minutes: &Minutes) {
        let path = &minutes.path;
        let members = self.members_on(minutes).len() as u64;
        let decisions: Vec<Decision> = self.of(minutes).cloned().collect();
        for decision in &decisions {
            let line = decision.line;
            if !decision.listed {
                let message = format!("this decision is not listed: {}", decision.text);
                self.add(Severity::Warning, path, line, "decision-not-listed", message);
            }
            match decision.outcome {
                Outcome::Tabled if decision.listed => {
                    let message = "this motion was tabled and is listed as adopted".to_owned();
                    self.add(Severity::Warning, path, line, "decision-not-adopted", message);
                }
                Outcome::Annulled => {
                    let message = "this decision was annulled".to_owned();
                    self.add(Severity::Info, path, line, "decision-annulled", message);
                }
                _ => {}
            }
            if decision.listed && is_final(decision) && decision.vote.is_none() && !is_leaving(&decision.text)
            {
                let message = "the minutes record no vote on this decision".to_owned();
                self.add(Severity::Warning, path, line, "vote-not-recorded", message);
            }
            if let Some(Vote::Count { yes, no, abstain }) = decision.vote {
                self.count(path, decision, members, [yes, no, abstain]);
            }
        }
        for item in minutes.text.iter().filter(|item| has_word(&item.text.to_lowercase(), "will vote")) {
            let message = "a vote is promised".to_owned();
            self.add(Severity::Info, path, item.line, "promise-open", message);
        }
    }

    fn count(&mut self, path: &Arc<str>, decision: &Decision, members: u64, votes: [u64; 3]) {
        let [yes, no, abstain] = votes;
        let cast = yes + no + abstain;
        if cast > members {
            let message = format!("{cast} votes were cast, and there are {members} members");
            self.add(Severity::Error, path, decision.line, "vote-count", message);
        }
        if decision.outcome != Outcome::Adopted {
            return;
        }
        if yes == no {
            let message = format!("{yes} voted for it and {no} against it, and no deciding vote is recorded");
            self.add(Severity::Error, path, decision.line, "vote-tied", message);
        } else if yes < no {
            let message = format!("{yes} voted for it and {no} against it");
            self.add(Severity::Error, path, decision.line, "decision-without-majority", message);
        }
    }

    /// Calendar months without a meeting.
    fn gaps(&mut self) {
        let recorded = self.committee.record.iter().flat_map(|(_, record)| &record.meetings);
        let mut months: BTreeSet<i64> = recorded.map(|day| month(*day)).collect();
        months.extend(self.committee.minutes.iter().filter_map(|minutes| minutes.date).map(month));
        let dated: Vec<(Date, Arc<str>)> = self
            .committee
            .minutes
            .iter()
            .filter_map(|minutes| Some((minutes.date?, minutes.path.clone())))
            .collect();
        for (day, path) in dated.iter().skip(1) {
            let own = month(*day);
            let Some(before) = months.range(..own).next_back() else { continue };
            let is_first = !dated.iter().any(|(other, _)| month(*other) == own && other < day);
            if is_first && own - before > 1 {
                let message =
                    format!("{} calendar months without a meeting come before this one", own - before - 1);
                self.add(Severity::Warning, path, 1, "meeting-gap", message);
            }
        }
    }

    fn chairs(&mut self, today: Option<Date>) {
        let Some((path, record)) = &self.committee.record else { return };
        let last = self.committee.minutes.iter().filter_map(|minutes| minutes.date).max();
        let valid: Vec<_> = record.chairs.iter().filter(|chair| chair.annulled.is_none()).collect();
        let mut in_a_row = 0;
        let mut found = Vec::new();
        for (place, chair) in valid.iter().enumerate() {
            let follows = place > 0 && folded(&valid[place - 1].name) == folded(&chair.name);
            in_a_row = if follows { in_a_row + 1 } else { 1 };
            if in_a_row > 2 {
                let message = format!("{} is elected for the term number {in_a_row} in a row", chair.name);
                found.push((Severity::Error, chair.span, "chair-third-term", message));
            }
            let is_member = record
                .members
                .iter()
                .any(|seat| folded(&seat.name) == folded(&chair.name) && seat.is_member_on(chair.elected));
            if !is_member && !record.members.is_empty() {
                let message = format!("{} was not a member on {}", chair.name, chair.elected);
                found.push((Severity::Error, chair.span, "chair-not-member", message));
            }
            let ends = after(chair.elected, CHAIR_TERM, MonthEnd::Clamp);
            let next = valid.get(place + 1).map(|next| next.elected).or(today).or(last);
            if let Some(next) = next.filter(|next| *next > ends) {
                let message = format!(
                    "the term of {} ended on {ends}, and the chair stayed for {} days",
                    chair.name,
                    days_between(ends, next)
                );
                found.push((Severity::Warning, chair.span, "chair-overdue", message));
            }
        }
        for (severity, span, code, message) in found {
            self.at(severity, path, span, code, message);
        }
    }

    fn appointments(&mut self) {
        let Some((path, record)) = &self.committee.record else { return };
        for appointment in &record.appointments {
            let name = &appointment.name;
            let mut add = |severity, code, message: String| {
                self.findings.push(Diagnostic::new(
                    path,
                    appointment.span,
                    severity,
                    RuleCode(code),
                    message,
                ));
            };
            match (appointment.questionnaire, appointment.voted) {
                (Some(sent), Some(voted)) if business_days(sent, voted) < 5 => {
                    let days = business_days(sent, voted);
                    let message =
                        format!("{days} business days are between the questionnaire of {name} and the vote");
                    add(Severity::Error, "appointment-early", message);
                }
                (None, _) => {
                    let message = format!("{name} was appointed, and no date of a questionnaire is recorded");
                    add(Severity::Warning, "appointment-unrecorded", message);
                }
                _ => {}
            }
            if let Some(nominator) = &appointment.nominated_by {
                let day = appointment.voted.unwrap_or(Date::MAX);
                let is_member = record
                    .members
                    .iter()
                    .any(|seat| folded(&seat.name) == folded(nominator) && seat.is_member_on(day));
                if folded(nominator) == folded(name) {
                    add(Severity::Error, "appointment-self", format!("{name} nominates themselves"));
                } else if !is_member {
                    let message = format!("{nominator}, who nominates {name}, is not a member");
                    add(Severity::Error, "appointment-nominator", message);
                }
            }
            let later = self.committee.minutes.iter().any(|minutes| minutes.date > appointment.voted);
            if appointment.accepted.is_none() && later {
                let message = format!("{name} was appointed, and later minutes record no acceptance");
                add(Severity::Warning, "appointment-not-accepted", message);
            }
        }
    }

    fn disclosure(&mut self) {
        let Some((path, record)) = &self.committee.record else { return };
        for seat in record.members.iter().filter(|seat| seat.to.is_none()) {
            if seat.employer.is_none() || seat.conflicts.is_none() {
                let message = format!("employer and conflicts of {} are not disclosed", seat.name);
                self.at(Severity::Warning, path, seat.span, "disclosure-missing", message);
            }
        }
    }

    fn index(&mut self) {
        let Some((path, entries)) = &self.committee.index else { return };
        let dates: BTreeSet<Date> =
            self.committee.minutes.iter().filter_map(|minutes| minutes.date).collect();
        for entry in entries.iter().filter(|entry| !dates.contains(&entry.date)) {
            let severity = if entry.linked { Severity::Error } else { Severity::Warning };
            let message = format!("there are no minutes of {}", entry.date);
            self.add(severity, path, entry.line, "index-dead", message);
        }
        for date in dates.iter().filter(|date| !entries.iter().any(|entry| entry.date == **date)) {
            let message = format!("the minutes of {date} are not in the index");
            self.add(Severity::Warning, path, 1, "index-missing", message);
        }
        for pair in entries.windows(2) {
            if let [newer, older] = pair
                && newer.date < older.date
            {
                let message = format!("{} comes after {}: the newest is first", older.date, newer.date);
                self.add(Severity::Warning, path, older.line, "index-order", message);
            }
        }
    }

    fn rfcs(&mut self) {
        let mut numbers: BTreeSet<String> = BTreeSet::new();
        for (path, text) in &self.committee.rfcs {
            let file = path.rsplit('/').next().unwrap_or_default();
            let own = file.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            let Some(own) = own else {
                let message = "the name of an RFC begins with four digits".to_owned();
                self.add(Severity::Warning, path, 1, "rfc-file-name", message);
                continue;
            };
            if own == "0000" {
                continue;
            }
            let header = |key: &str| {
                let lines = text.lines().enumerate().take(40);
                let mut found = lines.filter_map(|(at, line)| Some((at + 1, line.split_once(key)?.1.trim())));
                found.next()
            };
            if let Some((line, number)) = header("**RFC Number:**") {
                let number: String = number.chars().filter(char::is_ascii_digit).take(4).collect();
                if number != own {
                    let message = format!("the header says {number}, and the file name {own}");
                    self.add(Severity::Error, path, line, "rfc-number", message);
                } else if !numbers.insert(number) {
                    let message = format!("there are two RFCs with the number {own}");
                    self.add(Severity::Error, path, line, "rfc-number", message);
                }
            }
            if let Some((line, state)) = header("**Status:**") {
                if !RFC_STATES.iter().any(|known| known.eq_ignore_ascii_case(state)) {
                    let message = format!("`{state}` is not a state of an RFC: {}", RFC_STATES.join(", "));
                    self.add(Severity::Error, path, line, "rfc-state", message);
                }
                self.undecided(path, line, state, text);
            }
        }
    }

    /// An RFC in the state Accepted or Rejected must have a decision about the same subject.
    fn undecided(&mut self, path: &Arc<str>, line: usize, state: &str, text: &str) {
        if !["Accepted", "Rejected"].contains(&state) || self.committee.minutes.is_empty() {
            return;
        }
        let title = text.lines().next().unwrap_or_default();
        let is_decided = self.decisions.iter().any(|decision| super::kin::are_kin(&decision.text, title));
        if !is_decided {
            let message = format!("the RFC is {state}, and no decision is about it");
            self.add(Severity::Warning, path, line, "rfc-undecided", message);
        }
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

fn is_final(decision: &Decision) -> bool {
    matches!(decision.outcome, Outcome::Adopted | Outcome::Rejected)
}

/// Leaving a committee needs no vote.
fn is_leaving(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["step down", "stepped down", "stepping down", "resign", "resigned"]
        .iter()
        .any(|word| has_word(&lower, word))
}

fn month(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month())
}

/// The days from Monday to Friday strictly between two days.
fn business_days(from: Date, to: Date) -> i64 {
    let mut number = 0;
    let mut day = from.saturating_add(jiff::ToSpan::days(1));
    // A year is more than enough to compare with five days.
    while day < to && number < 366 {
        number += i64::from(day.weekday().to_monday_zero_offset() < 5);
        day = day.saturating_add(jiff::ToSpan::days(1));
    }
    number
}
