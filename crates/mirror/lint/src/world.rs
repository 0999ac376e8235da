use std::collections::{BTreeMap, BTreeSet};

use maneki_mirror_registry::{Catalog, Parsed, SourceTree};

use crate::config_file::ConfigFile;
use crate::mirror_file::MirrorFile;
use crate::options::Options;
use crate::swapped::{self, Swap};

/// What rules look through: a registry as it was read and parsed.
#[derive(Debug)]
pub struct World {
    pub(crate) options: Options,
    pub(crate) source: SourceTree,
    /// What the distribution has, if `config.yml` can be used.
    pub(crate) catalog: Option<Catalog>,
    /// `config.yml`, if it is a group of keys.
    pub(crate) config: Option<ConfigFile>,
    /// The mirror files that are groups of keys, by path.
    pub(crate) mirrors: Vec<MirrorFile>,
    /// The files that were mistaken for each other: the partner of each, by their places in the list.
    pub(crate) swapped: BTreeMap<usize, (usize, Swap)>,
    /// The names that several files declare, in lower case.
    pub(crate) shared_names: BTreeSet<String>,
}

impl World {
    pub(crate) fn new(source: &SourceTree, parsed: &Parsed, options: Options) -> Self {
        let mirrors: Vec<MirrorFile> = parsed.mirrors.iter().filter_map(MirrorFile::new).collect();
        let mut names = BTreeSet::new();
        let declared = mirrors.iter().filter_map(MirrorFile::name).map(|name| name.value.to_lowercase());
        let shared_names = declared.filter(|name| !names.insert(name.clone())).collect();
        Self {
            options,
            source: source.clone(),
            catalog: parsed.registry.as_ref().map(|registry| registry.catalog.clone()),
            config: parsed.config.as_ref().and_then(ConfigFile::new),
            swapped: swapped::pairs(&mirrors),
            mirrors,
            shared_names,
        }
    }
}
