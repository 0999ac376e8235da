//! What every page has around its content.

use askama::Template;
use jiff::Timestamp;

use crate::branding::Branding;
use crate::html::Html;
use crate::language::Language;
use crate::request::PageRequest;
use crate::site::Site;
use crate::texts::Texts;

/// What a page has around its content: the head, the navigation, the foot. [`Site::frame`] makes it; the room sets
/// `as_of` and `notes`.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    /// What all pages share.
    pub site: &'a Site,
    /// The request that the page answers.
    pub request: &'a PageRequest,
    /// The time of the data on the page.
    pub as_of: Option<Timestamp>,
    /// Paragraphs in the foot: feeds, credits.
    pub notes: Vec<Html>,
}

/// The page that a room puts into a frame.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The text of `<title>`.
    pub title: &'a str,
    /// The path of an Atom feed of the page.
    pub feed: Option<&'a str>,
    /// Everything between the head and the foot.
    pub content: &'a Html,
}

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// A path of this site, with its query.
    pub href: String,
    /// The text of the link.
    pub text: String,
}

/// A link to another page, or to this one.
struct Entry {
    link: PageLink,
    /// The value of `aria-current`, if the page is this one or below it.
    current: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "page.html", whitespace = "minimize")]
struct Framed<'a> {
    frame: &'a Frame<'a>,
    t: &'a Texts,
    page: Page<'a>,
}

impl<'a> Frame<'a> {
    /// The texts in the language of the page.
    pub fn texts(&self) -> &'a Texts {
        self.site.texts(self.request.language())
    }

    /// What the operator says about the site.
    pub fn branding(&self) -> &'a Branding {
        self.site.branding()
    }

    /// The name of the site.
    pub fn site_name(&self) -> String {
        match &self.branding().name {
            Some(name) => name.to_string(),
            None => self.texts().get("site").to_string(),
        }
    }

    /// The address of the service for commands and configuration files, without a slash at the end: the configured one,
    /// or else the host that the client connected to.
    pub fn base_url(&self) -> String {
        match (&self.branding().url, self.request.host()) {
            (Some(url), _) => url.to_string(),
            (None, Some(host)) => format!("http://{host}"),
            (None, None) => String::new(),
        }
    }

    /// The title of a page: its own text, then the name of the site.
    pub fn title(&self, text: &str) -> String {
        format!("{text} – {}", self.site_name())
    }

    /// The page, complete.
    pub fn page(&self, page: Page<'_>) -> String {
        Html::new(&Framed { frame: self, t: self.texts(), page }).into()
    }

    fn navigation(&self) -> Vec<Entry> {
        let entry = |link: &crate::part::NavLink| Entry {
            link: PageLink {
                href: self.request.link(link.path),
                text: self.texts().get(link.text).to_string(),
            },
            current: current(self.request.path(), link.path),
        };
        self.site.navigation().iter().map(entry).collect()
    }

    fn languages(&self) -> Vec<(Entry, &'static str)> {
        let entry = |language: Language| {
            let link =
                PageLink { href: self.request.in_language(language), text: language.name().to_owned() };
            let current = (language == self.request.language()).then_some("true");
            (Entry { link, current }, language.tag())
        };
        Language::all().map(entry).collect()
    }
}

/// How an entry of the navigation relates to the page at `here`: the page itself, a page above it, or neither.
fn current(here: &str, entry: &str) -> Option<&'static str> {
    let (here, entry) = (here.trim_end_matches('/'), entry.trim_end_matches('/'));
    if here == entry {
        return Some("page");
    }
    let is_above = !entry.is_empty() && here.strip_prefix(entry).is_some_and(|rest| rest.starts_with('/'));
    is_above.then_some("true")
}

/// A time without seconds: `2026-11-25 01:30 UTC`.
pub fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::current;

    #[test]
    fn the_navigation_marks_the_page_and_the_section_that_it_is_in() {
        assert_eq!(current("/isos/", "/isos"), Some("page"));
        assert_eq!(current("/isos/x86_64/4.2", "/isos"), Some("true"));
        assert_eq!(current("/isosphere", "/isos"), None);
        assert_eq!((current("/", "/"), current("/isos", "/")), (Some("page"), None));
    }
}
