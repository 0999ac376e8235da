//! What every page has around its content.

use jiff::Timestamp;
use maneki_mirror_model::ModuleName;
use maneki_mirror_snapshot::{MirrorEntry, Snapshot};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::asked::Asked;
use crate::branding::Branding;
use crate::language::{Language, Texts};

/// What every page has around its content: the head, the ways to other pages, the foot.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// What was asked for.
    pub asked: &'a Asked,
    /// How the site looks.
    pub branding: &'a Branding,
    /// What is shown.
    pub snapshot: &'a Snapshot,
}

/// A way to another page.
pub(crate) struct Way {
    pub(crate) href: String,
    pub(crate) text: String,
    pub(crate) is_here: bool,
}

/// What names of mirrors hold and paths may hold as it is.
const IN_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_').remove(b':');

/// Pages that are always there, in the order of the navigation: path and key of the name. The modules' come after
/// the first one.
const PAGES: &[(&str, &str)] = &[
    ("/", "nav-mirrors"),
    ("/isos", "nav-isos"),
    ("/explain", "nav-explain"),
    ("/propagation", "nav-propagation"),
];

impl Frame<'_> {
    /// The texts of the page's language.
    pub(crate) fn texts(&self) -> &'static Texts {
        self.asked.language().texts()
    }

    /// What the site is called.
    pub(crate) fn site(&self) -> String {
        match &self.branding.name {
            Some(name) => self.texts().of("site-of").arg("name", &**name).to_string(),
            None => self.texts().of("site").to_string(),
        }
    }

    /// Whether anybody looks at mirrors.
    pub(crate) fn is_checked(&self) -> bool {
        let mut entries = self.snapshot.entries();
        entries.len() == 0 || entries.any(|(_, entry)| entry.judged.is_some())
    }

    pub(crate) fn navigation(&self) -> Vec<Way> {
        let module = |module: &ModuleName| {
            self.way(
                &format!("/{module}"),
                self.texts().of("nav-module").arg("module", module.as_str()).to_string(),
            )
        };
        let mut ways: Vec<Way> =
            PAGES.iter().map(|(path, key)| self.way(path, self.texts().of(key).to_string())).collect();
        let after_first = ways.split_off(1);
        ways.extend(self.snapshot.catalog.modules.keys().map(module));
        ways.extend(after_first);
        ways
    }

    /// A link to the page of a mirror.
    pub(crate) fn mirror(&self, name: &str) -> String {
        self.asked.link(&mirror_path(name))
    }

    /// City and country of a mirror, as far as they are known.
    pub(crate) fn place(&self, entry: &MirrorEntry) -> String {
        let country = entry.place.country.map(|country| self.texts().country(country));
        let city = entry.mirror.geolocation.city.as_deref();
        city.into_iter().chain(country.as_deref()).collect::<Vec<_>>().join(", ")
    }

    fn way(&self, path: &str, text: String) -> Way {
        let here = self.asked.path().trim_end_matches('/');
        Way { href: self.asked.link(path), text, is_here: here == path.trim_end_matches('/') }
    }

    pub(crate) fn languages(&self) -> Vec<(Way, &'static str)> {
        let way = |language: Language| {
            let text = language.texts().name().to_owned();
            let is_here = language == self.asked.language();
            (Way { href: self.asked.in_language(language), text, is_here }, language.tag())
        };
        Language::all().map(way).collect()
    }

    /// The time of the snapshot.
    pub(crate) fn created(&self) -> Timestamp {
        self.snapshot.created
    }
}

/// A time as everybody can read it, without seconds: `2026-11-25 01:30 UTC`.
pub(crate) fn minute(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// Where the page of a mirror is, whatever the language.
pub(crate) fn mirror_path(name: &str) -> String {
    format!("/mirrors/{}", utf8_percent_encode(name, IN_PATHS))
}
