//! The subnets of a mirror, where its file gives them as a URL: a JSON list of networks.
//!
//! The registry is reviewed, the list behind the URL is not, and it may change on any day. So it is judged
//! by how much of the internet it claims: a list that claims too much is refused as a whole.

use ipnet::IpNet;

use crate::document::{Reading, ShapeError, read_json, read_network};

/// More entries than any real network needs: the longest list of a cloud has about this many, and a cloud is
/// declared as `cloud_type`.
const MOST_ENTRIES: usize = 10_000;

/// The widest single network. The registries give out IPv4 in /8 and IPv6 in /12 and narrower; nobody below
/// them holds more.
const WIDEST_V4: u8 = 8;
/// The same for IPv6.
const WIDEST_V6: u8 = 16;

/// How many of the widest networks a list may claim in sum: a sixteenth of IPv4 is more than the largest
/// provider has, and many entries of an allowed width would capture the internet as well as one of `/0`.
const WIDEST_IN_SUM: u128 = 16;

/// The bytes are no list of subnets, or one that is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSubnets {
    /// No JSON list of texts.
    #[error("this is not a JSON list of networks: {0}")]
    Shape(ShapeError),
    /// Too long.
    #[error("the list has {0} entries; at most {MOST_ENTRIES} are taken")]
    TooMany(usize),
    /// One network is wider than anybody's own.
    #[error("the list claims {0}; nothing wider than /{WIDEST_V4} (IPv4) or /{WIDEST_V6} (IPv6) is believed")]
    TooWide(IpNet),
    /// No network is too wide, but all of them together are.
    #[error(
        "the list claims more than a sixteenth of the IPv4 addresses, or as much of IPv6 as 16 times a /16"
    )]
    TooMuch,
    /// There are entries, and none is a network.
    #[error("none of the {0} entries of the list is a network")]
    NoNetwork(usize),
}

/// The networks of a list: sorted, without host bits, each once.
///
/// An entry that is no network is skipped and counted. An empty list is one: the mirror serves no subnet.
pub fn parse(bytes: &[u8]) -> Result<Reading<Vec<IpNet>>, InvalidSubnets> {
    let entries: Vec<serde_json::Value> = read_json(bytes).map_err(InvalidSubnets::Shape)?;
    if entries.len() > MOST_ENTRIES {
        return Err(InvalidSubnets::TooMany(entries.len()));
    }
    let mut networks: Vec<IpNet> = entries.iter().filter_map(|entry| read_network(entry.as_str()?)).collect();
    let skipped = entries.len() - networks.len();
    if networks.is_empty() && skipped > 0 {
        return Err(InvalidSubnets::NoNetwork(skipped));
    }
    if let Some(network) = networks.iter().find(|network| is_too_wide(network)) {
        return Err(InvalidSubnets::TooWide(*network));
    }
    networks.sort();
    networks.dedup();
    if claims_too_much(&networks) {
        return Err(InvalidSubnets::TooMuch);
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
        // Neighbours merge, so that even all of IPv6 can stand here: more than the number can count.
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

    fn told(text: &str) -> Result<(String, usize), InvalidSubnets> {
        let Reading { networks, skipped } = parse(text.as_bytes())?;
        Ok((networks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "), skipped))
    }

    #[test]
    fn a_list_is_sorted_and_cut() {
        let list = r#"["2001:db8::5/32", "198.51.100.0/24", "192.0.2.9/24", "192.0.2.0/24", "192.0.2.1"]"#;
        let expected = "192.0.2.0/24 192.0.2.1/32 198.51.100.0/24 2001:db8::/32";
        assert_eq!(told(list), Ok((expected.to_owned(), 0)));
        assert_eq!(told("[]"), Ok((String::new(), 0)));
    }

    #[test]
    fn what_is_no_network_is_skipped_and_counted() {
        let list = r#"["192.0.2.0/24", "192.0.2.0/99", "", null, 5, ["198.51.100.0/24"]]"#;
        assert_eq!(told(list), Ok(("192.0.2.0/24".to_owned(), 5)));
        assert_eq!(told(r#"["a", "b"]"#), Err(InvalidSubnets::NoNetwork(2)));
    }

    #[test]
    fn nobody_captures_the_internet() {
        let network = |text: &str| text.parse::<IpNet>().unwrap();
        assert_eq!(
            told(r#"["192.0.2.0/24", "0.0.0.0/0"]"#),
            Err(InvalidSubnets::TooWide(network("0.0.0.0/0")))
        );
        assert_eq!(told(r#"["2000::/3"]"#), Err(InvalidSubnets::TooWide(network("2000::/3"))));
        assert!(told(r#"["10.0.0.0/8", "2001::/16"]"#).is_ok());

        let eights = |count: u32| {
            let texts: Vec<String> = (0..count).map(|first| format!("\"{first}.0.0.0/8\"")).collect();
            format!("[{}]", texts.join(","))
        };
        assert!(told(&eights(16)).is_ok());
        assert_eq!(told(&eights(17)), Err(InvalidSubnets::TooMuch));
        assert_eq!(told(&eights(256)), Err(InvalidSubnets::TooMuch));
    }

    #[test]
    fn a_list_has_an_end() {
        let list = |count: usize| format!("[{}]", vec!["\"192.0.2.0/24\""; count].join(","));
        assert_eq!(told(&list(10_000)), Ok(("192.0.2.0/24".to_owned(), 0)));
        assert_eq!(told(&list(10_001)), Err(InvalidSubnets::TooMany(10_001)));
    }

    #[test]
    fn an_object_is_no_list() {
        assert!(matches!(told(r#"{"subnets": []}"#), Err(InvalidSubnets::Shape(_))));
    }
}
