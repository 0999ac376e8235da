use std::collections::BTreeMap;
use std::ops::Range;

use maneki_ground_diagnostics::{Diagnostic, Edit};
use maneki_mirror_registry::document::{Node, compose_shared};
use maneki_mirror_registry::{SourceFile, SourceTree, parse};

use crate::config_file::ConfigFile;
use crate::context::{Context, Options};
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};
use crate::rules::RULES;
use crate::whole::Whole;

/// Everything that is to be said about a registry, by loading and by the rules beyond it: sorted by path
/// and position, nothing twice.
pub fn judge<'s>(source: &'s SourceTree, options: &Options<'_>) -> Vec<Diagnostic> {
    let parsed = parse(source, options.policy);
    let mut found = parsed.diagnostics;
    let catalog = parsed.registry.as_ref().map(|registry| &registry.catalog);
    let context = Context { options, catalog };

    let mut shared: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    let mut tree = |file: &'s SourceFile| {
        let (node, places) = file.text.as_ref().ok().and_then(|text| compose_shared(text).ok())?;
        if !places.is_empty() {
            shared.insert(&file.path, joined(places));
        }
        Some(node)
    };
    let config = tree(&source.config);
    let trees: Vec<Option<Node>> = source.mirrors.iter().map(tree).collect();
    let config = config.as_ref().and_then(Node::mapping);
    let config = config.map(|root| ConfigFile { path: &source.config.path, root });
    let mirrors = source.mirrors.iter().zip(&trees);
    let mirrors = mirrors.filter_map(|(file, node)| view(file, node.as_ref()?)).collect();
    let whole = Whole::new(options, source, config, mirrors);
    for rule in RULES {
        apply(rule, &whole, &context, &mut found);
    }
    for found in &mut found {
        if let Some(places) = shared.get(&*found.path) {
            found.fix.take_if(|fix| fix.edits.iter().any(|edit| touches(edit, places)));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The same bytes as places that lie apart from each other, in their order.
fn joined(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.sort_by_key(|place| place.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => joined.push(place),
        }
    }
    joined
}

/// Whether an edit changes what stands in other places too, through an alias; `places` lie apart, in order.
fn touches(edit: &Edit, places: &[Range<usize>]) -> bool {
    let behind = places.partition_point(|place| place.end <= edit.start);
    places.get(behind).is_some_and(|place| place.start <= edit.end)
}

fn view<'a>(file: &'a SourceFile, node: &'a Node) -> Option<MirrorFile<'a>> {
    MirrorFile::new(&file.path, file.text.as_deref().ok()?, node)
}

fn apply(rule: &Rule, whole: &Whole<'_>, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut findings = Findings::new(rule.code, found);
    match rule.check {
        Check::Loading => {}
        Check::Mirror(check) => whole.mirrors.iter().for_each(|file| check(file, context, &mut findings)),
        Check::Config(check) => {
            if let Some(config) = &whole.config {
                check(config, &mut findings);
            }
        }
        Check::Across(check) => check(whole, &mut findings),
    }
}
