//! Nominations: who may nominate, who may be nominated, and when.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::findings::Findings;
use crate::folder::{Director, Folder, Member, Nomination, Placed};
use crate::rules::{Reading, after};

pub(super) fn check(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let Some((path, nominations)) = &folder.nominations else { return };
    let mut check = Check { folder, reading, path, findings };
    for nomination in nominations {
        check.self_nomination(nomination);
        check.nominator(nomination);
        check.nominee(nomination);
        check.dates(nomination);
        check.terms(nomination);
        check.board(nomination);
    }
    check.several(nominations);
}

struct Check<'a> {
    folder: &'a Folder,
    reading: &'a Reading<'a>,
    path: &'a Arc<str>,
    findings: &'a mut Findings,
}

impl<'a> Check<'a> {
    fn error(&mut self, at: &Placed<String>, code: &'static str, message: String, help: &str) {
        self.findings.error(self.path, at.span, code, message, help);
    }

    fn member(&self, id: &Placed<String>) -> Option<&'a Member> {
        self.folder.roll.get(&id.value)
    }

    fn is_sponsor(&self, member: &Member) -> bool {
        self.reading.rules().class(&member.class.value).is_some_and(|class| class.sponsor)
    }

    fn self_nomination(&mut self, nomination: &Nomination) {
        let Some(rule) = self.reading.word("nomination.self") else { return };
        let nominee = &nomination.nominee;
        let is_own = nominee.value == nomination.nominator.value;
        let acts = nomination.representative.as_ref().is_some_and(|person| person.value == nominee.value);
        if is_own || (acts && rule == "never") {
            let source = self.reading.cited("nomination.self");
            let how = if is_own {
                "the nominee nominates itself"
            } else {
                "the nominee acts for the sponsor that nominates"
            };
            let message = format!("{how}, which is not consistent with {source}");
            self.error(&nomination.nominator, "nomination-self", message, "another member must nominate");
        }
    }

    fn nominator(&mut self, nomination: &Nomination) {
        let nominator = &nomination.nominator;
        let election = &self.folder.election;
        let Some(member) = self.member(nominator) else {
            let message = format!("nominator `{}` is not on the roll", nominator.value);
            self.error(nominator, "nominator-unknown", message, "check the id, or complete the roll");
            return;
        };
        let day = nomination.submitted.as_ref().or(election.nominations_close.as_ref());
        let day = day.map_or(election.voting_opens.value, |day| day.value);
        if let Some(why) = member.objection(day) {
            let message = format!("nominator `{}` is not in good standing on {day}: {why}", nominator.value);
            self.error(nominator, "nominator-standing", message, "");
        }
        let is_sponsor = self.is_sponsor(member);
        let is_community = nomination.seat.as_ref().is_some_and(|seat| seat.value == "community");
        let only_community = self.reading.word("nomination.community") == Some("community-seat-only");
        if !is_sponsor && only_community && !is_community {
            let source = self.reading.cited("nomination.community");
            let message = format!(
                "`{}` is not a sponsor and nominates for a general seat, which is not consistent with {source}: \
                 members of the class {} nominate for the community seat only",
                nominator.value, member.class.value
            );
            self.error(
                nominator,
                "nominator-class",
                message,
                "add `seat: community`, or let a sponsor nominate",
            );
        }
        if is_sponsor && self.reading.word("nomination.sponsor") == Some("affiliated") {
            self.affiliation(nomination, member);
        }
    }

    fn affiliation(&mut self, nomination: &Nomination, sponsor: &Member) {
        let employer = self.employer(nomination);
        let organisation = sponsor.organisation.as_deref();
        let same = organisation.zip(employer.as_deref()).is_some_and(|(one, other)| same_name(one, other));
        if !same {
            let source = self.reading.cited("nomination.sponsor");
            let message = format!(
                "nominee `{}` does not work for {}, which is not consistent with {source}",
                nomination.nominee.value,
                organisation.unwrap_or("the sponsor that nominates")
            );
            self.error(
                &nomination.nominee,
                "nominee-not-affiliated",
                message,
                "a sponsor nominates its own people",
            );
        }
    }

    /// The employer that the nomination names, else the roll.
    fn employer(&self, nomination: &Nomination) -> Option<String> {
        let named = nomination.employer.as_ref().map(|employer| employer.value.clone());
        named.or_else(|| self.member(&nomination.nominee).and_then(Member::company).map(str::to_owned))
    }

    fn nominee(&mut self, nomination: &Nomination) {
        let nominee = &nomination.nominee;
        let election = &self.folder.election;
        if self.reading.word("nominee.committee") == Some("barred")
            && election.committee.iter().any(|person| person.value == nominee.value)
        {
            let source = self.reading.cited("nominee.committee");
            let message = format!(
                "nominee `{}` is on the election committee, which is not consistent with {source}",
                nominee.value
            );
            self.error(nominee, "nominee-on-committee", message, "");
        }
        let Some(member) = self.member(nominee) else {
            let by_sponsor = self.member(&nomination.nominator).is_some_and(|member| self.is_sponsor(member));
            let through_sponsor =
                self.reading.answer("nominee.sponsor-membership") == Some("through-sponsor") && by_sponsor;
            if !through_sponsor {
                let message = format!("nominee `{}` is not on the roll", nominee.value);
                self.error(nominee, "nominee-unknown", message, "a nominee is a member");
            }
            return;
        };
        let opens = election.voting_opens.value;
        let by_record = self.reading.word("nominee.age-by") == Some("record-date");
        let by = if by_record { election.record_date.value } else { opens };
        if let Some(age) = self.reading.period("nominee.age")
            && after(member.approved, age, self.reading.month_end()) > by
        {
            let source = self.reading.cited("nominee.age");
            let message = format!(
                "nominee `{}` is a member since {}, less than {age} before {by}, which is not consistent with {source}",
                nominee.value, member.approved
            );
            self.error(nominee, "nominee-too-new", message, "");
        }
        let too_late = self.reading.period("nominee.age").is_some() && member.approved > opens;
        if let Some(why) = member.objection(opens).filter(|_| !too_late) {
            let message =
                format!("nominee `{}` is not in good standing when voting opens: {why}", nominee.value);
            self.error(nominee, "nominee-standing", message, "");
        }
    }

    fn dates(&mut self, nomination: &Nomination) {
        let election = &self.folder.election;
        if let Some(submitted) = &nomination.submitted {
            let early = election.nominations_open.as_ref().is_some_and(|open| submitted.value < open.value);
            let late = election.nominations_close.as_ref().is_some_and(|close| submitted.value > close.value);
            if early || late {
                let when = if early { "before nominations open" } else { "after nominations close" };
                let message = format!("the nomination of {} is {when}", submitted.value);
                self.findings.error(self.path, submitted.span, "nomination-outside-window", message, "");
            }
        }
        if self.reading.is("nomination.confirm") && nomination.confirmed.is_none() {
            let source = self.reading.cited("nomination.confirm");
            let message = format!(
                "nominee `{}` has not confirmed, which is not consistent with {source}",
                nomination.nominee.value
            );
            self.error(&nomination.nominee, "nominee-unconfirmed", message, "add `confirmed:` with the day");
        }
    }

    fn terms(&mut self, nomination: &Nomination) {
        let Some(most) = self.reading.number("nominee.terms") else { return };
        let member = self.member(&nomination.nominee);
        let named = nomination.terms.as_ref().map(|terms| terms.value);
        let terms = named.or_else(|| member?.terms).unwrap_or(0);
        let named = nomination.last_term_ended.as_ref().map(|day| day.value);
        let ended: Option<Date> = named.or_else(|| member?.last_term_ended);
        let opens = self.folder.election.voting_opens.value;
        let pause = self.reading.period("nominee.pause");
        let has_paused = ended
            .zip(pause)
            .is_some_and(|(ended, pause)| after(ended, pause, self.reading.month_end()) <= opens);
        if terms >= most && !has_paused {
            let source = self.reading.cited("nominee.terms");
            let message = format!(
                "nominee `{}` has served {terms} terms, which is not consistent with {source}: at most {most} in a row",
                nomination.nominee.value
            );
            let help =
                pause.map_or_else(String::new, |pause| format!("{pause} must pass after the last term"));
            self.error(&nomination.nominee, "nominee-term-limit", message, &help);
        }
    }

    /// Colleagues who stay on the board.
    fn board(&mut self, nomination: &Nomination) {
        let Some(board) = &self.folder.board else { return };
        let Some(employer) = self.employer(nomination) else { return };
        let nominee = &nomination.nominee;
        let group = self.member(nominee).and_then(|member| member.group.clone());
        let staying: Vec<&Director> = board
            .directors
            .iter()
            .filter(|director| self.stays(director) && director.person.value != nominee.value)
            .collect();
        let works_there = |director: &&&Director| {
            director.organisation.as_ref().is_some_and(|name| same_name(&name.value, &employer))
        };
        let colleagues = staying.iter().filter(works_there).count() as u64;
        if self.reading.number("company.directors").is_some_and(|most| colleagues >= most) {
            let source = self.reading.cited("company.directors");
            let message = format!(
                "nominee `{}` works for {employer}, as a director who stays, which is not consistent with {source}",
                nominee.value
            );
            self.error(nominee, "nominee-company-on-board", message, "");
            return;
        }
        let Some(group) = group else { return };
        let in_group = |director: &&&Director| {
            director.group.as_ref().is_some_and(|name| same_name(&name.value, &group))
        };
        let related = staying.iter().filter(in_group).count() as u64;
        if self.reading.number("company.group").is_some_and(|most| related >= most) {
            let source = self.reading.cited("company.group");
            let message = format!(
                "nominee `{}` belongs to the group {group}, as a director who stays, which is not consistent with {source}",
                nominee.value
            );
            self.error(nominee, "nominee-related-company", message, "");
        }
    }

    /// Whether a director stays on the board after the vote.
    fn stays(&self, director: &Director) -> bool {
        let election = &self.folder.election;
        match (&director.cohort, &election.cohort) {
            (Some(own), Some(elected)) => own.value != elected.value,
            _ => director.term_ends.as_ref().is_some_and(|ends| ends.value > election.voting_closes.value),
        }
    }

    /// What concerns several nominations together.
    fn several(&mut self, nominations: &[Nomination]) {
        let mut by_nominator: BTreeMap<&str, u64> = BTreeMap::new();
        let mut nominees: BTreeSet<&str> = BTreeSet::new();
        let mut companies: BTreeMap<String, &str> = BTreeMap::new();
        for nomination in nominations {
            let (nominee, nominator) = (&nomination.nominee, &nomination.nominator);
            let number = by_nominator.entry(&nominator.value).or_default();
            *number += 1;
            let is_sponsor = self.member(nominator).is_some_and(|member| self.is_sponsor(member));
            if let Some(most) = self.reading.number("nomination.per-member").filter(|most| *number > *most)
                && !is_sponsor
            {
                let source = self.reading.cited("nomination.per-member");
                let message = format!(
                    "`{}` nominates more than {most}, which is not consistent with {source}",
                    nominator.value
                );
                self.error(nominator, "nominator-too-many", message, "");
            }
            if !nominees.insert(&nominee.value) {
                let message = format!("`{}` is nominated twice", nominee.value);
                self.findings.warning(self.path, nominee.span, "nominee-duplicate", message, "");
                continue;
            }
            let Some(company) = self.employer(nomination) else { continue };
            let limited = self.reading.number("company.directors").is_some();
            if let Some(other) = companies.insert(company.to_lowercase(), &nominee.value).filter(|_| limited)
            {
                let message = format!("`{}` and `{other}` both work for {company}", nominee.value);
                let help = "at most one of them can be elected";
                self.findings.warning(self.path, nominee.span, "nominees-share-company", message, help);
            }
        }
        let seats = self.folder.election.seats.value;
        if (nominees.len() as u64) < seats {
            let message = format!("there are {} nominees for {seats} seats", nominees.len());
            let span = maneki_ground_diagnostics::Span::START;
            self.findings.warning(self.path, span, "nominees-too-few", message, "");
        }
    }
}

/// Names of companies are compared without letter case.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
