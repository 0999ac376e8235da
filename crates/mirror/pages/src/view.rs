//! The start of every page of the mirror network: its frame and its snapshot.

use askama::Template;
use maneki_ground_site::{Branding, Frame, Html, Language, Page, PageRequest, Texts};
use maneki_mirror_snapshot::{MirrorEntry, Snapshot};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::names::country_name;
use crate::recorded::{Recorded, recorded};

/// A frame, and the snapshot that its page shows.
#[derive(Debug, Clone)]
pub struct View<'a> {
    frame: Frame<'a>,
    /// The state of the network that the page shows.
    pub snapshot: &'a Snapshot,
}

/// The foot of every page of the mirror network: the feed, and the sources of the built-in data.
#[derive(Template)]
#[template(path = "notes.html", whitespace = "minimize")]
struct Notes<'a> {
    t: &'a Texts,
}

/// The characters that names of mirrors contain and paths may contain unescaped.
const IN_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b':');

impl<'a> View<'a> {
    /// A view of a snapshot in the frame of a request.
    pub fn new(mut frame: Frame<'a>, snapshot: &'a Snapshot) -> Self {
        frame.as_of = Some(snapshot.created);
        frame.notes.push(Html::new(&Notes { t: frame.texts() }));
        Self { frame, snapshot }
    }

    /// A page with a title, the path of its feed if it has one, and its content.
    pub(crate) fn page(&self, title: &str, feed: Option<&str>, content: &impl Template) -> String {
        self.frame.page(Page { title, feed, content: &Html::new(content) })
    }

    /// The title of a page, with the name of the site.
    pub(crate) fn title(&self, text: &str) -> String {
        self.frame.title(text)
    }

    /// The texts in the language of the page.
    pub(crate) fn texts(&self) -> &'a Texts {
        self.frame.texts()
    }

    pub(crate) fn frame(&self) -> &Frame<'a> {
        &self.frame
    }

    pub(crate) fn request(&self) -> &'a PageRequest {
        self.frame.request
    }

    pub(crate) fn branding(&self) -> &'a Branding {
        self.frame.branding()
    }

    /// The address of the service, for commands and configuration files.
    pub(crate) fn base_url(&self) -> String {
        self.frame.base_url()
    }

    /// The name of the mirror network.
    pub(crate) fn mirrors_name(&self) -> String {
        match &self.branding().name {
            Some(name) => self.texts().get("mirrors-of").arg("name", &**name).to_string(),
            None => self.texts().get("nav-mirrors").to_string(),
        }
    }

    /// Whether mirrors are checked. In an empty network nothing is missing, so it counts as checked.
    pub(crate) fn is_checked(&self) -> bool {
        let mut entries = self.snapshot.entries();
        entries.len() == 0 || entries.any(|(_, entry)| entry.judged.is_some())
    }

    /// A reason that was recorded in English, in the language of the page.
    pub(crate) fn recorded(&self, reason: &str) -> Recorded {
        recorded(reason, self.frame.site.texts(Language::DEFAULT), self.texts())
    }

    /// A link to the page of a mirror.
    pub(crate) fn mirror(&self, name: &str) -> String {
        self.request().link(&mirror_path(name))
    }

    /// City and country of a mirror, if they are known.
    pub(crate) fn place(&self, entry: &MirrorEntry) -> String {
        let country = entry.place.country.map(|code| country_name(self.texts(), code));
        // Singapore is in Singapore.
        let city = entry.mirror.geolocation.city.as_deref().filter(|city| country.as_deref() != Some(city));
        city.into_iter().chain(country.as_deref()).collect::<Vec<_>>().join(", ")
    }
}

/// The path of the page of a mirror, without a language.
pub(crate) fn mirror_path(name: &str) -> String {
    format!("/mirrors/{}", utf8_percent_encode(name, IN_PATHS))
}
