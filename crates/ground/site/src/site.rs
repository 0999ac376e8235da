//! The site: what all pages share, joined from the operator's branding and the rooms.

use std::fmt;

use crate::assets::{Asset, Assets};
use crate::branding::Branding;
use crate::frame::Frame;
use crate::language::Language;
use crate::part::{NavLink, SitePart};
use crate::request::PageRequest;
use crate::texts::Texts;

/// Everything that pages share, whatever they are about.
pub struct Site {
    branding: Branding,
    assets: Assets,
    navigation: Vec<NavLink>,
    texts: Vec<Texts>,
}

impl Site {
    /// Joins the parts of rooms in the order of the navigation.
    ///
    /// # Panics
    ///
    /// If two rooms define the same text, or if one of their Fluent files has a syntax error. Both are bugs of the
    /// program that a test finds, because the files are compiled in.
    pub fn new(branding: Branding, rooms: &[SitePart]) -> Self {
        let style: String = rooms.iter().map(|room| room.style).collect();
        let files = rooms.iter().flat_map(|room| &room.assets).cloned().collect();
        Self {
            assets: Assets::new(&style, branding.accent, branding.logo.clone(), files),
            navigation: rooms.iter().flat_map(|room| room.navigation).copied().collect(),
            texts: Language::all().map(|language| Texts::new(language, rooms)).collect(),
            branding,
        }
    }

    /// The frame of the page that a request asks for.
    pub fn frame<'a>(&'a self, request: &'a PageRequest) -> Frame<'a> {
        Frame { site: self, request, as_of: None, notes: Vec::new() }
    }

    /// What the operator says about the site.
    pub fn branding(&self) -> &Branding {
        &self.branding
    }

    /// The files that pages refer to.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The file at a path.
    pub fn asset(&self, path: &str) -> Option<&Asset> {
        self.assets.find(path)
    }

    /// The texts of a language.
    pub fn texts(&self, language: Language) -> &Texts {
        &self.texts[language.index()]
    }

    pub(crate) fn navigation(&self) -> &[NavLink] {
        &self.navigation
    }
}

impl Default for Site {
    /// The site of a service without rooms and without branding.
    fn default() -> Self {
        Self::new(Branding::default(), &[])
    }
}

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Site").field("branding", &self.branding).finish_non_exhaustive()
    }
}
