//! Reads XML element by element, as both versions of metalinks need it.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// A part of a document.
pub(crate) enum Part<'a> {
    /// The start of an element.
    Begin(Element<'a>),
    /// The end of an element, with the text after its last child.
    End(Element<'a>, &'a str),
}

/// An element. A namespace prefix is a part of its name.
pub(crate) struct Element<'a> {
    /// The names of the elements from the root to this one.
    pub(crate) path: Vec<&'a str>,
    attributes: &'a [(String, String)],
}

/// The XML is not well-formed near this byte.
pub(crate) struct Damaged(pub(crate) u64);

impl<'a> Element<'a> {
    /// The value of an attribute. At the end of an element with children, these are the attributes of its last
    /// child.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Visits a document from start to end.
pub(crate) fn walk<E: From<Damaged>>(
    text: &str,
    mut visit: impl FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut path = Vec::<String>::new();
    let (mut attributes, mut content) = (Vec::new(), String::new());
    loop {
        let place = reader.buffer_position();
        match reader.read_event().map_err(|_| Damaged(place))? {
            Event::Start(element) => {
                attributes = attributes_of(&element).ok_or(Damaged(place))?;
                path.push(element.name().as_ref().to_owned());
                content.clear();
                visit(Part::Begin(Element { path: names(&path), attributes: &attributes }))?;
            }
            Event::Text(text) => content.push_str(&text),
            Event::CData(text) => content.push_str(&text),
            Event::GeneralRef(entity) => match entity.resolve_char_ref().map_err(|_| Damaged(place))? {
                Some(character) => content.push(character),
                None => content.push_str(resolve_predefined_entity(&entity).ok_or(Damaged(place))?),
            },
            Event::End(_) => {
                visit(Part::End(Element { path: names(&path), attributes: &attributes }, &content))?;
                path.pop();
                content.clear();
            }
            Event::Eof if path.is_empty() => return Ok(()),
            Event::Eof => return Err(Damaged(place).into()),
            Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
}

fn names(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}

/// The attributes of an element; `None` if they are not well-formed.
fn attributes_of(element: &BytesStart<'_>) -> Option<Vec<(String, String)>> {
    let pair = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let value = unescape(&attribute.value).ok()?;
        Some((attribute.key.as_ref().to_owned(), value.into_owned()))
    };
    element.attributes().map(|attribute| attribute.ok().and_then(pair)).collect()
}
