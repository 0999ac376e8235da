use crate::origin::Origin;
use crate::problem::Problem;
use crate::value::{Value, cut, quoted};
use crate::written::{Entry, Written};

/// Turns written values into typed ones, and collects the problems.
///
/// A section reads all of its keys before it returns [`Noted`], so that all of its problems are reported together.
pub struct Reader<'a> {
    written: &'a Written,
    problems: Vec<Problem>,
}

/// The error of a key without a usable value: the problem is in the reader's list.
#[derive(Debug)]
pub struct Noted;

/// Why a text is refused, as half a sentence; empty if [`Key::expects`](crate::Key) says it already.
pub type Refused = &'static str;

impl<'a> Reader<'a> {
    pub(crate) fn new(written: &'a Written, problems: Vec<Problem>) -> Self {
        Self { written, problems }
    }

    /// The collected problems.
    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// A text with a default.
    pub fn text<T>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, Refused>) -> Result<T, Noted> {
        match self.optional(name, parse)? {
            Some(value) => Ok(value),
            None => self.mismatch(name),
        }
    }

    /// A text without a default.
    pub fn optional<T>(
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

    /// A list; every entry is parsed.
    pub fn list<T>(
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

    /// A map; `parse` gets the name and the text of an entry.
    pub fn map<T>(
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

    /// A whole number; `parse` returns `None` if it is out of bounds.
    pub fn number<T>(&mut self, name: &str, parse: impl Fn(i64) -> Option<T>) -> Result<T, Noted> {
        let Some(Entry { value: Value::Number(number), origin }) = self.written.get(name) else {
            return self.mismatch(name);
        };
        parse(*number).ok_or_else(|| self.refuse(name, &format!("the number {number}"), origin))
    }

    /// `true` or `false`.
    pub fn switch(&mut self, name: &str) -> Result<bool, Noted> {
        match self.written.get(name).map(|entry| &entry.value) {
            Some(Value::Switch(switch)) => Ok(*switch),
            _ => self.mismatch(name),
        }
    }

    /// A value of another kind, or none at all. The layers refuse values of another kind, and a key that is read without
    /// `Option` has a default: only a section that reads its keys wrongly gets here, and its tests fail.
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
            let found = self.written.keys().find(name).map_or_else(String::new, |(key, _)| quoted(key, text));
            let colon = if why.is_empty() { "" } else { ": " };
            self.refuse(name, &format!("{found}{colon}{why}"), origin)
        })
    }

    fn refuse(&mut self, name: &str, found: &str, origin: &Origin) -> Noted {
        if let Some((key, _)) = self.written.keys().find(name) {
            self.problems.push(Problem::wrong_value(origin.clone(), &cut(name), key, found));
        }
        Noted
    }
}
