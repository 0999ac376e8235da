use maneki_registry::SourceTree;

use crate::config_file::ConfigFile;
use crate::context::Options;
use crate::mirror_file::MirrorFile;

/// All files together, for rules that compare them.
pub(crate) struct Whole<'a> {
    pub(crate) options: &'a Options<'a>,
    pub(crate) source: &'a SourceTree,
    /// The service config, if it is a group of keys.
    pub(crate) config: Option<ConfigFile<'a>>,
    /// The mirror files that are groups of keys, by path.
    pub(crate) mirrors: Vec<MirrorFile<'a>>,
}
