use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Action, ModifyRelease, Spanned};

/// A config that means something.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file, as a person would name it.
    pub path: Arc<str>,
    /// What holds for all actions.
    pub parameters: Parameters,
    /// What is done, in this order.
    pub actions: Vec<Action>,
}

/// What holds for all actions of a config.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// Whether added files are marked with a comment.
    pub insert_marker: bool,
    /// The distribution branch that is written instead of the mapped one.
    pub target_branch: Option<Spanned<String>>,
    /// The changelog header carries the raw version of the spec.
    pub raw_version: bool,
    /// The changelog header carries the raw release of the spec.
    pub raw_release: bool,
    /// What the tag begins with.
    pub tag_prefix: String,
    /// The value of the macro `rhel`.
    pub el: Option<String>,
    /// Codes of warnings that the config accepts.
    pub allow: BTreeSet<String>,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            insert_marker: true,
            target_branch: None,
            raw_version: false,
            raw_release: false,
            tag_prefix: String::new(),
            el: None,
            allow: BTreeSet::new(),
        }
    }
}

impl Config {
    /// Every enabled suffix of the release, in order.
    pub fn suffixes(&self) -> impl Iterator<Item = &ModifyRelease> {
        let entries = self.actions.iter().filter_map(|action| match action {
            Action::ModifyRelease(entries) => Some(entries),
            _ => None,
        });
        entries.flatten().filter(|entry| entry.enabled)
    }
}
