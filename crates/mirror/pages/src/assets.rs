//! Files that pages are made up with: each has the digest of its content in its path, and so is kept for ever.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

/// A file that pages refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    path: Box<str>,
    content_type: &'static str,
    content: Cow<'static, [u8]>,
}

/// The files of one branding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// How pages look.
    pub style: Asset,
    /// The land of the earth; `id="land"`.
    pub world: Asset,
    /// The sign of the site in a browser's tab.
    pub icon: Asset,
    /// What the operator puts beside the name of the site.
    pub logo: Option<Asset>,
}

const STYLE: &str = include_str!("../assets/site.css");
const ICON: &str = include_str!("../assets/icon.svg");
const WORLD: &str = include_str!("../assets/world.svg");

impl Asset {
    /// The folder of all assets.
    pub const FOLDER: &str = "/assets/";

    /// A file; its name is that in the path, with the digest before its extension.
    pub fn new(name: &str, content_type: &'static str, content: impl Into<Cow<'static, [u8]>>) -> Self {
        let content = content.into();
        let digest =
            Sha256::digest(&content).iter().take(6).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("{}{stem}.{digest:012x}.{extension}", Self::FOLDER).into();
        Self { path, content_type, content }
    }

    /// Where it is asked for.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it is.
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// Its bytes.
    pub fn content(&self) -> Cow<'static, [u8]> {
        self.content.clone()
    }
}

impl Assets {
    /// The files with a style of the operator's colours.
    pub(crate) fn new(colours: &str, logo: Option<Asset>) -> Self {
        let style = [STYLE, colours].concat().into_bytes();
        Self {
            style: Asset::new("site.css", "text/css; charset=utf-8", style),
            world: Asset::new("world.svg", "image/svg+xml", WORLD.as_bytes()),
            icon: Asset::new("icon.svg", "image/svg+xml", ICON.as_bytes()),
            logo,
        }
    }

    /// The file of a path.
    pub fn find(&self, path: &str) -> Option<&Asset> {
        [&self.style, &self.world, &self.icon]
            .into_iter()
            .chain(&self.logo)
            .find(|asset| asset.path() == path)
    }
}
