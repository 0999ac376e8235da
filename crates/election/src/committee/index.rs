use jiff::civil::Date;

use crate::read::Source;

/// An entry of an index of minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexEntry {
    pub date: Date,
    /// Whether it links to minutes, rather than naming only the day.
    pub linked: bool,
    /// From 1.
    pub line: usize,
}

/// The entries of an index: list items that begin with a date in words.
pub fn read_index(source: &Source) -> Vec<IndexEntry> {
    let lines = source.text.lines().enumerate();
    let entries = lines.filter_map(|(number, line)| {
        let item = line.trim().strip_prefix("- ")?.trim();
        let words = item.trim_start_matches('[').split(']').next()?;
        let date = Date::strptime("%B %d, %Y", words.trim()).ok()?;
        Some(IndexEntry { date, linked: item.starts_with('['), line: number + 1 })
    });
    entries.collect()
}

/// An index of minutes, the newest first.
pub fn index_text(dates: &[Date], base: &str) -> String {
    let mut dates = dates.to_vec();
    dates.sort_unstable();
    dates.dedup();
    dates.reverse();
    let lines = dates.iter().map(|date| format!("- [{}]({base}/{date})\n", date.strftime("%B %d, %Y")));
    lines.collect()
}
