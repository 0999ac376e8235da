use std::str;

use maneki_mirror_health::{Digest, NamedFile, RepomdFacts, Sha512};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sha2::Digest as _;

/// Bytes that are not a repomd.xml.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RepomdError {
    /// No bytes.
    #[error("it is empty")]
    Empty,
    /// A web page, usually one that explains an error.
    #[error("it is a web page")]
    WebPage,
    /// Malformed XML.
    #[error("the XML is damaged near byte {0}")]
    Damaged(u64),
    /// Another XML document.
    #[error("its root is not <repomd>")]
    Root,
    /// It names no file, or a file is incomplete.
    #[error("{0}")]
    Incomplete(&'static str),
}

/// A `<data>` element while it is read.
#[derive(Default)]
struct Data {
    kind: String,
    href: Option<String>,
    size: Option<u64>,
    timestamp: Option<u64>,
}

/// More files than any repository has: a limit for documents of strangers.
const MOST_FILES: usize = 1000;

/// Reads a repomd.xml, which must be well-formed to the end and name its files with checksums. Also returns one of these
/// files that can be requested, if there is one.
pub fn parse_repomd(bytes: &[u8]) -> Result<(RepomdFacts, Option<NamedFile>), RepomdError> {
    if bytes.trim_ascii().is_empty() {
        return Err(RepomdError::Empty);
    }
    let text = str::from_utf8(bytes).map_err(|error| RepomdError::Damaged(error.valid_up_to() as u64))?;
    let forbidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if let Some(place) = text.find(forbidden) {
        return Err(RepomdError::Damaged(place as u64));
    }
    let head = text.trim_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    if head == "<!doctype" || head.starts_with("<html") {
        return Err(RepomdError::WebPage);
    }
    let mut revision = None;
    let mut files = Vec::<Data>::new();
    let mut path = Vec::<String>::new();
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut texts = String::new();
    let mut whole = false;
    loop {
        let damaged = |reader: &Reader<&[u8]>| RepomdError::Damaged(reader.buffer_position());
        let event = reader.read_event().map_err(|_| damaged(&reader))?;
        match event {
            Event::Start(element) | Event::Empty(element) if path.is_empty() && whole => {
                drop(element);
                return Err(damaged(&reader));
            }
            Event::Start(element) => {
                let name = local_name(&element);
                if path.is_empty() && name != "repomd" {
                    return Err(RepomdError::Root);
                }
                open(&name, &element, &mut files).ok_or_else(|| damaged(&reader))?;
                path.push(name);
                texts.clear();
            }
            Event::Empty(element) => {
                let name = local_name(&element);
                if path.is_empty() {
                    return Err(if name == "repomd" {
                        RepomdError::Incomplete("it names no file")
                    } else {
                        RepomdError::Root
                    });
                }
                open(&name, &element, &mut files).ok_or_else(|| damaged(&reader))?;
            }
            Event::Text(content) => texts.push_str(&content),
            Event::CData(content) => texts.push_str(&content),
            Event::GeneralRef(entity) => {
                let known = matches!(&*entity, "lt" | "gt" | "amp" | "apos" | "quot");
                if !known && entity.resolve_char_ref().ok().flatten().is_none() {
                    return Err(damaged(&reader));
                }
                texts.push('?');
            }
            Event::End(_) => {
                // The root is `repomd`: other roots are rejected above.
                match &path[..] {
                    [_, name] if name == "revision" => revision = texts.trim().parse().ok(),
                    [_, name, field] if name == "data" => {
                        close(field, texts.trim(), files.last_mut()).map_err(RepomdError::Incomplete)?;
                    }
                    _ => {}
                }
                path.pop();
                texts.clear();
                whole = whole || path.is_empty();
            }
            Event::Eof if whole => break,
            Event::Eof => return Err(damaged(&reader)),
            Event::DocType(_) => return Err(RepomdError::Root),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        if path.is_empty() && !texts.trim().is_empty() {
            return Err(if whole { damaged(&reader) } else { RepomdError::Root });
        }
    }
    facts(bytes, revision, files)
}

fn facts(
    bytes: &[u8],
    revision: Option<u64>,
    files: Vec<Data>,
) -> Result<(RepomdFacts, Option<NamedFile>), RepomdError> {
    if files.is_empty() {
        return Err(RepomdError::Incomplete("it names no file"));
    }
    if files.iter().any(|data| data.href.is_none()) {
        return Err(RepomdError::Incomplete("a file in it has no location"));
    }
    let timestamp = files.iter().filter_map(|data| data.timestamp).max();
    let primary = files.iter().position(|data| data.kind == "primary").unwrap_or_default();
    let file = files.into_iter().nth(primary).and_then(|data| {
        let path = data.href.filter(|href| is_below(href))?;
        Some(NamedFile { path: path.into(), size: data.size })
    });
    Ok((RepomdFacts { digest: digest(bytes), size: bytes.len() as u64, revision, timestamp }, file))
}

/// The digest that identifies a repomd.xml.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Digest::new(sha2::Sha256::digest(bytes).into())
}

