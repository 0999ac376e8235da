//! JSON as a tree in which every value knows its place. Numbers keep their text, so that whole numbers stay exact.

use std::fmt::Write as _;
use std::ops::Range;

use super::report::Report;
use super::source::Source;

/// How deep arrays and objects may be nested.
const DEPTH: usize = 128;

/// A value and the bytes where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) bytes: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// Keys in the order in which they are written.
    Object(Vec<(String, Node)>),
}

impl Node {
    pub(crate) fn items(&self) -> Option<&[Node]> {
        if let Value::List(items) = &self.value { Some(items) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    pub(crate) fn truth(&self) -> Option<bool> {
        if let Value::Bool(truth) = self.value { Some(truth) } else { None }
    }

    /// The number, if it is whole and not negative and fits.
    pub(crate) fn whole(&self) -> Option<u64> {
        if let Value::Number(text) = &self.value { text.parse().ok() } else { None }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// The value of a key; of a key that is written twice, the last one.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        let Value::Object(entries) = &self.value else { return None };
        entries.iter().rev().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// What the value is, for a message.
    pub(crate) fn describe(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}

/// How characters outside ASCII are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escapes {
    /// As UTF-8.
    Utf8,
    /// As `\\u` with four digits in lower case, in surrogate pairs where needed.
    Ascii,
}

impl Node {
    /// The canonical text that digests are made of: keys in order, no spaces.
    pub(crate) fn canonical(&self, escapes: Escapes) -> String {
        let mut text = String::new();
        self.write(escapes, &mut text);
        text
    }

    fn write(&self, escapes: Escapes, out: &mut String) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
            Value::Number(number) => out.push_str(number),
            Value::Text(text) => write_text(text, escapes, out),
            Value::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    item.write(escapes, out);
                }
                out.push(']');
            }
            Value::Object(entries) => {
                let mut entries: Vec<&(String, Node)> = entries.iter().collect();
                entries.sort_by(|(one, _), (other, _)| one.cmp(other));
                out.push('{');
                for (at, (key, value)) in entries.into_iter().enumerate() {
                    out.push_str(if at > 0 { "," } else { "" });
                    write_text(key, escapes, out);
                    out.push(':');
                    value.write(escapes, out);
                }
                out.push('}');
            }
        }
    }
}

/// A text in quotation marks, with the short escapes of JSON.
pub(crate) fn write_text(text: &str, escapes: Escapes, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            // DEL is not escaped either.
            ' '..='\u{7f}' => out.push(character),
            _ if escapes == Escapes::Utf8 && character >= ' ' => out.push(character),
            _ => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
        }
    }
    out.push('"');
}

/// The tree of a text; a syntax error is reported.
pub(crate) fn read_json(source: &Source, report: &mut Report<'_>) -> Option<Node> {
    let mut parser = Parser { text: &source.text, at: 0 };
    match parser.document() {
        Ok(node) => Some(node),
        Err(message) => {
            let at = parser.at;
            report.error("json-syntax", at..at + 1, message, "write valid JSON (RFC 8259)");
            None
        }
    }
}

struct Parser<'text> {
    text: &'text str,
    at: usize,
}

type Parsed<T> = Result<T, String>;

