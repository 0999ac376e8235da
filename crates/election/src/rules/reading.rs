use std::collections::BTreeMap;

use super::date::MonthEnd;
use super::set::{RuleSet, Sourced};
use super::value::{Period, RuleValue};

/// A question that a rule set leaves open, with its possible answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub key: String,
    /// As `--decide` takes them.
    pub choices: Vec<String>,
    /// Whether documents disagree, rather than say nothing.
    pub is_conflict: bool,
}

/// A rule set with one answer to every open question.
#[derive(Debug, Clone)]
pub struct Reading<'rules> {
    rules: &'rules RuleSet,
    /// The position of the answer to each question that is not answered by its first choice.
    chosen: BTreeMap<String, usize>,
}

impl RuleSet {
    /// Every question that the set leaves open, in the order of the file.
    pub fn questions(&self) -> Vec<Question> {
        let conflicts = self.values.iter().filter(|(_, values)| values.len() > 1);
        let conflicts = conflicts.map(|(key, values)| Question {
            key: key.clone(),
            choices: values.iter().map(|value| value.value.to_string()).collect(),
            is_conflict: true,
        });
        let unspecified = self.unspecified.iter().map(|(key, question)| Question {
            key: key.clone(),
            choices: question.choices.clone(),
            is_conflict: false,
        });
        conflicts.chain(unspecified).collect()
    }
}

impl<'rules> Reading<'rules> {
    /// The base reading: the first choice of each question.
    pub fn base(rules: &'rules RuleSet) -> Self {
        Self { rules, chosen: BTreeMap::new() }
    }

    pub fn rules(&self) -> &'rules RuleSet {
        self.rules
    }

    /// The same reading with another answer to one question.
    #[must_use]
    pub fn with(&self, key: &str, choice: usize) -> Self {
        let mut reading = self.clone();
        reading.chosen.insert(key.to_owned(), choice);
        reading
    }

    fn choice(&self, key: &str) -> usize {
        self.chosen.get(key).copied().unwrap_or(0)
    }

    /// The value of a key, with its source.
    pub fn get(&self, key: &str) -> Option<&'rules Sourced> {
        let values = self.rules.values_of(key);
        values.get(self.choice(key)).or_else(|| values.first())
    }

    /// The answer to a question that the documents do not answer.
    pub fn answer(&self, key: &str) -> Option<&'rules str> {
        let (_, question) = self.rules.unspecified.iter().find(|(name, _)| name == key)?;
        question.choices.get(self.choice(key)).or_else(|| question.choices.first()).map(String::as_str)
    }

    pub fn number(&self, key: &str) -> Option<u64> {
        match self.get(key)?.value {
            RuleValue::Number(number) | RuleValue::Percent(number) => Some(number),
            _ => None,
        }
    }

    pub fn period(&self, key: &str) -> Option<Period> {
        if let RuleValue::Period(period) = self.get(key)?.value { Some(period) } else { None }
    }

    /// Whether a key says yes.
    pub fn is(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value.value == RuleValue::Truth(true))
    }

    pub fn word(&self, key: &str) -> Option<&'rules str> {
        if let RuleValue::Word(word) = &self.get(key)?.value { Some(word) } else { None }
    }

    pub fn list(&self, key: &str) -> Option<&'rules [String]> {
        if let RuleValue::List(list) = &self.get(key)?.value { Some(list) } else { None }
    }

    /// Where a value is from, in words.
    pub fn cited(&self, key: &str) -> String {
        self.get(key).map_or_else(String::new, |value| self.rules.cited(&value.source))
    }

    /// The weight of a vote of a class; `None` for a class that the set does not have.
    pub fn weight(&self, class: &str) -> Option<u64> {
        let class = self.rules.class(class)?;
        let open = || self.answer(&format!("class.weight.{}", class.name))?.parse().ok();
        Some(class.weight.or_else(open).unwrap_or(0))
    }

    pub(crate) fn month_end(&self) -> MonthEnd {
        if self.answer("month-end") == Some("overflow") { MonthEnd::Overflow } else { MonthEnd::Clamp }
    }
}