/// The other digest of a file, which metalinks also offer to clients.
pub(crate) fn sha512(bytes: &[u8]) -> Sha512 {
    Sha512::new(sha2::Sha512::digest(bytes).into())
}

fn local_name(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

/// Reads the attributes of an element; `None` if they are malformed.
fn open(name: &str, element: &BytesStart<'_>, files: &mut Vec<Data>) -> Option<()> {
    if name == "data" && files.len() < MOST_FILES {
        files.push(Data::default());
    }
    for attribute in element.attributes() {
        let attribute = attribute.ok()?;
        let value = &*attribute.value;
        let Some(data) = files.last_mut() else { continue };
        match (name, attribute.key.as_ref()) {
            ("data", "type") => value.clone_into(&mut data.kind),
            ("location", "href") if data.href.is_none() => data.href = Some(value.to_owned()),
            _ => {}
        }
    }
    Some(())
}

/// Reads the text of an element in `<data>`.
fn close(field: &str, text: &str, data: Option<&mut Data>) -> Result<(), &'static str> {
    let Some(data) = data else { return Ok(()) };
    match field {
        "checksum" | "open-checksum" | "header-checksum" => {
            let hexadecimal = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !hexadecimal {
                return Err("a checksum in it is damaged");
            }
        }
        "size" => data.size = Some(text.parse().map_err(|_| "a size in it is not a number")?),
        "timestamp" => data.timestamp = text.split('.').next().and_then(|whole| whole.parse().ok()),
        _ => {}
    }
    Ok(())
}

/// Whether a path stays inside the repository.
fn is_below(path: &str) -> bool {
    !path.contains("://")
        && !path.starts_with('/')
        && !path.contains(['?', '#', '\\', '&'])
        && path.split('/').all(|part| part != "..")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
  <revision>1700000000</revision>
  <data type="filelists">
    <checksum type="sha256">00ff</checksum><location href="repodata/f.xml.gz"/><timestamp>1700000001.5</timestamp>
  </data>
  <data type="primary">
    <checksum type="sha256">abcd</checksum>
    <location href="repodata/p.xml.gz"/><timestamp>1700000000</timestamp><size>4096</size>
  </data>
</repomd>
"#;

    #[test]
    fn revision_timestamp_size_and_primary_file_are_read() {
        let (facts, file) = parse_repomd(GOOD.as_bytes()).unwrap();
        assert_eq!((facts.revision, facts.timestamp), (Some(1_700_000_000), Some(1_700_000_001)));
        assert_eq!(facts.size, GOOD.len() as u64);
        assert_eq!(file, Some(NamedFile { path: "repodata/p.xml.gz".into(), size: Some(4096) }));
        let named = GOOD.replace("1700000000</revision>", "9.6 &amp; later</revision>");
        assert_eq!(parse_repomd(named.as_bytes()).unwrap().0.revision, None);
    }

    #[test]
    fn each_kind_of_other_file_is_its_own_error() {
        let why = |text: &str| parse_repomd(text.as_bytes()).unwrap_err();
        assert_eq!(why(" \n"), RepomdError::Empty);
        assert_eq!(why("<!DOCTYPE html><p>It works!"), RepomdError::WebPage);
        assert_eq!(why("<metalink></metalink>"), RepomdError::Root);
        assert_eq!(why("not found"), RepomdError::Root);
        assert_eq!(why("<repomd/>"), RepomdError::Incomplete("it names no file"));
        assert!(matches!(why(&GOOD[..GOOD.len() / 2]), RepomdError::Damaged(_)));
        assert!(matches!(why(&format!("{GOOD}<more/>")), RepomdError::Damaged(_)));
        assert!(matches!(why(&GOOD.replace("00ff", "0&0")), RepomdError::Damaged(_)));
        assert!(matches!(why(&GOOD.replace("00ff", "0%0'")), RepomdError::Incomplete(_)));
        assert!(matches!(why(&GOOD.replace("00ff", "0\u{1}")), RepomdError::Damaged(_)));
        assert!(matches!(why(&GOOD.replace("4096", "4x")), RepomdError::Incomplete(_)));
    }

    #[test]
    fn a_path_out_of_the_repository_is_not_requested() {
        for path in ["../p", "/etc/passwd", "http://a/b", "a/../../b", "a?b"] {
            let text = GOOD.replace("repodata/p.xml.gz", path);
            assert_eq!(parse_repomd(text.as_bytes()).unwrap().1, None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_rejected(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = parse_repomd(&bytes);
        }

        #[test]
        fn any_damage_is_read_or_rejected(place in 0..GOOD.len(), length in 0..80_usize, mask in 1..=255_u8) {
            let mut bytes = GOOD.as_bytes().to_vec();
            bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= mask);
            let _ = parse_repomd(&bytes);
        }
    }
}
