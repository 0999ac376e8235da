use std::sync::Arc;

use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Field, Table};

use super::day::{number, optional, required, table};
use super::placed::Placed;
use crate::read::{DIALECT, Report, Source, names, text_at};

/// The result that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    pub path: Arc<str>,
    pub elected: Vec<String>,
    pub elected_span: Span,
    /// Candidates with the totals that were announced, as they are written.
    pub totals: Vec<(String, Placed<String>)>,
    pub voters: Option<Placed<u64>>,
    pub eligible: Option<Placed<u64>>,
}

static FILE: Table<()> = table(
    "at the top of `results.yml`",
    &[
        required("elected", "The ids of those who are elected."),
        optional("totals", "Each candidate with the total."),
        optional("voters", "How many members voted."),
        optional("eligible", "How many members may vote."),
    ],
);

static TOTALS: Table<()> = table("in `totals`", &[]);

/// Reads `results.yml`; `None` where something is wrong with the file.
pub fn read_results(source: &Source, report: &mut Report<'_>) -> Option<Results> {
    let mut yaml = report.yaml();
    let yaml = &mut yaml;
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, yaml)?;
    let elected_span = file.get("elected")?.span();
    let mut totals = Vec::new();
    if let Some(group) = file.get("totals").and_then(|field| field.group(&TOTALS, yaml)) {
        for (entry, field) in group.entries() {
            let span = field.span();
            totals.extend(text_at(&field, yaml).map(|total| (entry.key.clone(), Placed::new(total, span))));
        }
    }
    Some(Results {
        path: source.path.clone(),
        elected: names(&file, "elected", yaml)?,
        elected_span,
        totals,
        voters: number(&file, "voters", yaml),
        eligible: number(&file, "eligible", yaml),
    })
}
