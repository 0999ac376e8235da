//! What the mirror network adds to the site: navigation, texts, style sheet, map.

use std::sync::LazyLock;

use maneki_ground_site::{Asset, LanguageFiles, NavLink, SitePart};

const NAVIGATION: &[NavLink] = &[
    NavLink { path: "/", text: "nav-mirrors" },
    NavLink { path: "/isos", text: "nav-isos" },
    NavLink { path: "/explain", text: "nav-explain" },
    NavLink { path: "/propagation", text: "nav-propagation" },
];

/// The files of a language, from its folder in `locales`. A new file of texts is a line here.
macro_rules! language_files {
    ($tag:literal) => {
        LanguageFiles {
            tag: $tag,
            files: &[
                include_str!(concat!("../locales/", $tag, "/network.ftl")),
                include_str!(concat!("../locales/", $tag, "/mirrors.ftl")),
                include_str!(concat!("../locales/", $tag, "/mirror.ftl")),
                include_str!(concat!("../locales/", $tag, "/faults.ftl")),
                include_str!(concat!("../locales/", $tag, "/explain.ftl")),
                include_str!(concat!("../locales/", $tag, "/isos.ftl")),
                include_str!(concat!("../locales/", $tag, "/propagation.ftl")),
                include_str!(concat!("../locales/", $tag, "/countries.ftl")),
            ],
        }
    };
}

const TEXTS: &[LanguageFiles] = &[language_files!("en"), language_files!("de")];

const STYLE: &str = include_str!("../assets/mirrors.css");

static WORLD: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("world.svg", "image/svg+xml", include_bytes!("../assets/world.svg").as_slice())
});

/// The mirror network's part of the site.
pub fn site_part() -> SitePart {
    SitePart { navigation: NAVIGATION, texts: TEXTS, style: STYLE, assets: vec![world().clone()] }
}

/// The land of the earth, as `id="land"`.
pub(crate) fn world() -> &'static Asset {
    &WORLD
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use maneki_ground_site::{Branding, Language, Site, Texts};

    use super::site_part;

    static SITE: LazyLock<Site> = LazyLock::new(|| Site::new(Branding::default(), &[site_part()]));

    pub(crate) fn english() -> &'static Texts {
        SITE.texts(Language::DEFAULT)
    }

    pub(crate) fn german() -> &'static Texts {
        SITE.texts(Language::from_tag("de").unwrap())
    }
}
