use super::table::Macros;
use super::{Unknown, expression};

/// How deep macros may be nested.
const DEPTH: usize = 64;

/// How much text all expansions of a spec may make.
const BUDGET: usize = 1 << 20;

/// Expands texts, and defines what they define.
#[derive(Debug)]
pub(super) struct Expander {
    pub(super) macros: Macros,
    /// How much text may still be made; without any, everything is unknown.
    left: usize,
    /// What is defined is unknown: it may or may not be.
    pub(super) in_doubt: bool,
}

type Result<T, E = Unknown> = std::result::Result<T, E>;

impl Expander {
    pub(super) fn new(macros: Macros) -> Self {
        Self { macros, left: BUDGET, in_doubt: false }
    }

    /// A text with its macros expanded.
    pub(super) fn expand(&mut self, text: &str) -> Result<String> {
        self.expand_at(text, 0)
    }

    fn expand_at(&mut self, text: &str, depth: usize) -> Result<String> {
        if depth > DEPTH || self.left == 0 {
            return Err(Unknown::new(text));
        }
        let mut out = String::new();
        let mut rest = text;
        let mut unknown = None;
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let (piece, after) = self.one(rest, depth);
            self.left = self.left.saturating_sub(1 + piece.as_ref().map_or(0, String::len));
            match piece {
                Ok(expanded) => out.push_str(&expanded),
                // The rest is still read, for what it defines.
                Err(why) => unknown = unknown.or(Some(why)),
            }
            rest = after;
        }
        out.push_str(rest);
        match unknown {
            None => Ok(out),
            Some(why) => Err(why),
        }
    }

    /// What the macro at the beginning of a text expands to, and the text after it.
    fn one<'t>(&mut self, text: &'t str, depth: usize) -> (Result<String>, &'t str) {
        let after = &text[1..];
        match after.chars().next() {
            Some('%') => (Ok("%".into()), &after[1..]),
            Some('{') => match split_balanced(after, '{', '}') {
                Some((inner, rest)) => (self.braced(inner, depth), rest),
                None => (Err(Unknown::new(text)), ""),
            },
            Some('(') => {
                let rest = split_balanced(after, '(', ')').map_or("", |(_, rest)| rest);
                (Err(Unknown::new(&text[..text.len() - rest.len()])), rest)
            }
            Some('[') => match split_balanced(after, '[', ']') {
                Some((inner, rest)) => (self.expression(inner, depth), rest),
                None => (Err(Unknown::new(text)), ""),
            },
            _ => self.plain(after, depth),
        }
    }

    fn expression(&mut self, text: &str, depth: usize) -> Result<String> {
        let expanded = self.expand_at(text, depth + 1)?;
        let value = expression::evaluate(&expanded).ok_or_else(|| Unknown::new(text))?;
        Ok(value.to_string())
    }

    /// `%name`, `%?name`, `%!?name`, without braces; `after` is what follows the `%`.
    fn plain<'t>(&mut self, after: &'t str, depth: usize) -> (Result<String>, &'t str) {
        let sign_end = after.find(|c| c != '?' && c != '!').unwrap_or(after.len());
        let (signs, rest) = after.split_at(sign_end);
        let name_end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(name_end);
        if name.is_empty() {
            // A `%` that begins nothing is a plain character; arguments of a macro are not known here.
            let is_argument = after.starts_with(['*', '#', '-']);
            return if is_argument {
                (Err(Unknown::new(format!("%{after}"))), "")
            } else {
                (Ok("%".into()), after)
            };
        }
        if !signs.is_empty() {
            return (self.conditional(signs, name, None, depth), rest);
        }
        let (line, below) = split_line(rest);
        match name {
            "dnl" => (Ok(String::new()), below),
            "global" | "define" | "undefine" => (Ok(self.definition(name, line, depth)), below),
            "bcond" | "bcond_with" | "bcond_without" => (self.build_condition(name, line, depth), below),
            "include" => (Err(Unknown::new(format!("%include{line}"))), below),
            _ => {
                let takes_line = self.macros.get(name).is_some_and(|found| found.has_options);
                (self.value(name, depth), if takes_line { below } else { rest })
            }
        }
    }

    /// What is in the braces of `%{…}`.
    fn braced(&mut self, inner: &str, depth: usize) -> Result<String> {
        let sign_end = inner.find(|c| c != '?' && c != '!').unwrap_or(inner.len());
        let (signs, rest) = inner.split_at(sign_end);
        let name_end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let (name, rest) = rest.split_at(name_end);
        let argument = rest.strip_prefix(':');
        if signs.contains('?') {
            return self.conditional(signs, name, argument, depth);
        }
        let word = rest.trim();
        match (name, argument) {
            ("expand", Some(text)) => {
                let once = self.expand_at(text, depth + 1)?;
                self.expand_at(&once, depth + 1)
            }
            ("lower", Some(text)) => Ok(self.expand_at(text, depth + 1)?.to_lowercase()),
            ("upper", Some(text)) => Ok(self.expand_at(text, depth + 1)?.to_uppercase()),
            ("quote", Some(text)) => self.expand_at(text, depth + 1),
            ("with", None) => Ok(self.is_on(word).to_string()),
            ("without", None) => Ok((1 - self.is_on(word)).to_string()),
            ("defined", None) => Ok(u8::from(self.macros.get(word).is_some()).to_string()),
            ("undefined", None) => Ok(u8::from(self.macros.get(word).is_none()).to_string()),
            ("global" | "define" | "undefine", None) => Ok(self.definition(name, rest, depth)),
            ("", _) | (_, Some(_)) => Err(Unknown::new(format!("%{{{inner}}}"))),
            (name, None) if rest.is_empty() || self.macros.get(name).is_some() => self.value(name, depth),
            _ => Err(Unknown::new(format!("%{{{inner}}}"))),
        }
    }

    /// Whether a build condition is on, as a number.
    fn is_on(&self, name: &str) -> u8 {
        u8::from(self.macros.get(&format!("with_{name}")).is_some())
    }

    fn conditional(&mut self, signs: &str, name: &str, then: Option<&str>, depth: usize) -> Result<String> {
        let wanted = signs.chars().filter(|&sign| sign == '!').count() % 2 == 0;
        let is_defined = self.macros.get(name).is_some();
        match (wanted == is_defined, then) {
            (true, Some(then)) => self.expand_at(then, depth + 1),
            (true, None) if is_defined => self.value(name, depth),
            _ => Ok(String::new()),
        }
    }

    /// What a macro expands to.
    fn value(&mut self, name: &str, depth: usize) -> Result<String> {
        let Some(found) = self.macros.get(name) else { return Err(Unknown::new(format!("%{{{name}}}"))) };
        let body = found.body.clone()?;
        self.expand_at(&body, depth + 1)
    }

    /// `%global name body`, `%define name(options) body`, `%undefine name`; makes no text.
    fn definition(&mut self, kind: &str, line: &str, depth: usize) -> String {
        let line = line.trim_start();
        let name_end = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(line.len());
        let (name, rest) = line.split_at(name_end);
        if kind == "undefine" {
            self.macros.undefine(name);
            return String::new();
        }
        let (has_options, body) = match rest.strip_prefix('(').and_then(|options| options.split_once(')')) {
            Some((_, body)) => (true, body),
            None => (false, rest),
        };
        let body = body.trim().replace("\\\n", "\n");
        let body = match split_balanced(&body, '{', '}') {
            Some((inner, "")) => inner.to_owned(),
            _ => body,
        };
        let body = match (self.in_doubt, kind, has_options) {
            (true, _, _) => Err(Unknown::new(format!("%{{{name}}}"))),
            (false, "global", _) => self.expand_at(&body, depth + 1),
            (false, _, true) if body.contains(['*', '#']) || body.contains("%-") || body.contains("%1") => {
                Err(Unknown::new(format!("%{{{name}}}")))
            }
            (false, _, _) => Ok(body),
        };
        self.macros.define(name, has_options, body);
        String::new()
    }

    /// `%bcond name default`, `%bcond_with name`, `%bcond_without name`.
    fn build_condition(&mut self, kind: &str, line: &str, depth: usize) -> Result<String> {
        let (name, default) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        let is_on = match kind {
            "bcond_with" => false,
            "bcond_without" => true,
            _ => {
                let default = self.expand_at(default, depth + 1)?;
                expression::evaluate(&default).ok_or_else(|| Unknown::new(line))?.is_true()
            }
        };
        if is_on {
            self.macros.define(&format!("with_{name}"), false, Ok("1".into()));
        }
        Ok(String::new())
    }
}

