use std::str::FromStr;

use maneki_mirror_model::{CountryCode, Protocol};

use super::form::file_name;
use super::{Fingerprint, Metalink, Resource};
use crate::xml::{Damaged, Element, Part, walk};

/// The text is not the metalink of a repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotMetalink {
    /// The XML is not well-formed.
    #[error("the XML is damaged near byte {0}")]
    Damaged(u64),
    /// The value of an element is not valid.
    #[error("<{element}> contains {found:?}")]
    InvalidValue { element: String, found: String },
    /// There is no file, or it has no SHA-256.
    #[error("it has no SHA-256 of repomd.xml")]
    Incomplete,
}

/// A fingerprint that is being read.
#[derive(Default)]
struct Draft {
    timestamp: Option<u64>,
    size: Option<u64>,
    sha256: Option<super::Digest>,
    sha512: Option<maneki_mirror_health::Sha512>,
}

impl From<Damaged> for NotMetalink {
    fn from(Damaged(place): Damaged) -> Self {
        Self::Damaged(place)
    }
}

impl Metalink {
    /// Reads a document as dnf does: prefixes of names are literal, the first file with the name `repomd.xml` counts,
    /// and unknown elements are ignored.
    pub fn parse(text: &str) -> Result<Self, NotMetalink> {
        // The first is that of the file itself.
        let mut drafts = Vec::<Draft>::new();
        let mut resources = Vec::new();
        let (mut is_ours, mut is_over) = (false, false);
        walk(text, |part| {
            match part {
                Part::Begin(element) => match element.path[..] {
                    ["metalink", "files", "file"] if !is_over => {
                        is_ours = element.attribute("name") == Some(file_name());
                        drafts.extend(is_ours.then(Draft::default));
                    }
                    [.., "mm0:alternates", "mm0:alternate"] if is_ours => drafts.push(Draft::default()),
                    _ => {}
                },
                Part::End(element, content) => {
                    if let ["metalink", "files", "file", below @ ..] = &element.path[..]
                        && is_ours
                        && let Some(draft) = drafts.last_mut()
                    {
                        match below {
                            [] => (is_ours, is_over) = (false, true),
                            ["resources", "url"] => resources.push(resource(&element, content)?),
                            [field] | ["mm0:alternates", "mm0:alternate", field] => {
                                draft.take(field, content)?;
                            }
                            [.., "verification", "hash"] => {
                                draft.take_hash(element.attribute("type"), content)?;
                            }
                            _ => {}
                        }
                    }
                }
            }
            Ok::<(), NotMetalink>(())
        })?;
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

fn resource(element: &Element<'_>, url: &str) -> Result<Resource, NotMetalink> {
    let invalid = |found: &str| NotMetalink::InvalidValue { element: "url".into(), found: found.into() };
    let scheme = element.attribute("protocol").unwrap_or_default();
    let protocol = Protocol::from_scheme(scheme).ok_or_else(|| invalid(scheme))?;
    let country = element
        .attribute("location")
        .map(|code| CountryCode::parse(code).ok_or_else(|| invalid(code)))
        .transpose()?;
    Ok(Resource { url: url.to_owned(), protocol, country })
}

fn read<T: FromStr>(element: &str, content: &str) -> Result<T, NotMetalink> {
    let invalid = |_| NotMetalink::InvalidValue { element: element.into(), found: content.into() };
    content.parse().map_err(invalid)
}
