//! The ranges that the clouds publish, each in its provider's own format.
//!
//! [`parse`] is the one entry; one file per provider knows the shape and nothing else: it yields pairs of
//! region and prefix, both still text. What is a usable prefix is judged here, once.

mod aws;
mod azure;
mod gcp;
mod oci;

use maneki_mirror_model::{CloudProvider, CloudRanges};

use crate::document::{Reading, ShapeError, read_network};

/// A region and a prefix, as the file writes them; what is missing is empty.
type Entry = (String, String);

/// The bytes are not the ranges of that cloud.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRanges {
    /// The provider writes another shape.
    #[error("this is not the address range file of {provider}: {reason}")]
    Shape {
        /// Whose file was expected.
        provider: CloudProvider,
        /// What is there instead.
        reason: ShapeError,
    },
    /// The shape is right, but there is nothing in it.
    #[error("no usable network is in the address range file of {provider} ({skipped} could not be read)")]
    NoNetwork {
        /// Whose file it is.
        provider: CloudProvider,
        /// How many entries there were that are no networks.
        skipped: usize,
    },
}

/// The networks in a file of the provider's format.
///
/// An entry without a region or with an unreadable prefix is skipped and counted.
pub fn parse(provider: CloudProvider, bytes: &[u8]) -> Result<Reading<CloudRanges>, InvalidRanges> {
    let entries = match provider {
        CloudProvider::Aws => aws::entries(bytes),
        CloudProvider::Azure => azure::entries(bytes),
        CloudProvider::Gcp => gcp::entries(bytes),
        CloudProvider::Oci => oci::entries(bytes),
    }
    .map_err(|reason| InvalidRanges::Shape { provider, reason })?;

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
        return Err(InvalidRanges::NoNetwork { provider, skipped });
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

    /// `region: network network`, a region a line.
    fn told(provider: CloudProvider, bytes: &[u8]) -> (Vec<String>, usize) {
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
        assert_eq!(told(CloudProvider::Aws, AWS), (lines.map(String::from).to_vec(), 1));
    }

    #[test]
    fn all_entries_of_an_azure_region_count_and_other_tags_do_not() {
        let lines = ["testeast: 192.0.2.0/25 192.0.2.128/25 2001:db8:2::/48", "testwest: 198.51.100.0/24"];
        assert_eq!(told(CloudProvider::Azure, AZURE), (lines.map(String::from).to_vec(), 0));
    }

    #[test]
    fn google_calls_a_region_scope() {
        let lines = ["global: 2001:db8:3::/48", "test-west1: 192.0.2.0/24"];
        assert_eq!(told(CloudProvider::Gcp, GCP), (lines.map(String::from).to_vec(), 1));
    }

    #[test]
    fn oracle_lists_by_region() {
        let lines = ["test-city-1: 192.0.2.0/24 203.0.113.0/24", "test-town-1: 198.51.100.0/24"];
        assert_eq!(told(CloudProvider::Oci, OCI), (lines.map(String::from).to_vec(), 0));
    }

    #[test]
    fn the_file_of_another_cloud_is_refused() {
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
            "no usable network is in the address range file of gcp (1 could not be read)"
        );
        let error = parse(CloudProvider::Aws, b"<html></html>").unwrap_err().to_string();
        assert_eq!(error, "this is not the address range file of aws: it is a web page and not JSON");
    }
}
