use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, Span, shown};
use maneki_ground_yaml::{Field, Group, Report, ScalarKind, Text, invisible};
use maneki_mirror_model::{Asn, CloudProvider, MirrorName, Protocol};
use url::Url;

use super::file;
use super::geolocation::geolocation;
use super::subnets::subnets;
use super::urls::{self, urls};
use super::values;
use crate::codes;
use crate::keys::{MIRROR, Shape};
use crate::mirror::{Cloud, CloudRegions, Mirror, Sponsor};
use crate::parse_options::ParseOptions;
use crate::parsed_file::ParsedFile;

/// The mirror of a file and the place of its name, unless the file has an error.
pub(crate) fn mirror(
    file: &ParsedFile,
    required_protocols: Option<&[Protocol]>,
    options: ParseOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Mirror, Span)> {
    let mut report = file::report(file, diagnostics);
    let report = &mut report;
    let group = Field::file(&file.document.root).group(&MIRROR, report)?;

    schema_version(&group, report);
    let name = name(&group, report);
    let private = group.boolean("private", report);
    let cloud = cloud(&group, report);
    let errors = report.errors();
    let urls = group.get("address").and_then(|field| urls(field, group.key_span("address"), report));
    let has_address = urls.is_some() && report.errors() == errors;
    let modules = urls::modules(&group, report);
    let update_frequency = frequency(&group, report);
    let sponsor = group.get("sponsor").and_then(|field| field.text(report));
    let sponsor_url = group.get("sponsor_url").and_then(|field| field.text(report));
    if let Some(page) = &sponsor_url {
        without_password(page, report);
    }
    let email = group.get("email").and_then(|field| field.text(report));
    let geolocation = geolocation(&group, report);
    let asns = asns(&group, report);
    let subnets = subnets(&group, options, report);
    let monopoly = group.boolean("monopoly", report);

    if has_address {
        urls::required_protocol(&group, urls.as_deref().unwrap_or_default(), required_protocols, report);
    }
    if !private && !options.allow_private_addresses {
        let declared = urls.iter().chain(modules.iter().map(|(_, urls)| urls)).flatten();
        declared.for_each(|placed| urls::reachable(placed, report));
    }
    if report.errors() > 0 {
        return None;
    }
    let place = group.get("name").map_or(Span::START, |field| field.span());
    let mirror = Mirror {
        name: name?,
        path: Arc::clone(&file.path),
        urls: urls::plain(urls?),
        modules: modules.into_iter().map(|(module, urls)| (module, urls::plain(urls))).collect(),
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

/// There is only one version of the format.
fn schema_version(group: &Group<'_, Shape>, report: &mut Report<'_>) {
    let Some(field) = group.get("config_version") else { return };
    let kind = field.node.scalar().map(|scalar| scalar.kind);
    if !matches!(kind, Some(ScalarKind::Integer(integer)) if integer.value == Some(1)) {
        let message = format!("`config_version` of a mirror file must be 1, not {}", field.node.describe());
        report.error_with_help(codes::CONFIG_VERSION, field.span(), &message, "remove the key");
    }
}

fn name(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<MirrorName> {
    let text = group.get("name")?.text(report)?;
    MirrorName::parse(text.value)
        .map_err(|error| {
            let message = format!("{}: {error}{}", text.at(), invisible(text.value));
            report.error(codes::NAME_INVALID, text.span(), &message);
        })
        .ok()
}

fn frequency<'tree>(group: &Group<'tree, Shape>, report: &mut Report<'_>) -> Option<&'tree str> {
    let text = group.get("update_frequency")?.text(report)?;
    if values::duration(text.value).is_none() {
        let message =
            format!("{}: `{}` is not a duration{}", text.at(), shown(text.value), invisible(text.value));
        report.warning(
            codes::DURATION_INVALID,
            text.span(),
            &message,
            "write a duration such as `3h` or `30m`",
        );
    }
    Some(text.value)
}

/// Pages link to the sponsor, so every visitor would see a password.
fn without_password(page: &Text<'_>, report: &mut Report<'_>) {
    if Url::parse(page.value.trim()).is_ok_and(|url| url.password().is_some()) {
        let message = "`sponsor_url`: the URL holds a password, which every visitor would see";
        let help = "remove it, and change the password";
        report.error_with_help(codes::URL_INVALID, page.span(), message, help);
    }
}

fn asns(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Vec<Asn> {
    let Some(field) = group.get("asn") else { return Vec::new() };
    match field.node.items() {
        Some(_) => {
            let items = field.list(report).unwrap_or_default();
            items.iter().filter_map(|item| values::asn(item, report)).collect()
        }
        None => values::asn(&field, report).into_iter().collect(),
    }
}

fn cloud(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<Cloud> {
    let has_regions = group.get("cloud_regions").is_some();
    let regions = group.get("cloud_regions").and_then(|field| field.list(report));
    let kind = group.get("cloud_type")?.text(report)?;
    let provider = CloudProvider::from_key(kind.value);
    if provider.is_none() {
        let message =
            format!("{}: `{}` is not a cloud with published address ranges", kind.at(), shown(kind.value));
        let help = "write `aws`, `azure`, `gcp` or `oci`";
        report.error_with_help(codes::CLOUD_TYPE_UNKNOWN, kind.span(), &message, help);
    }
    if !has_regions {
        let message = "`cloud_regions` is missing: a cloud mirror must list its regions";
        let help = "write `cloud_regions: [all]` if it serves every region";
        group.missing(codes::CLOUD_WITHOUT_REGIONS, "cloud_regions", kind.span(), message, help, report);
    }
    let listed: Vec<Box<str>> =
        regions?.into_iter().filter_map(|item| item.text(report)).map(|text| region(&text)).collect();
    let all = listed.iter().any(|region| &**region == "all");
    let regions = if all { CloudRegions::All } else { CloudRegions::Listed(listed) };
    provider.map(|provider| Cloud { provider, regions })
}

fn region(text: &Text<'_>) -> Box<str> {
    text.value.trim().to_lowercase().into()
}
