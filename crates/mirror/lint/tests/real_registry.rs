//! The findings in a copy of the largest registry of this format, by
//! rule and severity. The registry itself is not part of this repository.

use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{Severity, concise};
use maneki_mirror_lint::{Format, Linted, Options, lint};
use maneki_testkit::shared;
use sha2::{Digest, Sha256};

fn linted() -> Option<Linted> {
    let root = shared("data/almalinux-registry")?;
    Some(lint(
        &[root],
        None,
        &Options { city_size: Some(maneki_mirror_geo::city_size), ..Options::default() },
    ))
}

#[test]
fn no_mirror_of_the_real_registry_has_an_error() {
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
            "18 info[host-differs-from-name]",
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

/// The digest of the whole output, because the registry is not part of this repository.
#[test]
fn the_output_is_the_one_that_was_reviewed() {
    const REVIEWED: &str = "18220a5eb453f4d80663fdcbb2d893b2156768f4e6b5bc4d1de132ace9278959";
    let Some(root) = shared("data/almalinux-registry") else { return };
    let Some(linted) = linted() else { return };
    let output = Format::Concise.render(&linted, &[], false, "").replace(&root.display().to_string(), "");
    let digest =
        Sha256::digest(&output).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"));
    assert_eq!(digest, REVIEWED, "read it, and if it is right, write the new digest here:\n{output}");
}

#[test]
fn no_finding_is_repeated() {
    let Some(linted) = linted() else { return };
    let places: BTreeSet<_> =
        linted.diagnostics.iter().map(|found| (&found.path, found.span.start, found.code)).collect();
    assert_eq!(places.len(), linted.diagnostics.len());
    let key = |found: &&maneki_ground_diagnostics::Diagnostic| {
        (found.path.clone(), found.span.line, found.span.column)
    };
    assert!(linted.diagnostics.iter().is_sorted_by_key(|found| key(&found)));
}
