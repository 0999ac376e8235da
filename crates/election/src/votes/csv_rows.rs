//! What ranked and approval ballots in CSV have in common: how many, of which weight.

use std::collections::BTreeMap;

use super::MOST_WEIGHT;
use crate::ballots::MOST_BALLOTS;
use crate::read::{Report, Row, Table};

/// The columns that are not about candidates.
pub(super) const OWN_COLUMNS: [&str; 3] = ["weight", "class", "count"];

/// Where the weight of a row is written.
pub(super) struct Weights<'options> {
    weight: Option<usize>,
    class: Option<usize>,
    count: Option<usize>,
    classes: Option<&'options BTreeMap<String, u64>>,
    ballots: u64,
}

impl<'options> Weights<'options> {
    pub(super) fn new(table: &Table<'_>, classes: Option<&'options BTreeMap<String, u64>>) -> Self {
        let [weight, class, count] = OWN_COLUMNS.map(|name| table.column(name));
        Self { weight, class, count, classes, ballots: 0 }
    }

    /// How many ballots a row stands for, and the weight of all of them.
    pub(super) fn read(&mut self, row: &Row<'_>, report: &mut Report<'_>) -> Option<(u64, u64)> {
        let count = self.count.map_or(Some(1), |column| number(row, column, "count", report))?;
        let weight = match (self.weight, self.class) {
            (Some(column), _) => number(row, column, "weight", report)?,
            (None, Some(column)) => self.class(row, column, report)?,
            (None, None) => 1,
        };
        self.ballots += count;
        if self.ballots > MOST_BALLOTS as u64 {
            let message = format!("the file has more than {MOST_BALLOTS} ballots");
            report.error("weight-range", row.bytes(), message, "split the election");
            return None;
        }
        Some((count, weight * count))
    }

    fn class(&self, row: &Row<'_>, column: usize, report: &mut Report<'_>) -> Option<u64> {
        let cell = &row.cells[column];
        let weight = self.classes.and_then(|classes| classes.get(cell.text.as_ref()));
        if weight.is_none() {
            let message = format!("the class `{}` has no weight", cell.text);
            let help = match self.classes {
                Some(classes) => {
                    let names: Vec<&str> = classes.keys().map(String::as_str).collect();
                    format!("the rule set has the classes {}", names.join(", "))
                }
                None => "name the rule set with `--rules`".to_owned(),
            };
            report.error("class-unknown", cell.bytes.clone(), message, &help);
        }
        weight.copied()
    }
}

fn number(row: &Row<'_>, column: usize, what: &str, report: &mut Report<'_>) -> Option<u64> {
    let cell = &row.cells[column];
    let number = cell.text.parse().ok().filter(|number| *number <= MOST_WEIGHT);
    if number.is_none() {
        let message = format!("`{}` is not a {what} from 0 to {MOST_WEIGHT}", cell.text);
        report.error("weight-range", cell.bytes.clone(), message, "write a whole number");
    }
    number
}
