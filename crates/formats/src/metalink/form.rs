use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use maneki_health::{Former, Publication};
use maneki_registry::{Target, Tree};
use maneki_snapshot::Snapshot;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{FILE, Fingerprint, Resource};

type Out = Writer<Vec<u8>>;

/// The elements that mirrors are in, the outermost first.
const AROUND: [&str; 4] = ["metalink", "files", "file", "resources"];

/// About how many bytes a mirror takes.
const ROOM: usize = 192;

/// A metalink without mirrors: what it says to every client. It is printed once, and filled in for each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The document up to its first mirror.
    head: Vec<u8>,
}

/// The metalinks of all that is published.
#[derive(Debug, Default)]
pub struct Forms(BTreeMap<Tree, BTreeMap<Box<str>, Form>>);

impl Forms {
    /// Prints what every client of a snapshot is told.
    pub fn of(snapshot: &Snapshot) -> Self {
        let mut forms = Self::default();
        for (tree, path, publication) in snapshot.publications() {
            forms.0.entry(tree.clone()).or_default().insert(path.into(), Form::of(publication));
        }
        forms
    }

    /// That of a place in the tree; `None` where nothing is known to be published there.
    pub fn get(&self, target: &Target) -> Option<&Form> {
        self.0.get(&target.tree)?.get(target.path.trim_end_matches('/'))
    }
}

impl Form {
    /// What is published at a place in the tree, and what was before.
    pub fn of(publication: &Publication) -> Self {
        let Publication { seen, sha512, former, .. } = publication;
        let current = Fingerprint {
            timestamp: seen.timestamp.or(seen.revision),
            size: Some(seen.size),
            sha256: seen.digest,
            sha512: *sha512,
        };
        let alternate = |former: &Former| Fingerprint {
            timestamp: former.timestamp,
            size: former.size,
            sha256: former.digest,
            sha512: former.sha512,
        };
        let alternates: Vec<Fingerprint> = former.iter().map(alternate).collect();
        Self::new(&current, &alternates)
    }

    /// What is accepted; of the alternates the newest first.
    pub(super) fn new(current: &Fingerprint, alternates: &[Fingerprint]) -> Self {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
        // Memory takes everything.
        let _ = write_head(&mut out, current, alternates);
        Self { head: out.into_inner() }
    }

    /// The document with the mirrors, the best first.
    pub fn filled(&self, resources: &[Resource]) -> String {
        let mut text = Vec::with_capacity(self.head.len() + ROOM * (1 + resources.len()));
        text.extend_from_slice(&self.head);
        let mut out = Writer::new(text);
        let _ = write_mirrors(&mut out, resources);
        // What is written is text.
        String::from_utf8(out.into_inner()).unwrap_or_default()
    }
}

fn write_head(out: &mut Out, current: &Fingerprint, alternates: &[Fingerprint]) -> io::Result<()> {
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let [root, files, file, resources] = AROUND.map(BytesStart::new);
    let root = root.with_attributes([
        ("version", "3.0"),
        ("xmlns", "http://www.metalinker.org/"),
        ("xmlns:mm0", "http://fedorahosted.org/mirrormanager"),
        ("type", "dynamic"),
        ("generator", "maneki"),
    ]);
    let file = file.with_attributes([("name", file_name())]);
    for element in [root, files, file] {
        out.write_event(Event::Start(element))?;
    }
    current.write(out)?;
    if !alternates.is_empty() {
        out.create_element("mm0:alternates").write_inner_content(|out| {
            alternates.iter().try_for_each(|alternate| {
                let element = out.create_element("mm0:alternate");
                element.write_inner_content(|out| alternate.write(out)).map(drop)
            })
        })?;
    }
    // To some clients this is how many connections they may open at a time.
    out.write_event(Event::Start(resources.with_attributes([("maxconnections", "1")])))
}

/// Writes the rest of the document. Where a line begins is told here: the writer came in the middle.
fn write_mirrors(out: &mut Out, resources: &[Resource]) -> io::Result<()> {
    let mut tag = String::new();
    for (place, resource) in resources.iter().enumerate() {
        out.write_event(Event::Text(BytesText::from_escaped("\n    ")))?;
        resource.write(out, &mut tag, place)?;
    }
    for (element, begin) in AROUND.into_iter().rev().zip(["\n   ", "\n  ", "\n ", "\n"]) {
        out.write_event(Event::Text(BytesText::from_escaped(begin)))?;
        out.write_event(Event::End(BytesEnd::new(element)))?;
    }
    out.write_event(Event::Text(BytesText::from_escaped("\n")))
}

impl Fingerprint {
    fn write(&self, out: &mut Out) -> io::Result<()> {
        for (name, number) in [("mm0:timestamp", self.timestamp), ("size", self.size)] {
            if let Some(number) = number {
                text(out, name, &number.to_string())?;
            }
        }
        out.create_element("verification").write_inner_content(|out| {
            hash(out, "sha256", &self.sha256.to_string())?;
            self.sha512.map_or(Ok(()), |sha512| hash(out, "sha512", &sha512.to_string()))
        })?;
        Ok(())
    }
}

impl Resource {
    const ELEMENT: &str = "url";

    /// `place` counts from 0; the preference falls from 100 to 1. What stands in the tag is of words and numbers,
    /// in which nothing is to be escaped.
    fn write(&self, out: &mut Out, tag: &mut String, place: usize) -> io::Result<()> {
        let preference = 100_usize.saturating_sub(place).max(1);
        let scheme = self.protocol.scheme();
        tag.clear();
        for part in [Self::ELEMENT, " protocol=\"", scheme, "\" type=\"", scheme] {
            tag.push_str(part);
        }
        if let Some(country) = &self.country {
            tag.push_str("\" location=\"");
            tag.push_str(country.as_str());
        }
        // Writing into a string cannot fail.
        let _ = write!(tag, "\" preference=\"{preference}\"");
        out.write_event(Event::Start(BytesStart::from_content(tag.as_str(), Self::ELEMENT.len())))?;
        out.write_event(Event::Text(escaped(&self.url)))?;
        out.write_event(Event::End(BytesEnd::new(Self::ELEMENT)))
    }
}

/// A URL as text. Nearly all are what they are, which is seen at a glance; it takes longer to go through one for
/// what is to be escaped.
fn escaped(url: &str) -> BytesText<'_> {
    let is_markup = |byte| matches!(byte, b'<' | b'>' | b'&' | b'\'' | b'"');
    if url.bytes().fold(false, |found, byte| found | is_markup(byte)) {
        BytesText::new(url)
    } else {
        BytesText::from_escaped(url)
    }
}

fn hash(out: &mut Out, kind: &str, digest: &str) -> io::Result<()> {
    let element = out.create_element("hash").with_attribute(("type", kind));
    element.write_text_content(BytesText::new(digest)).map(drop)
}

fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

/// What dnf looks for: `repomd.xml`.
pub(super) fn file_name() -> &'static str {
    FILE.rsplit('/').next().unwrap_or(FILE)
}
