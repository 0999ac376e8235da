//! How similar lines and blocks are, from 0 to 1.

use super::token::Token;

/// What each token costs that is between two matched ones.
const GAP: f64 = 0.04;

/// Longer lines are not compared word by word, because the time grows with the square of the length.
const LONGEST: usize = 400;

/// The best place of the tokens of a text in a line: the share of the tokens found in order, less a cost for each
/// token between; with the first and the last token of the line that take part.
pub(super) fn best_in_line(find: &[Token<'_>], line: &[Token<'_>]) -> Option<(f64, usize, usize)> {
    if find.is_empty() || line.is_empty() || find.len() > LONGEST || line.len() > LONGEST {
        return None;
    }
    let share = 1.0 / count(find.len());
    // For each token of the line, the best score of a match that ends there, and where it begins.
    let mut ends: Vec<Option<(f64, usize)>> = vec![None; line.len()];
    for wanted in find {
        let mut before: Option<(f64, usize)> = None;
        for (place, token) in line.iter().enumerate() {
            let here = ends[place];
            if wanted.is_like(token) {
                let base = before.filter(|(score, _)| *score > 0.0).unwrap_or((0.0, place));
                let candidate = (base.0 + share, base.1);
                if here.is_none_or(|(score, _)| candidate.0 > score) {
                    ends[place] = Some(candidate);
                }
            }
            let decayed = before.map(|(score, start)| (score - GAP, start));
            before = better(decayed, here);
        }
    }
    let best =
        ends.iter().enumerate().filter_map(|(end, found)| found.map(|(score, start)| (score, start, end)));
    best.fold(None, |best: Option<(f64, usize, usize)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    })
}

fn better(left: Option<(f64, usize)>, right: Option<(f64, usize)>) -> Option<(f64, usize)> {
    match (left, right) {
        (Some(left), Some(right)) => Some(if right.0 > left.0 { right } else { left }),
        (left, right) => left.or(right),
    }
}

/// How similar two lines are: twice the tokens that they share in order, by the number of their tokens.
pub(super) fn similarity(left: &[Token<'_>], right: &[Token<'_>]) -> f64 {
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    let total = count(left.len() + right.len());
    if left.len() > LONGEST || right.len() > LONGEST || count(2 * left.len().min(right.len())) / total < 0.4 {
        return 0.0;
    }
    2.0 * count(common(left, right, Token::is_like)) / total
}

/// The length of the longest sequence that two slices share in order.
pub(super) fn common<T>(left: &[T], right: &[T], is_like: impl Fn(&T, &T) -> bool) -> usize {
    let mut row = vec![0_usize; right.len() + 1];
    for item in left {
        let mut diagonal = 0;
        for (place, other) in right.iter().enumerate() {
            let above = row[place + 1];
            row[place + 1] = if is_like(item, other) { diagonal + 1 } else { above.max(row[place]) };
            diagonal = above;
        }
    }
    row[right.len()]
}

/// A number of tokens as a float; there are at most a few hundred.
pub(super) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn score(find: &str, line: &str) -> f64 {
        best_in_line(&tokens(find), &tokens(line)).map_or(0.0, |(score, _, _)| score)
    }

    #[test]
    fn one_number_is_as_good_as_another_and_tokens_between_cost() {
        assert!((score("shim >= 15.6", "Requires: shim >= 15.8") - 1.0).abs() < 1e-9);
        assert!((score("a b", "a x b") - 0.96).abs() < 1e-9);
        assert!(score("alpha beta", "gamma delta") < 0.1);
    }
}
