//! The sample files of the vendors, in the shared folder beside the repository.
#![expect(clippy::disallowed_methods, reason = "an environment variable names the sample files")]
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "functions that serve tests are tests")]

use maneki_mirror_geo::{Atlas, DatabaseError, Location};
use maneki_mirror_model::{Asn, CountryCode, Position};
use std::net::IpAddr;
use std::path::PathBuf;

/// The folder of the samples; `None` if they are missing and not required.
fn samples() -> Option<PathBuf> {
    let shared = std::env::var_os("MANEKI_SHARED")
        .map_or_else(|| concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared").into(), PathBuf::from);
    let samples = shared.join("data/mmdb");
    if samples.is_dir() {
        return Some(samples);
    }
    let required = std::env::var("MANEKI_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(!required, "{} is missing", samples.display());
    println!("skipped: {} is missing", samples.display());
    None
}

fn locate(file: &str, address: &str) -> Option<Location> {
    let (atlas, errors) = Atlas::open(&[samples()?.join(file)]);
    assert!(errors.is_empty(), "{file}: {errors:?}");
    Some(atlas.locate(address.parse::<IpAddr>().unwrap()))
}

/// Country, state and city; whether the position is a place; the autonomous system, if the file has one.
type Short<'a> = (&'a str, Option<&'a str>, Option<&'a str>, bool, Option<u32>);

#[test]
fn every_layout_is_read() {
    let expected: &[(&str, &str, Short<'_>)] = &[
        ("GeoLite2-City-Test.mmdb", "81.2.69.161", ("GB", Some("England"), Some("London"), true, None)),
        ("GeoIP2-City-Test.mmdb", "::ffff:81.2.69.143", ("GB", Some("England"), Some("London"), true, None)),
        ("GeoLite2-City-Test.mmdb", "2001:2a8::1", ("JP", None, None, false, None)),
        ("GeoLite2-Country-Test.mmdb", "2001:2e0::1", ("HK", None, None, false, None)),
        ("ipinfo_lite_sample.mmdb", "1.0.0.1", ("AU", None, None, false, Some(13335))),
        ("ip_country_asn_sample.mmdb", "1.0.8.1", ("CN", None, None, false, None)),
        (
            "ipinfo_core_sample.mmdb",
            "1.0.0.0",
            ("AU", Some("New South Wales"), Some("Sydney"), true, Some(13335)),
        ),
        (
            "ip_geolocation_standard_sample.mmdb",
            "14.178.60.52",
            ("VN", Some("Quảng Ninh"), Some("Hạ Long"), true, None),
        ),
        ("asn_sample.mmdb", "3.192.0.1", ("US", None, None, false, Some(16509))),
        ("ip_asn_sample.mmdb", "1.0.128.1", ("TH", None, None, false, Some(23969))),
        ("GeoLite2-ASN-Test.mmdb", "12.81.128.1", ("US", None, None, false, Some(7018))),
    ];
    for (file, address, (country, state, city, is_place, asn)) in expected {
        let Some(found) = locate(file, address) else { return };
        let place = matches!(found.position, Some(Position::Place(_)));
        assert_eq!(found.country, CountryCode::parse(country), "{file}");
        assert_eq!((found.state.as_deref(), found.city.as_deref()), (*state, *city), "{file}");
        assert_eq!(place, *is_place, "{file}");
        assert!(asn.is_none_or(|asn| found.asn == Asn::new(asn)), "{file}: {:?}", found.asn);
    }
}

#[test]
fn coordinates_may_be_texts() {
    let Some(found) = locate("ip_geolocation_standard_sample.mmdb", "14.178.60.52") else { return };
    let Some(Position::Place(place)) = found.position else { panic!("{found:?}") };
    assert!((place.latitude() - 20.95045).abs() < 1e-9 && (place.longitude() - 107.07336).abs() < 1e-9);
}

#[test]
fn damaged_files_are_errors_that_name_them() {
    let Some(samples) = samples() else { return };
    for file in [
        "GeoIP2-City-Test-Broken-Double-Format.mmdb",
        "GeoIP2-City-Test-Invalid-Node-Count.mmdb",
        "MaxMind-DB-test-broken-pointers-24.mmdb",
        "MaxMind-DB-test-broken-search-tree-24.mmdb",
    ] {
        let (atlas, errors) = Atlas::open(&[samples.join(file)]);
        assert!(
            matches!(&errors[..], [DatabaseError::Damaged { path, .. }] if path.ends_with(file)),
            "{errors:?}"
        );
        assert!(atlas.place("8.8.8.8".parse().unwrap()).0.is_some());
    }
}

#[test]
fn files_with_other_facts_are_errors_too() {
    let Some(samples) = samples() else { return };
    let (_, errors) = Atlas::open(&[samples.join("MaxMind-DB-no-ipv4-search-tree.mmdb")]);
    assert!(matches!(&errors[..], [DatabaseError::Useless { .. }]), "{errors:?}");
}

#[test]
fn truncated_files_are_errors() {
    let Some(samples) = samples() else { return };
    let whole = std::fs::read(samples.join("GeoLite2-Country-Test.mmdb")).unwrap();
    let path = std::env::temp_dir().join(format!("maneki-mirror-geo-{}.mmdb", std::process::id()));
    for length in (0..whole.len()).step_by(997) {
        std::fs::write(&path, &whole[..length]).unwrap();
        let (_, errors) = Atlas::open(std::slice::from_ref(&path));
        assert_eq!(errors.len(), 1, "{length} bytes");
    }
    std::fs::remove_file(&path).unwrap();
}
