//! rpm's own pairs of versions, where they are beside the checkout.
#![expect(clippy::disallowed_methods, reason = "a test reads its data")]

use std::fs;

use maneki_ground_rpm::vercmp;
use maneki_testkit::shared;

#[test]
fn versions_compare_as_in_the_tests_of_rpm() {
    let Some(file) = shared("data/rpm/rpmvercmp/pairs.tsv") else { return };
    let text = fs::read_to_string(file).unwrap();
    let mut pairs = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [left, right, order] = fields[..] else { panic!("not a pair: {line}") };
        let order = order.parse::<i8>().unwrap().cmp(&0);
        assert_eq!(vercmp(left, right), order, "{left} {right}");
        pairs += 1;
    }
    assert!(pairs > 100, "{pairs} pairs");
}
