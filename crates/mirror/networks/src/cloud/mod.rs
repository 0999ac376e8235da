//! The ranges that clouds publish, each in its provider's own format.
//!
//! Each provider has a module that knows the shape of its file and returns pairs of region and prefix, both still
//! text. [`parse`] decides once which prefixes are usable.

mod aws;
mod azure;
mod gcp;
mod oci;

use maneki_mirror_model::{CloudProvider, CloudRanges};

use crate::document::{Reading, ShapeError, read_network};

/// A region and a prefix as the file writes them, empty if missing.
type Entry = (String, String);

/// Bytes that are not the ranges of a cloud.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RangesError {
    /// The shape is not that of the provider.
    #[error("this is not the address range file of {provider}: {reason}")]
    Shape {
        /// The provider whose file was expected.
        provider: CloudProvider,
        /// What it is instead.
        reason: ShapeError,
    },
    /// The shape is right, but no entry is usable.
    #[error("the address range file of {provider} has no usable network ({skipped} unreadable)")]
    NoNetwork {
        /// The provider.
        provider: CloudProvider,
        /// How many entries are not networks.
        skipped: usize,
    },
}

/// Reads the networks of a file in the provider's format.
///
/// An entry without a region, or with an unreadable prefix, is skipped and counted.
pub fn parse(provider: CloudProvider, bytes: &[u8]) -> Result<Reading<CloudRanges>, RangesError> {
    let entries = match provider {
        CloudProvider::Aws => aws::entries(bytes),
        CloudProvider::Azure => azure::entries(bytes),
        CloudProvider::Gcp => gcp::entries(bytes),
        CloudProvider::Oci => oci::entries(bytes),
    }
    .map_err(|reason| RangesError::Shape { provider, reason })?;

    let mut skipped = 0;
    let usable = |(region, prefix): Entry| {
        let network = read_network(&prefix).filter(|_| !region.trim().is_empty());
        if network.is_none() {
            skipped += 1;
        }
        Some((region.trim().to_owned(), network?))
    };
    let networks: CloudRanges = entries.into_iter().filter_map(usable).collect();
    if networks.is_empty() {
        return Err(RangesError::NoNetwork { provider, skipped });
    }
    Ok(Reading { networks, skipped })
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWS: &[u8] = include_bytes!("../../tests/fixtures/aws.json");
    const AZURE: &[u8] = include_bytes!("../../tests/fixtures/azure.json");
    const GCP: &[u8] = include_bytes!("../../tests/fixtures/gcp.json");
    const OCI: &[u8] = include_bytes!("../../tests/fixtures/oci.json");

    /// `region: network network`, one region in each line.
    fn read(provider: CloudProvider, bytes: &[u8]) -> (Vec<String>, usize) {
        let Reading { networks, skipped } = parse(provider, bytes).unwrap();
        let line = |(region, networks): (&str, &[ipnet::IpNet])| {
            let texts: Vec<String> = networks.iter().map(ToString::to_string).collect();
            format!("{region}: {}", texts.join(" "))
        };
        (networks.iter().map(line).collect(), skipped)
    }

    #[test]
    fn aws_names_both_families_and_repeats_itself_by_service() {
        let lines = ["eu-test-1: 192.0.2.0/24 2001:db8:1::/48", "global: 203.0.113.0/24"];
        assert_eq!(read(CloudProvider::Aws, AWS), (lines.map(String::from).to_vec(), 1));
    }

    #[test]
    fn azure_names_a_region_in_several_entries_and_other_tags_are_ignored() {
        let lines = ["testeast: 192.0.2.0/25 192.0.2.128/25 2001:db8:2::/48", "testwest: 198.51.100.0/24"];
        assert_eq!(read(CloudProvider::Azure, AZURE), (lines.map(String::from).to_vec(), 0));
    }

    #[test]
    fn google_calls_a_region_scope() {
        let lines = ["global: 2001:db8:3::/48", "test-west1: 192.0.2.0/24"];
        assert_eq!(read(CloudProvider::Gcp, GCP), (lines.map(String::from).to_vec(), 1));
    }

    #[test]
    fn oracle_lists_by_region() {
        let lines = ["test-city-1: 192.0.2.0/24 203.0.113.0/24", "test-town-1: 198.51.100.0/24"];
        assert_eq!(read(CloudProvider::Oci, OCI), (lines.map(String::from).to_vec(), 0));
    }

    #[test]
    fn the_file_of_another_cloud_is_an_error() {
        let files = [AWS, AZURE, GCP, OCI];
        for (provider, own) in CloudProvider::ALL.into_iter().zip(files) {
            for file in files.into_iter().filter(|file| *file != own) {
                assert!(parse(provider, file).is_err(), "{provider}");
            }
        }
    }

    #[test]
    fn a_file_without_a_usable_prefix_is_an_error() {
        let error = parse(CloudProvider::Gcp, br#"{"prefixes":[{"ipv4Prefix":"?","scope":"a"}]}"#);
        assert_eq!(
            error.unwrap_err().to_string(),
            "the address range file of gcp has no usable network (1 unreadable)"
        );
        let error = parse(CloudProvider::Aws, b"<html></html>").unwrap_err().to_string();
        assert_eq!(error, "this is not the address range file of aws: it is a web page and not JSON");
    }
}
