//! Values that several keys share: countries, networks, numbers, durations, versions, URLs.

use std::time::Duration;

use ipnet::IpNet;
use jiff::{Span as TimeSpan, SpanRelativeTo};
use maneki_ground_address::{Reach, holds_all_of_v4, parse_network, unmapped};
use maneki_ground_diagnostics::{Fix, Span, shown};
use maneki_mirror_model::{Asn, BaseUrl, CountryCode, InvalidBaseUrl, Protocol, Version};

use super::group::{Text, hidden, text, text_or_number, wrong_type};
use super::report::Report;
use crate::codes;
use crate::document::{KeyValue, Node, ScalarKind, Value};

/// The shortest prefix that a mirror may claim. A /8 is a 256th of all IPv4 addresses; nobody who
/// declares a subnet by hand has more, and a /0 would send it every client there is.
const WIDEST_V4: u8 = 8;

/// The same for IPv6: the registries themselves hand out /12s, and nobody else has more than a /16.
const WIDEST_V6: u8 = 16;

/// A country, from its code or its English name.
pub(super) fn country(text: Text<'_>, report: &mut Report<'_>) -> Option<CountryCode> {
    let written = text.value.trim();
    if let Some(code) = CountryCode::parse(written) {
        return Some(code);
    }
    let shown = shown(written);
    let message = format!("`{shown}` is no country code of ISO 3166-1");
    let found = CountryCode::from_name(written);
    let help = match found {
        Some(code) => format!("it is read as {code}: write `{code}`"),
        None => "write the two letters of the country, such as `DE`; it is ignored until then".to_owned(),
    };
    let fix = found.and_then(|code| text.node.rewritten(report.source(), code.as_str()));
    report.fixable(codes::COUNTRY_NOT_ISO, text.span, &message, &help, fix);
    found
}

/// A network in CIDR notation, or one address.
pub(super) fn network(text: Text<'_>, report: &mut Report<'_>) -> Option<IpNet> {
    let written = text.value.trim();
    let Some(network) = parse_network(written).map(unmapped) else {
        let message = format!("`{}` is no network{}", shown(written), hidden(written));
        let plain = without_leading_zeros(written).filter(|plain| parse_network(plain).is_some());
        let help = match plain {
            Some(plain) => format!("write `{plain}`: numbers that begin with 0 are octal to some programs"),
            None if written.contains("://") => {
                "a URL stands alone, not in a list: `subnets: https://example.org/subnets.json`".to_owned()
            }
            None => "write networks such as `192.0.2.0/24` or `2001:db8::/32`".to_owned(),
        };
        report.error_with_help(codes::CIDR_INVALID, text.span, &message, &help);
        return None;
    };
    let widest = if network.addr().is_ipv4() { WIDEST_V4 } else { WIDEST_V6 };
    // A network that the internet does not have captures nobody, however wide it is.
    let too_wide = network.prefix_len() < widest && Reach::from_network(network) == Reach::Public;
    if too_wide || holds_all_of_v4(network) {
        report.error_with_help(
            codes::CIDR_TOO_WIDE,
            text.span,
            &format!("{network} would capture a large part of the internet"),
            &format!("name your own networks; the widest that counts is a /{widest}"),
        );
        return None;
    }
    let truncated = network.trunc();
    if truncated != network {
        report.fixable(
            codes::CIDR_HOST_BITS,
            text.span,
            &format!("{network} has bits set behind its prefix"),
            &format!("it is read as {truncated}: write that"),
            text.node.rewritten(report.source(), &truncated.to_string()),
        );
    }
    Some(truncated)
}

/// A network of IPv4 as it would be in decimal numbers, if that is all that is wrong with it.
fn without_leading_zeros(text: &str) -> Option<String> {
    let (address, length) =
        text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let number = |text: &str| text.parse::<u8>().ok().map(|number| number.to_string());
    let numbers: Vec<String> = address.split('.').map(number).collect::<Option<_>>()?;
    let length = length.map(|length| number(length).map(|length| format!("/{length}")));
    Some(numbers.join(".") + &length.unwrap_or_else(|| Some(String::new()))?)
}

/// Whether networks together claim more of the internet than anybody has: 16 times the widest one. Lists that
/// are fetched are held to the same.
pub(super) fn claim_too_much(networks: &[IpNet]) -> bool {
    const WIDEST_IN_SUM: u128 = 16;
    let public: Vec<IpNet> =
        networks.iter().copied().filter(|&network| Reach::from_network(network) == Reach::Public).collect();
    let (mut v4, mut v6) = (0_u128, 0_u128);
    // Networks inside one another would be counted twice.
    for network in IpNet::aggregate(&public) {
        let host_bits = u32::from(network.max_prefix_len() - network.prefix_len());
        let addresses = 1_u128.checked_shl(host_bits).unwrap_or(u128::MAX);
        let sum = if matches!(network, IpNet::V4(_)) { &mut v4 } else { &mut v6 };
        *sum = sum.saturating_add(addresses);
    }
    v4 > WIDEST_IN_SUM << (32 - WIDEST_V4) || v6 > WIDEST_IN_SUM << (128 - WIDEST_V6)
}

