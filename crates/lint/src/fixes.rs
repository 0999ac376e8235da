use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use maneki_diagnostics::{Applicability, Diagnostic, Edit, Severity};
use maneki_registry::Unreadable;
use maneki_registry::document::compose;

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
pub fn fix(
    paths: &[impl AsRef<Path>],
    allowed: Applicability,
    options: &Options<'_>,
) -> Result<Fixed, Unreadable> {
    let mut texts: BTreeMap<Arc<str>, String> = BTreeMap::new();
    let mut linted = lint_with(paths, options, &texts)?;
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
        let next = lint_with(paths, options, &attempt)?;
        let worse = |path: &Arc<str>| errors(&next.diagnostics, path) > errors(&linted.diagnostics, path);
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
    Ok(Fixed { texts, before, applied, remaining: linted })
}

/// The new texts after one round, and how many fixes went into them.
fn round(
    linted: &Linted,
    allowed: Applicability,
    stuck: &BTreeSet<Arc<str>>,
) -> (BTreeMap<Arc<str>, String>, usize) {
    let mut edits: BTreeMap<Arc<str>, Vec<Edit>> = BTreeMap::new();
    let mut count = 0;
    for found in linted.diagnostics.iter().filter(|found| !stuck.contains(&found.path)) {
        let Some(fix) = found.fix.as_ref().filter(|fix| fix.applicability <= allowed) else { continue };
        let taken = edits.entry(Arc::clone(&found.path)).or_default();
        // Two problems may have the same fix; what overlaps otherwise waits.
        let fresh: Vec<&Edit> = fix.edits.iter().filter(|edit| !taken.contains(edit)).collect();
        if fresh.iter().any(|edit| taken.iter().any(|other| overlap(edit, other))) {
            continue;
        }
        taken.extend(fresh.into_iter().cloned());
        count += 1;
    }
    let new_text = |(path, edits): (Arc<str>, Vec<Edit>)| {
        let old = linted.texts.get(&path)?;
        let new = edited(old, edits)?;
        (new != *old && compose(&new).is_ok()).then_some((path, new))
    };
    (edits.into_iter().filter_map(new_text).collect(), count)
}

/// Whether two edits touch the same bytes, or the same place between two.
fn overlap(a: &Edit, b: &Edit) -> bool {
    a.start < b.end && b.start < a.end || a.start == b.start
}

/// The text with edits that do not overlap; `None` where one lies outside.
pub(crate) fn edited(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| (edit.start, edit.end));
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

fn errors(found: &[Diagnostic], path: &Arc<str>) -> usize {
    found.iter().filter(|found| found.severity == Severity::Error && found.path == *path).count()
}
