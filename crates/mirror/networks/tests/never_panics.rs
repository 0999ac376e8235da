//! The readers accept or reject any bytes, and networks that they accept are in order.

use maneki_mirror_model::CloudProvider;
use maneki_mirror_networks::{cloud, subnets};
use proptest::prelude::*;

/// Bytes that look like the real thing often enough to get past the first brace.
fn nearly_json() -> impl Strategy<Value = Vec<u8>> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "1e999",
        "\"\"",
        "\u{feff}",
        "\"prefixes\"",
        "\"ipv6_prefixes\"",
        "\"values\"",
        "\"properties\"",
        "\"addressPrefixes\"",
        "\"regions\"",
        "\"cidrs\"",
        "\"cidr\"",
        "\"region\"",
        "\"scope\"",
        "\"ip_prefix\"",
        "\"ipv4Prefix\"",
        "\"AzureCloud.x\"",
        "\"192.0.2.0/24\"",
        "\"0.0.0.0/0\"",
        "\"::/0\"",
        "\"2001:db8::/32\"",
        "\"10.0.0.0/99999999999\"",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat().into_bytes())
}

/// A list of texts that are, or nearly are, networks.
fn lists() -> impl Strategy<Value = Vec<u8>> {
    let v4 = (any::<u32>(), 0..40_u8)
        .prop_map(|(bits, length)| format!("{}/{length}", std::net::Ipv4Addr::from(bits)));
    let v6 = (any::<u128>(), 0..140_u8)
        .prop_map(|(bits, length)| format!("{}/{length}", std::net::Ipv6Addr::from(bits)));
    proptest::collection::vec(prop_oneof![v4, v6], 0..20).prop_map(|texts| format!("{texts:?}").into_bytes())
}

fn read_all(bytes: &[u8]) {
    for provider in CloudProvider::ALL {
        if let Ok(reading) = cloud::parse(provider, bytes) {
            assert!(!reading.networks.is_empty());
            for (region, networks) in reading.networks.iter() {
                assert_eq!(region, region.to_lowercase());
                assert!(networks.is_sorted_by(|one, next| one < next), "{networks:?}");
                assert!(networks.iter().all(|network| network.trunc() == *network));
            }
        }
    }
    if let Ok(reading) = subnets::parse(bytes) {
        let networks = reading.networks;
        assert!(networks.is_sorted_by(|one, next| one < next), "{networks:?}");
        assert!(networks.iter().all(|network| network.trunc() == *network && network.prefix_len() >= 8));
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read_all(&bytes);
    }

    #[test]
    fn nearly_json_bytes(bytes in nearly_json()) {
        read_all(&bytes);
    }

    #[test]
    fn lists_of_networks(bytes in lists()) {
        read_all(&bytes);
    }
}
