use std::collections::BTreeSet;

use maneki_ground_diagnostics::{Severity, Span};
use maneki_ground_yaml::{Field, Group, Report};
use maneki_mirror_model::{BaseUrl, ModuleName, Protocol};

use super::values;
use crate::codes;
use crate::keys::{ADDRESS, ANY, Shape};
use crate::mirror::Urls;

/// A URL and its place.
#[derive(Debug)]
pub(super) struct PlacedUrl {
    pub(super) url: BaseUrl,
    pub(super) span: Span,
    /// The keys that lead to it, as messages name them.
    pub(super) at: String,
}

/// The URLs of one tree.
pub(super) type PlacedUrls = Vec<PlacedUrl>;

/// The URLs without their places.
pub(super) fn plain(urls: PlacedUrls) -> Urls {
    Urls::new(urls.into_iter().map(|placed| placed.url))
}

/// The URLs of a group of addresses. The scheme of a URL determines its protocol; of two URLs with the same scheme
/// the one under its own key counts.
///
/// `span` is the place of the key of the group.
pub(super) fn urls(field: Field<'_>, span: Span, report: &mut Report<'_>) -> Option<PlacedUrls> {
    let what = field.at.clone();
    let group = field.group(&ADDRESS, report)?;
    let (mut own, mut other) = (Vec::new(), Vec::new());
    let mut made = BTreeSet::new();
    let errors = report.errors();
    for (entry, field) in group.entries() {
        let Some(protocol) = Protocol::from_scheme(&entry.key) else { continue };
        let (at, span) = (field.at.to_string(), field.span());
        let Some(url) = values::base_url(field, protocol, report) else { continue };
        let actual = url.protocol();
        let placed = PlacedUrl { url, span, at };
        if actual == protocol {
            own.push(placed);
            continue;
        }
        let message = format!("{}: the scheme of the URL is {actual}", placed.at);
        let help = format!("it is used as {actual}: move it to the key `{}`", actual.scheme());
        let key = actual.scheme();
        // The fix needs a free key that no other fix makes.
        let free = group.get(key).is_none() && group.has_only_known_keys() && made.insert(key);
        let fix = free.then(|| entry.renamed(report.source(), key)).flatten();
        report.add(Severity::Warning, codes::URL_SCHEME, span, &message, Some(&help), fix);
        other.push(placed);
    }
    own.append(&mut other);
    if report.errors() == errors && !own.iter().any(|placed| placed.url.protocol().is_served()) {
        let message = format!("{what} has no http or https URL, and dnf uses no other");
        let help = "add the URL at which a browser finds the tree";
        report.error_with_help(codes::NO_USABLE_URL, span, &message, help);
    }
    Some(own)
}

/// The URLs of the optional modules.
pub(super) fn modules(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Vec<(ModuleName, PlacedUrls)> {
    let modules = group.get("address_optional").and_then(|field| field.group(&ANY, report));
    let mut found = Vec::new();
    for (entry, field) in modules.iter().flat_map(Group::entries) {
        let at = field.at.clone();
        let urls = urls(field, entry.key_span, report);
        match ModuleName::parse(&entry.key) {
            Ok(module) => found.extend(urls.map(|urls| (module, urls))),
            Err(error) => report.error(codes::NAME_INVALID, entry.key_span, &format!("{at}: {error}")),
        }
    }
    found
}

/// Reports a mirror without a URL for any of the protocols that the registry requires.
pub(super) fn required_protocol(
    group: &Group<'_, Shape>,
    urls: &[PlacedUrl],
    required: Option<&[Protocol]>,
    report: &mut Report<'_>,
) {
    // Where no protocol is required, http or https is enough, and `urls` has checked that.
    let Some(required) = required.filter(|required| !required.is_empty()) else { return };
    if !urls.iter().any(|placed| required.contains(&placed.url.protocol())) {
        let words: Vec<String> = required.iter().map(ToString::to_string).collect();
        let message = format!("`address`: no URL has a required protocol ({})", words.join(", "));
        let help = "add a URL with one of them, or change `required_protocols` in config.yml";
        report.error_with_help(codes::NO_USABLE_URL, group.key_span("address"), &message, help);
    }
}

/// Reports a URL of a public mirror that is not reachable from the internet.
pub(super) fn reachable(placed: &PlacedUrl, report: &mut Report<'_>) {
    let PlacedUrl { url, span, at } = placed;
    if url.protocol().is_served() && url.reach().is_some_and(|reach| !reach.is_harmless()) {
        let message = format!("{at}: `{}` is not reachable from the internet", url.host());
        let help = "write a public host name, or `private: true` if the mirror is not for the public";
        report.error_with_help(codes::ADDRESS_NOT_PUBLIC, *span, &message, help);
    }
}
