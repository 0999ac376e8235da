use jiff::civil::Date;

use crate::rules::{Question, Reading, before};

/// When a seat became empty, seen from the window before the next election.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    LessThan,
    MoreThan,
    Exactly,
}

impl Relation {
    pub fn word(self) -> &'static str {
        match self {
            Self::LessThan => "less-than",
            Self::MoreThan => "more-than",
            Self::Exactly => "exactly",
        }
    }
}

/// What may happen with an empty seat under one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    pub relation: Relation,
    pub window_starts: Date,
    /// `board`, `open`, `election`.
    pub ways: Vec<String>,
    /// The key of the rule that says so.
    pub key: &'static str,
}

/// What may happen with an empty seat under every reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    pub base: Allowed,
    /// The ways under each reading that differs, the base first.
    pub readings: Vec<Ways>,
}

/// Who may fill a seat under a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    pub ways: Vec<String>,
    /// The question and the answer that lead to them; `None` for the base reading.
    pub answer: Option<(String, String)>,
}

/// What may happen under one reading; `None` where the rules do not say.
pub(super) fn allowed(reading: &Reading<'_>, vacated: Date, election: Date) -> Option<Allowed> {
    let window_starts = before(election, reading.period("vacancy.window")?, reading.month_end());
    let (relation, is_inside) = match vacated.cmp(&window_starts) {
        std::cmp::Ordering::Greater => (Relation::LessThan, true),
        std::cmp::Ordering::Less => (Relation::MoreThan, false),
        std::cmp::Ordering::Equal => {
            (Relation::Exactly, reading.answer("vacancy.exactly") != Some("outside"))
        }
    };
    let key = if is_inside { "vacancy.inside" } else { "vacancy.outside" };
    Some(Allowed { relation, window_starts, ways: reading.list(key)?.to_vec(), key })
}

/// What may happen with a seat; `decided` is the reading that decisions leave.
pub fn vacancy(decided: &Reading<'_>, open: &[Question], vacated: Date, election: Date) -> Option<Vacancy> {
    let base = allowed(decided, vacated, election)?;
    let mut readings = vec![Ways { ways: base.ways.clone(), answer: None }];
    for question in open {
        for (choice, answer) in question.choices.iter().enumerate() {
            let other = allowed(&decided.with(&question.key, choice), vacated, election)?;
            if !readings.iter().any(|known| known.ways == other.ways) {
                let answer = Some((question.key.clone(), answer.clone()));
                readings.push(Ways { ways: other.ways, answer });
            }
        }
    }
    Some(Vacancy { base, readings })
}
