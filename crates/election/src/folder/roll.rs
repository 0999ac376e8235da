use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_diagnostics::Span;

use super::day::folded;
use super::placed::Placed;
use crate::read::{Report, Row, Source, Table};

/// The roll of members.
#[derive(Debug, Clone)]
pub struct Roll {
    pub path: Arc<str>,
    pub members: Vec<Member>,
    /// The position of each member by id; of one that is there twice, the first.
    places: BTreeMap<String, usize>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// In lower case.
    pub id: String,
    pub class: Placed<String>,
    pub approved: Date,
    pub expires: Option<Date>,
    /// `None` where the standing is good.
    pub standing: Option<String>,
    /// The organisation of a sponsor or of a mirror, which is the member itself.
    pub organisation: Option<String>,
    /// The employer of a person.
    pub employer: Option<String>,
    /// Companies that belong together.
    pub group: Option<String>,
    pub terms: Option<u64>,
    pub last_term_ended: Option<Date>,
    /// The row.
    pub span: Span,
}

impl Roll {
    pub(crate) fn new(path: Arc<str>, members: Vec<Member>) -> Self {
        let mut places = BTreeMap::new();
        for (place, member) in members.iter().enumerate() {
            places.entry(member.id.clone()).or_insert(place);
        }
        Self { path, members, places }
    }

    pub fn get(&self, id: &str) -> Option<&Member> {
        self.places.get(id).map(|&place| &self.members[place])
    }

    /// Whether a row is the first one of its member.
    pub(crate) fn is_first(&self, place: usize) -> bool {
        self.members.get(place).is_some_and(|member| self.places.get(&member.id) == Some(&place))
    }
}

impl Member {
    /// Why a member is not in good standing on a day: not approved, lapsed, or the standing of the roll.
    pub fn objection(&self, day: Date) -> Option<&str> {
        if self.approved > day {
            return Some("approved later");
        }
        if self.expires.is_some_and(|expires| expires < day) {
            return Some("membership has lapsed");
        }
        self.standing.as_deref()
    }

    /// The organisation that the member stands for: the own one, or the employer.
    pub fn company(&self) -> Option<&str> {
        self.organisation.as_deref().or(self.employer.as_deref())
    }
}

const OPTIONAL: [&str; 7] =
    ["expires", "standing", "organisation", "employer", "group", "terms", "last-term-ended"];

/// Reads `roll.csv`; `None` where its header is broken. Broken rows are reported and left out.
pub fn read_roll(source: &Source, report: &mut Report<'_>) -> Option<Roll> {
    let required = ["id", "class", "approved"];
    let mut table = Table::open(source, &required, report)?;
    for cell in &table.header.cells {
        let name = cell.text.as_ref();
        if !required.contains(&name) && !OPTIONAL.contains(&name) {
            report.info("column-unknown", cell.bytes.clone(), format!("the column `{name}` is not read"), "");
        }
    }
    let [id, class, approved] = required.map(|name| table.column(name));
    let (id, class, approved) = (id?, class?, approved?);
    let optional = OPTIONAL.map(|name| table.column(name));
    let mut members = Vec::new();
    while let Some(row) = table.next(report) {
        let text = |column: usize| row.cells[column].text.as_ref();
        let other = |at: usize| optional[at].map(text).filter(|text| !text.is_empty()).map(str::to_owned);
        if text(id).is_empty() || text(class).is_empty() {
            let help = "write `id` and `class`, or remove the row";
            report.error("value-type", row.bytes(), "this row has no id or no class", help);
            continue;
        }
        let approved = day(&row, approved, report);
        let expires = optional[0].and_then(|column| day(&row, column, report).transpose()).transpose();
        let last_term_ended =
            optional[6].and_then(|column| day(&row, column, report).transpose()).transpose();
        let standing = other(1).map(|standing| standing.to_lowercase()).filter(|standing| standing != "good");
        let terms = number(&row, optional[5], report);
        let known = ["unpaid", "suspended", "restricted", "left"];
        if let Some(standing) = standing.as_deref().filter(|standing| !known.contains(standing)) {
            let help = "write good, unpaid, suspended, restricted or left";
            let cell = optional[1].map_or_else(|| row.bytes(), |column| row.cells[column].bytes.clone());
            report.error("value-type", cell, format!("`{standing}` is not a standing"), help);
        }
        let (Ok(Some(approved)), Ok(expires), Ok(last_term_ended), Ok(terms)) =
            (approved, expires, last_term_ended, terms)
        else {
            continue;
        };
        members.push(Member {
            id: folded(text(id)),
            class: Placed::new(text(class).to_owned(), report.span(row.cells[class].bytes.clone())),
            approved,
            expires,
            standing,
            organisation: other(2),
            employer: other(3),
            group: other(4),
            terms,
            last_term_ended,
            span: report.span(row.bytes()),
        });
    }
    Some(Roll::new(source.path.clone(), members))
}

/// A day in a cell; an empty cell gives `None`. `Err` where it is not a day, which is reported.
fn day(row: &Row<'_>, column: usize, report: &mut Report<'_>) -> Result<Option<Date>, ()> {
    let cell = &row.cells[column];
    if cell.text.is_empty() && column > 0 {
        return Ok(None);
    }
    let day = Some(&cell.text).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
    if day.is_none() {
        let message = format!("`{}` is not a date", cell.text);
        report.error("value-type", cell.bytes.clone(), message, "write it as `2026-09-14`");
    }
    day.map(Some).ok_or(())
}

fn number(row: &Row<'_>, column: Option<usize>, report: &mut Report<'_>) -> Result<Option<u64>, ()> {
    let Some(cell) = column.map(|column| &row.cells[column]).filter(|cell| !cell.text.is_empty()) else {
        return Ok(None);
    };
    let number = cell.text.parse().ok();
    if number.is_none() {
        let message = format!("`{}` is not a whole number", cell.text);
        report.error("value-type", cell.bytes.clone(), message, "");
    }
    number.map(Some).ok_or(())
}
