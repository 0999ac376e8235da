//! The best place of a text in the lines of a file.

use std::collections::{BTreeMap, BTreeSet};

use super::score::{best_in_line, count, similarity};
use super::token::{Token, tokens};
use crate::text::lines::unindented;

/// How many lines more than the searched block a place may have.
const MOST_MORE: usize = 3;

/// How many lines fewer.
const MOST_FEWER: usize = 2;

/// A place in a file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// How well it fits, at most 1.
    pub(super) score: f64,
    /// Its first line, from 0.
    pub(super) first: usize,
    /// How many lines it has.
    pub(super) lines: usize,
    /// The text there; of a single line the part that fits.
    pub(super) text: String,
    /// The same lines are there in another order.
    pub(super) is_reordered: bool,
}

/// The best place of one line.
pub(super) fn of_line(find: &str, lines: &[&str]) -> Option<Place> {
    let wanted = tokens(find);
    let words: BTreeSet<&str> =
        wanted.iter().filter(|token| !token.is_number).map(|token| token.text).collect();
    let mut best: Option<(f64, usize, std::ops::Range<usize>)> = None;
    for (number, line) in lines.iter().enumerate() {
        let there = tokens(line);
        let shared = there.iter().filter(|token| token.is_number || words.contains(token.text)).count();
        if count(shared) < 0.6 * count(wanted.len()) {
            continue;
        }
        let Some((score, start, end)) = best_in_line(&wanted, &there) else { continue };
        if best.as_ref().is_none_or(|(known, _, _)| score > *known) {
            best = Some((score, number, widened(&wanted, &there, start, end, line)));
        }
    }
    let (score, first, range) = best?;
    Some(Place { score, first, lines: 1, text: lines[first][range].to_owned(), is_reordered: false })
}

/// The part of a line that takes the place of the searched text: the matched tokens, and as many before and after them
/// as the text has unmatched ones at its ends.
fn widened(
    wanted: &[Token<'_>],
    there: &[Token<'_>],
    start: usize,
    end: usize,
    line: &str,
) -> std::ops::Range<usize> {
    let leading = wanted.iter().position(|token| token.is_like(&there[start])).unwrap_or(0);
    let trailing = wanted.iter().rev().position(|token| token.is_like(&there[end])).unwrap_or(0);
    let first = start.saturating_sub(leading);
    let last = (end + trailing).min(there.len() - 1);
    let begin = if first == 0 { line.len() - unindented(line).len() } else { there[first].range.start };
    let stop = there[last].range.end;
    begin.min(there[first].range.start)..stop
}

/// The best place of a block of lines.
pub(super) fn of_block(find: &[&str], lines: &[&str]) -> Option<Place> {
    let find: Vec<&str> = find.iter().map(|line| unindented(line)).collect();
    let lines: Vec<&str> = lines.iter().map(|line| unindented(line)).collect();
    let mut best: Option<Place> = None;
    let mut offer = |score: f64, first: usize, length: usize, is_reordered: bool| {
        if best.as_ref().is_none_or(|known| score > known.score) {
            let text = lines[first..first + length].join("\n");
            best = Some(Place { score, first, lines: length, text, is_reordered });
        }
    };
    let wanted: Vec<Vec<Token<'_>>> = find.iter().map(|line| tokens(line)).collect();
    let there: Vec<Vec<Token<'_>>> = lines.iter().map(|line| tokens(line)).collect();
    let starts = starts(&find, &lines, &wanted, &there);
    for first in starts {
        for length in find.len().saturating_sub(MOST_FEWER).max(1)..=find.len() + MOST_MORE {
            let Some(window) = lines.get(first..first + length) else { break };
            if length == find.len() {
                if is_reordered(&find, window) {
                    offer(1.0, first, length, true);
                    continue;
                }
                let pairs = wanted.iter().zip(&there[first..first + length]);
                let sum: f64 = pairs.map(|(wanted, there)| similarity(wanted, there)).sum();
                offer(sum / count(length), first, length, false);
            } else {
                let ends_fit = window.first() == find.first() || window.last() == find.last();
                if ends_fit {
                    let shared = super::score::common(&find, window, |left, right| left == right);
                    offer(2.0 * count(shared) / count(length + find.len()), first, length, false);
                }
            }
        }
    }
    best
}

/// Where a place can begin: so that a line of it equals one of the block, or else is like its first line.
fn starts(
    find: &[&str],
    lines: &[&str],
    wanted: &[Vec<Token<'_>>],
    there: &[Vec<Token<'_>>],
) -> BTreeSet<usize> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, line) in find.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        places.entry(line).or_default().push(place);
    }
    let mut starts = BTreeSet::new();
    for (number, line) in lines.iter().enumerate() {
        for place in places.get(line).into_iter().flatten() {
            for shift in 0..=MOST_MORE {
                starts.extend(number.checked_sub(place + shift));
            }
            starts.insert(number.saturating_sub(place.saturating_sub(1)));
            starts.insert(number.saturating_sub(place.saturating_sub(2)));
        }
    }
    if starts.len() > 5_000 {
        return starts.into_iter().take(5_000).collect();
    }
    for (number, line) in there.iter().enumerate() {
        for (place, wanted) in wanted.iter().enumerate().take(2) {
            if !wanted.is_empty() && similarity(wanted, line) > 0.6 {
                starts.extend(number.checked_sub(place));
            }
        }
    }
    starts
}

fn is_reordered(find: &[&str], window: &[&str]) -> bool {
    if find == window {
        return false;
    }
    let (mut left, mut right) = (find.to_vec(), window.to_vec());
    left.sort_unstable();
    right.sort_unstable();
    left == right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_of_a_line_that_fits_is_found() {
        let place = of_line("shim >= 15.6-1.el9", &["x", "  Requires: shim >= 15.8-1.el9 # c"]).unwrap();
        assert_eq!((place.first, place.text.as_str()), (1, "shim >= 15.8-1.el9"));
    }

    #[test]
    fn a_block_is_found_with_changed_new_missing_and_reordered_lines() {
        let lines = ["%build", "  alpha one", "beta two", "gamma three", "delta four", "end"];
        let changed = of_block(&["alpha one", "beta 2", "gamma three"], &lines).unwrap();
        assert_eq!((changed.first, changed.lines), (1, 3));
        let inserted = of_block(&["alpha one", "gamma three", "delta four"], &lines).unwrap();
        assert_eq!((inserted.first, inserted.lines), (1, 4));
        let reordered = of_block(&["beta two", "alpha one"], &lines).unwrap();
        assert!(reordered.is_reordered && reordered.first == 1);
    }
}
