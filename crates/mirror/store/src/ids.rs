//! The numbers of names.

use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_health::{IsoSet, RepomdFacts};
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Holding, IsoFolder};

use crate::names::Names;

/// The number of each name, and the names that are not in the database yet.
#[derive(Debug)]
pub(crate) struct Ids {
    pub(crate) mirrors: Numbers<MirrorName>,
    pub(crate) holdings: Numbers<Arc<Holding>>,
    pub(crate) seen: Numbers<RepomdFacts>,
    pub(crate) iso_folders: Numbers<Arc<IsoFolder>>,
    pub(crate) iso_sets: Numbers<IsoSet>,
}

#[derive(Debug)]
pub(crate) struct Numbers<T> {
    known: BTreeMap<T, i64>,
    next: i64,
    new: Vec<(i64, T)>,
}

impl Ids {
    pub(crate) fn from_names(names: &Names) -> Self {
        Self {
            mirrors: Numbers::from_names(&names.mirrors, Clone::clone),
            holdings: Numbers::from_names(&names.holdings, Clone::clone),
            seen: Numbers::from_names(&names.seen, |seen| **seen),
            iso_folders: Numbers::from_names(&names.iso_folders, Clone::clone),
            iso_sets: Numbers::from_names(&names.iso_sets, Clone::clone),
        }
    }
}

impl<T: Ord + Clone> Numbers<T> {
    fn from_names<N>(names: &BTreeMap<i64, Option<N>>, value: impl Fn(&N) -> T) -> Self {
        let known = names.iter().filter_map(|(id, name)| Some((value(name.as_ref()?), *id))).collect();
        let next = names.keys().next_back().map_or(1, |last| last.saturating_add(1));
        Self { known, next, new: Vec::new() }
    }

    /// The number of a name; a new number if it has none.
    pub(crate) fn number(&mut self, name: &T) -> i64 {
        if let Some(id) = self.known.get(name) {
            return *id;
        }
        let id = self.next;
        self.next = id.saturating_add(1);
        self.known.insert(name.clone(), id);
        self.new.push((id, name.clone()));
        id
    }

    /// The names to write, because they are not in the database yet.
    pub(crate) fn take_new(&mut self) -> Vec<(i64, T)> {
        std::mem::take(&mut self.new)
    }
}
