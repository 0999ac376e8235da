use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use maneki_health::{Former, Publication};
use maneki_model::{BaseUrl, CountryCode, Protocol};
use maneki_registry::{Target, Tree};
use maneki_select::{Choice, Selection};
use maneki_snapshot::Snapshot;
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};

use super::{FILE, Fingerprint};

type Out = Writer<Vec<u8>>;

/// The document behind its last mirror.
const TAIL: &str = "   </resources>\n  </file>\n </files>\n</metalink>\n";

/// About how many bytes a mirror takes, and the tail.
const ROOM: usize = 192;

/// A metalink without mirrors: what it says to every client. It is printed once, and filled in for each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The document up to its first mirror, which begins a line.
    head: Box<str>,
}

/// A place where the file is, while it is written.
pub(super) struct Place<'a> {
    /// Its URL, or the beginning of it.
    pub(super) base: &'a str,
    /// The rest of its URL, in which everything is escaped already.
    pub(super) rest: &'a str,
    pub(super) protocol: Protocol,
    pub(super) country: Option<CountryCode>,
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
        // Memory takes everything, and what is written is text.
        let written = write_head(&mut out, current, alternates).ok();
        let head = written.and_then(|()| String::from_utf8(out.into_inner()).ok()).unwrap_or_default();
        Self { head: (head + "\n").into() }
    }

    /// The document for an answer; `last` is where else to go.
    pub fn answer(
        &self,
        snapshot: &Snapshot,
        target: &Target,
        selection: &Selection,
        last: Option<&BaseUrl>,
    ) -> String {
        let rest = ["/", target.path.trim_end_matches('/'), "/", FILE].concat();
        let rest = escaped(&rest);
        let mirror = |choice: &Choice| {
            Some((choice.url(snapshot, &target.tree)?, snapshot.entry(choice.mirror).place.country))
        };
        let bases = selection.choices.iter().filter_map(mirror).chain(last.map(|last| (last, None)));
        self.filled(bases.map(|(base, country)| Place {
            base: base.as_str(),
            rest: &rest,
            protocol: base.protocol(),
            country,
        }))
    }

    /// The document with places, the best first.
    pub(super) fn filled<'a>(&self, places: impl Iterator<Item = Place<'a>>) -> String {
        let mut text =
            String::with_capacity(self.head.len() + ROOM * (1 + places.size_hint().1.unwrap_or(0)));
        text.push_str(&self.head);
        for (number, place) in places.enumerate() {
            place.write(&mut text, number);
        }
        text.push_str(TAIL);
        text
    }
}

fn write_head(out: &mut Out, current: &Fingerprint, alternates: &[Fingerprint]) -> io::Result<()> {
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let [root, files, file, resources] = ["metalink", "files", "file", "resources"].map(BytesStart::new);
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

impl Place<'_> {
    /// Writes a line; `number` counts from 0, and the preference falls from 100 to 1. What stands in the tag is
    /// of words and numbers, in which nothing is to be escaped.
    fn write(&self, text: &mut String, number: usize) {
        let preference = 100_usize.saturating_sub(number).max(1);
        let scheme = self.protocol.scheme();
        for part in ["    <url protocol=\"", scheme, "\" type=\"", scheme] {
            text.push_str(part);
        }
        if let Some(country) = &self.country {
            text.push_str("\" location=\"");
            text.push_str(country.as_str());
        }
        text.push_str("\" preference=\"");
        text.push_str(itoa::Buffer::new().format(preference));
        text.push_str("\">");
        for part in [&*escaped(self.base), self.rest, "</url>\n"] {
            text.push_str(part);
        }
    }
}

/// A part of a URL as text. Nearly all are what they are, which is seen at a glance; it takes longer to go through one
/// for what is to be escaped.
fn escaped(part: &str) -> Cow<'_, str> {
    let is_markup = |byte| matches!(byte, b'<' | b'>' | b'&' | b'\'' | b'"' | b'\r');
    let any = part.bytes().fold(false, |found, byte| found | is_markup(byte));
    if any { escape(part) } else { Cow::Borrowed(part) }
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
