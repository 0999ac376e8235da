use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use maneki_ground_diagnostics::{Applicability, Diagnostic, Edit, Severity};
use maneki_mirror_registry::document::compose;

use crate::context::Options;
use crate::paths::{Linted, lint_with};

/// A fix may bring another problem to light that has a fix as well; more than a few rounds means that two
/// fixes undo each other.
const MOST_ROUNDS: usize = 8;

/// What fixing would change, and what remains to be said afterwards.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The files that change, with their new texts.
    pub texts: BTreeMap<Arc<str>, String>,
    /// The texts that they had.
    pub before: BTreeMap<Arc<str>, String>,
    /// How many problems are gone.
    pub applied: usize,
    /// What is to be said about the new texts.
    pub remaining: Linted,
}

/// Applies the fixes of what there is to say, in memory.
///
/// Edits that overlap with an earlier one wait for the next round. A file that would be worse off, with more
/// errors than before, stays as it was.
pub fn fix(paths: &[impl AsRef<Path>], allowed: Applicability, options: &Options<'_>) -> Fixed {
    let mut texts: BTreeMap<Arc<str>, String> = BTreeMap::new();
    let mut linted = lint_with(paths, options, &texts);
    let before = linted.texts.clone();
    let mut applied = 0;
    let mut stuck: BTreeSet<Arc<str>> = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let (changed, count) = round(&linted, allowed, &stuck);
        if changed.is_empty() {
            break;
        }
        let mut attempt = texts.clone();
        attempt.extend(changed.iter().map(|(path, text)| (Arc::clone(path), text.clone())));
        let next = lint_with(paths, options, &attempt);
        let (before, after) = (errors(&linted.diagnostics), errors(&next.diagnostics));
        let worse = |path: &Arc<str>| after.get(path) > before.get(path);
        let worse: Vec<Arc<str>> = changed.keys().filter(|path| worse(path)).cloned().collect();
        if !worse.is_empty() {
            stuck.extend(worse);
            continue;
        }
        (texts, linted) = (attempt, next);
        applied += count;
    }
    texts.retain(|path, text| before.get(path).is_some_and(|before| before != text));
    let before = before.into_iter().filter(|(path, _)| texts.contains_key(path)).collect();
    Fixed { texts, before, applied, remaining: linted }
}

/// The new texts after one round, and how many fixes went into them.
fn round(
    linted: &Linted,
    allowed: Applicability,
    stuck: &BTreeSet<Arc<str>>,
) -> (BTreeMap<Arc<str>, String>, usize) {
    let mut edits: BTreeMap<Arc<str>, BTreeMap<usize, Edit>> = BTreeMap::new();
    let mut count = 0;
    for found in linted.diagnostics.iter().filter(|found| !stuck.contains(&found.path)) {
        let Some(fix) = found.fix.as_ref().filter(|fix| fix.applicability <= allowed) else { continue };
        let taken = edits.entry(Arc::clone(&found.path)).or_default();
        // Two problems may have the same fix; what overlaps otherwise waits.
        let fresh: Vec<&Edit> =
            fix.edits.iter().filter(|edit| taken.get(&edit.start) != Some(edit)).collect();
        if fresh.iter().any(|edit| overlaps(edit, taken)) {
            continue;
        }
        taken.extend(fresh.into_iter().map(|edit| (edit.start, edit.clone())));
        count += 1;
    }
    let new_text = |(path, edits): (Arc<str>, BTreeMap<usize, Edit>)| {
        let old = linted.texts.get(&path)?;
        let new = edited(old, edits.values())?;
        (new != *old && compose(&new).is_ok()).then_some((path, new))
    };
    (edits.into_iter().filter_map(new_text).collect(), count)
}

/// Whether an edit touches bytes that another one touches, or the same place between two; `taken` do not
/// overlap, and are found by where they begin.
fn overlaps(edit: &Edit, taken: &BTreeMap<usize, Edit>) -> bool {
    let before = taken.range(..=edit.start).next_back().map(|(_, other)| other);
    let behind = taken.range(edit.start..).next().map(|(_, other)| other);
    before.is_some_and(|other| other.end > edit.start || other.start == edit.start)
        || behind.is_some_and(|other| other.start < edit.end)
}

/// The text with edits in their order, which do not overlap; `None` where one lies outside.
fn edited<'a>(text: &str, edits: impl Iterator<Item = &'a Edit>) -> Option<String> {
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        new.push_str(text.get(at..edit.start)?);
        new.push_str(&edit.text);
        at = edit.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}

/// How many errors there are in each file that has some.
fn errors(found: &[Diagnostic]) -> BTreeMap<Arc<str>, usize> {
    let mut errors = BTreeMap::new();
    for found in found.iter().filter(|found| found.severity == Severity::Error) {
        *errors.entry(Arc::clone(&found.path)).or_default() += 1;
    }
    errors
}
