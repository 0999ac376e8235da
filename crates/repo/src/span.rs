//! Places of metadata as spans of findings.

use maneki_ground_diagnostics::Span;
use maneki_ground_rpm_metadata::Place;

/// The place without an extent: the bytes of unpacked metadata are not at hand.
pub(crate) fn span(place: Place) -> Span {
    Span { line: place.line, column: place.column, ..Span::START }
}

/// Whether a URL is one of HTTP.
pub(crate) fn is_http(url: &str) -> bool {
    let scheme = url.split("://").next().unwrap_or_default();
    scheme.len() < url.len() && ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}
