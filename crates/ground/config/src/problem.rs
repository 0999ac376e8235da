use std::fmt;

use crate::key::Key;
use crate::origin::{Origin, shown};

/// One problem of the configuration: a sentence, a place and a remedy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    // The order of the fields is the order in which problems are reported.
    origin: Origin,
    sentence: String,
    remedy: String,
}

impl Problem {
    pub(crate) fn new(origin: Origin, sentence: &str, remedy: &str) -> Self {
        Self { origin, sentence: shown(sentence), remedy: shown(remedy) }
    }

    /// A value is not what its key expects. `found` describes the value.
    pub(crate) fn wrong_value(origin: Origin, name: &str, key: &Key, found: &str) -> Self {
        let sentence = format!("`{name}` must be {}, but is {found}", key.expects);
        let remedy = format!("write it like `{}`", Self::example(&origin, key));
        Self::new(origin, &sentence, &remedy)
    }

    /// The example of a key, in the notation of the layer that has the problem.
    fn example(origin: &Origin, key: &Key) -> String {
        match origin {
            Origin::Default | Origin::File { .. } => format!("{} = {}", key.short_name(), key.example),
            Origin::Variable(_) => format!("{}={}", key.variable(), key.shell_example()),
            Origin::Flag(Some(flag)) => format!("{flag} {}", key.shell_example()),
            Origin::Flag(None) => format!("{}={}", key.name, key.shell_example()),
        }
    }

    /// Where the value comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The problem in one sentence, without a full stop.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// The place: `maneki.toml:3:12`, `environment variable MANEKI_…`, `flag --listen`.
    pub fn place(&self) -> String {
        self.origin.place()
    }

    /// How to fix it.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  at {}\n  help: {}", self.sentence, self.place(), self.remedy)
    }
}

/// All problems of the configuration, sorted by place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(crate) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort();
        problems.dedup();
        Self(problems)
    }

    /// The problems, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            let between = if at == 0 { "" } else { "\n" };
            write!(f, "{between}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
