//! Values that several keys share: countries, networks, numbers, durations, versions and URLs.

use std::time::Duration;

use ipnet::IpNet;
use jiff::{Span as TimeSpan, SpanRelativeTo};
use maneki_ground_address::{Reach, holds_all_of_v4, parse_network, unmapped};
use maneki_ground_diagnostics::{Fix, Severity, Span, shown};
use maneki_ground_yaml::{Field, KeyPath, KeyValue, Node, Report, ScalarKind, Text, invisible};
use maneki_mirror_model::{Asn, BaseUrl, CountryCode, InvalidBaseUrl, Protocol, Version};

use crate::codes;

/// The shortest prefix that a mirror may claim. A /8 is a 256th of all IPv4 addresses, and no operator who lists
/// networks by hand has more. A /0 would send every client to one mirror.
const WIDEST_V4: u8 = 8;

/// The same for IPv6: address registries receive /12s, and no operator has more than a /16.
const WIDEST_V6: u8 = 16;

/// A country, from its code or its English name.
pub(super) fn country(text: &Text<'_>, report: &mut Report<'_>) -> Option<CountryCode> {
    let written = text.value.trim();
    if let Some(code) = CountryCode::parse(written) {
        return Some(code);
    }
    let message = format!("{}: `{}` is not an ISO 3166-1 country code", text.at(), shown(written));
    let found = CountryCode::from_name(written);
    let help = match found {
        Some(code) => format!("it is read as {code}: write `{code}`"),
        None => "write the two letters of the country, such as `DE`; until then it is ignored".to_owned(),
    };
    let fix = found.and_then(|code| text.rewritten(code.as_str(), report));
    report.add(Severity::Warning, codes::COUNTRY_NOT_ISO, text.span(), &message, Some(&help), fix);
    found
}

/// A network in CIDR notation, or one address.
pub(super) fn network(text: &Text<'_>, report: &mut Report<'_>) -> Option<IpNet> {
    let written = text.value.trim();
    let Some(network) = parse_network(written).map(unmapped) else {
        not_a_network(text, written, report);
        return None;
    };
    let widest = if network.addr().is_ipv4() { WIDEST_V4 } else { WIDEST_V6 };
    // A network that is not on the internet captures no client, however wide it is.
    let too_wide = network.prefix_len() < widest && Reach::from_network(network) == Reach::Public;
    if too_wide || holds_all_of_v4(network) {
        let message = format!("{}: {network} would capture a large part of the internet", text.at());
        let help = format!("list your own networks; the widest allowed one is a /{widest}");
        report.error_with_help(codes::CIDR_TOO_WIDE, text.span(), &message, &help);
        return None;
    }
    let truncated = network.trunc();
    if truncated != network {
        let message = format!("{}: {network} has bits set after its prefix", text.at());
        let help = format!("it is read as {truncated}: write that");
        let fix = text.rewritten(&truncated.to_string(), report);
        report.add(Severity::Warning, codes::CIDR_HOST_BITS, text.span(), &message, Some(&help), fix);
    }
    Some(truncated)
}

fn not_a_network(text: &Text<'_>, written: &str, report: &mut Report<'_>) {
    let message = format!("{}: `{}` is not a network{}", text.at(), shown(written), invisible(written));
    let plain = without_leading_zeros(written).filter(|plain| parse_network(plain).is_some());
    let help = match plain {
        Some(plain) => format!("write `{plain}`: some programs read a leading 0 as octal"),
        None if written.contains("://") => {
            "write a URL alone, not in a list: `subnets: https://example.org/subnets.json`".to_owned()
        }
        None => "write a network such as `192.0.2.0/24` or `2001:db8::/32`".to_owned(),
    };
    report.error_with_help(codes::CIDR_INVALID, text.span(), &message, &help);
}

/// An IPv4 network in decimal numbers, if leading zeros are the only mistake.
fn without_leading_zeros(text: &str) -> Option<String> {
    let (address, length) =
        text.split_once('/').map_or((text, None), |(address, length)| (address, Some(length)));
    let number = |text: &str| text.parse::<u8>().ok().map(|number| number.to_string());
    let numbers: Vec<String> = address.split('.').map(number).collect::<Option<_>>()?;
    let length = length.map(|length| number(length).map(|length| format!("/{length}")));
    Some(numbers.join(".") + &length.unwrap_or_else(|| Some(String::new()))?)
}

/// Whether networks together claim more of the internet than any operator has: 16 times the widest network.
pub(super) fn claim_too_much(networks: &[IpNet]) -> bool {
    const WIDEST_IN_SUM: u128 = 16;
    let public: Vec<IpNet> =
        networks.iter().copied().filter(|&network| Reach::from_network(network) == Reach::Public).collect();
    let (mut v4, mut v6) = (0_u128, 0_u128);
    // A network inside another one would be counted twice.
    for network in IpNet::aggregate(&public) {
        let host_bits = u32::from(network.max_prefix_len() - network.prefix_len());
        let addresses = 1_u128.checked_shl(host_bits).unwrap_or(u128::MAX);
        let sum = if matches!(network, IpNet::V4(_)) { &mut v4 } else { &mut v6 };
        *sum = sum.saturating_add(addresses);
    }
    v4 > WIDEST_IN_SUM << (32 - WIDEST_V4) || v6 > WIDEST_IN_SUM << (128 - WIDEST_V6)
}

