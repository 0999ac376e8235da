//! Approval ballots in CSV: a column for each candidate, with a mark or without.

use super::csv_rows::{OWN_COLUMNS, Weights};
use super::read::ReadOptions;
use crate::ballots::{Ballots, MOST_BALLOTS, MOST_CANDIDATES};
use crate::contest::{Candidate, Contest, Votes};
use crate::read::{Report, Source, Table};

pub(super) fn read(source: &Source, options: &ReadOptions, report: &mut Report<'_>) -> Option<Contest> {
    let mut table = Table::open(source, &[], report)?;
    let header = table.header.cells.iter().enumerate();
    let columns: Vec<(usize, String)> = header
        .filter(|(_, cell)| !OWN_COLUMNS.contains(&cell.text.as_ref()))
        .map(|(column, cell)| (column, cell.text.clone().into_owned()))
        .collect();
    if columns.is_empty() || columns.len() > MOST_CANDIDATES {
        let message = format!("the file has {} columns of candidates", columns.len());
        let help = format!("write a column for each candidate, at most {MOST_CANDIDATES}");
        report.error("column-missing", table.header.bytes(), message, &help);
        return None;
    }
    let mut weights = Weights::new(&table, options.class_weights.as_ref());
    let mut ballots = Ballots::new();
    while let Some(row) = table.next(report) {
        let mut marks = Vec::new();
        for (candidate, (column, _)) in columns.iter().enumerate() {
            let cell = &row.cells[*column];
            match mark(&cell.text) {
                Some(true) => marks.push(candidate),
                Some(false) => {}
                None => {
                    let message = format!("`{}` is not a mark", cell.text);
                    let help = "write `1`, `x` or `yes` for a mark, and `0`, `no` or nothing for none";
                    report.error("mark-unknown", cell.bytes.clone(), message, help);
                }
            }
        }
        if options.seats.is_some_and(|seats| marks.len() > seats) {
            let message = format!("this ballot has {} marks, more than there are seats", marks.len());
            report.error("marks-too-many", row.bytes(), message, "check the ballot with the voting platform");
        }
        if let Some((number, weight)) = weights.read(&row, report) {
            ballots.push(number, weight, marks);
        }
        if ballots.len() > MOST_BALLOTS {
            break;
        }
    }
    let candidates = columns.into_iter().map(|(_, name)| Candidate::new(name.clone(), name)).collect();
    Some(Contest::new(candidates, 0, Votes::Marked(ballots)))
}

fn mark(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "1" | "x" | "yes" => Some(true),
        "" | "0" | "no" => Some(false),
        _ => None,
    }
}
