//! Ranked ballots in CSV: the names of candidates in the columns `rank1`, `rank2` and so on.

use std::collections::BTreeMap;

use super::csv_rows::{OWN_COLUMNS, Weights};
use crate::ballots::{Ballots, MOST_BALLOTS, MOST_CANDIDATES};
use crate::contest::{Candidate, Contest, Votes};
use crate::read::{Report, Row, Source, Table};

/// A ballot whose candidates are numbered in the order in which names appear in the file.
struct Ballot {
    number: u64,
    weight: u64,
    choices: Vec<u16>,
}

/// Candidates are in the order of their names, so that the order of the ballots does not matter.
pub(super) fn read(
    source: &Source,
    classes: Option<&BTreeMap<String, u64>>,
    report: &mut Report<'_>,
) -> Option<Contest> {
    let mut table = Table::open(source, &["rank1"], report)?;
    let ranks = columns(&table, report);
    let mut weights = Weights::new(&table, classes);
    let mut numbers: BTreeMap<String, u16> = BTreeMap::new();
    let mut rows: Vec<Ballot> = Vec::new();
    while let Some(row) = table.next(report) {
        let weight = weights.read(&row, report);
        let choices = choices(&row, &ranks, &mut numbers, report)?;
        if let Some((number, weight)) = weight {
            rows.push(Ballot { number, weight, choices });
        }
        if rows.len() > MOST_BALLOTS {
            break;
        }
    }
    // From the order of appearance to the order of the names.
    let mut order = vec![0; numbers.len()];
    for (place, number) in numbers.values().enumerate() {
        order[usize::from(*number)] = place;
    }
    let mut ballots = Ballots::new();
    for Ballot { number, weight, choices } in rows {
        ballots.push(number, weight, choices.into_iter().map(|choice| order[usize::from(choice)]));
    }
    let candidates = numbers.into_keys().map(|name| Candidate::new(name.clone(), name)).collect();
    Some(Contest::new(candidates, 0, Votes::Ranked(ballots)))
}

/// The columns of ranks in their order. Other columns are reported and not read.
fn columns(table: &Table<'_>, report: &mut Report<'_>) -> Vec<usize> {
    let mut ranks = Vec::new();
    for (column, cell) in table.header.cells.iter().enumerate() {
        let rank = cell.text.strip_prefix("rank").and_then(|rank| rank.parse::<u32>().ok());
        match rank {
            Some(rank) => ranks.push((rank, column)),
            None if OWN_COLUMNS.contains(&cell.text.as_ref()) => {}
            None => {
                let message = format!("the column `{}` is not read", cell.text);
                report.info("column-unknown", cell.bytes.clone(), message, "");
            }
        }
    }
    ranks.sort_unstable();
    ranks.into_iter().map(|(_, column)| column).collect()
}

fn choices(
    row: &Row<'_>,
    ranks: &[usize],
    numbers: &mut BTreeMap<String, u16>,
    report: &mut Report<'_>,
) -> Option<Vec<u16>> {
    let mut choices: Vec<u16> = Vec::new();
    let mut gap = None;
    for &column in ranks {
        let cell = &row.cells[column];
        if cell.text.is_empty() {
            gap.get_or_insert_with(|| cell.bytes.clone());
            continue;
        }
        if let Some(bytes) = gap.take_if(|_| true) {
            let help = "the ranks after it move up";
            report.warning("rank-gap", bytes, "this rank is empty and a later one is not", help);
        }
        let known = numbers.get(cell.text.as_ref()).copied();
        let number = match known {
            Some(number) => number,
            None if numbers.len() >= MOST_CANDIDATES => {
                let message = format!("there are more than {MOST_CANDIDATES} candidates");
                report.error("candidate-unknown", cell.bytes.clone(), message, "check the columns of ranks");
                return None;
            }
            None => {
                let number = u16::try_from(numbers.len()).expect("there are at most 10,000 candidates");
                numbers.insert(cell.text.clone().into_owned(), number);
                number
            }
        };
        if choices.contains(&number) {
            let message = format!("`{}` has two ranks on this ballot", cell.text);
            report.error("rank-twice", cell.bytes.clone(), message, "leave out the second rank");
            continue;
        }
        choices.push(number);
    }
    Some(choices)
}
