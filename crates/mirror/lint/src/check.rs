use std::collections::BTreeMap;
use std::ops::Range;

use maneki_ground_diagnostics::{Diagnostic, Edit};
use maneki_mirror_registry::{Parsed, SourceTree, parse};

use crate::options::Options;
use crate::rules::RULES;
use crate::world::World;

/// Parses a registry and checks it: all findings, sorted by path and position, without repetition.
pub fn check(source: &SourceTree, options: &Options) -> Vec<Diagnostic> {
    check_parsed(source, &parse(source, options.parse), options)
}

/// Checks a registry that was parsed: the problems that parsing found, and the findings of the rules.
pub fn check_parsed(source: &SourceTree, parsed: &Parsed, options: &Options) -> Vec<Diagnostic> {
    let world = World::new(source, parsed, *options);
    let mut found = parsed.diagnostics.clone();
    found.extend(maneki_ground_lint::check(&world, RULES));
    remove_fixes_of_shared_values(&mut found, parsed);
    found.sort();
    found.dedup();
    found
}

/// Removes fixes that would change a value and, through an alias, its copies elsewhere.
fn remove_fixes_of_shared_values(found: &mut [Diagnostic], parsed: &Parsed) {
    let files = parsed.mirrors.iter().chain(&parsed.config).filter(|file| !file.document.shared.is_empty());
    let shared: BTreeMap<&str, &[Range<usize>]> =
        files.map(|file| (&*file.path, file.document.shared.as_slice())).collect();
    for found in found {
        if let Some(places) = shared.get(&*found.path) {
            found.fix.take_if(|fix| fix.edits.iter().any(|edit| touches(edit, places)));
        }
    }
}

/// Whether an edit touches one of the places, which are in order and apart from each other.
fn touches(edit: &Edit, places: &[Range<usize>]) -> bool {
    let after = places.partition_point(|place| place.end <= edit.start);
    places.get(after).is_some_and(|place| place.start <= edit.end)
}
