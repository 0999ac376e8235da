use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Field, Table};

use super::day::{date, id, number, optional, required, table, text};
use super::placed::Placed;
use crate::read::{DIALECT, Report, Source, truth};

/// The board: who sits on it, and which seats are empty.
#[derive(Debug, Clone)]
pub struct Board {
    pub path: Arc<str>,
    pub seats: Option<Placed<u64>>,
    pub platinum_members: Option<Placed<u64>>,
    pub chair: Option<Placed<String>>,
    pub directors: Vec<Director>,
    pub vacancies: Vec<Vacancy>,
}

/// A director.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Director {
    /// The id, in lower case.
    pub person: Placed<String>,
    pub organisation: Option<Placed<String>>,
    pub group: Option<Placed<String>>,
    pub cohort: Option<Placed<String>>,
    pub since: Option<Placed<Date>>,
    pub term_ends: Option<Placed<Date>>,
    pub terms: Option<Placed<u64>>,
    pub nominated_by: Option<Placed<String>>,
    pub paid: Option<Placed<bool>>,
    pub span: Span,
}

/// A seat that became empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    pub cohort: Option<Placed<String>>,
    pub new_cohort: Option<Placed<String>>,
    pub vacated: Option<Placed<Date>>,
    pub next_election: Option<Placed<Date>>,
    pub filled: Option<Placed<Date>>,
    /// `board`, `election` or `open`.
    pub filled_by: Option<Placed<String>>,
    pub span: Span,
}

impl Board {
    /// The vacancies that are not filled yet.
    pub fn open_seats(&self) -> impl Iterator<Item = &Vacancy> {
        let is_filled = |vacancy: &Vacancy| {
            vacancy.filled.is_some() || vacancy.filled_by.as_ref().is_some_and(|by| by.value != "open")
        };
        self.vacancies.iter().filter(move |vacancy| !is_filled(vacancy))
    }

    /// How many seats the board has.
    pub fn size(&self) -> u64 {
        let counted = (self.directors.len() + self.open_seats().count()) as u64;
        self.seats.as_ref().map_or(counted, |seats| seats.value)
    }
}

static FILE: Table<()> = table(
    "at the top of `board.yml`",
    &[
        optional("seats", "How many seats the board has."),
        optional("platinum-members", "How many members of the class Platinum there are."),
        optional("chair", "The id of the chair."),
        required("directors", "Who sits on the board."),
        optional("vacancies", "Seats that became empty."),
    ],
);

static DIRECTOR: Table<()> = table(
    "in a director",
    &[
        required("person", "The id of the director."),
        optional("organisation", "The organisation that employs the director."),
        optional("group", "Companies that belong together."),
        optional("cohort", "The cohort of the seat."),
        optional("since", "The first day of the term."),
        optional("term-ends", "The last day of the term."),
        optional("terms", "How many terms in a row."),
        optional("nominated-by", "The id of the member who nominated the director."),
        optional("paid", "Whether the organisation pays the director."),
    ],
);

static VACANCY: Table<()> = table(
    "in a vacancy",
    &[
        optional("cohort", "The cohort of the seat."),
        optional("new-cohort", "The cohort of the seat after it was filled."),
        optional("vacated", "The day on which the seat became empty."),
        optional("next-election", "The day of the next election."),
        optional("filled", "The day on which the seat was filled."),
        optional("filled-by", "`board`, `election` or `open`."),
    ],
);

/// Reads `board.yml`; `None` where something is wrong with the file.
pub fn read_board(source: &Source, report: &mut Report<'_>) -> Option<Board> {
    let mut yaml = report.yaml();
    let yaml = &mut yaml;
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, yaml)?;
    let mut directors = Vec::new();
    for item in file.get("directors")?.list(yaml)? {
        let Some(group) = item.group(&DIRECTOR, yaml) else { continue };
        let Some(person) = id(&group, "person", yaml) else { continue };
        let paid = truth(&group, "paid", yaml);
        directors.push(Director {
            person,
            organisation: text(&group, "organisation", yaml),
            group: text(&group, "group", yaml),
            cohort: text(&group, "cohort", yaml),
            since: date(&group, "since", yaml),
            term_ends: date(&group, "term-ends", yaml),
            terms: number(&group, "terms", yaml),
            nominated_by: id(&group, "nominated-by", yaml),
            paid: paid.zip(group.get("paid")).map(|(paid, field)| Placed::new(paid, field.span())),
            span: group.span(),
        });
    }
    let mut vacancies = Vec::new();
    for item in file.get("vacancies").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&VACANCY, yaml) else { continue };
        let filled_by = text(&group, "filled-by", yaml);
        if let (Some(by), Some(field)) = (&filled_by, group.get("filled-by"))
            && !["board", "election", "open"].contains(&by.value.as_str())
        {
            field.wrong_type("`board`, `election` or `open`", None, yaml);
        }
        vacancies.push(Vacancy {
            cohort: text(&group, "cohort", yaml),
            new_cohort: text(&group, "new-cohort", yaml),
            vacated: date(&group, "vacated", yaml),
            next_election: date(&group, "next-election", yaml),
            filled: date(&group, "filled", yaml),
            filled_by,
            span: group.span(),
        });
    }
    Some(Board {
        path: source.path.clone(),
        seats: number(&file, "seats", yaml),
        platinum_members: number(&file, "platinum-members", yaml),
        chair: id(&file, "chair", yaml),
        directors,
        vacancies,
    })
}
