use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_diagnostics::Span;

use super::value::RuleValue;

/// The rules of an organisation for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSet {
    pub name: String,
    pub title: String,
    /// The first day on which the rules hold.
    pub from: Date,
    /// The last day, if it is known.
    pub to: Option<Date>,
    /// In order of precedence.
    pub documents: Vec<RuleDocument>,
    /// In the order in which pages list them.
    pub classes: Vec<Class>,
    /// Each key with what the documents say about it, in the order of the file.
    pub values: Vec<(String, Vec<Sourced>)>,
    pub unspecified: Vec<(String, Unspecified)>,
    /// The path of the file, or the name of a built-in set.
    pub path: Arc<str>,
}

/// A document that rules come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleDocument {
    /// The word with which sources begin.
    pub key: String,
    pub title: String,
    /// Where the document is.
    pub at: String,
    pub adopted: Option<Date>,
}

/// A class of members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    pub name: String,
    /// The weight of a vote; `None` where the documents do not say.
    pub weight: Option<u64>,
    /// Whether its members are organisations that sponsor.
    pub sponsor: bool,
    pub source: String,
}

/// A value with the place in a document that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced {
    pub value: RuleValue,
    pub source: String,
    /// Where the value is written in the rule set.
    pub span: Span,
}

/// A question that the documents do not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unspecified {
    pub question: String,
    /// The first one is the base reading.
    pub choices: Vec<String>,
    pub source: String,
}

impl RuleSet {
    pub fn values_of(&self, key: &str) -> &[Sourced] {
        self.values.iter().find(|(name, _)| name == key).map_or(&[], |(_, values)| values)
    }

    pub fn class(&self, name: &str) -> Option<&Class> {
        self.classes.iter().find(|class| class.name == name)
    }

    /// The keys about which documents disagree.
    pub fn conflicts(&self) -> Vec<&str> {
        self.values.iter().filter(|(_, values)| values.len() > 1).map(|(key, _)| key.as_str()).collect()
    }

    /// A source in words: `By-laws of 2021, 3.6`.
    pub fn cited(&self, source: &str) -> String {
        let (key, section) = source.split_once(' ').unwrap_or((source, ""));
        let title = self.documents.iter().find(|document| document.key == key);
        let title = title.map_or(key, |document| document.title.as_str());
        let by_lines = section.starts_with(|first: char| first.is_ascii_digit()) && key == "page";
        if by_lines {
            format!("{title}, line {section}")
        } else {
            format!("{title} {section}").trim_end().to_owned()
        }
    }
}
