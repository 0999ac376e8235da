use std::str::FromStr;

use maneki_mirror_model::CountryCode;

use super::print::NAMESPACE;
use super::{Download, Source};
use crate::xml::{Damaged, Element, Part, walk};

/// The text is no metalink 4 of one file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotMeta4 {
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
    /// No file, or another format.
    #[error("it names no file, or is no metalink 4")]
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

    /// Reads a document: its first file, and of that what stands in a [`Download`].
    pub fn parse_meta4(text: &str) -> Result<Self, NotMeta4> {
        let mut found: Option<Self> = None;
        let (mut is_ours, mut is_over) = (false, false);
        // By priority, and in the order of the document where that is the same.
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
    /// What a URL without one has, which is the last.
    const LAST: u32 = 999_999;
    let odd = |found: &str| NotMeta4::Odd { element: "url".into(), found: found.into() };
    let country = element
        .attribute("location")
        .map(|code| CountryCode::parse(code).ok_or_else(|| odd(code)))
        .transpose()?;
    let priority = element.attribute("priority").map_or(Ok(LAST), |text| read("url", text))?;
    Ok((priority, Source { url: url.to_owned(), country }))
}

fn read<T: FromStr>(element: &str, content: &str) -> Result<T, NotMeta4> {
    content.parse().map_err(|_| NotMeta4::Odd { element: element.into(), found: content.into() })
}
