//! The board: its size, its cohorts and terms, its companies, and its empty seats.

use std::collections::BTreeMap;

use maneki_ground_diagnostics::Span;

use super::control::control;
use super::findings::Findings;
use super::nominations::same_name;
use super::vacancy::allowed;
use crate::folder::{Board, Director, Folder, Placed};
use crate::rules::{Reading, after, days_between};

pub(super) fn check(folder: &Folder, reading: &Reading<'_>, findings: &mut Findings) {
    let Some(board) = &folder.board else { return };
    size(folder, board, reading, findings);
    cohorts(board, reading, findings);
    companies(board, reading, findings);
    for director in &board.directors {
        term(board, director, reading, findings);
        at_risk(folder, board, director, reading, findings);
        paid(board, director, reading, findings);
    }
    chair(board, reading, findings);
    vacancies(board, reading, findings);
    for share in control(folder, reading).into_iter().filter(|share| share.is_group && share.reaches_quota())
    {
        let message = format!(
            "the group {} has {} of {} votes, and {} fill a seat even at full turnout",
            share.name, share.weight, share.eligible_weight, share.quota
        );
        findings.warning(&board.path, Span::START, "board-control", message, "");
    }
}

/// The place of the number of seats, else the beginning of the file.
fn seats_span(board: &Board) -> Span {
    board.seats.as_ref().map_or(Span::START, |seats| seats.span)
}

fn size(folder: &Folder, board: &Board, reading: &Reading<'_>, findings: &mut Findings) {
    let size = board.size();
    let directors = board.directors.len() as u64;
    let span = seats_span(board);
    let inconsistent = |what: String, key: &str, rule: String| {
        format!("{what}, which is not consistent with {}: {rule}", reading.cited(key))
    };
    if let Some(most) = reading.number("board.most").filter(|most| size.max(directors) > *most) {
        let message =
            inconsistent(format!("the board has {size} seats"), "board.most", format!("at most {most}"));
        findings.error(&board.path, span, "board-too-large", message, "");
    }
    if let Some(least) = reading.number("board.least").filter(|least| directors < *least) {
        let what = format!("the board has {directors} directors");
        let message = inconsistent(what, "board.least", format!("at least {least}"));
        findings.error(&board.path, span, "board-too-small", message, "");
    }
    if let Some(ordinary) = reading.number("board.ordinary").filter(|ordinary| size < *ordinary) {
        let what = format!("the board has {size} seats");
        let message = inconsistent(what, "board.ordinary", format!("ordinarily {ordinary}"));
        findings.warning(&board.path, span, "board-below-ordinary", message, "");
    }
    if let Some(each) = reading.number("board.per-platinum") {
        let platinum =
            board.platinum_members.as_ref().map_or_else(|| on_the_roll(folder), |number| number.value);
        let least = reading.number("board.most").unwrap_or(u64::MAX).min(each * platinum);
        if size < least {
            let what = format!("the board has {size} seats and there are {platinum} Platinum members");
            let message = inconsistent(what, "board.per-platinum", format!("at least {least} seats"));
            findings.error(&board.path, span, "board-platinum", message, "");
        }
    }
}

/// How many members of the class Platinum are in good standing on the record date.
fn on_the_roll(folder: &Folder) -> u64 {
    let day = folder.election.record_date.value;
    let members = folder.roll.members.iter();
    members.filter(|member| member.class.value == "platinum" && member.objection(day).is_none()).count()
        as u64
}

fn cohorts(board: &Board, reading: &Reading<'_>, findings: &mut Findings) {
    let Some(cohorts) = reading.list("cohorts") else { return };
    let source = reading.cited("cohorts");
    let mut sizes: BTreeMap<&str, u64> = cohorts.iter().map(|cohort| (cohort.as_str(), 0)).collect();
    let of_directors = board.directors.iter().filter_map(|director| director.cohort.as_ref());
    let of_vacancies = board.open_seats().filter_map(|vacancy| vacancy.cohort.as_ref());
    for cohort in of_directors.chain(of_vacancies) {
        if let Some(size) = sizes.get_mut(cohort.value.as_str()) {
            *size += 1;
        } else {
            let message = format!("`{}` is not a cohort of {source}: {}", cohort.value, cohorts.join(", "));
            findings.error(&board.path, cohort.span, "board-cohort", message, "");
        }
    }
    let (least, most) = (sizes.values().min().copied(), sizes.values().max().copied());
    let is_used = board.directors.iter().any(|director| director.cohort.is_some());
    if is_used && most.zip(least).is_some_and(|(most, least)| most - least > 1) {
        let sizes: Vec<String> = sizes.iter().map(|(cohort, size)| format!("{cohort} {size}")).collect();
        let message = format!(
            "the cohorts differ by more than one seat ({}), which is not consistent with {source}",
            sizes.join(", ")
        );
        findings.error(&board.path, seats_span(board), "board-cohort", message, "");
    }
}

