//! The published result of an election by classes of members: how many members of each class voted, and the votes of each candidate.

use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Field, Key, Presence, Report as YamlReport, Table};

use super::MOST_WEIGHT;
use super::read::Turnout;
use crate::ballots::MOST_CANDIDATES;
use crate::contest::{Candidate, Contest, Totals, Votes};
use crate::read::{DIALECT, Report, whole, whole_at};

/// The most classes that an election may have; sums of weights then fit into 64 bits.
const MOST_CLASSES: usize = 1_000;

/// Results by classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassTables {
    pub seats: usize,
    /// In the order in which the file first names them.
    pub candidates: Vec<String>,
    pub classes: Vec<ClassTable>,
}

/// The result of one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassTable {
    pub class: String,
    /// Where the class is named.
    pub span: Span,
    /// The weight of one vote.
    pub weight: u64,
    pub eligible: u64,
    pub voters: u64,
    /// Votes of members, not weighted, in the order of [`ClassTables::candidates`].
    pub votes: Vec<u64>,
}

impl ClassTables {
    pub fn turnout(&self) -> Turnout {
        let sum = |value: fn(&ClassTable) -> u64| self.classes.iter().map(value).sum();
        Turnout {
            voted: sum(|class| class.voters),
            eligible: sum(|class| class.eligible),
            weight: sum(|class| class.voters * class.weight),
            eligible_weight: sum(|class| class.eligible * class.weight),
        }
    }

    /// The election that the tables are the result of.
    pub fn contest(&self) -> Contest {
        let totals = (0..self.candidates.len())
            .map(|candidate| self.classes.iter().map(|class| class.votes[candidate] * class.weight).sum())
            .collect();
        let turnout = self.turnout();
        let candidates = self.candidates.iter().map(|name| Candidate::new(name, name)).collect();
        let totals = Totals { totals, ballots: Some(turnout.voted), weight: Some(turnout.weight) };
        Contest::new(candidates, self.seats, Votes::Totals(totals))
    }
}

const fn key(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Required, (), doc)
}

static FILE: Table<()> = Table {
    place: "at the top of the file",
    keys: &[key("seats", "How many seats are filled."), key("classes", "The result of each class.")],
    synonyms: &[],
    neighbours: Vec::new,
};

static CLASS: Table<()> = Table {
    place: "in an item of `classes`",
    keys: &[
        key("class", "The name of the class."),
        key("weight", "The weight of one vote."),
        key("eligible", "How many members may vote."),
        key("voters", "How many members voted."),
        key("votes", "Each candidate with the number of votes."),
    ],
    synonyms: &[],
    neighbours: Vec::new,
};

static VOTES: Table<()> = Table { place: "in `votes`", keys: &[], synonyms: &[], neighbours: Vec::new };

/// Reads tables; `None` where something is wrong, which is in the report.
pub(super) fn read_class_tables(report: &mut Report<'_>) -> Option<ClassTables> {
    let mut yaml = report.yaml();
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, &mut yaml)?;
    let seats = whole(&file, "seats", MOST_CANDIDATES as u64, &mut yaml).unwrap_or(0);
    let mut tables = ClassTables {
        seats: usize::try_from(seats).unwrap_or(MOST_CANDIDATES),
        candidates: Vec::new(),
        classes: Vec::new(),
    };
    let list = file.get("classes")?;
    let items = list.list(&mut yaml)?;
    if items.len() > MOST_CLASSES {
        list.wrong_type(&format!("a list of at most {MOST_CLASSES} classes"), None, &mut yaml);
        return None;
    }
    for item in items {
        if let Some(class) = class(item, &mut tables.candidates, &mut yaml) {
            tables.classes.push(class);
        }
    }
    if yaml.errors() > 0 {
        return None;
    }
    for class in &mut tables.classes {
        class.votes.resize(tables.candidates.len(), 0);
    }
    Some(tables)
}

fn class(item: Field<'_>, candidates: &mut Vec<String>, report: &mut YamlReport<'_>) -> Option<ClassTable> {
    let group = item.group(&CLASS, report)?;
    let name = group.get("class").and_then(|name| name.text_or_number(report));
    let weight = whole(&group, "weight", MOST_WEIGHT, report);
    let eligible = whole(&group, "eligible", 10_000_000, report);
    let voters = whole(&group, "voters", 10_000_000, report);
    let mut votes = vec![0; candidates.len()];
    for (entry, field) in group.get("votes")?.group(&VOTES, report)?.entries() {
        let Some(number) = whole_at(&field, 10_000_000, report) else { continue };
        let known = candidates.iter().position(|name| *name == entry.key);
        let place = known.unwrap_or_else(|| {
            candidates.push(entry.key.clone());
            candidates.len() - 1
        });
        votes.resize(candidates.len(), 0);
        votes[place] = number;
    }
    let name = name?;
    Some(ClassTable {
        class: name.value.to_owned(),
        span: name.span(),
        weight: weight?,
        eligible: eligible?,
        voters: voters?,
        votes,
    })
}
