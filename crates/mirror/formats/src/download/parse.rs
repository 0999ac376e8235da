use std::str::FromStr;

use maneki_mirror_model::CountryCode;

use super::print::NAMESPACE;
use super::{Download, Source};
use crate::xml::{Damaged, Element, Part, walk};

/// The text is not a metalink 4.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotMeta4 {
    /// The XML is not well-formed.
    #[error("the XML is damaged near byte {0}")]
    Damaged(u64),
    /// The value of an element is not valid.
    #[error("<{element}> contains {found:?}")]
    InvalidValue { element: String, found: String },
    /// It names no file, or is of another format.
    #[error("it names no file, or is not a metalink 4")]
    Incomplete,
}

impl From<Damaged> for NotMeta4 {
    fn from(Damaged(place): Damaged) -> Self {
        Self::Damaged(place)
    }
}

impl Download {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), size: None, sha256: None, sources: Vec::new() }
    }

    /// Reads the first file of a document.
    pub fn parse_meta4(text: &str) -> Result<Self, NotMeta4> {
        let mut found: Option<Self> = None;
        let (mut is_ours, mut is_over) = (false, false);
        // With their priorities; sources of the same priority stay in the order of the document.
        let mut sources = Vec::<(u32, Source)>::new();
        walk(text, |part| {
            match part {
                Part::Begin(element) => match element.path[..] {
                    ["metalink"] => is_ours = element.attribute("xmlns") == Some(NAMESPACE),
                    ["metalink", "file"] if found.is_none() && is_ours => {
                        found = element.attribute("name").map(Self::named);
                    }
                    _ => {}
                },
                Part::End(element, content) => {
                    if let (["metalink", "file", below @ ..], Some(download), false) =
                        (&element.path[..], &mut found, is_over)
                    {
                        match below {
                            [] => is_over = true,
                            ["size"] => download.size = Some(read("size", content)?),
                            ["hash"] if element.attribute("type") == Some("sha-256") => {
                                download.sha256 = Some(read("hash", content)?);
                            }
                            ["url"] => sources.push(source(&element, content)?),
                            _ => {}
                        }
                    }
                }
            }
            Ok::<(), NotMeta4>(())
        })?;
        sources.sort_by_key(|(priority, _)| *priority);
        let sources = sources.into_iter().map(|(_, source)| source).collect();
        found.map(|download| Self { sources, ..download }).ok_or(NotMeta4::Incomplete)
    }
}

fn source(element: &Element<'_>, url: &str) -> Result<(u32, Source), NotMeta4> {
    /// The priority of a URL without one: the lowest.
    const LAST: u32 = 999_999;
    let invalid = |found: &str| NotMeta4::InvalidValue { element: "url".into(), found: found.into() };
    let country = element
        .attribute("location")
        .map(|code| CountryCode::parse(code).ok_or_else(|| invalid(code)))
        .transpose()?;
    let priority = element.attribute("priority").map_or(Ok(LAST), |text| read("url", text))?;
    Ok((priority, Source { url: url.to_owned(), country }))
}

fn read<T: FromStr>(element: &str, content: &str) -> Result<T, NotMeta4> {
    content.parse().map_err(|_| NotMeta4::InvalidValue { element: element.into(), found: content.into() })
}
