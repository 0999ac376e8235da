//! The rules for ties, applied one after the other to the candidates that the rule before left tied.

use crate::contest::Contest;
use crate::count::lot::drawn;
use crate::count::tie::TieRule;
use crate::number::Decimal;

/// The values that rules compare, by candidate.
#[derive(Debug, Clone, Copy)]
pub(super) struct Values<'values> {
    pub(super) previous: &'values [Decimal],
    pub(super) incoming: &'values [Decimal],
    pub(super) firsts: &'values [Decimal],
    /// Values that are not farther apart are equal.
    pub(super) tolerance: Decimal,
}

/// What the rules made of a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Narrowed {
    Decided(usize, TieRule),
    Open(Vec<usize>),
}

/// The highest candidate under the rules, or the lowest.
pub(super) fn narrow(contest: &Contest, tied: &[usize], values: Values<'_>, highest: bool) -> Narrowed {
    let mut left = tied.to_vec();
    let steps = [
        (values.previous, TieRule::PreviousRound),
        (values.incoming, TieRule::CurrentSupport),
        (values.firsts, TieRule::FirstPreferences),
    ];
    for (numbers, rule) in steps {
        left = extreme(&left, numbers, values.tolerance, highest);
        if let [only] = left[..] {
            return Narrowed::Decided(only, rule);
        }
    }
    let identifier = |candidate: usize| contest.candidates[candidate].identifier.as_deref();
    if left.iter().all(|&candidate| identifier(candidate).is_some()) {
        let texts = left.iter().map(|&candidate| identifier(candidate));
        let best = if highest { texts.max() } else { texts.min() }.flatten();
        left.retain(|&candidate| identifier(candidate) == best);
        if let [only] = left[..] {
            return Narrowed::Decided(only, TieRule::Identifier);
        }
    }
    match drawn(contest, &left, highest) {
        Some(chosen) => Narrowed::Decided(chosen, TieRule::Lot),
        None => Narrowed::Open(left),
    }
}

/// The candidates whose value is the highest, or the lowest, or not farther from it than the tolerance.
pub(super) fn extreme(
    candidates: &[usize],
    values: &[Decimal],
    tolerance: Decimal,
    highest: bool,
) -> Vec<usize> {
    let numbers = candidates.iter().map(|&candidate| values[candidate]);
    let Some(best) = (if highest { numbers.max() } else { numbers.min() }) else { return Vec::new() };
    candidates.iter().copied().filter(|&candidate| values[candidate].distance(best) <= tolerance).collect()
}
