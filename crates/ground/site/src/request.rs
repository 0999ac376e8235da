//! A request for a page: the path, the arguments after `?`, and the language.

use url::form_urlencoded::{self, Serializer};

use crate::language::Language;

/// A request for a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    path: String,
    /// The arguments after `?`, without the language.
    arguments: Vec<(String, String)>,
    language: Language,
    /// Whether the URL chooses the language. Links keep it then.
    is_chosen: bool,
    /// The `Host` header, if it is one.
    host: Option<Box<str>>,
}

/// The argument that chooses a language.
const LANGUAGE: &str = "lang";

/// Arguments after so many are ignored.
const MAX_ARGUMENTS: usize = 32;

impl PageRequest {
    /// Parses a request. `accept_language` is the header of that name.
    pub fn new(path: &str, query: Option<&str>, accept_language: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).take(MAX_ARGUMENTS);
        let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into_owned()));
        let (languages, arguments): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == LANGUAGE);
        let chosen = languages.iter().find_map(|(_, tag)| Language::from_tag(tag));
        let language =
            chosen.unwrap_or_else(|| Language::from_accept_language(accept_language.unwrap_or_default()));
        Self { path: path.to_owned(), arguments, language, is_chosen: chosen.is_some(), host: None }
    }

    /// The request with its `Host` header. A header that cannot be a host is ignored.
    #[must_use]
    pub fn with_host(self, host: Option<&str>) -> Self {
        let is_in_hosts = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        let host = host.filter(|host| !host.is_empty() && host.len() <= 255 && host.bytes().all(is_in_hosts));
        Self { host: host.map(Into::into), ..self }
    }

    /// The host that the client connected to, with its port.
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The path, without the query.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value of an argument, without spaces around it. If an argument is given twice, the first one counts. An empty
    /// one counts as absent.
    pub fn argument(&self, name: &str) -> Option<&str> {
        let (_, value) = self.arguments.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The tag of the language if the URL chooses it, for forms that keep the choice.
    pub fn chosen_language(&self) -> Option<&'static str> {
        self.is_chosen.then(|| self.language.tag())
    }

    /// A link to another page.
    pub fn link(&self, path: &str) -> String {
        self.link_with(path, std::iter::empty())
    }

    /// A link to a page with arguments.
    pub fn link_with<'a>(&self, path: &str, arguments: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        path_with_query(path, arguments.chain(self.chosen_language().map(|tag| (LANGUAGE, tag))))
    }

    /// A link to the same page in another language.
    pub fn in_language(&self, language: Language) -> String {
        let arguments = self.arguments.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        path_with_query(&self.path, arguments.chain([(LANGUAGE, language.tag())]))
    }
}

/// A path with arguments.
pub fn path_with_query<'a>(path: &str, arguments: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(arguments);
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_that_cannot_be_a_host_is_ignored() {
        let host = |host| PageRequest::new("/", None, None).with_host(Some(host)).host().map(str::to_owned);
        assert_eq!(host("mirrors.example.org:8080").as_deref(), Some("mirrors.example.org:8080"));
        assert_eq!(host("[2001:db8::1]").as_deref(), Some("[2001:db8::1]"));
        for bad in ["", "a b", "x/y", "$(id)", "\"onload=", &"a".repeat(256)] {
            assert_eq!(host(bad), None, "{bad}");
        }
    }

    #[test]
    fn links_keep_a_chosen_language_and_do_not_name_an_accepted_one() {
        let chosen = PageRequest::new("/", Some("lang=de&country=JP"), Some("en"));
        assert_eq!(chosen.language().tag(), "de");
        assert_eq!(chosen.link("/isos"), "/isos?lang=de");
        assert_eq!(chosen.argument("country"), Some("JP"));
        let accepted = PageRequest::new("/", Some("lang=xx&q="), Some("de"));
        assert_eq!((accepted.language().tag(), accepted.argument("q")), ("de", None));
        assert_eq!(accepted.link("/isos"), "/isos");
        assert_eq!(chosen.in_language(Language::DEFAULT), "/?country=JP&lang=en");
    }
}
