use crate::key::Key;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::value::{Value, cut, quoted};
use crate::written::{Entry, Written};

/// Makes typed values of what was written, and notes what cannot be one.
///
/// A section reads all of its keys before it gives up with [`Noted`], so that all of its problems are found in
/// one go.
pub(crate) struct Reader<'a> {
    written: &'a Written,
    problems: Vec<Problem>,
}

/// There is no value, and the problem is in the reader's list.
#[derive(Debug)]
pub(crate) struct Noted;

/// A text that a key refuses, and why if the key's own words do not say it already (else empty).
pub(crate) type Refused = &'static str;

impl<'a> Reader<'a> {
    pub(crate) fn new(written: &'a Written, problems: Vec<Problem>) -> Self {
        Self { written, problems }
    }

    /// What is wrong, after everything was read.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// A text that is there for certain, because it has a default.
    pub(crate) fn text<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Refused>,
    ) -> Result<T, Noted> {
        match self.optional(name, parse)? {
            Some(value) => Ok(value),
            None => self.mismatch(name),
        }
    }

    /// A text that may be missing.
    pub(crate) fn optional<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Refused>,
    ) -> Result<Option<T>, Noted> {
        let Some(entry) = self.written.get(name) else { return Ok(None) };
        match &entry.value {
            Value::Text(text) => self.parse(name, text, &entry.origin, parse).map(Some),
            _ => self.mismatch(name),
        }
    }

    /// A list; every entry is looked at.
    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, Refused>,
    ) -> Result<Vec<T>, Noted> {
        let Some(Value::List(items)) = self.written.get(name).map(|entry| &entry.value) else {
            return self.mismatch(name);
        };
        let parsed: Vec<Result<T, Noted>> =
            items.iter().map(|item| self.parse(name, &item.text, &item.origin, &parse)).collect();
        parsed.into_iter().collect()
    }

    /// A map; `parse` gets the entry's name and its text.
    pub(crate) fn map<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str, &str) -> Result<T, Refused>,
    ) -> Result<Vec<T>, Noted> {
        let entries: Vec<_> = self.written.entries_of(name).collect();
        let parsed: Vec<Result<T, Noted>> = entries
            .into_iter()
            .map(|(entry, found)| {
                let name = format!("{name}.{entry}");
                match &found.value {
                    Value::Text(text) => self.parse(&name, text, &found.origin, |text| parse(entry, text)),
                    _ => self.mismatch(&name),
                }
            })
            .collect();
        parsed.into_iter().collect()
    }

    /// A whole number; `parse` gives `None` for one out of bounds.
    pub(crate) fn number<T>(&mut self, name: &str, parse: impl Fn(i64) -> Option<T>) -> Result<T, Noted> {
        let Some(Entry { value: Value::Number(number), origin }) = self.written.get(name) else {
            return self.mismatch(name);
        };
        parse(*number).ok_or_else(|| self.refuse(name, &format!("the number {number}"), origin))
    }

    /// `true` or `false`.
    pub(crate) fn switch(&mut self, name: &str) -> Result<bool, Noted> {
        match self.written.get(name).map(|entry| &entry.value) {
            Some(Value::Switch(switch)) => Ok(*switch),
            _ => self.mismatch(name),
        }
    }

    /// The layers let no value of another kind pass, and what is asked for without `Option` has a default:
    /// a section that asks otherwise is mistaken, and its tests are told.
    fn mismatch<T>(&mut self, name: &str) -> Result<T, Noted> {
        let origin = self.written.origin(name).cloned().unwrap_or(Origin::Default);
        Err(self.refuse(name, "another kind of value", &origin))
    }

    fn parse<T>(
        &mut self,
        name: &str,
        text: &str,
        origin: &Origin,
        parse: impl Fn(&str) -> Result<T, Refused>,
    ) -> Result<T, Noted> {
        parse(text).map_err(|why| {
            let found = Key::find(name).map_or_else(String::new, |(key, _)| quoted(key, text));
            let colon = if why.is_empty() { "" } else { ": " };
            self.refuse(name, &format!("{found}{colon}{why}"), origin)
        })
    }

    fn refuse(&mut self, name: &str, found: &str, origin: &Origin) -> Noted {
        if let Some((key, _)) = Key::find(name) {
            self.problems.push(Problem::wrong_value(origin.clone(), &cut(name), key, found));
        }
        Noted
    }
}
