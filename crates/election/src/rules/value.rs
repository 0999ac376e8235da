use std::fmt;

/// A span of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub number: u32,
    pub unit: Unit,
}

/// The unit of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Days,
    Months,
    Years,
}

impl Period {
    /// Reads `45 days`, `3 months`, `1 year`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let unit = match unit.trim() {
            "day" | "days" => Unit::Days,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return None,
        };
        let number = number.parse().ok().filter(|number| *number <= 10_000)?;
        Some(Self { number, unit })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.number, if self.number == 1 { "" } else { "s" })
    }
}

/// The value of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleValue {
    Number(u64),
    Percent(u64),
    Period(Period),
    Truth(bool),
    /// One of the words that a key allows, or a text.
    Word(String),
    List(Vec<String>),
}

/// As it is written in a rule set; lists are joined by commas.
impl fmt::Display for RuleValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Percent(percent) => write!(f, "{percent} %"),
            Self::Period(period) => write!(f, "{period}"),
            Self::Truth(truth) => f.write_str(if *truth { "yes" } else { "no" }),
            Self::Word(word) => f.write_str(word),
            Self::List(words) => f.write_str(&words.join(", ")),
        }
    }
}

/// What a key may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Percent,
    Period,
    Truth,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A list of these words.
    WordList(&'static [&'static str]),
    /// A list of names.
    Names,
    Text,
}

impl Kind {
    /// What is expected, in words that follow "must be".
    pub(super) fn expected(self) -> String {
        match self {
            Self::Number => "a whole number".into(),
            Self::Percent => "a percentage such as `10 %`".into(),
            Self::Period => "a duration such as `45 days`, `3 months` or `1 year`".into(),
            Self::Truth => "`yes` or `no`".into(),
            Self::Words(words) => format!("one of {}", words.join(", ")),
            Self::WordList(words) => format!("a list of {}", words.join(", ")),
            Self::Names => "a list of names".into(),
            Self::Text => "a text".into(),
        }
    }

    /// The value of a single text.
    pub(super) fn value(self, text: &str) -> Option<RuleValue> {
        match self {
            Self::Number => text.parse().ok().filter(|number| *number <= 1_000_000).map(RuleValue::Number),
            Self::Percent => {
                let number = text.strip_suffix('%')?.trim().parse().ok()?;
                (number <= 100).then_some(RuleValue::Percent(number))
            }
            Self::Period => Period::parse(text).map(RuleValue::Period),
            Self::Truth => match text {
                "yes" | "true" => Some(RuleValue::Truth(true)),
                "no" | "false" => Some(RuleValue::Truth(false)),
                _ => None,
            },
            Self::Words(words) => words.contains(&text).then(|| RuleValue::Word(text.to_owned())),
            Self::WordList(_) | Self::Names => self.list(&[text.to_owned()]),
            Self::Text => Some(RuleValue::Word(text.to_owned())),
        }
    }

    /// The value of a list of texts.
    pub(super) fn list(self, texts: &[String]) -> Option<RuleValue> {
        let is_allowed = match self {
            Self::WordList(words) => texts.iter().all(|text| words.contains(&text.as_str())),
            Self::Names => !texts.is_empty(),
            _ => false,
        };
        is_allowed.then(|| RuleValue::List(texts.to_vec()))
    }
}
