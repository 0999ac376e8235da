//! What a visitor asked for: the path, what stands behind the `?`, and the language.

use url::form_urlencoded::{self, Serializer};

use crate::language::Language;

/// A page that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    path: String,
    /// What stands behind the `?`, without the language.
    arguments: Vec<(String, String)>,
    language: Language,
    /// Whether the language was chosen in the URL: links keep it then.
    chosen: bool,
}

/// The argument that chooses a language.
const LANGUAGE: &str = "lang";

/// No page has more arguments than this.
const MOST: usize = 32;

impl Asked {
    /// Reads a request. `accepted` is its `Accept-Language`.
    pub fn new(path: &str, query: Option<&str>, accepted: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(MOST);
        let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into_owned()));
        let (languages, arguments): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == LANGUAGE);
        let chosen = languages.iter().find_map(|(_, tag)| Language::of_tag(tag));
        let language = chosen.unwrap_or_else(|| Language::accepted(accepted.unwrap_or_default()));
        Self { path: path.to_owned(), arguments, language, chosen: chosen.is_some() }
    }

    /// The language of the answer.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// An argument; of one that is given twice the first counts, and one without a value is as good as none.
    pub fn argument(&self, name: &str) -> Option<&str> {
        let (_, value) = self.arguments.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The tag of the language, where it was chosen: for a form that is to keep it.
    pub fn chosen(&self) -> Option<&'static str> {
        self.chosen.then(|| self.language.tag())
    }

    /// A link to another page.
    pub fn link(&self, path: &str) -> String {
        self.link_with(path, std::iter::empty())
    }

    /// A link to a page with arguments.
    pub fn link_with<'a>(&self, path: &str, arguments: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        written(path, arguments.chain(self.chosen().map(|tag| (LANGUAGE, tag))))
    }

    /// A link to the same page in another language.
    pub fn in_language(&self, language: Language) -> String {
        let arguments = self.arguments.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        written(&self.path, arguments.chain([(LANGUAGE, language.tag())]))
    }
}

/// A path and its arguments.
pub(crate) fn written<'a>(path: &str, arguments: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(arguments);
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_was_chosen_is_kept_by_links_and_one_that_is_accepted_is_not_written_down() {
        let chosen = Asked::new("/", Some("lang=de&country=JP"), Some("en"));
        assert_eq!(chosen.language().tag(), "de");
        assert_eq!(chosen.link("/isos"), "/isos?lang=de");
        assert_eq!(chosen.argument("country"), Some("JP"));
        let accepted = Asked::new("/", Some("lang=xx&q="), Some("de"));
        assert_eq!((accepted.language().tag(), accepted.argument("q")), ("de", None));
        assert_eq!(accepted.link("/isos"), "/isos");
        assert_eq!(chosen.in_language(Language::FIRST), "/?country=JP&lang=en");
    }
}
