//! Rendered HTML.

use std::fmt;

use askama::Template;

/// HTML that a template wrote. Its type shows that the template has escaped every value, so it is not escaped again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Html(String);

impl Html {
    /// Renders a template.
    ///
    /// # Panics
    ///
    /// If a value of the template fails to format itself, which is a bug: the service answers 500 and logs it.
    pub fn new(template: &impl Template) -> Self {
        Self(template.render().expect("a template writes to memory, and its values format without errors"))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Html> for String {
    fn from(html: Html) -> Self {
        html.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}
