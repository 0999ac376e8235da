use super::PatternError;
use super::class::{class_of, push_literal, set};
use super::escape::{Escape, escape};
use crate::text::template::Groups;

/// How deep groups may be nested.
const DEPTH: usize = 100;

/// How often a piece may be repeated by number; more is a mistake, and takes memory.
const MOST_REPEATS: u32 = 1000;

/// A pattern in the syntax of the engine.
pub(super) struct Translation {
    pub(super) pattern: String,
    pub(super) groups: Groups,
}

/// Translates a pattern of Python.
pub(super) fn translate(source: &str) -> Result<Translation, PatternError> {
    let mut translator = Translator {
        source: source.chars().collect(),
        at: 0,
        pattern: String::with_capacity(source.len() + 16),
        groups: Groups::default(),
        closed: Vec::new(),
        flags: Flags::default(),
    };
    translator.global_flags()?;
    translator.alternatives(0)?;
    match translator.peek() {
        None => Ok(Translation { pattern: translator.pattern, groups: translator.groups }),
        Some(_) => Err(translator.error("a `)` closes nothing")),
    }
}

/// The flags that change how a pattern is read.
#[derive(Debug, Clone, Copy, Default)]
struct Flags {
    ascii: bool,
    verbose: bool,
}

struct Translator {
    source: Vec<char>,
    at: usize,
    pattern: String,
    groups: Groups,
    /// For each group, whether it is closed: only then it can be referred to.
    closed: Vec<bool>,
    flags: Flags,
}

type Result<T, E = PatternError> = std::result::Result<T, E>;

impl Translator {
    fn peek(&self) -> Option<char> {
        self.source.get(self.at).copied()
    }

