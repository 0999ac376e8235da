//! The largest registry of this format that there is, as it was when it was copied: what is found in it, by
//! rule and severity. The registry itself is not part of this repository.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::{BTreeMap, BTreeSet};

use maneki_diagnostics::{Severity, concise};
use maneki_lint::{Linted, Options, lint};
use maneki_testkit::shared;

fn linted() -> Option<Linted> {
    let root = shared("data/almalinux-registry")?;
    let knows_city =
        |country, state: Option<&str>, city: &str| maneki_geo::city(country, state, city).is_some();
    Some(lint(&[root], &Options { knows_city: Some(&knows_city), ..Options::default() }).unwrap())
}

#[test]
fn no_mirror_that_is_served_today_has_an_error() {
    let Some(linted) = linted() else { return };
    assert_eq!(linted.files, 531);
    let errors: Vec<String> =
        linted.diagnostics.iter().filter(|found| found.severity == Severity::Error).map(concise).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn every_known_defect_is_found() {
    let Some(linted) = linted() else { return };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for found in &linted.diagnostics {
        *counts.entry(format!("{}[{}]", found.severity, found.code)).or_default() += 1;
    }
    let counts: Vec<String> = counts.into_iter().map(|(code, count)| format!("{count} {code}")).collect();
    assert_eq!(
        counts,
        [
            "13 info[city-unknown]",
            "11 info[host-differs-from-name]",
            "59 info[update-frequency-slow]",
            // Four times `UK`, two names.
            "6 warning[country-not-iso]",
            "3 warning[duplicate-key]",
            "1 warning[duplicate-url]",
            // With the two that have each other's names: 36.
            "34 warning[file-name-differs]",
            "21 warning[private-without-clients]",
            "5 warning[sponsor-url-invalid]",
            "2 warning[swapped-names]",
            // `City`, `address_options`, and `asn` under `geolocation`.
            "3 warning[unknown-key]",
            "10 warning[update-frequency-slow]",
            "6 warning[url-invalid]",
            // In the main trees of six files, and in modules.
            "9 warning[url-scheme]",
        ]
    );
}

#[test]
fn nothing_is_said_twice() {
    let Some(linted) = linted() else { return };
    let places: BTreeSet<_> =
        linted.diagnostics.iter().map(|found| (&found.path, found.span.start, found.code)).collect();
    assert_eq!(places.len(), linted.diagnostics.len());
    let key =
        |found: &&maneki_diagnostics::Diagnostic| (found.path.clone(), found.span.line, found.span.column);
    assert!(linted.diagnostics.iter().is_sorted_by_key(|found| key(&found)));
}
