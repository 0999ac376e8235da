use std::collections::BTreeSet;

use ipnet::IpNet;
use maneki_ground_address::{Reach, is_localhost};
use maneki_ground_diagnostics::{Diagnostic, Span, shown};
use maneki_mirror_model::{Asn, BaseUrl, CloudProvider, Coordinates, MirrorName, ModuleName, Protocol};
use url::{Host, Url};

use super::group::{Group, Text, hidden, list, renamed, text, text_spelled};
use super::report::Report;
use super::values;
use crate::codes;
use crate::document::{Node, ScalarKind, Value};
use crate::keys::{ADDRESS, ANY, GEOLOCATION, MIRROR};
use crate::mirror::{Cloud, CloudRegions, Geolocation, Mirror, Sponsor, Subnets, Urls};
use crate::registry::ParseOptions;
use crate::source::SourceFile;

/// The mirror of a file and where its name stands, unless there is an error in it.
pub(crate) fn mirror(
    file: &SourceFile,
    required_protocols: Option<&[Protocol]>,
    policy: ParseOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Mirror, Span)> {
    let (node, mut report) = Report::on(file, diagnostics);
    let node = node?;
    let group = Group::open(&node, "the file", &MIRROR, &mut report)?;
    let report = &mut report;

    schema_version(&group, report);
    let name = name(&group, report);
    let private = group.boolean("private", report);
    let cloud = cloud(&group, report);
    let errors = report.errors();
    let place = group.key_span("address");
    let urls = group.get("address").and_then(|node| urls(node, "`address`", place, report));
    let has_address = urls.is_some() && report.errors() == errors;
    let modules = modules(&group, report);
    let update_frequency = frequency(&group, report);
    let sponsor = group.text("sponsor", report);
    let sponsor_url = group.text("sponsor_url", report);
    if let Some(page) = sponsor_url {
        without_password(page, report);
    }
    let email = group.text("email", report);
    let geolocation = geolocation(&group, report);
    let asns = asns(&group, report);
    let subnets = subnets(&group, policy, report);
    let monopoly = group.boolean("monopoly", report);

    let declared = || urls.iter().chain(modules.iter().map(|(_, urls)| urls)).flatten();
    if has_address {
        required_protocol(&group, urls.as_deref().unwrap_or_default(), required_protocols, report);
    }
    if !private && !policy.allow_private_addresses {
        declared().for_each(|(url, span)| reachable(url, *span, report));
    }
    if report.errors() > 0 {
        return None;
    }
    let just_urls = |urls: Vec<(BaseUrl, Span)>| Urls::new(urls.into_iter().map(|(url, _)| url));
    let place = group.get("name").map_or(Span::START, |node| node.span);
    let mirror = Mirror {
        name: name?,
        path: file.path.clone(),
        urls: just_urls(urls?),
        modules: modules.into_iter().map(|(module, urls)| (module, just_urls(urls))).collect(),
        update_frequency: update_frequency?.into(),
        sponsor: Sponsor { name: sponsor?.value.into(), url: sponsor_url?.value.into() },
        email: email.map(|email| email.value.into()),
        geolocation,
        private,
        monopoly,
        asns,
        subnets,
        cloud,
    };
    Some((mirror, place))
}

/// Only one version of the format was ever published.
fn schema_version(group: &Group<'_>, report: &mut Report<'_>) {
    let Some(node) = group.get("config_version") else { return };
    let one = matches!(&node.value, Value::Scalar(scalar)
        if matches!(scalar.kind(), ScalarKind::Integer(integer) if integer.value == Some(1)));
    if !one {
        let message = format!("mirror files have `config_version` 1, not {}", node.describe());
        report.error_with_help(codes::CONFIG_VERSION, node.span, &message, "remove the key");
    }
}

fn name(group: &Group<'_>, report: &mut Report<'_>) -> Option<MirrorName> {
    let text = group.text("name", report)?;
    MirrorName::parse(text.value)
        .map_err(|error| {
            report.error(codes::NAME_INVALID, text.span, &format!("{error}{}", hidden(text.value)));
        })
        .ok()
}

fn frequency<'tree>(group: &Group<'tree>, report: &mut Report<'_>) -> Option<&'tree str> {
    let text = group.text("update_frequency", report)?;
    if values::duration(text.value).is_none() {
        let shown = shown(text.value);
        let message = format!("`{shown}` is no duration{}", hidden(text.value));
        report.warning(codes::DURATION_INVALID, text.span, &message, "write one such as `3h` or `30m`");
    }
    Some(text.value)
}

