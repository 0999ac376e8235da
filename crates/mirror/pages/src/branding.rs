//! How the operator wants the site to look: name, logo, colour, links, sponsors.

use url::Url;

use crate::assets::{Asset, Assets};
use crate::colour::Colour;

/// What the operator says about the site. The default is neutral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branding {
    /// What is mirrored: the name of the distribution.
    pub name: Option<Box<str>>,
    /// Under which address people reach the site, without a slash at its end.
    pub url: Option<Box<str>>,
    /// Links beside our own.
    pub links: Vec<Link>,
    /// Who makes the site possible.
    pub sponsors: Vec<Link>,
    /// What pages are made up with.
    pub assets: Assets,
}

/// A name with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The name.
    pub name: Box<str>,
    /// The address.
    pub url: Url,
}

impl Branding {
    /// The style that the accent and the logo make.
    pub fn assets(accent: Colour, logo: Option<Asset>) -> Assets {
        Assets::new(&colours(accent), logo)
    }
}

impl Default for Branding {
    fn default() -> Self {
        let assets = Self::assets(Colour::DEFAULT_ACCENT, None);
        Self { name: None, url: None, links: Vec::new(), sponsors: Vec::new(), assets }
    }
}

/// The accent on both grounds, each so that it can be read there.
fn colours(accent: Colour) -> String {
    let (light, dark) = (accent.readable_on(Colour::LIGHT_GROUND), accent.readable_on(Colour::DARK_GROUND));
    format!(
        ":root{{--accent:{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    )
}