/// Directors of one company, or of one group of companies.
fn companies(board: &Board, reading: &Reading<'_>, findings: &mut Findings) {
    let rules = [
        ("company.directors", "board-company", "work for"),
        ("company.group", "board-related-company", "belong to the group"),
    ];
    for (key, code, verb) in rules {
        let Some(most) = reading.number(key) else { continue };
        for (place, director) in board.directors.iter().enumerate() {
            let Some(name) = name(director, key) else { continue };
            let before = board.directors[..place]
                .iter()
                .filter(|other| {
                    self::name(other, key).is_some_and(|other| same_name(&other.value, &name.value))
                })
                // Two directors of one company are reported as that.
                .filter(|other| key == "company.directors" || !same_company(other, director))
                .count() as u64;
            if before >= most {
                let source = reading.cited(key);
                let message = format!(
                    "{} directors {verb} {}, which is not consistent with {source}: at most {most}",
                    before + 1,
                    name.value
                );
                findings.error(&board.path, name.span, code, message, "");
            }
        }
    }
}

fn name<'a>(director: &'a Director, key: &str) -> Option<&'a Placed<String>> {
    if key == "company.directors" { director.organisation.as_ref() } else { director.group.as_ref() }
}

fn same_company(one: &Director, other: &Director) -> bool {
    let names = one.organisation.as_ref().zip(other.organisation.as_ref());
    names.is_some_and(|(one, other)| same_name(&one.value, &other.value))
}

fn term(board: &Board, director: &Director, reading: &Reading<'_>, findings: &mut Findings) {
    let (Some(since), Some(ends), Some(term)) =
        (&director.since, &director.term_ends, reading.period("term"))
    else {
        return;
    };
    let expected = after(since.value, term, reading.month_end());
    if days_between(expected, ends.value).abs() > 31 {
        let message = format!(
            "the term of `{}` from {} ends on {}, which is not consistent with {}: {term}",
            director.person.value,
            since.value,
            ends.value,
            reading.cited("term")
        );
        findings.error(&board.path, ends.span, "board-term", message, &format!("{term} later is {expected}"));
    }
}

fn at_risk(
    folder: &Folder,
    board: &Board,
    director: &Director,
    reading: &Reading<'_>,
    findings: &mut Findings,
) {
    let Some(nominated_by) = &director.nominated_by else { return };
    let day = folder.election.record_date.value;
    let person = &director.person.value;
    let sponsor = folder.roll.get(&nominated_by.value);
    let is_sponsor = |class: &str| reading.rules().class(class).is_some_and(|class| class.sponsor);
    let message = match sponsor {
        Some(member) if !is_sponsor(&member.class.value) => return,
        None => format!("`{}`, which nominated `{person}`, is not on the roll", nominated_by.value),
        Some(member) => {
            if let Some(why) = member.objection(day) {
                format!("`{}`, which nominated `{person}`, is not a member any more: {why}", member.id)
            } else {
                let organisations = member.organisation.as_ref().zip(director.organisation.as_ref());
                let Some((sponsor, own)) = organisations else { return };
                if same_name(sponsor, &own.value) {
                    return;
                }
                format!("`{person}` works for {}, and {sponsor} nominated", own.value)
            }
        }
    };
    findings.error(&board.path, nominated_by.span, "board-seat-at-risk", message, "");
}

fn paid(board: &Board, director: &Director, reading: &Reading<'_>, findings: &mut Findings) {
    if reading.word("director.pay") != Some("none") {
        return;
    }
    if let Some(paid) = director.paid.as_ref().filter(|paid| paid.value) {
        let source = reading.cited("director.pay");
        let message = format!("`{}` is paid, which is not consistent with {source}", director.person.value);
        findings.error(&board.path, paid.span, "board-paid", message, "");
    }
}

fn chair(board: &Board, reading: &Reading<'_>, findings: &mut Findings) {
    let Some(chair) = board.chair.as_ref().filter(|_| reading.is("chair.director")) else { return };
    if !board.directors.iter().any(|director| director.person.value == chair.value) {
        let source = reading.cited("chair.director");
        let message =
            format!("chair `{}` is not a director, which is not consistent with {source}", chair.value);
        findings.error(&board.path, chair.span, "board-chair", message, "");
    }
}

fn vacancies(board: &Board, reading: &Reading<'_>, findings: &mut Findings) {
    for vacancy in &board.vacancies {
        if let (Some(old), Some(new)) = (&vacancy.cohort, &vacancy.new_cohort)
            && old.value != new.value
        {
            let message = format!("the seat of cohort {} was filled in cohort {}", old.value, new.value);
            findings.error(&board.path, new.span, "vacancy-cohort", message, "a seat keeps its cohort");
        }
        let (Some(by), Some(vacated), Some(election)) =
            (&vacancy.filled_by, &vacancy.vacated, &vacancy.next_election)
        else {
            continue;
        };
        let Some(allowed) = allowed(reading, vacated.value, election.value) else { continue };
        if !allowed.ways.contains(&by.value) {
            let source = reading.cited(allowed.key);
            let message = format!(
                "the seat vacated on {} is filled by {}, which is not consistent with {source}: {}",
                vacated.value,
                by.value,
                allowed.ways.join(" or ")
            );
            findings.error(&board.path, by.span, "vacancy-filled-by", message, "");
        }
    }
}
