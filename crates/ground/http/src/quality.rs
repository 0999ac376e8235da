/// The elements of headers such as `Accept`, each with its weight from 0 to 1 (RFC 9110, section 12.4.2).
///
/// An element without a weight has the weight 1. An element whose weight is not a number from 0 to 1 is left out. Other
/// parameters (`;level=1`) are ignored.
pub fn weighted<'a>(values: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = (&'a str, f32)> {
    values.into_iter().flat_map(|value| value.split(',')).filter_map(element)
}

/// Whether the headers name a media type or a coding themselves, with a weight above 0; wildcards do not count.
pub fn names<'a>(values: impl IntoIterator<Item = &'a str>, wanted: &str) -> bool {
    weighted(values).any(|(name, weight)| name.eq_ignore_ascii_case(wanted) && weight > 0.0)
}

/// Whether the headers accept a coding: by its name, else by `*`.
pub fn accepts<'a>(values: impl IntoIterator<Item = &'a str>, wanted: &str) -> bool {
    let mut wildcard = false;
    for (name, weight) in weighted(values) {
        if name.eq_ignore_ascii_case(wanted) {
            return weight > 0.0;
        }
        wildcard |= name == "*" && weight > 0.0;
    }
    wildcard
}

fn element(element: &str) -> Option<(&str, f32)> {
    let mut parts = element.split(';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    for parameter in parts {
        let Some((key, value)) = parameter.split_once('=') else { continue };
        if key.trim().eq_ignore_ascii_case("q") {
            let weight: f32 = value.trim().parse().ok()?;
            return (0.0..=1.0).contains(&weight).then_some((name, weight));
        }
    }
    Some((name, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_media_type_counts_only_if_it_is_named() {
        let html = |accept: &str| names([accept], "text/html");
        assert!(html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
        assert!(html("application/json, Text/HTML;q=0.1") && html("text/html; level=1; Q=0.5"));
        for no in
            ["*/*", "text/*", "", "text/html;q=0", "text/html;q=0.000", "text/html;q=x", "text/html;q=2"]
        {
            assert!(!html(no), "{no}");
        }
        assert!(!names([], "text/html") && names(["a", "text/html"], "text/html"));
    }

    #[test]
    fn a_coding_counts_by_its_name_or_by_the_wildcard() {
        for yes in ["gzip", "deflate, gzip;q=0.5", "GZIP", "*", "br;q=1.0, *;q=0.1"] {
            assert!(accepts([yes], "gzip"), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "gzip;q=0, *", "*;q=0", "identity", "gzip;q=x", "gzip;q=nan"] {
            assert!(!accepts([no], "gzip"), "{no}");
        }
    }

    #[test]
    fn weights_are_numbers_from_0_to_1() {
        let found: Vec<_> = weighted(["de;q=0.8, en ,fr;q=7,;q=1, it;q=0"]).collect();
        assert_eq!(found, [("de", 0.8), ("en", 1.0), ("it", 0.0)]);
    }
}
