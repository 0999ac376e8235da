use std::collections::BTreeSet;

use maneki_mirror_model::MirrorName;

/// Whether a round says more about the network of this service than about the mirrors.
///
/// That is so if more than half of the good mirrors would be lost, and neither a reference tree nor any mirror
/// answered. Then the health of all mirrors stays as it was.
pub fn is_suspicious(
    good_before: &BTreeSet<MirrorName>,
    good_after: &BTreeSet<MirrorName>,
    any_answer: bool,
) -> bool {
    let lost = good_before.difference(good_after).count();
    !any_answer && lost * 2 > good_before.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_round_without_any_answer_is_suspicious() {
        let names = |numbers: std::ops::Range<u32>| -> BTreeSet<MirrorName> {
            numbers.map(|number| MirrorName::parse(&format!("m{number}.example.org")).unwrap()).collect()
        };
        assert!(is_suspicious(&names(0..10), &names(0..4), false));
        assert!(!is_suspicious(&names(0..10), &names(0..4), true));
        assert!(!is_suspicious(&names(0..10), &names(0..5), false));
        assert!(!is_suspicious(&names(0..0), &names(0..0), false));
    }
}
