use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use maneki_ground_diagnostics::{Applicability, Diagnostic, Edit, Severity};

use crate::linted::{Linted, Texts};

/// A fix may reveal another problem that has a fix. After more than a few rounds, two fixes undo each other.
const MOST_ROUNDS: usize = 8;

/// The result of applying fixes in memory.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The files that change, with their new texts.
    pub texts: Texts,
    /// The old texts of these files.
    pub before: Texts,
    /// The number of fixes.
    pub applied: usize,
    /// The findings in the new texts.
    pub remaining: Linted,
}

/// Applies the fixes that are at least as safe as `allowed`.
///
/// `lint` checks the files, with other texts instead of those on disk; `is_valid` is whether a text can be parsed. An
/// edit that overlaps with an earlier one waits for the next round. A file that would have more errors than before
/// does not change.
pub fn fix(
    lint: impl Fn(&Texts) -> Linted,
    is_valid: impl Fn(&str) -> bool,
    allowed: Applicability,
) -> Fixed {
    let mut texts = Texts::new();
    let mut linted = lint(&texts);
    let before = linted.texts.clone();
    let mut applied = 0;
    let mut stuck: BTreeSet<Arc<str>> = BTreeSet::new();
    for _ in 0..MOST_ROUNDS {
        let (changed, count) = round(&linted, &is_valid, allowed, &stuck);
        if changed.is_empty() {
            break;
        }
        let mut attempt = texts.clone();
        attempt.extend(changed.iter().map(|(path, text)| (Arc::clone(path), Arc::clone(text))));
        let next = lint(&attempt);
        let (before, after) = (errors(&linted.diagnostics), errors(&next.diagnostics));
        let worse = changed.keys().filter(|path| after.get(*path) > before.get(*path)).cloned();
        let worse: Vec<Arc<str>> = worse.collect();
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

/// The new texts after one round, and the number of fixes in them.
fn round(
    linted: &Linted,
    is_valid: impl Fn(&str) -> bool,
    allowed: Applicability,
    stuck: &BTreeSet<Arc<str>>,
) -> (Texts, usize) {
    let mut edits: BTreeMap<Arc<str>, BTreeMap<usize, Edit>> = BTreeMap::new();
    let mut count = 0;
    for found in linted.diagnostics.iter().filter(|found| !stuck.contains(&found.path)) {
        let Some(fix) = found.fix.as_ref().filter(|fix| fix.applicability <= allowed) else { continue };
        let taken = edits.entry(Arc::clone(&found.path)).or_default();
        // Two problems may have the same fix.
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
        (new != **old && is_valid(&new)).then(|| (path, new.into()))
    };
    (edits.into_iter().filter_map(new_text).collect(), count)
}

/// Whether an edit touches the same bytes as another edit, or the same place between two bytes. The `taken` edits do not
/// overlap, and are found by their first byte.
fn overlaps(edit: &Edit, taken: &BTreeMap<usize, Edit>) -> bool {
    let before = taken.range(..=edit.start).next_back().map(|(_, other)| other);
    let after = taken.range(edit.start..).next().map(|(_, other)| other);
    before.is_some_and(|other| other.end > edit.start || other.start == edit.start)
        || after.is_some_and(|other| other.start < edit.end)
}

/// The text after edits that are in order and do not overlap; `None` if an edit is outside the text.
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

/// The number of errors in each file with errors.
fn errors(found: &[Diagnostic]) -> BTreeMap<Arc<str>, usize> {
    let mut errors = BTreeMap::new();
    for found in found.iter().filter(|found| found.severity == Severity::Error) {
        *errors.entry(Arc::clone(&found.path)).or_default() += 1;
    }
    errors
}