impl Parser<'_> {
    fn document(&mut self) -> Parsed<Node> {
        let node = self.value(0)?;
        self.spaces();
        match self.peek() {
            None => Ok(node),
            Some(_) => Err("something follows the end of the document".into()),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Parsed<Node> {
        self.spaces();
        if depth > DEPTH {
            return Err(format!("values are nested deeper than {DEPTH} levels"));
        }
        let start = self.at;
        let value = match self.peek() {
            None => return Err("the document ends where a value is expected".into()),
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(_) => self.word()?,
        };
        Ok(Node { bytes: start..self.at, value })
    }

    fn object(&mut self, depth: usize) -> Parsed<Value> {
        let mut entries = Vec::new();
        self.at += 1;
        loop {
            self.spaces();
            match self.peek() {
                Some(b'}') if entries.is_empty() => break,
                Some(b'"') => {}
                _ => return Err("a key in quotation marks is expected here".into()),
            }
            let key = self.string()?;
            self.spaces();
            if self.peek() != Some(b':') {
                return Err("a `:` is expected after a key".into());
            }
            self.at += 1;
            entries.push((key, self.value(depth + 1)?));
            self.spaces();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err("a `,` or `}` is expected here".into()),
            }
        }
        self.at += 1;
        Ok(Value::Object(entries))
    }

    fn list(&mut self, depth: usize) -> Parsed<Value> {
        let mut items = Vec::new();
        self.at += 1;
        loop {
            self.spaces();
            if items.is_empty() && self.peek() == Some(b']') {
                break;
            }
            items.push(self.value(depth + 1)?);
            self.spaces();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err("a `,` or `]` is expected here".into()),
            }
        }
        self.at += 1;
        Ok(Value::List(items))
    }

    fn word(&mut self) -> Parsed<Value> {
        let words = [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))];
        let rest = self.text.get(self.at..).unwrap_or_default();
        for (word, value) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err("a value is expected here".into())
    }

    fn number(&mut self) -> Parsed<String> {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let leading = self.peek();
        let whole = self.digits();
        if whole == 0 || (whole > 1 && leading == Some(b'0')) {
            return Err("this is not a number".into());
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if self.digits() == 0 {
                return Err("a digit is expected after the decimal point".into());
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            if self.digits() == 0 {
                return Err("a digit is expected in the exponent".into());
            }
        }
        Ok(self.text[start..self.at].to_owned())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Parsed<String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            let Some(plain) = plain else { return Err("a quotation mark is never closed".into()) };
            text.push_str(&rest[..plain]);
            self.at += plain;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                _ => return Err("a control character must be written as an escape".into()),
            }
        }
    }

    fn escape(&mut self) -> Parsed<char> {
        self.at += 1;
        let escape = self.peek();
        self.at += 1;
        Ok(match escape {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.hex()?;
                let code = match first {
                    0xd800..=0xdbff if self.text.get(self.at..self.at + 2) == Some("\\u") => {
                        self.at += 2;
                        let second = self.hex()?;
                        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400);
                        low.map(|low| 0x10000 + ((first - 0xd800) << 10) + low)
                    }
                    _ => Some(first),
                };
                code.and_then(char::from_u32).ok_or("half of a surrogate pair is not a character")?
            }
            _ => return Err("this escape does not exist in JSON".into()),
        })
    }

    fn hex(&mut self) -> Parsed<u32> {
        let digits = self
            .text
            .get(self.at..self.at + 4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4;
        code.ok_or_else(|| "four hexadecimal digits are expected after `\\u`".into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Node, String> {
        let source = Source { path: "a.json".into(), text: text.to_owned() };
        let mut report = Report::new(&source);
        read_json(&source, &mut report).ok_or_else(|| report.into_findings()[0].message.clone())
    }

    #[test]
    fn values_know_their_places_and_numbers_stay_exact() {
        let node = read("{\"a\": [1, 12345678901234567890, \"\\u00fc\\ud83d\\ude00\\n\"]}").unwrap();
        let items = node.get("a").unwrap().items().unwrap();
        assert_eq!(items[1].whole(), Some(12_345_678_901_234_567_890));
        assert_eq!(items[1].bytes, 10..30);
        assert_eq!(items[2].text(), Some("ü😀\n"));
    }

    #[test]
    fn hostile_documents_are_errors() {
        for text in [
            &"[".repeat(100_000),
            "{\"a\":1,}",
            "[1,]",
            "01",
            "1.",
            "1e",
            "\"\\ud800\"",
            "\"\\u00",
            "\"a",
            "nul",
            "[1] 2",
            "{a:1}",
            "\"\t\"",
            "-",
            "\"\\u12é4\"",
        ] {
            assert!(read(text).is_err(), "{}", &text[..text.len().min(20)]);
        }
    }
}
