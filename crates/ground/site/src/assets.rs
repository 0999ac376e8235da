//! Files that pages refer to. The path of each file contains a digest of its content, so clients cache it for ever.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use crate::colour::Colour;

/// A file that pages refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    path: Box<str>,
    content_type: &'static str,
    content: Cow<'static, [u8]>,
}

/// The files of one site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet: the common rules, those of the rooms, and the operator's accent.
    pub style: Asset,
    /// The icon in the tab of a browser.
    pub icon: Asset,
    /// The operator's logo.
    pub logo: Option<Asset>,
    /// The files of the rooms.
    others: Vec<Asset>,
}

const STYLE: &str = include_str!("../assets/site.css");
const ICON: &str = include_str!("../assets/icon.svg");

impl Asset {
    /// The folder of all assets.
    pub const FOLDER: &str = "/assets/";

    /// A file with a name such as `site.css`. The path has the digest before the extension.
    pub fn new(name: &str, content_type: &'static str, content: impl Into<Cow<'static, [u8]>>) -> Self {
        let content = content.into();
        let digest =
            Sha256::digest(&content).iter().take(6).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = format!("{}{stem}.{digest:012x}.{extension}", Self::FOLDER).into();
        Self { path, content_type, content }
    }

    /// The path that clients request.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of `Content-Type`.
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// The bytes of the file.
    pub fn content(&self) -> Cow<'static, [u8]> {
        self.content.clone()
    }
}

impl Assets {
    /// The files of a site whose rooms add rules to the style sheet, and files.
    pub(crate) fn new(rooms_style: &str, accent: Colour, logo: Option<Asset>, others: Vec<Asset>) -> Self {
        let style = [STYLE, rooms_style, &accent_rules(accent)].concat().into_bytes();
        Self {
            style: Asset::new("site.css", "text/css; charset=utf-8", style),
            icon: Asset::new("icon.svg", "image/svg+xml", ICON.as_bytes()),
            logo,
            others,
        }
    }

    /// The file at a path.
    pub(crate) fn find(&self, path: &str) -> Option<&Asset> {
        let mut assets = [&self.style, &self.icon].into_iter().chain(&self.logo).chain(&self.others);
        assets.find(|asset| asset.path() == path)
    }
}

/// The accent in the light and in the dark scheme, each adjusted until it is readable there.
fn accent_rules(accent: Colour) -> String {
    let (light, dark) = (accent.readable_on(Colour::LIGHT_GROUND), accent.readable_on(Colour::DARK_GROUND));
    format!(
        ":root{{--accent:{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_by_a_path_that_changes_with_its_content() {
        let logo = |content: &'static str| Asset::new("logo.svg", "image/svg+xml", content.as_bytes());
        let assets =
            Assets::new(".room{}", Colour::DEFAULT_ACCENT, Some(logo("<svg/>")), vec![logo("<svg>")]);
        assert!(assets.find(logo("<svg/>").path()).is_some() && assets.find(logo("<svg>").path()).is_some());
        assert_eq!(assets.find(logo("other").path()), None);
        let style = String::from_utf8(assets.style.content().into_owned()).unwrap();
        assert!(style.contains(".room{}") && style.contains("--accent:#1f5fa8"), "{style}");
    }
}