/// An autonomous system number.
pub(super) fn asn(field: &Field<'_>, report: &mut Report<'_>) -> Option<Asn> {
    let scalar = field.node.scalar();
    let Some(ScalarKind::Integer(integer)) = scalar.map(|scalar| scalar.kind) else {
        field.wrong_type("a whole number such as 64500, without quotes and without `AS`", None, report);
        return None;
    };
    let number = integer.value.and_then(|value| u32::try_from(value).ok()).and_then(Asn::new);
    let (at, written) = (field.at.keys(), field.node.describe());
    match number {
        None => {
            let message = format!("{at}: {written} is not an autonomous system number");
            let help = "they are from 1 to 4294967295";
            report.error_with_help(codes::ASN_INVALID, field.span(), &message, help);
        }
        Some(asn) if !integer.decimal => {
            let message = format!("{at}: programs differ on {written}");
            let help = format!("it is read as {}: write that", asn.get());
            let fix = decimal(field.node, asn, report);
            let code = codes::NUMBER_NOTATION;
            report.add(Severity::Warning, code, field.span(), &message, Some(&help), fix);
        }
        Some(_) => {}
    }
    number
}

/// The fix that writes a number in decimal digits. All programs read `0x1F` alike. `1_000` is text to some, and
/// `017` is 15 to some and 17 to others, so the meaning is not known.
fn decimal(node: &Node, asn: Asn, report: &Report<'_>) -> Option<Fix> {
    let text = node.scalar()?.text.as_str();
    if report.source().get(node.span.start..node.span.end) != Some(text) {
        return None;
    }
    let fix = Fix::safe(node.span.start, node.span.end, asn.get().to_string());
    match text.strip_prefix("0x") {
        Some(hex) => hex.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(fix),
        None => (!text.starts_with('0')).then(|| fix.unsafely()),
    }
}

/// A finite number, for a latitude or a longitude.
pub(super) fn degrees(field: &Field<'_>, report: &mut Report<'_>) -> Option<f64> {
    if let Some(scalar) = field.node.scalar()
        && let ScalarKind::Integer(_) | ScalarKind::Float = scalar.kind
        && let Ok(degrees) = scalar.text.parse::<f64>()
    {
        return Some(degrees);
    }
    field.wrong_type("a number of degrees such as 52.52", None, report);
    None
}

/// A duration such as `12h`, `90m` or `1d`; a day has 24 hours. `None` if the text is not a duration, or if it is
/// zero or negative.
pub fn duration(text: &str) -> Option<Duration> {
    let span: TimeSpan = text.trim().parse().ok()?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    Duration::try_from(duration).ok().filter(|duration| !duration.is_zero())
}

/// A version, also one without quotes, which some programs read as a number.
pub(super) fn version(field: Field<'_>, report: &mut Report<'_>) -> Option<Version> {
    let text = field.text_or_number(report)?;
    let Ok(version) = text.value.parse::<Version>() else {
        let (at, shown) = (text.at(), shown(text.value));
        let message = format!("{at}: `{shown}` is not a version such as `9`, `9.8` or `9.8-beta`");
        report.error(codes::VERSION_INVALID, text.span(), &message);
        return None;
    };
    if !text.quoted {
        not_quoted(text.value, text.span(), &text.at(), report);
    }
    Some(version)
}

/// A version that is a key of the group at `group`.
pub(super) fn version_key(entry: &KeyValue, group: &KeyPath, report: &mut Report<'_>) -> Option<Version> {
    let invalid = |report: &mut Report<'_>, error: &dyn std::error::Error| {
        report.error(codes::VERSION_INVALID, entry.key_span, &format!("{group}: {error}"));
    };
    let version = entry.key.parse::<Version>().map_err(|error| invalid(report, &error)).ok()?;
    let kind = ScalarKind::yaml_1_1(&entry.key);
    if entry.key_plain && matches!(kind, ScalarKind::Integer(_) | ScalarKind::Float) {
        not_quoted(&entry.key, entry.key_span, &group.keys(), report);
    }
    Some(version)
}

/// Reports a version without quotes.
fn not_quoted(written: &str, span: Span, at: &str, report: &mut Report<'_>) {
    let help = format!("write \"{written}\"");
    let as_written = report.source().get(span.start..span.end) == Some(written);
    let fix = as_written.then(|| Fix::safe(span.start, span.end, format!("\"{written}\"")));
    // 9.10 is the number 9.1; 9.6 and 10.0 are read back as they were written.
    let fraction = written.split_once('.').map_or("", |(_, fraction)| fraction);
    let (severity, message) = if fraction.len() > 1 && fraction.ends_with('0') {
        (Severity::Error, format!("{at}: without quotes, other programs read {written} as another number"))
    } else {
        (Severity::Warning, format!("{at}: without quotes, {written} is a number to other programs"))
    };
    report.add(severity, codes::VERSION_NOT_QUOTED, span, &message, Some(&help), fix);
}

/// A base URL under the key of a protocol. The message never repeats the URL, which may hold a password.
///
/// A mistake in a URL that clients do not get (rsync, ftp) is a warning, except a password.
pub(super) fn base_url(field: Field<'_>, protocol: Protocol, report: &mut Report<'_>) -> Option<BaseUrl> {
    let text = field.text(report)?;
    let error = match BaseUrl::parse(text.value) {
        Ok(url) => return Some(url),
        Err(error) => error,
    };
    let message = format!("{}: {error}{}", text.at(), invisible(text.value));
    if error == InvalidBaseUrl::Password {
        let help = "remove it, and change the password";
        report.error_with_help(codes::URL_INVALID, text.span(), &message, help);
    } else if protocol.is_served() && error == InvalidBaseUrl::Syntax {
        let help = format!("write a URL such as `{protocol}://mirror.example.org/path/`");
        report.error_with_help(codes::URL_INVALID, text.span(), &message, &help);
    } else if protocol.is_served() {
        report.error(codes::URL_INVALID, text.span(), &message);
    } else {
        let help =
            format!("write a URL such as `{protocol}://mirror.example.org/path/`; until then it is ignored");
        report.warning(codes::URL_INVALID, text.span(), &message, &help);
    }
    None
}
