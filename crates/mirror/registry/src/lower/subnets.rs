use ipnet::IpNet;
use maneki_ground_address::{Reach, is_localhost};
use maneki_ground_diagnostics::{Span, shown};
use maneki_ground_yaml::{Field, Group, Report, ScalarKind};
use url::{Host, Url};

use super::values;
use crate::codes;
use crate::keys::Shape;
use crate::mirror::Subnets;
use crate::parse_options::ParseOptions;

/// The networks of a mirror: a list in the file, or the URL of one.
pub(super) fn subnets(group: &Group<'_, Shape>, options: ParseOptions, report: &mut Report<'_>) -> Subnets {
    let Some(field) = group.get("subnets") else { return Subnets::default() };
    match field.node.scalar() {
        Some(scalar) if scalar.kind == ScalarKind::Text => {
            remote(&scalar.text, field.span(), options, report)
        }
        _ => listed(&field, group.key_span("subnets"), report),
    }
}

fn remote(text: &str, span: Span, options: ParseOptions, report: &mut Report<'_>) -> Subnets {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    let open = url.filter(|url| url.username().is_empty() && url.password().is_none() && url.has_host());
    let Some(url) = open else {
        let message = "`subnets` must be a list of networks, or a URL without a password";
        let help = "write `- 192.0.2.0/24` on its own line below the key";
        report.error_with_help(codes::CIDR_INVALID, span, message, help);
        return Subnets::default();
    };
    if is_inside(&url) && !options.allow_private_addresses {
        let host = shown(url.host_str().expect("a URL without a host was refused above"));
        let message = format!("`subnets`: `{host}` is not reachable from the internet");
        let help = "write the host name of a public server";
        report.error_with_help(codes::ADDRESS_NOT_PUBLIC, span, &message, help);
    }
    Subnets::Remote(url)
}

/// Whether a URL leads into a private network.
fn is_inside(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => !Reach::from_address(v4.into()).is_harmless(),
        Some(Host::Ipv6(v6)) => !Reach::from_address(v6.into()).is_harmless(),
        Some(Host::Domain(name)) => is_localhost(name),
        None => false,
    }
}

fn listed(field: &Field<'_>, key_span: Span, report: &mut Report<'_>) -> Subnets {
    let mut networks: Vec<IpNet> = Vec::new();
    for item in field.list(report).unwrap_or_default() {
        let text = item.text(report);
        networks.extend(text.and_then(|text| values::network(&text, report)));
    }
    networks.sort();
    networks.dedup();
    if values::claim_too_much(&networks) {
        let message = "`subnets`: these networks together would capture a large part of the internet";
        let help =
            "list your own networks; together they may be a sixteenth of IPv4, or 16 times a /16 of IPv6";
        report.error_with_help(codes::CIDR_TOO_WIDE, key_span, message, help);
    }
    Subnets::Listed(networks)
}
