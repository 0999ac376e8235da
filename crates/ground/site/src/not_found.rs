//! The page for a path that leads nowhere.

use askama::Template;

use crate::frame::{Frame, Page, PageLink};
use crate::html::Html;
use crate::texts::Texts;

#[derive(Template)]
#[template(path = "not_found.html", whitespace = "minimize")]
struct NotFound<'a> {
    frame: &'a Frame<'a>,
    t: &'a Texts,
    similar: &'a [PageLink],
}

impl Frame<'_> {
    /// The page for a path that leads nowhere, with pages that the visitor may have meant.
    ///
    /// No line of it looks like a URL or a path, because clients of mirror lists take each such line for a mirror,
    /// whatever the status of the answer.
    pub fn not_found(&self, similar: &[PageLink]) -> String {
        let t = self.texts();
        let title = self.title(&t.get("not-found-title").to_string());
        let content = Html::new(&NotFound { frame: self, t, similar });
        harmless(&self.page(Page { title: &title, feed: None, content: &content }))
    }
}

/// The page without a line that dnf could take for a mirror, which is any line that contains `://` or begins with a
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
    fn no_line_looks_like_a_mirror() {
        let page = "<a href=\"https://example.org/\">\n  /path\n://\nhttp:\n//x</a>";
        let harmless = harmless(page);
        for line in harmless.lines() {
            assert!(!line.contains("://") && !line.trim_start().starts_with('/'), "{line}");
        }
        assert_eq!(harmless.replace("&#58;", ":").replace("&#47;", "/"), page.replace("  ", ""));
    }
}
