use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Severity, Span};

use crate::mirror::Mirror;
use crate::parse_options::ParseOptions;
use crate::parsed_file::ParsedFile;
use crate::registry::Registry;
use crate::source_file::file_name;
use crate::source_tree::SourceTree;
use crate::{codes, lower};

/// The result of parsing a registry.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The registry; `None` if `config.yml` cannot be used.
    pub registry: Option<Registry>,
    /// `config.yml`, if it is YAML.
    pub config: Option<Arc<ParsedFile>>,
    /// The mirror files that are YAML, in the order of their paths.
    pub mirrors: Vec<Arc<ParsedFile>>,
    /// All problems, sorted by path and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a registry. An error in a mirror file has no effect on any other file.
pub fn parse(source: &SourceTree, options: ParseOptions) -> Parsed {
    let mut diagnostics = Vec::new();
    let empty_folder = source.folder.as_deref().filter(|_| source.mirrors.is_empty());
    let config = lower::file::parse(&source.config, &mut diagnostics);
    let catalog =
        config.as_ref().and_then(|file| lower::config::config(file, empty_folder, &mut diagnostics));
    let required = catalog.as_ref().map(|catalog| catalog.required_protocols.as_slice());
    let mut files = Vec::with_capacity(source.mirrors.len());
    let mut mirrors = BTreeMap::<String, (Mirror, Span)>::new();
    for file in &source.mirrors {
        let Some(file) = lower::file::parse(file, &mut diagnostics) else { continue };
        if let Some(mirror) = lower::mirror::mirror(&file, required, options, &mut diagnostics) {
            add(&mut mirrors, mirror, &mut diagnostics);
        }
        files.push(file);
    }
    diagnostics.sort();
    // A value with an anchor is read at each of its aliases.
    diagnostics.dedup();
    let mirrors = mirrors.into_values().map(|(mirror, _)| (mirror.name.clone(), mirror)).collect();
    let registry = catalog.map(|catalog| Registry { catalog, mirrors });
    Parsed { registry, config, mirrors: files, diagnostics }
}

/// Adds a mirror. Of two files that declare the same name, the one with the matching file name counts, else the
/// first by path. Host names have no case: `Mirror.example.org` is the name `mirror.example.org`.
fn add(
    mirrors: &mut BTreeMap<String, (Mirror, Span)>,
    mirror: (Mirror, Span),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = mirror.0.name.as_str().to_lowercase();
    let matches = |mirror: &Mirror| file_name(&mirror.path) == format!("{}.yml", mirror.name);
    let (kept, dropped) = match mirrors.remove(&name) {
        None => (mirror, None),
        Some(known) if matches(&mirror.0) && !matches(&known.0) => (mirror, Some(known)),
        Some(known) => (known, Some(mirror)),
    };
    if let Some((dropped, place)) = dropped {
        diagnostics.push(duplicate_name(&kept.0, &dropped, place));
    }
    mirrors.insert(name, kept);
}

fn duplicate_name(kept: &Mirror, dropped: &Mirror, place: Span) -> Diagnostic {
    let message = if dropped.name == kept.name {
        format!("`name`: another file declares the name `{}`", dropped.name)
    } else {
        format!("`name`: another file declares `{}`, which differs only in case", kept.name)
    };
    Diagnostic::new(&dropped.path, place, Severity::Error, codes::DUPLICATE_NAME, message)
        .with_help(format!("this file is ignored, and {} counts", kept.path))
}
