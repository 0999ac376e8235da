use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Severity};
use maneki_mirror_registry::{SourceTree, Unreadable, canonical};

use crate::context::Options;
use crate::judge::judge;
use crate::summary::Summary;

/// What came out of judging what somebody named.
#[derive(Debug, Clone, Default)]
pub struct Linted {
    /// Everything that is to be said, sorted by path and position.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts of the files that were looked at.
    pub texts: BTreeMap<Arc<str>, String>,
    /// How many files were looked at.
    pub files: usize,
    /// What was named and cannot be read.
    pub unreadable: Vec<Unreadable>,
}

/// Judges registries and single files.
///
/// A folder is a registry, judged as a whole. A file is judged alone, by what one can tell of it without the
/// others; of the registry that it lies in, if it lies in one, only `config.yml` is read, which says what
/// modules there are. `config.yml` itself is judged as a service config. A path that cannot be read at all is no
/// finding, and stops no other: it is in [`Linted::unreadable`].
pub fn lint(paths: &[impl AsRef<Path>], options: &Options<'_>) -> Linted {
    lint_with(paths, options, &BTreeMap::new())
}

/// The same with other texts in the place of those on disk.
pub(crate) fn lint_with(
    paths: &[impl AsRef<Path>],
    options: &Options<'_>,
    texts: &BTreeMap<Arc<str>, String>,
) -> Linted {
    let mut linted = Linted::default();
    // A path that is named twice, in whatever way, is judged once.
    let mut seen = BTreeSet::new();
    for path in paths {
        let path = path.as_ref();
        if canonical(path).is_some_and(|real| !seen.insert(real)) {
            continue;
        }
        if path.is_dir() {
            match SourceTree::look(path) {
                Ok(source) => linted.judge_registry(source, options, texts),
                Err(unreadable) => linted.unreadable.push(unreadable),
            }
        } else {
            match single(path) {
                Ok((source, alone)) => linted.judge_file(source, &alone, options, texts),
                Err(unreadable) => linted.unreadable.push(unreadable),
            }
        }
    }
    linted.diagnostics.sort();
    linted.diagnostics.dedup();
    linted
}

fn put(texts: &BTreeMap<Arc<str>, String>, source: &mut SourceTree) {
    for file in source.mirrors.iter_mut().chain([&mut source.config]) {
        if let Some(text) = texts.get(&file.path) {
            file.text = Ok(text.clone());
        }
    }
}

/// A registry of one file, and its path.
fn single(path: &Path) -> Result<(SourceTree, Arc<str>), Unreadable> {
    let (file, config) = SourceTree::read_one(path)?;
    let alone = Arc::clone(&file.path);
    let nothing = SourceTree::empty();
    let source = if file.file_name() == "config.yml" {
        SourceTree { config: file, ..nothing }
    } else {
        let ignored = if file.path.ends_with(".yml") { Vec::new() } else { vec![Arc::clone(&file.path)] };
        let config = config.unwrap_or_else(|| nothing.config.clone());
        SourceTree { config, mirrors: vec![file], ignored, ..nothing }
    };
    Ok((source, alone))
}

impl Linted {
    fn judge_registry(
        &mut self,
        mut source: SourceTree,
        options: &Options<'_>,
        texts: &BTreeMap<Arc<str>, String>,
    ) {
        put(texts, &mut source);
        self.files += source.mirrors.len() + 1;
        self.add(judge(&source, options), source);
    }

    fn judge_file(
        &mut self,
        mut source: SourceTree,
        alone: &Arc<str>,
        options: &Options<'_>,
        texts: &BTreeMap<Arc<str>, String>,
    ) {
        put(texts, &mut source);
        let mut found = judge(&source, options);
        found.retain(|diagnostic| diagnostic.path == *alone);
        self.files += 1;
        self.add(found, source);
    }

    fn add(&mut self, found: Vec<Diagnostic>, source: SourceTree) {
        self.diagnostics.extend(found);
        let files = source.mirrors.into_iter().chain([source.config]);
        self.texts.extend(files.filter_map(|file| Some((file.path, file.text.ok()?))));
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// How many findings there are.
    pub fn summary(&self) -> Summary {
        let count = |severity| self.diagnostics.iter().filter(|found| found.severity == severity).count();
        Summary {
            files: self.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
        }
    }
}
