use std::str::FromStr;

use maneki_model::{CountryCode, Protocol};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::print::file_name;
use super::{Fingerprint, Metalink, Resource};

/// The text is no metalink of a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotMetalink {
    /// XML that is broken.
    #[error("the XML is damaged near byte {0}")]
    Damaged(u64),
    /// An element holds what does not belong there.
    #[error("<{element}> holds {found:?}")]
    Odd {
        /// Which.
        element: String,
        /// What.
        found: String,
    },
    /// No file, or one without a SHA-256.
    #[error("it does not say how repomd.xml is recognised")]
    Incomplete,
}

/// A fingerprint as far as it was read.
#[derive(Default)]
struct Draft {
    timestamp: Option<u64>,
    size: Option<u64>,
    sha256: Option<super::Digest>,
    sha512: Option<maneki_health::Sha512>,
}

impl Metalink {
    /// Reads a document as dnf does: names with their literal prefixes, the first file called `repomd.xml`,
    /// and nothing that it does not know.
    pub fn parse(text: &str) -> Result<Self, NotMetalink> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        let mut path = Vec::<String>::new();
        // The first is of the file itself.
        let mut drafts = Vec::<Draft>::new();
        let mut resources = Vec::new();
        let (mut attributes, mut content) = (Vec::new(), String::new());
        let (mut is_ours, mut is_over) = (false, false);
        loop {
            let place = reader.buffer_position();
            let damaged = |_| NotMetalink::Damaged(place);
            match reader.read_event().map_err(|_| NotMetalink::Damaged(place))? {
                Event::Start(element) => {
                    attributes = attributes_of(&element).ok_or(NotMetalink::Damaged(place))?;
                    path.push(element.name().as_ref().to_owned());
                    content.clear();
                    match names(&path)[..] {
                        ["metalink", "files", "file"] if !is_over => {
                            is_ours = attribute(&attributes, "name") == Some(file_name());
                            drafts.extend(is_ours.then(Draft::default));
                        }
                        [.., "mm0:alternates", "mm0:alternate"] if is_ours => drafts.push(Draft::default()),
                        _ => {}
                    }
                }
                Event::Text(text) => content.push_str(&text),
                Event::CData(text) => content.push_str(&text),
                Event::GeneralRef(entity) => match entity.resolve_char_ref().map_err(damaged)? {
                    Some(character) => content.push(character),
                    None => content.push_str(
                        quick_xml::escape::resolve_predefined_entity(&entity)
                            .ok_or(NotMetalink::Damaged(place))?,
                    ),
                },
                Event::End(_) => {
                    if let ["metalink", "files", "file", below @ ..] = &names(&path)[..]
                        && is_ours
                        && let Some(draft) = drafts.last_mut()
                    {
                        match below {
                            [] => (is_ours, is_over) = (false, true),
                            ["resources", "url"] => resources.push(resource(&attributes, &content)?),
                            [field] | ["mm0:alternates", "mm0:alternate", field] => {
                                draft.take(field, &content)?;
                            }
                            [.., "verification", "hash"] => {
                                draft.take_hash(attribute(&attributes, "type"), &content)?;
                            }
                            _ => {}
                        }
                    }
                    path.pop();
                    content.clear();
                }
                Event::Eof if path.is_empty() => break,
                Event::Eof => return Err(NotMetalink::Damaged(place)),
                Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
            }
        }
        let mut fingerprints = drafts.into_iter().map(Draft::finish);
        let current = fingerprints.next().flatten().ok_or(NotMetalink::Incomplete)?;
        let alternates = fingerprints.collect::<Option<_>>().ok_or(NotMetalink::Incomplete)?;
        Ok(Self { current, alternates, resources })
    }
}

impl Draft {
    fn take(&mut self, field: &str, content: &str) -> Result<(), NotMetalink> {
        match field {
            "mm0:timestamp" => self.timestamp = Some(read(field, content)?),
            "size" => self.size = Some(read(field, content)?),
            _ => {}
        }
        Ok(())
    }

    fn take_hash(&mut self, kind: Option<&str>, content: &str) -> Result<(), NotMetalink> {
        match kind {
            Some("sha256") => self.sha256 = Some(read("hash", content)?),
            Some("sha512") => self.sha512 = Some(read("hash", content)?),
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Option<Fingerprint> {
        let Self { timestamp, size, sha256, sha512 } = self;
        Some(Fingerprint { timestamp, size, sha256: sha256?, sha512 })
    }
}

fn resource(attributes: &[(String, String)], url: &str) -> Result<Resource, NotMetalink> {
    let odd = |found: &str| NotMetalink::Odd { element: "url".into(), found: found.into() };
    let scheme = attribute(attributes, "protocol").unwrap_or_default();
    let protocol = Protocol::from_scheme(scheme).ok_or_else(|| odd(scheme))?;
    let country = attribute(attributes, "location")
        .map(|code| CountryCode::parse(code).ok_or_else(|| odd(code)))
        .transpose()?;
    Ok(Resource { url: url.to_owned(), protocol, country })
}

fn read<T: FromStr>(element: &str, content: &str) -> Result<T, NotMetalink> {
    let odd = |_| NotMetalink::Odd { element: element.into(), found: content.into() };
    content.parse().map_err(odd)
}

fn names(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// `None` where they are damaged.
fn attributes_of(element: &BytesStart<'_>) -> Option<Vec<(String, String)>> {
    let pair = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = quick_xml::escape::unescape(&attribute.value).ok()?;
        Some((attribute.key.as_ref().to_owned(), value.into_owned()))
    };
    element.attributes().map(|attribute| attribute.ok().and_then(pair)).collect()
}

fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}
