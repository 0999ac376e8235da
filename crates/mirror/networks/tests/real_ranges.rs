//! The clouds' files as they were really published, where they are at hand.
//!
//! They are in `data/cloud-ranges` of the shared folder, which is beside the checkout or named by `MANEKI_SHARED`.
#![expect(clippy::disallowed_methods, reason = "a test reads its input and where that is")]
#![expect(clippy::print_stdout, reason = "a skipped test says so")]

use std::path::PathBuf;

use maneki_mirror_model::CloudProvider;
use maneki_mirror_networks::{LastGood, cloud};

/// A file of the shared folder; `None`, and a word about it, where there is no such folder.
fn shared(file: &str) -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared");
    let folder = std::env::var_os("MANEKI_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join("data/cloud-ranges").join(file);
    if path.is_file() {
        return Some(path);
    }
    let required = std::env::var("MANEKI_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(!required, "{} is missing, and MANEKI_REQUIRE_SHARED is set", path.display());
    println!("skipped: {} is missing", path.display());
    None
}

/// Regions, networks of all regions, networks of IPv6.
fn counted(provider: CloudProvider, file: &str) -> Option<(usize, usize, usize)> {
    let bytes = std::fs::read(shared(file)?).expect("the file can be read");
    let reading = cloud::parse(provider, &bytes).expect("the file is of this provider");
    assert_eq!(reading.skipped, 0);
    let networks = || reading.networks.iter().flat_map(|(_, networks)| networks);
    let v6 = networks().filter(|network| network.addr().is_ipv6()).count();
    Some((reading.networks.iter().count(), networks().count(), v6))
}

#[test]
fn aws() {
    if let Some(counted) = counted(CloudProvider::Aws, "aws-ip-ranges.json") {
        assert_eq!(counted, (41, 9_066, 2_216));
    }
}

#[test]
fn azure() {
    if let Some(counted) = counted(CloudProvider::Azure, "microsoft-azure-ip-ranges.json") {
        assert_eq!(counted, (69, 11_944, 3_029));
    }
}

#[test]
fn gcp() {
    if let Some(counted) = counted(CloudProvider::Gcp, "google-cloud-ip-ranges.json") {
        assert_eq!(counted, (46, 782, 46));
    }
}

#[test]
fn oci() {
    if let Some(counted) = counted(CloudProvider::Oci, "oracle-cloud-ip-ranges.json") {
        assert_eq!(counted, (45, 896, 0));
    }
}

#[test]
fn a_real_file_is_kept_and_restored() {
    let Some(path) = shared("google-cloud-ip-ranges.json") else { return };
    let state = tempfile::tempdir().unwrap();
    let last_good = LastGood::new(state.path());
    let accepted = last_good.read_cloud_file(CloudProvider::Gcp, &path).unwrap();
    assert_eq!(accepted.not_saved, None);
    let restored = last_good.restore_cloud(CloudProvider::Gcp, &maneki_mirror_networks::Source::File(path));
    assert_eq!(restored, Ok(accepted.reading));
}
