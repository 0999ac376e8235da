use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The number of bytes of the digest in a tag: 128 bits are enough to tell the versions of a document apart.
const LENGTH: usize = 16;

/// The entity tag of a text: equal bytes have equal tags. It is weak, because the text may be compressed on its way
/// (RFC 9110, section 8.8.1).
pub fn entity_tag(text: &[u8]) -> String {
    let mut tag = String::with_capacity(2 * LENGTH + 4);
    tag.push_str("W/\"");
    for byte in &Sha256::digest(text)[..LENGTH] {
        write!(tag, "{byte:02x}").expect("a String takes any text");
    }
    tag.push('"');
    tag
}

/// Whether the values of `If-None-Match` include a tag, by weak comparison, or `*` (RFC 9110, section 13.1.2).
pub fn matches_tag<'a>(values: impl IntoIterator<Item = &'a str>, tag: &str) -> bool {
    let opaque = |tag: &'a str| tag.trim_start_matches("W/");
    let wanted = tag.trim_start_matches("W/");
    let mut known = values.into_iter().flat_map(|value| value.split(',')).map(str::trim);
    known.any(|known| known == "*" || opaque(known) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_equal_weak_tags() {
        let tag = entity_tag(b"{}\n");
        assert_eq!(tag, entity_tag(b"{}\n"));
        assert_ne!(tag, entity_tag(b"{ }\n"));
        assert!(tag.starts_with("W/\"") && tag.ends_with('"') && tag.len() == 36, "{tag}");
    }

    #[test]
    fn a_tag_matches_weakly_in_a_list_or_by_the_asterisk() {
        let tag = entity_tag(b"");
        for known in [tag.clone(), format!("\"other\", {tag}"), tag.replace("W/", ""), "*".to_owned()] {
            assert!(matches_tag([known.as_str()], &tag), "{known}");
        }
        assert!(!matches_tag(["\"other\""], &tag) && !matches_tag([], &tag));
    }
}