/// An autonomous system number.
pub(super) fn asn(node: &Node, report: &mut Report<'_>) -> Option<Asn> {
    let integer = match &node.value {
        Value::Scalar(scalar) => match scalar.kind() {
            ScalarKind::Integer(integer) => Some(integer),
            _ => None,
        },
        _ => None,
    };
    let Some(integer) = integer else {
        wrong_type(node, "`asn`", "a whole number such as 64500, without quotes and without `AS`", report);
        return None;
    };
    let number = integer.value.and_then(|value| u32::try_from(value).ok()).and_then(Asn::new);
    match number {
        None => report.error_with_help(
            codes::ASN_INVALID,
            node.span,
            &format!("{} is no autonomous system number", node.describe()),
            "they run from 1 to 4294967295",
        ),
        Some(asn) if !integer.decimal => {
            let as_written = report.source().get(node.span.start..node.span.end)
                == node.scalar().map(|scalar| scalar.text.as_str());
            report.fixable(
                codes::NUMBER_NOTATION,
                node.span,
                &format!("programs differ on {}", node.describe()),
                &format!("it is read as {}: write that", asn.get()),
                notation_fix(node, asn).filter(|_| as_written),
            );
        }
        Some(_) => {}
    }
    number
}

/// Everybody reads `0x1F` alike. `1_000` is a text to some, and `017` is 15 to some and 17 to others, so that
/// nobody knows what was meant.
fn notation_fix(node: &Node, asn: Asn) -> Option<Fix> {
    let text = node.scalar()?.text.as_str();
    let fix = Fix::safe(node.span.start, node.span.end, asn.get().to_string());
    let digits = |text: &str, some: fn(&u8) -> bool| text.bytes().all(|byte| some(&byte));
    match text.strip_prefix("0x") {
        Some(hex) => digits(hex, u8::is_ascii_hexdigit).then_some(fix),
        None => (!text.starts_with('0')).then(|| fix.unsafely()),
    }
}

/// A finite number, for a latitude or a longitude.
pub(super) fn degrees(node: &Node, key: &str, report: &mut Report<'_>) -> Option<f64> {
    if let Value::Scalar(scalar) = &node.value
        && let ScalarKind::Integer(_) | ScalarKind::Float = scalar.kind()
        && let Ok(degrees) = scalar.text.parse::<f64>()
    {
        return Some(degrees);
    }
    wrong_type(node, &format!("`{key}`"), "a number of degrees such as 52.52", report);
    None
}

/// A duration such as `12h`, `90m` or `1d`; a day has 24 hours.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let span: TimeSpan = text.trim().parse().ok()?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    Duration::try_from(duration).ok().filter(|duration| !duration.is_zero())
}

/// A version, also one without quotes, which other programs read as a number.
pub(super) fn version(node: &Node, what: &str, report: &mut Report<'_>) -> Option<Version> {
    let text = text_or_number(node, what, report)?;
    let Ok(version) = text.value.parse::<Version>() else {
        let shown = shown(text.value);
        let message = format!("`{shown}` is not a version such as `9`, `9.8` or `9.8-beta`");
        report.error(codes::VERSION_INVALID, text.span, &message);
        return None;
    };
    if !text.quoted {
        not_quoted(text.value, text.span, report);
    }
    Some(version)
}

/// A version that is a key of a group.
pub(super) fn version_key(entry: &KeyValue, report: &mut Report<'_>) -> Option<Version> {
    let version = entry
        .key
        .parse::<Version>()
        .map_err(|error| report.error(codes::VERSION_INVALID, entry.key_span, &error.to_string()))
        .ok()?;
    if entry.key_plain
        && matches!(ScalarKind::from_plain(&entry.key), ScalarKind::Integer(_) | ScalarKind::Float)
    {
        not_quoted(&entry.key, entry.key_span, report);
    }
    Some(version)
}

/// Says of a version without quotes what it is to other programs.
fn not_quoted(written: &str, span: Span, report: &mut Report<'_>) {
    let help = format!("write \"{written}\"");
    let stands_there = report.source().get(span.start..span.end) == Some(written);
    let fix = stands_there.then(|| Fix::safe(span.start, span.end, format!("\"{written}\"")));
    // 9.10 is the number 9.1; 9.6 and 10.0 read back as they were written.
    let fraction = written.split_once('.').map_or("", |(_, fraction)| fraction);
    if fraction.len() > 1 && fraction.ends_with('0') {
        let message = format!("without quotes other programs read {written} as another number");
        report.fixable_error(codes::VERSION_NOT_QUOTED, span, &message, Some(&help), fix);
    } else {
        let message = format!("without quotes {written} is a number to other programs");
        report.fixable(codes::VERSION_NOT_QUOTED, span, &message, &help, fix);
    }
}

/// A base URL under a key. The message never repeats it: it may hold a password.
///
/// What nobody is sent to (rsync, ftp) is ignored with a warning where it is wrong, but a password harms.
pub(super) fn base_url(node: &Node, protocol: Protocol, report: &mut Report<'_>) -> Option<BaseUrl> {
    let key = protocol.scheme();
    let text = text(node, &format!("`{key}`"), report)?;
    let error = match BaseUrl::parse(text.value) {
        Ok(url) => return Some(url),
        Err(error) => error,
    };
    let message = format!("`{key}`: {error}{}", hidden(text.value));
    let handed_out = matches!(protocol, Protocol::Http | Protocol::Https);
    if error == InvalidBaseUrl::Password {
        report.error_with_help(codes::URL_INVALID, text.span, &message, "remove it, and change the password");
    } else if handed_out {
        report.error(codes::URL_INVALID, text.span, &message);
    } else {
        let help = format!("write one such as `{key}://mirror.example.org/path/`; it is ignored until then");
        report.warning(codes::URL_INVALID, text.span, &message, &help);
    }
    None
}
