use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the client that sends a request.
///
/// It is the peer's address, unless the peer is a trusted proxy: then `Forwarded`, else `X-Forwarded-For`, is read from
/// right to left up to the first address that is not trusted. Each proxy appends an element, so anything that the
/// client made up is left of it. An unreadable element ends the walk.
pub(crate) fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let peer = peer.to_canonical();
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }
    if headers.contains_key(header::FORWARDED) {
        walk(peer, headers, &header::FORWARDED, forwarded_for, is_trusted)
    } else {
        walk(peer, headers, &X_FORWARDED_FOR, parse_address, is_trusted)
    }
}

/// Walks through the elements of a header from right to left; headers of one name are one list.
///
/// Every comma separates two elements, even a comma in quotation marks: a client that sends half a quotation spoils only
/// its own elements, and never those that a proxy appends.
fn walk(
    peer: IpAddr,
    headers: &HeaderMap,
    name: &HeaderName,
    read: impl Fn(&str) -> Option<IpAddr>,
    is_trusted: impl Fn(&IpAddr) -> bool,
) -> IpAddr {
    let mut client = peer;
    // A value that is not text is an unreadable element.
    let values = headers.get_all(name).iter().rev().map(|value| value.to_str().unwrap_or("?"));
    for hop in values.flat_map(|value| value.rsplit(',')).map(read) {
        let Some(address) = hop else { break };
        client = address;
        if !is_trusted(&address) {
            break;
        }
    }
    client
}

/// The address of the one `for` parameter of an element (RFC 7239): `for="[2001:db8::1]:4711";proto=https`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut found = element.split(';').filter_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        name.trim().eq_ignore_ascii_case("for").then_some(value.trim())
    });
    let value = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
    parse_address(bare)
}

/// Parses an address with or without brackets and port; an IPv4-mapped IPv6 address counts as IPv4.
pub fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn address_of(peer: &str, trusted: &[&str], sent: &[(&'static str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in sent {
            headers.append(*name, HeaderValue::from_str(value).unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        client_address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    const PROXY: &[&str] = &["127.0.0.0/8", "10.0.0.0/8", "::1/128"];

    #[test]
    fn the_walk_ends_at_the_first_address_that_is_not_trusted() {
        let xff = |value| address_of("127.0.0.1", PROXY, &[("x-forwarded-for", value)]);
        assert_eq!(xff("192.0.2.9"), "192.0.2.9");
        assert_eq!(xff("203.0.113.5, 192.0.2.9"), "192.0.2.9");
        assert_eq!(xff("192.0.2.9, 10.1.2.3"), "192.0.2.9");
        assert_eq!(xff("192.0.2.9:1234"), "192.0.2.9");
        assert_eq!(xff("[2001:db8::1]:80, 10.0.0.1"), "2001:db8::1");
        assert_eq!(xff("2001:db8::1"), "2001:db8::1");
        assert_eq!(xff("::ffff:192.0.2.9"), "192.0.2.9");
    }

    #[test]
    fn an_unreadable_entry_ends_the_walk() {
        let xff = |value| address_of("127.0.0.1", PROXY, &[("x-forwarded-for", value)]);
        assert_eq!(xff("192.0.2.9, unknown, 10.0.0.1"), "10.0.0.1");
        assert_eq!(xff("192.0.2.9, unknown"), "127.0.0.1");
        assert_eq!(xff(""), "127.0.0.1");
    }

    #[test]
    fn headers_of_one_name_are_one_list_and_forwarded_goes_first() {
        let two = [("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2")];
        assert_eq!(address_of("127.0.0.1", PROXY, &two), "192.0.2.2");
        let both = [("forwarded", "for=192.0.2.3;proto=https"), ("x-forwarded-for", "192.0.2.2")];
        assert_eq!(address_of("127.0.0.1", PROXY, &both), "192.0.2.3");
        let quoted = [("forwarded", r#"for=198.51.100.1, For="[2001:db8::7]:4711";by="_x""#)];
        assert_eq!(address_of("::1", PROXY, &quoted), "2001:db8::7");
        let hidden = [("forwarded", "for=192.0.2.3, for=_hidden")];
        assert_eq!(address_of("127.0.0.1", PROXY, &hidden), "127.0.0.1");
    }

    #[test]
    fn half_a_quotation_spoils_only_what_its_sender_sent() {
        for made_up in
            [r#"for=66.66.66.66;x=""#, r#"for=66.66.66.66;x="\"""#, r#"for=""#, "for=66.66.66.66;for"]
        {
            let appended = format!("{made_up}, for=192.0.2.77");
            assert_eq!(
                address_of("127.0.0.1", PROXY, &[("forwarded", &appended)]),
                "192.0.2.77",
                "{made_up}"
            );
        }
        let twice = [("forwarded", "for=192.0.2.1;for=192.0.2.2")];
        assert_eq!(address_of("127.0.0.1", PROXY, &twice), "127.0.0.1");
    }

    proptest! {
        #[test]
        fn nobody_chooses_an_address_by_sending_a_header(value in "[ -~]{0,80}") {
            for name in ["x-forwarded-for", "forwarded", "x-real-ip"] {
                prop_assert_eq!(address_of("192.0.2.200", PROXY, &[(name, &value)]), "192.0.2.200");
                prop_assert_eq!(address_of("192.0.2.200", &[], &[(name, &value)]), "192.0.2.200");
            }
            // Behind a proxy, which appends the address that it sees, neither.
            let appended = format!("{value}, 192.0.2.77");
            let seen = address_of("127.0.0.1", PROXY, &[("x-forwarded-for", &appended)]);
            prop_assert_eq!(seen, "192.0.2.77");
            let appended = format!("{value}, for=192.0.2.77;proto=https");
            let seen = address_of("127.0.0.1", PROXY, &[("forwarded", &appended)]);
            prop_assert_eq!(seen, "192.0.2.77");
        }
    }
}