/// The URLs of a group of addresses. A URL's scheme says which protocol it serves; where two have one
/// scheme, the one under its own key counts.
///
/// `place` is where they are called `what`.
fn urls(node: &Node, what: &str, place: Span, report: &mut Report<'_>) -> Option<Vec<(BaseUrl, Span)>> {
    let group = Group::open(node, what, &ADDRESS, report)?;
    let (mut own, mut other) = (Vec::new(), Vec::new());
    let mut made = BTreeSet::new();
    let errors = report.errors();
    for entry in group.entries() {
        let Some(protocol) = Protocol::from_scheme(&entry.key) else { continue };
        let Some(url) = values::base_url(&entry.node, protocol, report) else { continue };
        if url.protocol() == protocol {
            own.push((url, entry.node.span));
        } else {
            let message = format!("the URL under `{protocol}` is one of {}", url.protocol());
            let help = format!("it is used as {}: move it to that key", url.protocol());
            let key = url.protocol().scheme();
            // A key of its own, that no other fix makes either.
            let free = group.get(key).is_none() && group.has_only_known_keys() && made.insert(key);
            let fix = free.then(|| renamed(entry, report.source(), key)).flatten();
            report.fixable(codes::URL_SCHEME, entry.node.span, &message, &help, fix);
            other.push((url, entry.node.span));
        }
    }
    own.append(&mut other);
    let usable = |protocol| matches!(protocol, Protocol::Http | Protocol::Https);
    if report.errors() == errors && !own.iter().any(|(url, _)| usable(url.protocol())) {
        let message = format!("{what} has no http or https URL, and dnf uses no other");
        let help = "add the URL below which a browser finds the tree";
        report.error_with_help(codes::NO_USABLE_URL, place, &message, help);
    }
    Some(own)
}

fn required_protocol(
    group: &Group<'_>,
    urls: &[(BaseUrl, Span)],
    required: Option<&[Protocol]>,
    report: &mut Report<'_>,
) {
    // Where nothing is required, http or https is enough, which is checked already.
    let Some(required) = required.filter(|required| !required.is_empty()) else { return };
    if !urls.iter().any(|(url, _)| required.contains(&url.protocol())) {
        let words: Vec<String> = required.iter().map(ToString::to_string).collect();
        let message = format!("none of the URLs has a required protocol ({})", words.join(", "));
        let help =
            "add a URL with one of them, or ask whether `required_protocols` in config.yml is meant so";
        report.error_with_help(codes::NO_USABLE_URL, group.key_span("address"), &message, help);
    }
}

fn modules(group: &Group<'_>, report: &mut Report<'_>) -> Vec<(ModuleName, Vec<(BaseUrl, Span)>)> {
    let Some(node) = group.get("address_optional") else { return Vec::new() };
    let Some(group) = Group::open(node, "`address_optional`", &ANY, report) else { return Vec::new() };
    let mut modules = Vec::new();
    for entry in group.entries() {
        let urls = urls(&entry.node, &format!("the module `{}`", entry.key), entry.key_span, report);
        match ModuleName::parse(&entry.key) {
            Ok(module) => modules.extend(urls.map(|urls| (module, urls))),
            Err(error) => report.error(codes::NAME_INVALID, entry.key_span, &error.to_string()),
        }
    }
    modules
}

/// Pages link to the sponsor, so that everybody would be told.
fn without_password(page: Text<'_>, report: &mut Report<'_>) {
    if Url::parse(page.value.trim()).is_ok_and(|url| url.password().is_some()) {
        let message = "`sponsor_url`: the URL holds a password, which every visitor would see";
        report.error_with_help(codes::URL_INVALID, page.span, message, "remove it, and change the password");
    }
}

/// What the public is sent to must be where the public can reach it.
fn reachable(url: &BaseUrl, span: Span, report: &mut Report<'_>) {
    let handed_out = matches!(url.protocol(), Protocol::Http | Protocol::Https);
    if handed_out && url.reach().is_some_and(|reach| !reach.is_harmless()) {
        report.error_with_help(
            codes::ADDRESS_NOT_PUBLIC,
            span,
            &format!("the public cannot reach {}", url.host()),
            "write a public host name, or `private: true` if the mirror is not for the public",
        );
    }
}

fn geolocation(group: &Group<'_>, report: &mut Report<'_>) -> Geolocation {
    let open = |node| Group::open(node, "`geolocation`", &GEOLOCATION, report);
    let Some(group) = group.get("geolocation").and_then(open) else { return Geolocation::default() };
    // An operator may leave these two without a value.
    let words = |key: &str, report: &mut Report<'_>| -> Option<Box<str>> {
        let node = group.get(key)?;
        let empty = matches!(&node.value, Value::Scalar(scalar) if scalar.kind() == ScalarKind::Null);
        if empty {
            None
        } else {
            text(node, &format!("`{key}`"), report).map(|text| text.value.trim().into())
        }
    };
    let degrees = |key: &str, report: &mut Report<'_>| {
        group.get(key).and_then(|node| values::degrees(node, key, report).map(|degrees| (degrees, node.span)))
    };
    // `no` is Norway.
    let country = group.get("country").and_then(|node| {
        let text = text_spelled(node, "`country`", str::to_uppercase, report)?;
        values::country(text, report)
    });
    let (latitude, longitude) = (degrees("latitude", report), degrees("longitude", report));
    let coordinates = match (latitude, longitude) {
        (Some((latitude, span)), Some((longitude, _))) => {
            let coordinates = Coordinates::new(latitude, longitude);
            if coordinates.is_none() {
                let message = format!("{latitude}, {longitude} is no place on Earth");
                let help = "latitudes run from -90 to 90, longitudes from -180 to 180";
                report.error_with_help(codes::COORDINATES_INVALID, span, &message, help);
            }
            coordinates
        }
        // One that stands there and is wrong is told already.
        _ if group.get("latitude").is_some() && group.get("longitude").is_some() => None,
        (None, None) => None,
        (Some((_, span)), None) | (None, Some((_, span))) => {
            let message = "`latitude` and `longitude` only count together";
            report.warning(codes::COORDINATES_INVALID, span, message, "write both, or none");
            None
        }
    };
    Geolocation {
        continent: words("continent", report),
        country,
        state: words("state_province", report),
        city: words("city", report),
        coordinates,
    }
}

