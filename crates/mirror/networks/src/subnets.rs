//! The subnets of a mirror whose file names them by a URL: a JSON list of networks.
//!
//! People review the registry, but not the list at the URL, which may change on any day. So the list is limited in how
//! much of the internet it may claim, and one that claims more is rejected as a whole.

use ipnet::IpNet;

use crate::document::{Reading, ShapeError, read_json, read_network};

/// More entries than any real network needs: the longest list of a cloud has about this many, and clouds are declared
/// with `cloud_type`.
const MOST_ENTRIES: usize = 10_000;

/// The widest IPv4 network: regional registries receive blocks of /8, so no network operator holds more.
const WIDEST_V4: u8 = 8;
/// The widest IPv6 network: regional registries receive blocks of /12 and assign narrower ones.
const WIDEST_V6: u8 = 16;

/// How many of the widest networks a list may claim in total. A sixteenth of IPv4 is more than the largest provider
/// has; without this limit, many entries of an allowed width would capture the internet as well as one `/0`.
const WIDEST_IN_SUM: u128 = 16;

/// Bytes that are not a list of subnets, or a list that is rejected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubnetsError {
    /// Not a JSON list of texts.
    #[error("this is not a JSON list of networks: {0}")]
    Shape(ShapeError),
    /// Too many entries.
    #[error("the list has {0} entries, more than the limit of {MOST_ENTRIES}")]
    TooMany(usize),
    /// One network is wider than any operator's own.
    #[error(
        "the list claims {0}; the widest allowed network is /{WIDEST_V4} for IPv4 and /{WIDEST_V6} for IPv6"
    )]
    TooWide(IpNet),
    /// All networks together are too wide.
    #[error(
        "the list claims more than a sixteenth of all IPv4 addresses, or more of IPv6 than sixteen /16 networks"
    )]
    TooMuch,
    /// There are entries, but none is a network.
    #[error("none of the {0} entries of the list is a network")]
    NoNetwork(usize),
}

/// The networks of a list: sorted, without host bits, each once.
///
/// Entries that are not networks are skipped and counted. An empty list is valid: the mirror serves no subnet.
pub fn parse(bytes: &[u8]) -> Result<Reading<Vec<IpNet>>, SubnetsError> {
    let entries: Vec<serde_json::Value> = read_json(bytes).map_err(SubnetsError::Shape)?;
    if entries.len() > MOST_ENTRIES {
        return Err(SubnetsError::TooMany(entries.len()));
    }
    let mut networks: Vec<IpNet> = entries.iter().filter_map(|entry| read_network(entry.as_str()?)).collect();
    let skipped = entries.len() - networks.len();
    if networks.is_empty() && skipped > 0 {
        return Err(SubnetsError::NoNetwork(skipped));
    }
    if let Some(network) = networks.iter().find(|network| is_too_wide(network)) {
        return Err(SubnetsError::TooWide(*network));
    }
    networks.sort();
    networks.dedup();
    if claims_too_much(&networks) {
        return Err(SubnetsError::TooMuch);
    }
    Ok(Reading { networks, skipped })
}

fn is_too_wide(network: &IpNet) -> bool {
    match network {
        IpNet::V4(v4) => v4.prefix_len() < WIDEST_V4,
        IpNet::V6(v6) => v6.prefix_len() < WIDEST_V6,
    }
}

fn claims_too_much(networks: &[IpNet]) -> bool {
    let (mut v4, mut v6) = (0_u128, 0_u128);
    // Networks inside one another would be counted twice.
    for network in IpNet::aggregate(&networks.to_vec()) {
        // Neighbours merge, so this may be all of IPv6, which has more addresses than the number can count.
        let host_bits = u32::from(network.max_prefix_len() - network.prefix_len());
        let addresses = 1_u128.checked_shl(host_bits).unwrap_or(u128::MAX);
        let sum = if matches!(network, IpNet::V4(_)) { &mut v4 } else { &mut v6 };
        *sum = sum.saturating_add(addresses);
    }
    v4 > WIDEST_IN_SUM << (32 - WIDEST_V4) || v6 > WIDEST_IN_SUM << (128 - WIDEST_V6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<(String, usize), SubnetsError> {
        let Reading { networks, skipped } = parse(text.as_bytes())?;
        Ok((networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), skipped))
    }

    #[test]
    fn a_list_is_sorted_and_cut() {
        let list = r#"["2001:db8::5/32", "198.51.100.0/24", "192.0.2.9/24", "192.0.2.0/24", "192.0.2.1"]"#;
        let expected = "192.0.2.0/24 192.0.2.1/32 198.51.100.0/24 2001:db8::/32";
        assert_eq!(read(list), Ok((expected.to_owned(), 0)));
        assert_eq!(read("[]"), Ok((String::new(), 0)));
    }

    #[test]
    fn entries_that_are_not_networks_are_skipped_and_counted() {
        let list = r#"["192.0.2.0/24", "192.0.2.0/99", "", null, 5, ["198.51.100.0/24"]]"#;
        assert_eq!(read(list), Ok(("192.0.2.0/24".to_owned(), 5)));
        assert_eq!(read(r#"["a", "b"]"#), Err(SubnetsError::NoNetwork(2)));
    }

    #[test]
    fn a_list_that_claims_the_internet_is_rejected() {
        let network = |text: &str| text.parse::<IpNet>().unwrap();
        assert_eq!(
            read(r#"["192.0.2.0/24", "0.0.0.0/0"]"#),
            Err(SubnetsError::TooWide(network("0.0.0.0/0")))
        );
        assert_eq!(read(r#"["2000::/3"]"#), Err(SubnetsError::TooWide(network("2000::/3"))));
        assert!(read(r#"["10.0.0.0/8", "2001::/16"]"#).is_ok());

        let eights = |count: u32| {
            let texts: Vec<String> = (0..count).map(|first| format!("\"{first}.0.0.0/8\"")).collect();
            format!("[{}]", texts.join(","))
        };
        assert!(read(&eights(16)).is_ok());
        assert_eq!(read(&eights(17)), Err(SubnetsError::TooMuch));
        assert_eq!(read(&eights(256)), Err(SubnetsError::TooMuch));
    }

    #[test]
    fn a_list_has_a_limited_length() {
        let list = |count: usize| format!("[{}]", vec!["\"192.0.2.0/24\""; count].join(","));
        assert_eq!(read(&list(10_000)), Ok(("192.0.2.0/24".to_owned(), 0)));
        assert_eq!(read(&list(10_001)), Err(SubnetsError::TooMany(10_001)));
    }

    #[test]
    fn an_object_is_not_a_list() {
        assert!(matches!(read(r#"{"subnets": []}"#), Err(SubnetsError::Shape(_))));
    }
}
