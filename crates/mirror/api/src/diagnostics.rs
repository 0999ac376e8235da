//! The findings about the registry that is served.

use std::collections::BTreeSet;

use maneki_ground_diagnostics::{Diagnostic, Severity};
use maneki_mirror_formats::Audience;
use maneki_mirror_registry::{Mirror, SourceFile};
use serde::Serialize;
use utoipa::ToSchema;

use crate::words;

/// The findings about the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Diagnostics)]
pub struct Document {
    /// The number of errors. Each takes the mirror or the setting that contains it out of service.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// All findings, by path and place.
    pub diagnostics: Vec<DiagnosticObject>,
}

/// A finding about one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Diagnostic)]
pub struct DiagnosticObject {
    /// The file, relative to the folder of the registry.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// Its severity.
    #[schema(schema_with = words::severities)]
    pub severity: &'static str,
    /// The code of its rule; the reference of rules explains each.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to fix it, if that is known.
    pub help: Option<String>,
}

/// What the public must not see: private mirrors, and files that may be theirs.
///
/// A file that cannot be used may be that of a private mirror. It counts as one if it contains the word.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    paths: BTreeSet<String>,
    names: BTreeSet<String>,
}

impl Hidden {
    /// What the public must not see of a registry.
    pub fn new<'a>(
        files: impl IntoIterator<Item = &'a SourceFile>,
        mirrors: impl IntoIterator<Item = &'a Mirror>,
    ) -> Self {
        let mut hidden = Self::default();
        let mut public = BTreeSet::new();
        for mirror in mirrors {
            if mirror.private {
                hidden.names.insert(mirror.name.to_string());
            } else {
                public.insert(&*mirror.path);
            }
        }
        let may_be_private = |file: &&SourceFile| {
            let says_so = file.text.as_ref().map_or(true, |text| text.contains("private"));
            says_so && !public.contains(&*file.path)
        };
        hidden.paths.extend(files.into_iter().filter(may_be_private).map(|file| file.path.to_string()));
        hidden
    }

    /// The same with paths relative to a folder, which ends with a slash.
    #[must_use]
    pub fn relative_to(mut self, folder: &str) -> Self {
        let relative = |path: String| path.strip_prefix(folder).map(str::to_owned).unwrap_or(path);
        self.paths = self.paths.into_iter().map(relative).collect();
        self
    }

    fn hides(&self, finding: &Diagnostic) -> bool {
        let speaks_of = |words: &str| {
            let mut hidden = self.names.iter().chain(&self.paths);
            hidden.any(|hidden| words.contains(hidden.as_str()))
        };
        self.paths.contains(&*finding.path)
            || speaks_of(&finding.message)
            || finding.help.as_deref().is_some_and(speaks_of)
    }
}

/// The document about the findings that an audience may see.
pub fn document(findings: &[Diagnostic], hidden: &Hidden, audience: Audience) -> Document {
    let public = audience == Audience::Public;
    let told: Vec<&Diagnostic> =
        findings.iter().filter(|finding| !public || !hidden.hides(finding)).collect();
    let count = |severity| told.iter().filter(|finding| finding.severity == severity).count();
    let words = |text: &str| if public { without_addresses(text) } else { text.to_owned() };
    let object = |finding: &&Diagnostic| DiagnosticObject {
        path: finding.path.to_string(),
        line: finding.span.line,
        column: finding.span.column,
        severity: finding.severity.word(),
        code: finding.code.0,
        message: if public && finding.code.0 == PERSONAL {
            "this is not an e-mail address".to_owned()
        } else {
            words(&finding.message)
        },
        help: finding.help.as_deref().map(words),
    };
    Document {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        diagnostics: told.iter().map(object).collect(),
    }
}

/// The rule whose findings quote an invalid e-mail address, which may still identify a person.
const PERSONAL: &str = "email-invalid";

/// The text without e-mail addresses, which findings may quote from files.
fn without_addresses(text: &str) -> String {
    let word = |word: &str| {
        if word.contains('@') { "…".to_owned() } else { word.to_owned() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use maneki_ground_diagnostics::{RuleCode, Span};
    use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

    use super::*;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: []\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {}\nrepos: []\n";

    fn file(name: &str, more: &str) -> (String, String) {
        let text = format!(
            "name: {name}\naddress: {{http: 'http://{name}/'}}\nupdate_frequency: 1h\nsponsor: S\n\
             sponsor_url: https://sponsor.example/\n{more}"
        );
        (format!("m/{name}.yml"), text)
    }

    #[test]
    fn the_public_sees_no_private_mirrors_and_no_e_mail_addresses() {
        let files = [
            file("open.example", "email: 'a b@open.example'\nfavourite: 1\n"),
            file("bank.example", "private: true\nasn: [64496]\nfavourite: 1\n"),
            ("m/broken.yml".to_owned(), "name: broken.example\nprivate: true\n\tx".to_owned()),
            ("m/open-broken.yml".to_owned(), "name: [".to_owned()),
        ];
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let source = SourceTree::from_texts(CONFIG, texts);
        let parsed = parse(&source, ParseOptions::default());
        let registry = parsed.registry.unwrap();
        let hidden = Hidden::new(&source.mirrors, registry.mirrors.values());
        let mut findings = parsed.diagnostics;
        let path: Arc<str> = "m/open.example.yml".into();
        let about = |message: &str| {
            Diagnostic::new(&path, Span::START, Severity::Warning, RuleCode("a-rule"), message)
        };
        findings.push(about("the same address as bank.example"));
        findings.push(about("`admin@open.example` is not a page"));

        let all = document(&findings, &hidden, Audience::Administrator);
        assert_eq!(all.diagnostics.len(), findings.len());
        let public = document(&findings, &hidden, Audience::Public);
        let text = serde_json::to_string(&public).unwrap();
        for secret in ["bank.example", "broken.example", "m/broken.yml", "@"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        assert!(text.contains("m/open.example.yml") && text.contains("m/open-broken.yml"), "{text}");
        assert!(text.contains("… is not a page"), "{text}");
    }
}
