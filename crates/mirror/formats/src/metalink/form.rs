//! Metalinks that are written once for each snapshot and filled in for each answer.
//!
//! This is a fast path: an answer copies prepared text and writes two numbers for each mirror, so that a metalink costs
//! little more than a plain list (`docs/performance.md`). If that no longer pays, delete [`Forms`], [`Blank`] and
//! [`Element`], build a [`Metalink`](super::Metalink) for each answer, and keep its `print`.

use std::collections::BTreeMap;
use std::io;

use maneki_mirror_health::{FormerPublication, ReferenceRepository};
use maneki_mirror_model::{BaseUrl, CountryCode, Protocol, Protocols};
use maneki_mirror_registry::{Target, Tree, Urls};
use maneki_mirror_select::{Choice, Selection};
use maneki_mirror_snapshot::{MirrorId, Snapshot};
use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use rustc_hash::FxHashMap;

use super::{FILE, Fingerprint};

type Out = Writer<Vec<u8>>;

const TO_MEMORY: &str = "writing to memory cannot fail";

/// The end of the document, after the last mirror.
const TAIL: &str = "   </resources>\n  </file>\n </files>\n</metalink>\n";

/// The indentation of a mirror.
const INDENT: &[u8] = b"    ";

/// The end of the tag of a mirror, after its preference.
const AFTER_PREFERENCE: &str = "\">";

/// The usual size of a mirror, and of the end, in bytes.
const ROOM: usize = 192;

/// A metalink without mirrors, which is the same for every client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Form {
    /// The document up to the line of its first mirror.
    head: Box<str>,
}

/// The metalinks of all published repositories.
#[derive(Debug, Default)]
pub struct Forms(BTreeMap<Tree, TreeForms>);

/// The metalinks of one tree.
#[derive(Debug, Default)]
struct TreeForms {
    by_path: FxHashMap<Box<str>, Form>,
    /// The elements of the mirrors, which are the same in all metalinks of the tree.
    elements: FxHashMap<(MirrorId, Protocol), Element>,
}

impl Forms {
    /// Prepares the metalinks of a snapshot.
    pub fn new(snapshot: &Snapshot) -> Self {
        let mut forms = Self::default();
        for (tree, path, repository) in snapshot.reference_repositories() {
            forms
                .0
                .entry(tree.clone())
                .or_default()
                .by_path
                .insert(path.into(), Form::from_reference(repository));
        }
        for (tree, tree_forms) in &mut forms.0 {
            for (mirror, entry) in snapshot.entries() {
                let urls = entry.urls(tree).into_iter().flat_map(Urls::iter);
                for url in urls.filter(|url| Protocols::WEB.contains(url.protocol())) {
                    let element = Element::new(url.as_str(), url.protocol(), entry.place.country);
                    tree_forms.elements.insert((mirror, url.protocol()), element);
                }
            }
        }
        forms
    }

    /// The metalink for a place in the tree; `None` if the reference tree has nothing there.
    pub fn get(&self, target: &Target) -> Option<Blank<'_>> {
        let TreeForms { by_path, elements } = self.0.get(&target.tree)?;
        let form = by_path.get(target.path.trim_end_matches('/'))?;
        Some(Blank { form, elements })
    }
}

/// The metalink for a place in the tree, to be filled in.
#[derive(Debug, Clone, Copy)]
pub struct Blank<'a> {
    form: &'a Form,
    elements: &'a FxHashMap<(MirrorId, Protocol), Element>,
}

impl Blank<'_> {
    /// The document for an answer. `last` is a URL that comes after all mirrors.
    pub fn answer(self, target: &Target, selection: &Selection, last: Option<&BaseUrl>) -> String {
        let last = last.map(|last| Element::new(last.as_str(), last.protocol(), None));
        let element = |choice: &Choice| self.elements.get(&(choice.mirror, choice.protocol));
        let mirrors = selection.choices.iter().filter_map(element);
        let below = ["/", target.path.trim_end_matches('/'), "/", FILE].concat();
        self.form.filled(mirrors.chain(&last), &below)
    }
}

impl Form {
    fn from_reference(repository: &ReferenceRepository) -> Self {
        let ReferenceRepository { repomd, sha512, former, .. } = repository;
        let current = Fingerprint {
            timestamp: repomd.timestamp.or(repomd.revision),
            size: Some(repomd.size),
            sha256: repomd.digest,
            sha512: *sha512,
        };
        let alternate = |former: &FormerPublication| Fingerprint {
            timestamp: former.timestamp,
            size: former.size,
            sha256: former.digest,
            sha512: former.sha512,
        };
        let alternates: Vec<Fingerprint> = former.iter().map(alternate).collect();
        Self::new(&current, &alternates)
    }

    /// A form that accepts one repomd.xml and some alternates, the latest first.
    pub(super) fn new(current: &Fingerprint, alternates: &[Fingerprint]) -> Self {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
        write_head(&mut out, current, alternates).expect(TO_MEMORY);
        let head = String::from_utf8(out.into_inner()).expect("only text was written");
        Self { head: (head + "\n").into() }
    }

    /// The document with these mirrors, best first. `below` is the path of the file below their URLs.
    pub(super) fn filled<'a>(&self, mirrors: impl Iterator<Item = &'a Element>, below: &str) -> String {
        let rest = escape(below) + "</url>\n";
        let mut text =
            String::with_capacity(self.head.len() + ROOM * (1 + mirrors.size_hint().1.unwrap_or(0)));
        text.push_str(&self.head);
        for (number, mirror) in mirrors.enumerate() {
            // From 100 down to 1.
            let preference = 100_usize.saturating_sub(number).max(1);
            let (begin, base) = mirror.parts();
            text.push_str(begin);
            text.push_str(itoa::Buffer::new().format(preference));
            text.push_str(base);
            text.push_str(&rest);
        }
        text.push_str(TAIL);
        text
    }
}

/// The element of a mirror without its preference and the end of its URL, which each answer fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    text: Box<str>,
    /// The offset of the preference in the text.
    preference: usize,
}

impl Element {
    /// The element for a URL, or for the beginning of a URL.
    pub(super) fn new(url: &str, protocol: Protocol, country: Option<CountryCode>) -> Self {
        let mut out = Writer::new(INDENT.to_vec());
        let mut tag = BytesStart::new("url");
        tag.extend_attributes([("protocol", protocol.scheme()), ("type", protocol.scheme())]);
        if let Some(country) = &country {
            tag.push_attribute(("location", country.as_str()));
        }
        tag.push_attribute(("preference", ""));
        out.write_event(Event::Start(tag)).expect(TO_MEMORY);
        let preference = out.get_ref().len().saturating_sub(AFTER_PREFERENCE.len());
        out.write_event(Event::Text(BytesText::new(url))).expect(TO_MEMORY);
        Self { text: String::from_utf8(out.into_inner()).expect("only text was written").into(), preference }
    }

    /// The text before the preference, and the text after it.
    fn parts(&self) -> (&str, &str) {
        self.text.split_at(self.preference)
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
    // Some clients take this for the number of connections that they may open.
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

fn hash(out: &mut Out, kind: &str, digest: &str) -> io::Result<()> {
    let element = out.create_element("hash").with_attribute(("type", kind));
    element.write_text_content(BytesText::new(digest)).map(drop)
}

fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    out.create_element(name).write_text_content(BytesText::new(text)).map(drop)
}

/// The file name that dnf looks for: `repomd.xml`.
pub(super) fn file_name() -> &'static str {
    FILE.rsplit('/').next().unwrap_or(FILE)
}
