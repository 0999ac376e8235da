//! Atom feeds (RFC 4287) of changes.

use std::io;

use jiff::Timestamp;
use maneki_mirror_health::{Change, ChangeKind};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::state;
use crate::view::{View, mirror_path};
use maneki_ground_site::Texts;

/// The subject of a feed.
#[derive(Debug, Clone, Copy)]
pub struct Feed<'a> {
    /// The mirror, or `None` for all mirrors.
    pub mirror: Option<&'a str>,
    /// Changes with their numbers, the newest first.
    pub changes: &'a [(i64, Change)],
}

type Out = Writer<Vec<u8>>;

/// Repositories that an entry names at most.
const MAX_NAMED: usize = 10;

/// The document.
///
/// # Panics
///
/// Never: it is written to memory.
pub fn feed(view: &View<'_>, feed: Feed<'_>) -> String {
    let mut out = Writer::new_with_indent(Vec::new(), b' ', 1);
    feed.write(view, &mut out).expect("writing to memory does not fail");
    let text = String::from_utf8(out.into_inner()).expect("only text was written");
    text + "\n"
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
            // A feed without changes is as old as the snapshot.
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
        text(out, "title", &format!("{name}: {}", state::change_text(change, t)))?;
        text(out, "id", &format!("urn:maneki:change:{number}:{}", change.at.as_second()))?;
        text(out, "updated", &second(change.at))?;
        link(out, "alternate", &address(view, &mirror_path(name)))?;
        let content = content(view, change);
        if !content.is_empty() {
            text(out, "summary", &content)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The reason, the URL, and the repositories.
fn content(view: &View<'_>, change: &Change) -> String {
    let mut lines: Vec<String> = change.reason.iter().map(|reason| view.recorded(reason).text).collect();
    lines.extend(change.url.iter().map(ToString::to_string));
    if let ChangeKind::Repositories { holdings, .. } = &change.kind {
        let named: Vec<String> = holdings.iter().take(MAX_NAMED).map(|one| state::holding(one)).collect();
        lines.push(named.join(", "));
        if holdings.len() > MAX_NAMED {
            lines.push(view.texts().get("and-more").arg("count", holdings.len() - MAX_NAMED).to_string());
        }
    }
    lines.join("\n")
}

/// The address of a page. Without `site.url` it is relative to the host.
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

/// An element with text, without the characters that XML cannot represent.
fn text(out: &mut Out, name: &str, text: &str) -> io::Result<()> {
    let is_text = |c: &char| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().filter(is_text).collect();
    out.create_element(name).write_text_content(BytesText::new(&text)).map(drop)
}
