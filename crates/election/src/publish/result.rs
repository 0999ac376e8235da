use crate::votes::ClassTables;

/// The certified result, as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageResult {
    /// Names of those who are elected, in order.
    pub(crate) elected: Vec<String>,
    /// Each candidate with the total, as it is printed.
    pub(crate) totals: Vec<(String, String)>,
    pub(crate) voted: u64,
    pub(crate) eligible: u64,
    /// Classes with the number of their voters; small ones are merged.
    pub(crate) classes: Vec<(String, u64)>,
    /// Whether classes were merged.
    pub(crate) is_merged: bool,
}

/// The voters of each class; classes with fewer than `least` voters become one row.
pub(super) fn merged(tables: &ClassTables, least: u64, show_all: bool) -> (Vec<(String, u64)>, bool) {
    let is_small = |voters: u64| !show_all && voters > 0 && voters < least;
    let (small, large): (Vec<_>, Vec<_>) = tables.classes.iter().partition(|class| is_small(class.voters));
    let mut classes: Vec<(String, u64)> =
        large.iter().map(|class| (class.class.clone(), class.voters)).collect();
    if small.is_empty() {
        return (classes, false);
    }
    let names: Vec<&str> = small.iter().map(|class| class.class.as_str()).collect();
    let mut voters: u64 = small.iter().map(|class| class.voters).sum();
    let mut name = names.join(", ");
    // Several small classes together can still be small.
    if voters < least
        && let Some((next, more)) = classes.pop()
    {
        name = format!("{next}, {name}");
        voters += more;
    }
    classes.push((name, voters));
    (classes, true)
}

impl PageResult {
    /// Adds the classes of a result that is published by class.
    pub(crate) fn with_tables(mut self, tables: Option<&ClassTables>, least: u64, show_all: bool) -> Self {
        if let Some(tables) = tables {
            (self.classes, self.is_merged) = merged(tables, least, show_all);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::votes::ClassTable;

    fn tables(voters: &[u64]) -> ClassTables {
        let class = |(number, &voters): (usize, &u64)| ClassTable {
            class: format!("c{number}"),
            span: maneki_ground_diagnostics::Span::START,
            weight: 1,
            eligible: voters,
            voters,
            votes: Vec::new(),
        };
        let classes = voters.iter().enumerate().map(class).collect();
        ClassTables { seats: 1, candidates: Vec::new(), classes }
    }

    #[test]
    fn small_classes_are_merged_until_they_are_not_small() {
        let merge = |voters: &[u64], all| merged(&tables(voters), 5, all).0;
        assert_eq!(merge(&[9, 8], false), [("c0".into(), 9), ("c1".into(), 8)]);
        assert_eq!(merge(&[9, 3, 4], false), [("c0".into(), 9), ("c1, c2".into(), 7)]);
        assert_eq!(merge(&[9, 8, 1], false), [("c0".into(), 9), ("c1, c2".into(), 9)]);
        assert_eq!(merge(&[9, 8, 1], true), [("c0".into(), 9), ("c1".into(), 8), ("c2".into(), 1)]);
    }
}
