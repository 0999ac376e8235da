use std::collections::BTreeSet;

use maneki_mirror_model::MirrorName;

/// Whether a round says more about us than about mirrors.
///
/// It would take out more than half of the mirrors that were good, and neither the reference tree nor any
/// mirror answered: then the fault is more likely here, and health stays as it was.
pub fn is_suspicious(
    good_before: &BTreeSet<MirrorName>,
    good_after: &BTreeSet<MirrorName>,
    anybody_answered: bool,
) -> bool {
    let lost = good_before.difference(good_after).count();
    !anybody_answered && lost * 2 > good_before.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_silent_world_is_suspicious() {
        let names = |numbers: std::ops::Range<u32>| -> BTreeSet<MirrorName> {
            numbers.map(|number| MirrorName::parse(&format!("m{number}.example.org")).unwrap()).collect()
        };
        assert!(is_suspicious(&names(0..10), &names(0..4), false));
        assert!(!is_suspicious(&names(0..10), &names(0..4), true));
        assert!(!is_suspicious(&names(0..10), &names(0..5), false));
        assert!(!is_suspicious(&names(0..0), &names(0..0), false));
    }
}
