//! How the operator wants the site to look: name, logo, accent, links, sponsors.

use url::Url;

use crate::assets::Asset;
use crate::colour::Colour;

/// What the operator says about the site. The default is neutral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branding {
    /// The name of the distribution.
    pub name: Option<Box<str>>,
    /// The address of the site as people reach it, without a slash at the end.
    pub url: Option<Box<str>>,
    /// Links in the foot of every page.
    pub links: Vec<Link>,
    /// Sponsors in the foot of every page.
    pub sponsors: Vec<Link>,
    /// The colour of links and buttons.
    pub accent: Colour,
    /// The picture beside the name.
    pub logo: Option<Asset>,
}

/// A name with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The text of the link.
    pub name: Box<str>,
    /// Its target, on any host.
    pub url: Url,
}

impl Default for Branding {
    fn default() -> Self {
        Self {
            name: None,
            url: None,
            links: Vec::new(),
            sponsors: Vec::new(),
            accent: Colour::DEFAULT_ACCENT,
            logo: None,
        }
    }
}
