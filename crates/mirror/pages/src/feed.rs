//! Feeds in Atom (RFC 4287): what changed on mirrors, for programs that watch.

use std::io;

use jiff::Timestamp;
use maneki_mirror_health::{Change, ChangeKind};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::state;
use crate::view::{View, mirror_path};
use maneki_ground_site::Texts;

/// What a feed is about.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// The mirror, if it is about one.
    pub mirror: Option<&'a str>,
    /// Changes with their numbers, the newest first.
    pub changes: &'a [(i64, Change)],
}

type Out = Writer<Vec<u8>>;

/// So many repositories are named in an entry.
const NAMED: usize = 10;

/// The document.
pub fn feed(view: &View<'_>, feed: Feed<'_>) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    // Memory takes everything, and what is written is text.
    let written = feed.write(view, &mut out).ok().and_then(|()| String::from_utf8(out.into_inner()).ok());
    written.unwrap_or_default() + "\n"
}

impl Feed<'_> {
    fn write(&self, view: &View<'_>, out: &mut Out) -> io::Result<()> {
        let t = view.texts();
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let root = out
            .create_element("feed")
            .with_attributes([("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", t.tag())]);
        root.write_inner_content(|out| {
            let page = self.mirror.map_or_else(|| "/".to_owned(), mirror_path);
            let title = match self.mirror {
                Some(name) => t.get("feed-of-mirror").arg("mirror", name).to_string(),
                None => t.get("feed-of-all").arg("site", view.mirrors_name()).to_string(),
            };
            text(out, "title", &title)?;
            text(out, "id", &format!("urn:maneki:feed:{}", self.mirror.unwrap_or("all")))?;
            // Without any change the snapshot is all that could be new.
            let updated = self.changes.first().map_or(view.snapshot.created, |(_, change)| change.at);
            text(out, "updated", &second(updated))?;
            out.create_element("author")
                .write_inner_content(|out| text(out, "name", &view.mirrors_name()))?;
            link(out, "alternate", &address(view, &page))?;
            link(out, "self", &address(view, view.request().path()))?;
            self.changes.iter().try_for_each(|(number, change)| entry(view, t, *number, change, out))
        })?;
        Ok(())
    }
}

fn entry(view: &View<'_>, t: &Texts, number: i64, change: &Change, out: &mut Out) -> io::Result<()> {
    out.create_element("entry").write_inner_content(|out| {
        let name = change.mirror.as_str();
        text(out, "title", &format!("{name}: {}", state::change(change, t)))?;
        text(out, "id", &format!("urn:maneki:change:{number}:{}", change.at.as_second()))?;
        text(out, "updated", &second(change.at))?;
        link(out, "alternate", &address(view, &mirror_path(name)))?;
        let content = content(t, change);
        if !content.is_empty() {
            text(out, "summary", &content)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Why, where, and which repositories.
fn content(t: &Texts, change: &Change) -> String {
    let mut lines: Vec<String> = change.reason.iter().map(ToString::to_string).collect();
    lines.extend(change.url.iter().map(ToString::to_string));
    if let ChangeKind::Repositories { holdings, .. } = &change.kind {
        let named: Vec<String> = holdings.iter().take(NAMED).map(|one| state::holding(one)).collect();
        lines.push(named.join(", "));
        if holdings.len() > NAMED {
            lines.push(t.get("and-more").arg("count", holdings.len() - NAMED).to_string());
        }
    }
    lines.join("\n")
}

/// An address of ours; without `site.url` it is one within the host that was asked.
fn address(view: &View<'_>, path: &str) -> String {
    [view.branding().url.as_deref().unwrap_or_default(), path].concat()
}

fn second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn link(out: &mut Out, relation: &str, href: &str) -> io::Result<()> {
    let element = out.create_element("link").with_attributes([("rel", relation), ("href", href)]);
    element.write_empty().map(drop)
}

/// Text of strangers may hold what XML has no way to write.
fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    let is_text = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(is_text).collect();
    out.create_element(name).write_text_content(BytesText::new(&text)).map(drop)
}