    fn next_is(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(offset, c)| self.source.get(self.at + offset) == Some(&c))
    }

    fn take(&mut self, text: &str) -> bool {
        let is_next = self.next_is(text);
        if is_next {
            self.at += text.chars().count();
        }
        is_next
    }

    fn error(&self, message: impl Into<String>) -> PatternError {
        PatternError::new(self.at, message)
    }

    /// `(?i)` and its like, which Python allows at the beginning only.
    fn global_flags(&mut self) -> Result<()> {
        while self.next_is("(?") {
            let start = self.at;
            self.at += 2;
            let flags: String =
                self.source[self.at..].iter().take_while(|c| c.is_ascii_alphabetic()).collect();
            self.at += flags.len();
            if flags.is_empty() || !self.take(")") {
                self.at = start;
                return Ok(());
            }
            self.flags(&flags, "")?;
            self.pattern.push_str(&engine_flags(&flags, ""));
        }
        Ok(())
    }

    fn flags(&mut self, on: &str, off: &str) -> Result<()> {
        if let Some(unknown) = on.chars().chain(off.chars()).find(|flag| !"aiLmsux".contains(*flag)) {
            return Err(self.error(format!("`{unknown}` is not a flag")));
        }
        if on.contains('L') {
            return Err(self.error("the flag `L` is for bytes only"));
        }
        self.flags.ascii = (self.flags.ascii || on.contains('a')) && !on.contains('u');
        self.flags.verbose = (self.flags.verbose || on.contains('x')) && !off.contains('x');
        Ok(())
    }

    fn alternatives(&mut self, depth: usize) -> Result<()> {
        if depth > DEPTH {
            return Err(self.error("groups are nested too deeply"));
        }
        let mut repeatable = false;
        while let Some(next) = self.peek() {
            if self.flags.verbose && (next.is_ascii_whitespace() || next == '\u{b}' || next == '#') {
                self.skip_verbose(next);
                continue;
            }
            match next {
                ')' => break,
                '|' => {
                    self.pattern.push('|');
                    self.at += 1;
                    repeatable = false;
                }
                '*' | '+' | '?' => {
                    self.repeat(repeatable, next.encode_utf8(&mut [0; 4]), 1)?;
                    repeatable = false;
                }
                '{' => {
                    if let Some((repetition, length)) = self.counted() {
                        self.repeat(repeatable, &repetition?, length)?;
                        repeatable = false;
                    } else {
                        self.literal(next);
                        repeatable = true;
                    }
                }
                _ => repeatable = self.atom(next, depth)?,
            }
        }
        Ok(())
    }

    fn skip_verbose(&mut self, next: char) {
        if next == '#' {
            let rest = &self.source[self.at..];
            self.at += rest.iter().position(|&c| c == '\n').unwrap_or(rest.len());
        } else {
            self.at += 1;
        }
    }

    /// One piece of a pattern; whether it can be repeated.
    fn atom(&mut self, next: char, depth: usize) -> Result<bool> {
        match next {
            '(' => return self.group(depth),
            '[' => {
                let (set, end) = set(&self.source, self.at, self.flags.ascii)?;
                self.pattern.push_str(&set);
                self.at = end;
            }
            '.' => self.verbatim('.'),
            '^' | '$' => {
                self.verbatim(next);
                return Ok(false);
            }
            '\\' => return self.escaped(),
            other => self.literal(other),
        }
        Ok(true)
    }

    fn verbatim(&mut self, character: char) {
        self.pattern.push(character);
        self.at += 1;
    }

    fn literal(&mut self, character: char) {
        push_literal(&mut self.pattern, character);
        self.at += 1;
    }

    /// An escape sequence; whether it can be repeated.
    fn escaped(&mut self) -> Result<bool> {
        let (escape, end) = escape(&self.source, self.at, false)?;
        match escape {
            Escape::Literal(character) => push_literal(&mut self.pattern, character),
            Escape::Class(letter) => self.pattern.push_str(&class_of(letter, self.flags.ascii)),
            Escape::Edge('Z') => self.pattern.push_str(r"\z"),
            Escape::Edge(letter) => self.pattern.extend(['\\', letter]),
            Escape::Group(number) => self.back_reference(number)?,
        }
        self.at = end;
        Ok(!matches!(escape, Escape::Edge(_)))
    }

    fn back_reference(&mut self, number: usize) -> Result<()> {
        match self.closed.get(number.wrapping_sub(1)) {
            None => Err(self.error(format!("there is no group {number}"))),
            Some(false) => Err(self.error(format!("group {number} is still open here"))),
            Some(true) => {
                self.pattern.push_str(r"(?:\");
                self.pattern.push_str(&number.to_string());
                self.pattern.push(')');
                Ok(())
            }
        }
    }

    /// A repetition in braces, with its length in the pattern. `None` where the brace is a plain character.
    fn counted(&self) -> Option<(Result<String>, usize)> {
        let rest = &self.source[self.at + 1..];
        let end = rest.iter().position(|&c| c == '}')?;
        let inner: String = rest[..end].iter().collect();
        let (low, high) = match inner.split_once(',') {
            Some((low, high)) => (low, high),
            None => (inner.as_str(), inner.as_str()),
        };
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if inner.is_empty() || !digits(low) || !digits(high) {
            return None;
        }
        Some((self.bounds(low, high, inner.contains(',')), end + 2))
    }

    fn bounds(&self, low: &str, high: &str, is_range: bool) -> Result<String> {
        let number = |text: &str| text.parse::<u32>().ok().filter(|&number| number <= MOST_REPEATS);
        let too_many = || self.error(format!("a piece is repeated more than {MOST_REPEATS} times"));
        let least = if low.is_empty() { 0 } else { number(low).ok_or_else(too_many)? };
        if high.is_empty() {
            return Ok(format!("{{{least},}}"));
        }
        let most = number(high).ok_or_else(too_many)?;
        if most < least {
            return Err(self.error("the least number of repetitions is above the greatest"));
        }
        Ok(if is_range { format!("{{{least},{most}}}") } else { format!("{{{least}}}") })
    }

    fn repeat(&mut self, repeatable: bool, repetition: &str, length: usize) -> Result<()> {
        if !repeatable {
            return Err(self.error("there is nothing to repeat here, or it is repeated already"));
        }
        self.pattern.push_str(repetition);
        self.at += length;
        if let Some(mode @ ('?' | '+')) = self.peek() {
            self.pattern.push(mode);
            self.at += 1;
        }
        Ok(())
    }

    /// A group or a comment in parentheses; whether it can be repeated.
    fn group(&mut self, depth: usize) -> Result<bool> {
        let start = self.at;
        self.at += 1;
        let flags = self.flags;
        if !self.take("?") {
            self.capture(None)?;
            return self.group_end(start, depth, flags, true);
        }
        if self.take("#") {
            let rest = &self.source[self.at..];
            let end = rest.iter().position(|&c| c == ')');
            self.at += end.ok_or_else(|| PatternError::new(start, "a comment is never closed"))? + 1;
            return Ok(true);
        }
        for opening in [":", ">", "=", "!", "<=", "<!"] {
            if self.take(opening) {
                self.pattern.push_str("(?");
                self.pattern.push_str(opening);
                return self.group_end(start, depth, flags, false);
            }
        }
        if self.take("P<") {
            let name = self.name('>')?;
            self.capture(Some(name))?;
            return self.group_end(start, depth, flags, true);
        }
        if self.take("P=") {
            let name = self.name(')')?;
            let number = self.groups.number(&name);
            let number = number.ok_or_else(|| self.error(format!("there is no group `{name}`")))?;
            self.back_reference(number)?;
            return Ok(true);
        }
        if self.take("(") {
            let name = self.name(')')?;
            let number = match name.parse::<usize>() {
                Ok(number) => Some(number).filter(|&number| (1..=self.groups.count()).contains(&number)),
                Err(_) => self.groups.number(&name),
            };
            let number = number.ok_or_else(|| self.error(format!("there is no group `{name}`")))?;
            self.pattern.push_str("(?(");
            self.pattern.push_str(&number.to_string());
            self.pattern.push(')');
            return self.group_end(start, depth, flags, false);
        }
        self.scoped_flags()?;
        self.group_end(start, depth, flags, false)
    }

    fn capture(&mut self, name: Option<String>) -> Result<()> {
        if name.as_ref().is_some_and(|name| self.groups.number(name).is_some()) {
            return Err(self.error("two groups have one name"));
        }
        self.groups.add(name);
        self.closed.push(false);
        self.pattern.push('(');
        Ok(())
    }

    /// A name up to the character that ends it.
    fn name(&mut self, end: char) -> Result<String> {
        let rest = &self.source[self.at..];
        let length =
            rest.iter().position(|&c| c == end).ok_or_else(|| self.error("a name is never closed"))?;
        let name: String = rest[..length].iter().collect();
        let is_number = end == ')' && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_name && !is_number {
            return Err(self.error(format!("`{name}` is not a name for a group")));
        }
        self.at += length + 1;
        Ok(name)
    }

    /// `(?i:`, `(?i-s:`.
    fn scoped_flags(&mut self) -> Result<()> {
        let word = |from: usize| -> String {
            self.source[from..].iter().take_while(|c| c.is_ascii_alphabetic()).collect()
        };
        let on = word(self.at);
        let mut end = self.at + on.len();
        let mut off = String::new();
        if self.source.get(end) == Some(&'-') {
            off = word(end + 1);
            end += 1 + off.len();
        }
        if on.is_empty() && off.is_empty() {
            let next = self.peek().map_or_else(|| "the end".into(), |c| format!("`{c}`"));
            return Err(self.error(format!("{next} after `(?` is not known to Python")));
        }
        if self.source.get(end) == Some(&')') {
            return Err(self.error("flags for the whole pattern must be at its beginning"));
        }
        if self.source.get(end) != Some(&':') {
            return Err(self.error("a colon is missing after the flags"));
        }
        self.flags(&on, &off)?;
        let flags = engine_flags(&on, &off);
        let opening = if flags.is_empty() { "(?:".to_owned() } else { flags.replace(')', ":") };
        self.pattern.push_str(&opening);
        self.at = end + 1;
        Ok(())
    }

    /// The rest of a group; whether it can be repeated.
    fn group_end(&mut self, start: usize, depth: usize, outer: Flags, captures: bool) -> Result<bool> {
        let number = self.groups.count();
        self.alternatives(depth + 1)?;
        if !self.take(")") {
            return Err(PatternError::new(start, "a `(` is never closed"));
        }
        self.pattern.push(')');
        self.flags = outer;
        if captures && let Some(closed) = self.closed.get_mut(number - 1) {
            *closed = true;
        }
        Ok(true)
    }
}

/// Flags in the syntax of the engine, without those that are translated away; empty without any.
fn engine_flags(on: &str, off: &str) -> String {
    let known = |flags: &str| -> String { flags.chars().filter(|flag| "ims".contains(*flag)).collect() };
    match (known(on), known(off)) {
        (on, off) if on.is_empty() && off.is_empty() => String::new(),
        (on, off) if off.is_empty() => format!("(?{on})"),
        (on, off) => format!("(?{on}-{off})"),
    }
}
