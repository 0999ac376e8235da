use std::collections::{BTreeMap, BTreeSet};

use maneki_mirror_registry::SourceTree;

use crate::config_file::ConfigFile;
use crate::context::Options;
use crate::mirror_file::MirrorFile;
use crate::swapped::{self, Swap};

/// All files together, for rules that compare them.
pub(crate) struct Whole<'a> {
    pub(crate) options: &'a Options<'a>,
    pub(crate) source: &'a SourceTree,
    /// The service config, if it is a group of keys.
    pub(crate) config: Option<ConfigFile<'a>>,
    /// The mirror files that are groups of keys, by path.
    pub(crate) mirrors: Vec<MirrorFile<'a>>,
    /// Which of them were mistaken for each other: for each its partner, by their places in the list.
    pub(crate) swapped: BTreeMap<usize, (usize, Swap)>,
    /// The names that several of them declare, in lower case.
    pub(crate) shared_names: BTreeSet<String>,
}

impl<'a> Whole<'a> {
    pub(crate) fn new(
        options: &'a Options<'a>,
        source: &'a SourceTree,
        config: Option<ConfigFile<'a>>,
        mirrors: Vec<MirrorFile<'a>>,
    ) -> Self {
        let mut names = BTreeSet::new();
        let declared = mirrors.iter().filter_map(|file| file.name.as_ref());
        let shared_names = declared.map(|name| name.value.to_lowercase());
        let shared_names = shared_names.filter(|name| !names.insert(name.clone())).collect();
        Self { swapped: swapped::pairs(&mirrors), options, source, config, mirrors, shared_names }
    }
}
