//! Pages for those who ask for what is not there.

use askama::Template;
use maneki_mirror_snapshot::MirrorEntry;
use strsim::jaro_winkler;

use crate::frame::Frame;
use crate::language::Texts;

#[derive(Template)]
#[template(path = "not_found.html", whitespace = "minimize")]
struct NotFound<'a> {
    frame: &'a Frame<'a>,
    t: &'static Texts,
    similar: Vec<&'a str>,
}

/// A page for a path at which there is nothing. `mirror` is the name that was asked for, if it was a mirror.
pub fn not_found(frame: &Frame<'_>, mirror: Option<&str>) -> String {
    let similar = mirror.map(|name| similar(frame, name)).unwrap_or_default();
    harmless(&crate::written(&NotFound { frame, t: frame.texts(), similar }))
}

/// More alike than this, and it could be a typing error.
const ALIKE: f64 = 0.8;

/// Names that are longer are compared with nobody's: it takes time.
const LONGEST: usize = 64;

/// Public mirrors that are called nearly so, the most similar first.
fn similar<'a>(frame: &Frame<'a>, name: &str) -> Vec<&'a str> {
    if name.len() > LONGEST {
        return Vec::new();
    }
    let name = name.to_lowercase();
    let public = |entry: &&MirrorEntry| entry.mirror.is_public();
    let entries = frame.snapshot.entries().map(|(_, entry)| entry).filter(public);
    let mut alike: Vec<(f64, &str)> = entries
        .map(|entry| entry.mirror.name.as_str())
        .map(|known| (jaro_winkler(known, &name), known))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|one, other| other.0.total_cmp(&one.0));
    alike.into_iter().map(|(_, known)| known).take(5).collect()
}

/// The page without a line that dnf could take for a mirror: it takes any with `://` in it, and any that begins with a
/// slash. To a browser `&#58;` is a colon and `&#47;` a slash.
fn harmless(page: &str) -> String {
    let lines = page.lines().map(|line| {
        let line = line.trim_start();
        match line.strip_prefix('/') {
            Some(rest) => ["&#47;", rest].concat(),
            None => line.to_owned(),
        }
    });
    lines.collect::<Vec<_>>().join("\n").replace("://", "&#58;//")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_line_could_be_taken_for_a_mirror() {
        let page = "<a href=\"https://example.org/\">\n  /path\n://\nhttp:\n//x</a>";
        let harmless = harmless(page);
        for line in harmless.lines() {
            assert!(!line.contains("://") && !line.trim_start().starts_with('/'), "{line}");
        }
        assert_eq!(harmless.replace("&#58;", ":").replace("&#47;", "/"), page.replace("  ", ""));
    }
}
