//! What a room adds to the site.

use crate::assets::Asset;

/// A room's part of the site. [`Site::new`](crate::Site::new) joins the parts of all rooms.
#[derive(Debug, Clone, Default)]
pub struct SitePart {
    /// Its entries in the navigation, in order.
    pub navigation: &'static [NavLink],
    /// Its texts: one item for each language that it is written in. Missing texts are shown in English.
    pub texts: &'static [LanguageFiles],
    /// Rules that are appended to the style sheet of the site.
    pub style: &'static str,
    /// Files that its pages refer to.
    pub assets: Vec<Asset>,
}

/// An entry of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavLink {
    /// The path of the page, without a query.
    pub path: &'static str,
    /// The key of its text.
    pub text: &'static str,
}

/// The Fluent files of a room in one language.
#[derive(Debug, Clone, Copy)]
pub struct LanguageFiles {
    /// The tag of the language: `de`.
    pub tag: &'static str,
    /// The content of the files.
    pub files: &'static [&'static str],
}
