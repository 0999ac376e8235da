//! The mirrors that get publications first, and those that get them last.

use std::collections::BTreeMap;
use std::time::Duration;

use maneki_mirror_model::MirrorName;

use super::MeasuredPublication;

/// The mirrors at both ends.
pub(super) struct Ranks<'a> {
    /// The quickest first.
    pub(super) fastest: Vec<Rank<'a>>,
    /// The slowest first.
    pub(super) slowest: Vec<Rank<'a>>,
}

/// A mirror, and what it usually takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rank<'a> {
    pub(super) mirror: &'a MirrorName,
    /// How long half of the publications took at most; `None`: half of them never came.
    pub(super) median: Option<Duration>,
    /// How many it had.
    pub(super) had: usize,
    /// Of how many.
    pub(super) of: usize,
}

impl Ranks<'_> {
    /// Both ends: their names, the keys of what they are called, and who is there.
    pub(super) fn ends(&self) -> [(&'static str, &'static str, &[Rank<'_>]); 2] {
        [("fastest", "ranks-fastest", &self.fastest), ("slowest", "ranks-slowest", &self.slowest)]
    }
}

/// Mirrors at each end.
const NAMED: usize = 5;

/// Compares the mirrors; those count of which as much is known as of most. `None`: there are no two.
pub(super) fn ranks<'a>(publications: &[MeasuredPublication<'a>]) -> Option<Ranks<'a>> {
    let mut of_mirrors = BTreeMap::<&MirrorName, Vec<Option<Duration>>>::new();
    for MeasuredPublication { propagation, .. } in publications {
        for (mirror, took) in &propagation.arrived {
            of_mirrors.entry(mirror).or_default().push(Some(*took));
        }
        for mirror in &propagation.missing {
            of_mirrors.entry(mirror).or_default().push(None);
        }
    }
    let most = of_mirrors.values().map(Vec::len).max().unwrap_or_default();
    of_mirrors.retain(|_, times| times.len() * 2 > most);
    let rank = |(mirror, mut times): (&'a MirrorName, Vec<Option<Duration>>)| {
        times.sort_by_key(|took| took.unwrap_or(Duration::MAX));
        let had = times.iter().flatten().count();
        Rank { mirror, median: times[(times.len() - 1) / 2], had, of: times.len() }
    };
    let mut ranks: Vec<Rank<'_>> = of_mirrors.into_iter().map(rank).collect();
    ranks.sort_by_key(|rank| (rank.median.unwrap_or(Duration::MAX), rank.of - rank.had));
    if ranks.len() < 2 {
        return None;
    }
    // No mirror is at both ends.
    let named = NAMED.min(ranks.len() / 2);
    let slowest = ranks.iter().rev().take(named).copied().collect();
    ranks.truncate(named);
    Some(Ranks { fastest: ranks, slowest })
}

#[cfg(test)]
mod tests {
    use maneki_mirror_health::Propagation;

    use super::super::tests::issue;
    use super::*;

    #[test]
    fn the_middle_counts_and_what_never_came_took_longest() {
        let name = |text: &str| MirrorName::parse(text).unwrap();
        let hours = |hours: &[(&str, u64)]| -> Vec<(MirrorName, Duration)> {
            hours.iter().map(|(mirror, hours)| (name(mirror), Duration::from_hours(*hours))).collect()
        };
        let runs = [
            Propagation { arrived: hours(&[("a.example", 1), ("b.example", 3)]), missing: vec![] },
            Propagation { arrived: hours(&[("b.example", 2)]), missing: vec![name("c.example")] },
            Propagation {
                arrived: hours(&[("a.example", 2), ("b.example", 9), ("d.example", 1)]),
                missing: vec![name("c.example")],
            },
        ];
        let issue = issue("baseos", None);
        let publications =
            runs.each_ref().map(|propagation| MeasuredPublication { issue: &issue, propagation });
        let Ranks { fastest, slowest } = ranks(&publications).unwrap();
        // A mirror with one publication is not ranked.
        assert_eq!(fastest[0].mirror.as_str(), "a.example");
        assert_eq!((slowest[0].mirror.as_str(), slowest[0].median, slowest[0].of), ("c.example", None, 2));
        assert_eq!((fastest.len(), slowest.len()), (1, 1));
        assert!(ranks(&[]).is_none());
    }
}