/// A text up to the end of its line, and what is below. A newline after a backslash does not end a line.
fn split_line(text: &str) -> (&str, &str) {
    let mut from = 0;
    while let Some(offset) = text[from..].find('\n') {
        let at = from + offset;
        if !text[..at].ends_with('\\') {
            return text.split_at(at);
        }
        from = at + 1;
    }
    (text, "")
}

/// What is between the bracket at the beginning and the one that closes it, and what follows.
pub(super) fn split_balanced(text: &str, open: char, close: char) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let inner = text.strip_prefix(open)?;
    for (at, character) in text.char_indices() {
        if character == open {
            depth += 1;
        } else if character == close {
            depth -= 1;
            if depth == 0 {
                return Some((&inner[..at - open.len_utf8()], &text[at + close.len_utf8()..]));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    fn expanded(definitions: &str, text: &str) -> Result<String> {
        let mut expander = Expander::new(Macros::new("9"));
        expander.expand(definitions)?;
        expander.expand(text)
    }

    #[test]
    fn macros_are_expanded_with_and_without_braces() {
        let definitions = "%global a 1\n%define b %{a}.2\n";
        assert_eq!(
            expanded(definitions, "%a %{b} %{?a:x}%{!?a:y}%{?c}%{!?c:z} 50%%").unwrap(),
            "1 1.2 xz 50%"
        );
        assert_eq!(expanded("%{!?c:%define c 3}\n", "%{c}").unwrap(), "3");
        assert_eq!(expanded("", "%{expand:%%{rhel}} %[1 + 2] %{defined rhel} %dnl x").unwrap(), "9 3 1 ");
        assert_eq!(
            expanded("%bcond_without x\n%bcond_with y\n", "%{with x}%{with y}%{without y}").unwrap(),
            "101"
        );
    }

    #[test]
    fn what_only_rpm_knows_is_unknown_and_spreads() {
        for text in ["%(date)", "%{lua:print(1)}", "%{nowhere}", "%nowhere", "%{load:/x}"] {
            assert!(expanded("", text).is_err(), "{text}");
        }
        assert_eq!(expanded("%global a %(date)\n", "%{a}"), Err(Unknown("%(date)".into())));
    }

    #[test]
    fn loops_and_bombs_end() {
        assert!(expanded("%define a %{b}\n%define b %{a}\n", "%{a}").is_err());
        let mut bomb = "%define a0 x\n".to_owned();
        for n in 1..40 {
            writeln!(bomb, "%define a{n} %{{a{0}}}%{{a{0}}}", n - 1).unwrap();
        }
        assert!(expanded(&bomb, "%{a39}").is_err());
    }
}
