use super::arch::holds_ours;
use super::expand::Expander;
use super::table::Macros;
use super::{Unknown, expression};
use crate::spec::declarations_end;

/// How many bytes the lines that belong together may have: an open bracket does not swallow the whole spec.
const LONGEST: usize = 32 << 10;

/// The first epoch, version and release that a spec declares.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tags {
    pub(crate) epoch: Option<Result<String, Unknown>>,
    pub(crate) version: Option<Result<String, Unknown>>,
    pub(crate) release: Option<Result<String, Unknown>>,
}

/// Reads the tags of the declarations of a spec.
pub(crate) fn read_tags(text: &str, macros: Macros) -> Tags {
    let mut reader = Reader { expander: Expander::new(macros), branches: Vec::new(), tags: Tags::default() };
    let mut rest = &text[..declarations_end(text)];
    while !rest.is_empty() {
        let (line, below) = logical_line(rest);
        reader.line(line);
        rest = below;
    }
    reader.tags
}

/// A line with those that belong to it: after a backslash at its end, or while a bracket of a macro is open.
fn logical_line(text: &str) -> (&str, &str) {
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        let so_far = &text[..end];
        if end > LONGEST || !line.trim_end_matches('\n').ends_with('\\') && !is_open(so_far) {
            break;
        }
    }
    text.split_at(end)
}

/// Whether a `%{`, `%(` or `%[` is not closed in a text.
fn is_open(text: &str) -> bool {
    let mut open: Vec<char> = Vec::new();
    let mut before = ' ';
    for character in text.chars() {
        match (character, open.last()) {
            ('{' | '(' | '[', last) if before == '%' || last == Some(&closing(character)) => {
                open.push(closing(character));
            }
            (character, Some(&expected)) if character == expected => _ = open.pop(),
            _ => {}
        }
        before = if before == '%' && character == '%' { ' ' } else { character };
    }
    !open.is_empty()
}

fn closing(open: char) -> char {
    match open {
        '{' => '}',
        '(' => ')',
        _ => ']',
    }
}

/// Whether the lines of a branch count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Branch {
    /// They do.
    Taken,
    /// They do not, but those of a later branch may.
    Skipped,
    /// They do not, and an earlier branch did.
    Done,
    /// Only rpm can decide.
    Doubtful,
}

struct Reader {
    expander: Expander,
    branches: Vec<Branch>,
    tags: Tags,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let trimmed = line.trim();
        let word_end = trimmed.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(trimmed.len());
        let (word, argument) = trimmed.split_at(word_end);
        match word {
            "%if" | "%ifarch" | "%ifnarch" | "%ifos" | "%ifnos" => {
                let outer = self.state();
                let branch = match outer {
                    Branch::Taken => self.condition(&word[3..], argument),
                    Branch::Doubtful => Branch::Doubtful,
                    Branch::Skipped | Branch::Done => Branch::Done,
                };
                self.branches.push(branch);
            }
            "%elif" | "%elifarch" | "%elifos" => {
                if let Some(branch) = self.branches.pop() {
                    let next = match branch {
                        Branch::Taken | Branch::Done => Branch::Done,
                        Branch::Skipped => self.condition(&word[5..], argument),
                        Branch::Doubtful => Branch::Doubtful,
                    };
                    self.branches.push(next);
                }
            }
            "%else" => {
                if let Some(branch) = self.branches.last_mut() {
                    *branch = match *branch {
                        Branch::Taken | Branch::Done => Branch::Done,
                        Branch::Skipped => Branch::Taken,
                        Branch::Doubtful => Branch::Doubtful,
                    };
                }
            }
            "%endif" => _ = self.branches.pop(),
            _ => self.content(line),
        }
    }

    /// Whether the lines at this place count.
    fn state(&self) -> Branch {
        let is = |wanted| self.branches.contains(&wanted);
        if is(Branch::Skipped) || is(Branch::Done) {
            Branch::Skipped
        } else if is(Branch::Doubtful) {
            Branch::Doubtful
        } else {
            Branch::Taken
        }
    }

    /// `kind` is the rest of the keyword after `%if`: empty, `arch`, `os` and their negations.
    fn condition(&mut self, kind: &str, argument: &str) -> Branch {
        let holds = match kind {
            "" => match self.expander.expand(argument) {
                Ok(expanded) => expression::evaluate(&expanded).map(|value| value.is_true()),
                Err(_) => None,
            },
            "arch" => holds_ours(argument),
            "narch" => holds_ours(argument).map(|holds| !holds),
            "os" => Some(argument.split_whitespace().any(|word| word == "linux")),
            _ => Some(!argument.split_whitespace().any(|word| word == "linux")),
        };
        match holds {
            Some(true) => Branch::Taken,
            Some(false) => Branch::Skipped,
            None => Branch::Doubtful,
        }
    }

    fn content(&mut self, line: &str) {
        let state = self.state();
        if state == Branch::Skipped {
            return;
        }
        self.expander.in_doubt = state == Branch::Doubtful;
        let expanded = self.expander.expand(line);
        let expanded = match (state, expanded) {
            (Branch::Doubtful, _) => Err(Unknown::new(line.trim())),
            (_, expanded) => expanded,
        };
        match expanded {
            Ok(text) => text.lines().for_each(|line| self.tag_line(line)),
            Err(why) => self.unknown_line(line, &why),
        }
    }

    fn tag_line(&mut self, line: &str) {
        let Some((tag, value)) = line.split_once(':') else { return };
        let last = || value.split_whitespace().next_back().unwrap_or_default().to_owned();
        match tag {
            "Name" => self.expander.macros.define("name", false, Ok(value.trim().to_owned())),
            "Epoch" if self.tags.epoch.is_none() => self.tag("epoch", Ok(last())),
            "Version" if self.tags.version.is_none() => self.tag("version", Ok(last())),
            "Release" if self.tags.release.is_none() => self.tag("release", Ok(last())),
            _ => {}
        }
    }

    fn unknown_line(&mut self, line: &str, why: &Unknown) {
        let Some((tag, _)) = line.split_once(':') else { return };
        match tag {
            "Epoch" if self.tags.epoch.is_none() => self.tag("epoch", Err(why.clone())),
            "Version" if self.tags.version.is_none() => self.tag("version", Err(why.clone())),
            "Release" if self.tags.release.is_none() => self.tag("release", Err(why.clone())),
            _ => {}
        }
    }

    /// Keeps a tag, which is a macro from here on.
    fn tag(&mut self, name: &str, value: Result<String, Unknown>) {
        self.expander.macros.define(name, false, value.clone());
        match name {
            "epoch" => self.tags.epoch = Some(value),
            "version" => self.tags.version = Some(value),
            _ => self.tags.release = Some(value),
        }
    }
}
