use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Severity, Span};
use maneki_mirror_model::MirrorName;

use crate::catalog::Catalog;
use crate::mirror::Mirror;
use crate::source::{SourceFile, SourceTree};
use crate::{codes, lower};

/// The mirrors as declared, and what they mirror.
#[derive(Debug, Clone, PartialEq)]
pub struct Registry {
    /// What the distribution has.
    pub catalog: Catalog,
    /// The mirrors without errors, by name.
    pub mirrors: BTreeMap<MirrorName, Mirror>,
}

/// What depends on who runs the service and not on what the registry says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ParseOptions {
    /// A public mirror may have an address that only this network reaches: for tests.
    pub allow_private_addresses: bool,
}

/// What came out of reading a registry.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The registry; `None` where `config.yml` cannot be used, and so nothing can.
    pub registry: Option<Registry>,
    /// Everything that is to be said, sorted by path and position.
    pub diagnostics: Vec<Diagnostic>,
}

/// Understands what was read. No error in a mirror file concerns any other.
pub fn parse(source: &SourceTree, policy: ParseOptions) -> Parsed {
    let mut diagnostics = Vec::new();
    let empty_folder = source.folder.as_deref().filter(|_| source.mirrors.is_empty());
    let catalog = lower::config(&source.config, empty_folder, &mut diagnostics);
    let mut mirrors = BTreeMap::<String, (Mirror, Span)>::new();
    for file in &source.mirrors {
        let protocols = catalog.as_ref().map(|catalog| catalog.required_protocols.as_slice());
        if let Some(mirror) = lower::mirror(file, protocols, policy, &mut diagnostics) {
            add(&mut mirrors, mirror, &mut diagnostics);
        }
    }
    diagnostics.sort();
    // What an anchor holds is read wherever it is used.
    diagnostics.dedup();
    let mirrors = mirrors.into_values().map(|(mirror, _)| (mirror.name.clone(), mirror)).collect();
    Parsed { registry: catalog.map(|catalog| Registry { catalog, mirrors }), diagnostics }
}

/// Of two files that declare one name the one that is called so counts, else the first by path. Host names have
/// no case: `Mirror.example.org` is the name `mirror.example.org`.
fn add(
    mirrors: &mut BTreeMap<String, (Mirror, Span)>,
    mirror: (Mirror, Span),
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = mirror.0.name.as_str().to_lowercase();
    let called_so = |mirror: &Mirror| file_name(&mirror.path) == format!("{}.yml", mirror.name);
    let (kept, dropped) = match mirrors.remove(&name) {
        None => (mirror, None),
        Some(known) if called_so(&mirror.0) && !called_so(&known.0) => (mirror, Some(known)),
        Some(known) => (known, Some(mirror)),
    };
    if let Some((dropped, place)) = dropped {
        let message = if dropped.name == kept.0.name {
            format!("another file declares the name `{}`", dropped.name)
        } else {
            format!("another file declares the name `{}`, which is this one but for its case", kept.0.name)
        };
        diagnostics.push(
            Diagnostic::new(&dropped.path, place, Severity::Error, codes::DUPLICATE_NAME, message)
                .with_help(format!("this file is left out, {} counts", kept.0.path)),
        );
    }
    mirrors.insert(name, kept);
}

fn file_name(path: &Arc<str>) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl SourceTree {
    /// A registry of texts, for what does not come from a folder.
    pub fn from_texts<'a>(config: &str, mirrors: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let file = |path: &str, text: &str| SourceFile { path: path.into(), text: Ok(text.to_owned()) };
        let mirrors = mirrors.into_iter().map(|(path, text)| file(path, text)).collect();
        Self { config: file("config.yml", config), mirrors, ..Self::empty() }
    }
}
