//! The frame of a page is the one committed in `tests/frame.html`. `MANEKI_UPDATE=1` writes it again.

#![expect(clippy::disallowed_methods, reason = "compares with a file of the repository")]
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use askama::Template;
use jiff::Timestamp;
use maneki_ground_site::{
    Branding, Frame, Html, LanguageFiles, Link, NavLink, Page, PageLink, PageRequest, Site, SitePart,
};

const ROOM: SitePart = SitePart {
    navigation: &[NavLink { path: "/", text: "nav-cats" }, NavLink { path: "/dens", text: "nav-dens" }],
    texts: &[
        LanguageFiles { tag: "en", files: &["nav-cats = Cats", "nav-dens = Dens"] },
        LanguageFiles { tag: "de", files: &["nav-cats = Katzen"] },
    ],
    style: "",
    assets: Vec::new(),
};

#[derive(Template)]
#[template(source = "<h1>{{ title }}</h1>", ext = "html")]
struct Content {
    title: &'static str,
}

fn site() -> Site {
    let link = |name: &str, url: &str| Link { name: name.into(), url: url.parse().unwrap() };
    let branding = Branding {
        name: Some("Tanuki <Linux>".into()),
        links: vec![link("Report a problem", "https://bugs.example.org/")],
        sponsors: vec![link("Example University", "https://university.example.org/")],
        ..Branding::default()
    };
    Site::new(branding, &[ROOM])
}

fn page(query: &str) -> String {
    let (site, request) = (site(), PageRequest::new("/dens/1", Some(query), None));
    let frame = Frame {
        as_of: Some(Timestamp::UNIX_EPOCH),
        notes: vec![Html::new(&Content { title: "A note" })],
        ..site.frame(&request)
    };
    let content = Html::new(&Content { title: "A den with <straw>" });
    frame.page(Page { title: &frame.title("Den"), feed: Some("/dens.atom"), content: &content })
}

#[test]
fn the_frame_is_as_committed() {
    // The digests in the paths of assets change with every colour.
    let mut parts = page("").split("/assets/").map(str::to_owned).collect::<Vec<_>>();
    for part in &mut parts[1..] {
        let mut names = part.splitn(3, '.');
        let (name, _, rest) = (names.next().unwrap(), names.next().unwrap(), names.next().unwrap());
        *part = format!("{name}.….{rest}");
    }
    let settled = parts.join("/assets/");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/frame.html");
    if std::env::var_os("MANEKI_UPDATE").is_some() {
        std::fs::write(path, &settled).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(settled, committed, "run this test with MANEKI_UPDATE=1, and look at what changed");
}

#[test]
fn names_of_strangers_are_text_and_links_keep_the_language() {
    let german = page("lang=de");
    assert!(german.contains("<title>Den – Tanuki &#60;Linux&#62;</title>"), "{german}");
    assert!(german.contains("<a href=\"/?lang=de\">Katzen</a>"), "{german}");
    assert!(german.contains("<a href=\"/dens?lang=de\" aria-current=\"true\">Dens</a>"), "{german}");
}

#[test]
fn a_page_that_does_not_exist_suggests_others_and_has_no_line_that_looks_like_a_mirror() {
    let (site, request) = (site(), PageRequest::new("/nowhere", None, None));
    let similar = PageLink { href: "/dens/2".to_owned(), text: "The second den".to_owned() };
    let page = site.frame(&request).not_found(&[similar]);
    assert!(page.contains("href=\"/dens/2\">The second den</a>"), "{page}");
    assert!(!page.lines().any(|line| line.contains("://") || line.trim_start().starts_with('/')), "{page}");
}
