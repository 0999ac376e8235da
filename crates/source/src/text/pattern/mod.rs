//! Patterns of Python's `re`, with the meaning that they have there.
//!
//! A pattern is translated, not passed on: the engine knows escapes, set operations and word edges that are plain
//! characters or errors in Python. What Python refuses is refused here, with the place in the pattern.

mod class;
mod error;
mod escape;
mod translate;

use fancy_regex::{Captures, Regex, RegexBuilder};

pub use error::PatternError;

use super::template::{Groups, Template};

/// How many steps the engine may go back. A pattern that needs more on one line is stopped.
const BACKTRACKING: usize = 200_000;

/// How much memory a compiled pattern may take.
const COMPILED: usize = 4 << 20;

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    any: Regex,
    /// The same where a match must not end where the search begins: after an empty match, as Python goes on.
    moving: Regex,
    groups: Groups,
}

/// The engine gave up on a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the pattern backtracks without end on this line")]
pub struct Runaway;

impl Pattern {
    /// Reads a pattern of Python.
    pub fn parse(source: &str) -> Result<Self, PatternError> {
        let translation = translate::translate(source)?;
        let compile = |pattern: &str| {
            RegexBuilder::new(pattern)
                .backtrack_limit(BACKTRACKING)
                .delegate_size_limit(COMPILED)
                .build()
                .map_err(|error| PatternError::new(0, error.to_string()))
        };
        Ok(Self {
            any: compile(&translation.pattern)?,
            moving: compile(&format!(r"(?:{})(?!\G)", translation.pattern))?,
            groups: translation.groups,
        })
    }

    /// The groups that a template may name.
    pub fn groups(&self) -> &Groups {
        &self.groups
    }

    /// A line with matches replaced, at most `limit` of them, and how many there were. `None` without a match.
    pub fn replace(
        &self,
        line: &str,
        template: &Template,
        limit: usize,
    ) -> Result<Option<(String, usize)>, Runaway> {
        let mut new = String::with_capacity(line.len());
        let (mut copied, mut from, mut count, mut moving) = (0, 0, 0, false);
        while count < limit {
            let Some(found) = self.find(line, from, moving)? else { break };
            let Some(whole) = found.get(0) else { break };
            new.push_str(&line[copied..whole.start()]);
            template.write(&mut new, |group| found.get(group).map(|text| text.as_str()));
            (copied, from) = (whole.end(), whole.end());
            moving = whole.start() == whole.end();
            count += 1;
        }
        new.push_str(&line[copied..]);
        Ok((count > 0).then_some((new, count)))
    }

    /// Whether the pattern matches anywhere in a line.
    pub fn matches(&self, line: &str) -> Result<bool, Runaway> {
        self.any.is_match(line).map_err(|_| Runaway)
    }

    fn find<'t>(
        &self,
        line: &'t str,
        from: usize,
        moving: bool,
    ) -> Result<Option<Captures<'t, str>>, Runaway> {
        let regex = if moving { &self.moving } else { &self.any };
        regex.captures_from_pos(line, from).map_err(|_| Runaway)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(pattern: &str, template: &str, line: &str) -> String {
        let pattern = Pattern::parse(pattern).unwrap();
        let template = Template::parse(template, pattern.groups()).unwrap();
        pattern.replace(line, &template, usize::MAX).unwrap().map_or(line.to_owned(), |(new, _)| new)
    }

    #[test]
    fn groups_are_named_or_numbered_in_the_template() {
        assert_eq!(replaced(r"(?P<a>\w+)-(\d+)", r"\2\g<a>\g<0>", "x ab-12"), "x 12abab-12");
    }

    #[test]
    fn empty_matches_are_replaced_as_python_does() {
        assert_eq!(replaced("x*", "-", "abxd"), "-a-b--d-");
        assert_eq!(replaced("|a", "-", "a"), "---");
        assert_eq!(replaced("$", "!", "a"), "a!");
        assert_eq!(replaced(r"\b", "|", "a b"), "|a| |b|");
    }

    #[test]
    fn escapes_that_the_engine_reads_otherwise_mean_what_python_means() {
        assert_eq!(replaced(r"\<a\>", "x", "<a>"), "x");
        assert_eq!(replaced("[[a&&b]", "x", "[&c"), "xxc");
        assert_eq!(replaced(r"a{,2}b", "x", "aab a{,2}b"), "x a{,2}x");
        assert_eq!(replaced(r"a{x}", "y", "a{x}"), "y");
        assert_eq!(replaced(r"[\w-]+", "x", "a-b c"), "x x");
        assert_eq!(replaced(r"\101\x42\u0043", "x", "ABC"), "x");
        assert_eq!(replaced(r"(a)\1\Z", "x", "aaa"), "ax");
        assert_eq!(replaced("(?x) a b # c", "x", "ab"), "x");
        assert_eq!(replaced("(?i)A(?-i:B)", "x", "aB ab"), "x ab");
    }

    #[test]
    fn what_python_refuses_is_refused() {
        for pattern in [
            r"\h",
            r"\K",
            r"\R",
            r"\Gx",
            "(",
            ")",
            "*a",
            "a**",
            "[a",
            "[b-a]",
            r"[\w-a]",
            "(?<n>a)",
            r"\1",
            "(?P<1>a)",
            "(?P<a>x)(?P<a>y)",
            "(?P=n)",
            "a(?i)",
            "a{2}{3}",
            r"\8",
            "(?z)",
            r"\",
            "(?(2)a)",
        ] {
            assert!(Pattern::parse(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_backtracks_without_end_is_stopped() {
        let pattern = Pattern::parse(r"(?=(a+)+$)x(a|a)*\1").unwrap();
        let line = format!("{}!", "a".repeat(60));
        let template = Template::parse("", pattern.groups()).unwrap();
        let _stopped_or_done = pattern.replace(&line, &template, 1);
        let slow = Pattern::parse(r"(a*)*\1b").unwrap();
        assert_eq!(slow.matches(&"a".repeat(40)), Err(Runaway));
    }
}
