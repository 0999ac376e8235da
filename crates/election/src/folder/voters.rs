use maneki_ground_diagnostics::Span;

use super::day::folded;
use super::placed::Placed;
use crate::read::{Report, Source, Table};

/// A row of `voters.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voter {
    /// In lower case.
    pub id: String,
    pub weight: Placed<u64>,
    /// The row.
    pub span: Span,
}

/// Reads `voters.csv`; `None` where its header is broken.
pub fn read_voters(source: &Source, report: &mut Report<'_>) -> Option<Vec<Voter>> {
    let mut table = Table::open(source, &["id", "weight"], report)?;
    let (id, weight) = (table.column("id")?, table.column("weight")?);
    let mut voters = Vec::new();
    while let Some(row) = table.next(report) {
        let cell = &row.cells[weight];
        let Ok(number) = cell.text.parse() else {
            let message = format!("`{}` is not a weight", cell.text);
            report.error("value-type", cell.bytes.clone(), message, "write a whole number");
            continue;
        };
        let weight = Placed::new(number, report.span(cell.bytes.clone()));
        voters.push(Voter { id: folded(&row.cells[id].text), weight, span: report.span(row.bytes()) });
    }
    Some(voters)
}