fn asns(group: &Group<'_>, report: &mut Report<'_>) -> Vec<Asn> {
    match group.get("asn") {
        None => Vec::new(),
        Some(Node { value: Value::Sequence(items), .. }) => {
            items.iter().filter_map(|item| values::asn(item, report)).collect()
        }
        Some(node) => values::asn(node, report).into_iter().collect(),
    }
}

fn subnets(group: &Group<'_>, policy: ParseOptions, report: &mut Report<'_>) -> Subnets {
    let Some(node) = group.get("subnets") else { return Subnets::default() };
    if let Value::Scalar(scalar) = &node.value
        && scalar.kind() == ScalarKind::Text
    {
        let url = Url::parse(&scalar.text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let open = url.filter(|url| url.username().is_empty() && url.password().is_none() && url.has_host());
        let Some(url) = open else {
            report.error_with_help(
                codes::CIDR_INVALID,
                node.span,
                "`subnets` is neither a list of networks nor a URL without a password",
                "write `- 192.0.2.0/24` on a line of its own below the key",
            );
            return Subnets::default();
        };
        let inside = match url.host() {
            Some(Host::Ipv4(v4)) => !Reach::from_address(v4.into()).is_harmless(),
            Some(Host::Ipv6(v6)) => !Reach::from_address(v6.into()).is_harmless(),
            Some(Host::Domain(name)) => is_localhost(name),
            None => false,
        };
        if inside && !policy.allow_private_addresses {
            let host = shown(url.host_str().unwrap_or_default());
            let message = format!("`subnets`: the list lies at {host}, which is no address of the internet");
            let help = "write the host name of a server that everybody can reach";
            report.error_with_help(codes::ADDRESS_NOT_PUBLIC, node.span, &message, help);
        }
        return Subnets::Remote(url);
    }
    let items = list(node, "`subnets`", report).unwrap_or_default();
    let mut networks: Vec<IpNet> = Vec::new();
    for item in items {
        let network = text(item, "a network in `subnets`", report);
        networks.extend(network.and_then(|text| values::network(text, report)));
    }
    networks.sort();
    networks.dedup();
    if values::claim_too_much(&networks) {
        let message = "these networks together would capture a large part of the internet";
        let help =
            "name your own networks; together they may be a sixteenth of IPv4, or 16 times a /16 of IPv6";
        report.error_with_help(codes::CIDR_TOO_WIDE, group.key_span("subnets"), message, help);
    }
    Subnets::Listed(networks)
}

fn cloud(group: &Group<'_>, report: &mut Report<'_>) -> Option<Cloud> {
    let regions = group.list("cloud_regions", report);
    let kind = group.text("cloud_type", report)?;
    let provider = CloudProvider::from_key(kind.value);
    if provider.is_none() {
        let shown = shown(kind.value);
        let message = format!("`{shown}` is no cloud whose address ranges are known");
        let help = "write `aws`, `azure`, `gcp` or `oci`";
        report.error_with_help(codes::CLOUD_TYPE_UNKNOWN, kind.span, &message, help);
    }
    let Some(items) = regions else {
        if group.get("cloud_regions").is_none() {
            let (code, key) = (codes::CLOUD_WITHOUT_REGIONS, "cloud_regions");
            let message = "a cloud mirror must name its regions in `cloud_regions`";
            let help = "write `cloud_regions: [all]` if it serves every region";
            match group.misspelt(key) {
                Some(entry) => group.misspelt_key(code, message, key, entry, report),
                None => report.error_with_help(code, kind.span, message, help),
            }
        }
        return None;
    };
    let mut listed: Vec<Box<str>> = Vec::new();
    for item in items {
        let region = text(item, "a region in `cloud_regions`", report);
        listed.extend(region.map(|region| region.value.trim().to_lowercase().into()));
    }
    let all = listed.iter().any(|region| &**region == "all");
    let regions = if all { CloudRegions::All } else { CloudRegions::Listed(listed) };
    provider.map(|provider| Cloud { provider, regions })
}
