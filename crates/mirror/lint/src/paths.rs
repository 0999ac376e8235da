use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use maneki_ground_diagnostics::Diagnostic;
use maneki_ground_lint::{Linted, Texts};
use maneki_mirror_registry::{SourceFile, SourceTree, Unreadable, canonical};

use crate::check::check;
use crate::options::Options;

/// The path of the text that comes from standard input.
pub const STANDARD_INPUT: &str = "-";

/// Checks registries and single files.
///
/// A folder is a registry, checked as a whole. A file is checked alone, with the `config.yml` of its registry if it is
/// in one, which lists the modules. `config.yml` itself is checked as a service config. The path `-` is the text of
/// `standard_input`, a mirror file in the registry of the working directory, if there is one. A path that cannot be
/// read is not a finding, and does not stop the others: it is in [`Linted::unreadable`].
pub fn lint(paths: &[impl AsRef<Path>], standard_input: Option<&str>, options: &Options) -> Linted {
    lint_with(paths, standard_input, options, &Texts::new())
}

/// The same with other texts instead of those on disk.
pub(crate) fn lint_with(
    paths: &[impl AsRef<Path>],
    standard_input: Option<&str>,
    options: &Options,
    texts: &Texts,
) -> Linted {
    let mut linted = Linted::default();
    // A path that is named twice, even in different ways, is checked once.
    let mut seen = BTreeSet::new();
    for path in paths {
        let path = path.as_ref();
        match standard_input.filter(|_| path == Path::new(STANDARD_INPUT)) {
            Some(text) => add_file(&mut linted, from_standard_input(text), options, texts),
            None if canonical(path).is_some_and(|real| !seen.insert(real)) => {}
            None => match read(path) {
                Ok(Files::Registry(source)) => add_registry(&mut linted, source, options, texts),
                Ok(Files::One(source, alone)) => add_file(&mut linted, (source, alone), options, texts),
                Err(unreadable) => linted.unreadable.push(unreadable.to_string()),
            },
        }
    }
    linted.diagnostics.sort();
    linted.diagnostics.dedup();
    linted
}

/// What a path names.
enum Files {
    Registry(SourceTree),
    /// A registry of one file, and the path of the file.
    One(SourceTree, Arc<str>),
}

fn read(path: &Path) -> Result<Files, Unreadable> {
    if path.is_dir() {
        return SourceTree::read_lenient(path).map(Files::Registry);
    }
    let (file, config) = SourceTree::read_one(path)?;
    let alone = Arc::clone(&file.path);
    let source = if file.file_name() == "config.yml" {
        SourceTree { config: file, ..SourceTree::empty() }
    } else {
        let ignored = if file.path.ends_with(".yml") { Vec::new() } else { vec![Arc::clone(&file.path)] };
        SourceTree { ignored, ..one_mirror(file, config) }
    };
    Ok(Files::One(source, alone))
}

fn from_standard_input(text: &str) -> (SourceTree, Arc<str>) {
    let file = SourceFile::new(STANDARD_INPUT, text);
    let alone = Arc::clone(&file.path);
    let config = SourceTree::read_lenient(Path::new(".")).ok().map(|registry| registry.config);
    (one_mirror(file, config), alone)
}

/// A registry of one mirror file.
fn one_mirror(file: SourceFile, config: Option<SourceFile>) -> SourceTree {
    let empty = SourceTree::empty();
    let config = config.unwrap_or_else(|| empty.config.clone());
    SourceTree { config, mirrors: vec![file], ..empty }
}

fn add_registry(linted: &mut Linted, mut source: SourceTree, options: &Options, texts: &Texts) {
    replace_texts(&mut source, texts);
    linted.files += source.mirrors.len() + 1;
    let found = check(&source, options);
    add(linted, found, source);
}

fn add_file(
    linted: &mut Linted,
    (mut source, alone): (SourceTree, Arc<str>),
    options: &Options,
    texts: &Texts,
) {
    replace_texts(&mut source, texts);
    let mut found = check(&source, options);
    found.retain(|diagnostic| diagnostic.path == alone);
    linted.files += 1;
    add(linted, found, source);
}

fn replace_texts(source: &mut SourceTree, texts: &Texts) {
    for file in source.mirrors.iter_mut().chain([&mut source.config]) {
        if let Some(text) = texts.get(&file.path) {
            file.text = Ok(Arc::clone(text));
        }
    }
}

fn add(linted: &mut Linted, found: Vec<Diagnostic>, source: SourceTree) {
    linted.diagnostics.extend(found);
    let files = source.mirrors.into_iter().chain([source.config]);
    linted.texts.extend(files.filter_map(|file| Some((file.path, file.text.ok()?))));
}
