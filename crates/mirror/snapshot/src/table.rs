//! What every mirror has of every repository of one tree.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_mirror_health::{IsoSet, RepositoryHealth, TreeHealth};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};

use crate::cell::{Cell, CheckedTree, Observed};
use crate::entry::MirrorEntry;
use crate::inputs::Health;

/// The cells of all mirrors for one tree. Repositories are known by their number in the list of holdings.
pub(crate) struct Table<'a> {
    entries: &'a [MirrorEntry],
    /// One for each entry.
    rows: Vec<Row>,
    /// Whether each entry is a public mirror that carries the tree: only those decide what can be served.
    public: Vec<bool>,
    holdings: usize,
}

/// The cells of one mirror.
enum Row {
    /// The same for every repository.
    Uniform(Observed),
    /// One for each repository.
    Each(Vec<Cell>),
}

impl<'a> Table<'a> {
    /// The table of a tree. Holdings must be in order.
    pub(crate) fn new(
        tree: &Tree,
        holdings: &[Holding],
        entries: &'a [MirrorEntry],
        health: Option<Health<'_>>,
        now: Timestamp,
    ) -> Self {
        Self {
            entries,
            rows: entries.iter().map(|entry| Row::new(entry, tree, holdings, health, now)).collect(),
            public: entries.iter().map(|entry| entry.is_public_for(tree)).collect(),
            holdings: holdings.len(),
        }
    }

    /// The repositories that a public mirror serves.
    pub(crate) fn served(&self) -> BTreeSet<usize> {
        self.where_any(Observed::is_good)
    }

    /// The repositories that a public mirror served until it failed.
    pub(crate) fn once_served(&self) -> BTreeSet<usize> {
        self.where_any(|observed| observed.good_until().is_some())
    }

    fn where_any(&self, fits: fn(Observed) -> bool) -> BTreeSet<usize> {
        let public = || self.rows.iter().zip(&self.public).filter(|(_, public)| **public).map(|(row, _)| row);
        (0..self.holdings).filter(|&number| public().any(|row| fits(row.cell(number).observed))).collect()
    }

    /// For each mirror, the worst that it has of some repositories.
    pub(crate) fn worst(&self, numbers: &[usize]) -> Vec<Cell> {
        let worst = |row: &Row| numbers.iter().map(|&number| row.cell(number)).reduce(Cell::worse);
        self.rows.iter().map(|row| worst(row).unwrap_or_default()).collect()
    }

    /// For each mirror, the best that it has of the tree.
    pub(crate) fn best(&self) -> Vec<Cell> {
        let best = |row: &Row| (0..self.holdings).map(|number| row.cell(number)).min();
        self.rows.iter().map(|row| best(row).unwrap_or_default()).collect()
    }

    /// For each mirror, what it has of a set of images. `best` is the best that it has of the tree.
    pub(crate) fn images(&self, folder: &IsoFolder, set: &IsoSet, best: &[Cell]) -> Vec<Cell> {
        let rows = self.entries.iter().zip(&self.rows).zip(best);
        rows.map(|((entry, row), best)| match row {
            Row::Uniform(_) => *best,
            Row::Each(_) => Observed::from_images(entry, folder, set, best.observed).into(),
        })
        .collect()
    }
}

impl Row {
    fn new(
        entry: &MirrorEntry,
        tree: &Tree,
        holdings: &[Holding],
        health: Option<Health<'_>>,
        now: Timestamp,
    ) -> Self {
        if entry.drain.is_some() {
            return Self::Uniform(Observed::Drained);
        }
        // Private mirrors are never checked, and no mirror is when checks are switched off: they are trusted.
        let Some(health) = health.filter(|_| !entry.mirror.private) else {
            return Self::Uniform(Observed::Current);
        };
        let Some(tree) = entry.tree_health(tree) else { return Self::Uniform(Observed::Unknown) };
        let checked = CheckedTree::new(tree, health, now);
        let cell = |(holding, repository): (&Holding, Option<&RepositoryHealth>)| {
            repository.map(|repository| checked.cell(holding, repository)).unwrap_or_default()
        };
        Self::Each(in_step(tree, holdings).map(cell).collect())
    }

    fn cell(&self, number: usize) -> Cell {
        match self {
            Self::Uniform(observed) => (*observed).into(),
            Self::Each(cells) => cells.get(number).copied().unwrap_or_default(),
        }
    }
}

/// Each holding with its health. Both are in order, so that one walk over both finds all.
fn in_step<'a>(
    tree: &'a TreeHealth,
    holdings: &'a [Holding],
) -> impl Iterator<Item = (&'a Holding, Option<&'a RepositoryHealth>)> {
    let mut known = tree.repositories.iter().peekable();
    holdings.iter().map(move |holding| {
        while known.next_if(|(known, _)| ***known < *holding).is_some() {}
        let found = known.next_if(|(known, _)| ***known == *holding);
        (holding, found.map(|(_, repository)| Arc::as_ref(repository)))
    })
}
