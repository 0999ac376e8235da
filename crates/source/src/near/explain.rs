use super::differ::{characters, words};
use super::kind::{Kind, kind_of_line};
use super::merge::merge_lines;
use super::place::{Place, of_block, of_line};
use crate::apply::Searched;
use crate::apply::{count_block, count_text};
use crate::spec::changelog_start;
use crate::text::Body;
use crate::text::lines::{indentation, lines_of_file, lines_of_value, trimmed, unindented};
use crate::tree::{Entry, Tree};

/// A place with this score is surely the one that the author meant.
const SURE: f64 = 0.9;

/// A place with a lower score is not worth showing.
const WORTH: f64 = 0.6;

/// A shorter replacement is in many files by chance.
const SHORTEST_REPLACEMENT: usize = 4;

/// Longer files are not searched for the text, in bytes.
const LONGEST_OTHER: usize = 4 << 20;

/// The nearest match of a text that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// How it differs.
    pub kind: Kind,
    /// The file.
    pub path: String,
    /// Its first line, from 1.
    pub line: usize,
    /// How many lines it has.
    pub lines: usize,
    /// The text there.
    pub text: String,
}

/// What to write in the config, so that it fits again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The new text to search.
    pub find: String,
    /// The new replacement; `None` for `delete_line`.
    pub replace: Option<String>,
}

/// What there is to say about a miss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What the file has instead.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The nearest match; `None` without one.
    pub near: Option<Near>,
    /// The change of the config; `None` where there is no safe one.
    pub mend: Option<Mend>,
}

/// Explains why a text was not found.
pub fn explain(searched: &Searched, package: &Tree<'_>) -> Explanation {
    let search = Search::new(searched, package);
    let known = search.in_comment().or_else(|| search.part_of_line());
    if let Some(known) = known {
        return known;
    }
    let place = search.best_place();
    let sure = place.as_ref().filter(|place| place.score >= SURE);
    if let Some(place) = sure {
        return search.applied_at(place).unwrap_or_else(|| search.at(place));
    }
    if let Some(applied) = search.applied() {
        return applied;
    }
    if let Some(place) = place.filter(|place| place.score >= WORTH) {
        return search.at(&place);
    }
    search.elsewhere().unwrap_or_else(|| Explanation {
        message: "nothing like it is in the package".to_owned(),
        help: None,
        near: None,
        mend: None,
    })
}

struct Search<'s> {
    searched: &'s Searched,
    package: &'s Tree<'s>,
    find: Vec<&'s str>,
    /// The lines that were searched.
    lines: Vec<&'s str>,
}

impl<'s> Search<'s> {
    fn new(searched: &'s Searched, package: &'s Tree<'_>) -> Self {
        let end = if searched.is_spec { changelog_start(&searched.text) } else { None };
        let text = &searched.text[..end.unwrap_or(searched.text.len())];
        Self { searched, package, find: lines_of_value(&searched.find), lines: lines_of_file(text).collect() }
    }

    /// An explanation without a change of the config.
    fn found(&self, kind: Kind, place: (usize, usize), message: &str, help: &str) -> Explanation {
        let near = self.near(kind, place.0, place.1);
        Explanation {
            message: format!("{message} ({})", lines_shown(near.line, near.lines)),
            help: Some(help.to_owned()),
            near: Some(near),
            mend: None,
        }
    }

    fn near(&self, kind: Kind, first: usize, lines: usize) -> Near {
        let text = &self.lines[first..(first + lines).min(self.lines.len())];
        Near {
            kind,
            path: self.searched.file.clone(),
            line: self.line_of_import(first, text) + 1,
            lines,
            text: text.join("\n"),
        }
    }

    /// The line of the file before earlier actions changed it.
    fn line_of_import(&self, first: usize, text: &[&str]) -> usize {
        let Ok(bytes) = self.package.read(&self.searched.file) else { return first };
        let body = Body::from_bytes(&bytes);
        let lines: Vec<&str> = lines_of_file(&body.text).collect();
        let places = (0..lines.len()).filter(|&at| lines[at..].starts_with(text));
        places.min_by_key(|at| at.abs_diff(first)).unwrap_or(first)
    }

    fn in_comment(&self) -> Option<Explanation> {
        if !self.searched.is_spec || self.find[0].starts_with('#') || self.searched.is_pattern {
            return None;
        }
        let find: Vec<&str> = self.find.iter().map(|line| unindented(line)).collect();
        let first = (0..self.lines.len()).find(|&at| self.is_comment_at(at, &find))?;
        let help = "comments of the spec are not searched: begin the text with `#`, or remove the entry";
        Some(self.found(Kind::Comment, (first, find.len()), "it is in a comment", help))
    }

    /// Whether the text is in the comment that begins in this line.
    fn is_comment_at(&self, at: usize, find: &[&str]) -> bool {
        let [comment, below @ ..] = &self.lines[at..] else { return false };
        if !comment.starts_with('#') {
            return false;
        }
        if find.len() == 1 {
            return comment.contains(self.find[0]);
        }
        let content = |line: &'s str| unindented(line.trim_start_matches('#'));
        let rest = below.iter().map(|line| content(line)).take(find.len() - 1);
        content(comment) == find[0] && rest.eq(find[1..].iter().copied())
    }

    /// For `delete_line` of one line: the line is longer.
    fn part_of_line(&self) -> Option<Explanation> {
        let [item] = self.find[..] else { return None };
        if self.searched.replace.is_some() {
            return None;
        }
        let first = self.lines.iter().position(|line| line.contains(item))?;
        let help = format!("write the whole line: `{}`", trimmed(self.lines[first]));
        Some(self.found(Kind::Part, (first, 1), "it is a part of a longer line", &help))
    }

    fn best_place(&self) -> Option<Place> {
        if self.searched.is_pattern {
            let lower: Vec<String> = self.lines.iter().map(|line| line.to_lowercase()).collect();
            let lines: Vec<&str> = lower.iter().map(String::as_str).collect();
            return of_line(&literal_parts(self.find[0]).to_lowercase(), &lines);
        }
        match self.find[..] {
            [line] => self.alike(line).or_else(|| of_line(line, &self.lines)),
            _ => of_block(&self.find, &self.lines),
        }
    }

    /// A whole line that differs only in letters that look alike, in white space or in case.
    fn alike(&self, line: &str) -> Option<Place> {
        let kind = |there: &str| kind_of_line(trimmed(line), trimmed(there));
        let is_alike = |there: &str| matches!(kind(there), Some(Kind::Lookalike | Kind::Blanks | Kind::Case));
        let first = self.lines.iter().position(|there| is_alike(there))?;
        let text = unindented(self.lines[first]).to_owned();
        Some(Place { score: 1.0, first, lines: 1, text, is_reordered: false })
    }

    /// The replacement, if it is long enough to be recognised.
    fn replacement(&self) -> Option<Vec<&'s str>> {
        let replace = self.searched.replace.as_deref()?;
        (replace.trim().chars().count() >= SHORTEST_REPLACEMENT).then(|| lines_of_value(replace))
    }

    /// Whether the replacement begins in a line.
    fn has_replacement(&self, replace: &[&str], at: usize) -> bool {
        match replace {
            [line] => self.lines[at].contains(line),
            [first, ..] => {
                let there = self.lines[at..].iter().map(|line| unindented(line));
                unindented(self.lines[at]).ends_with(unindented(first))
                    && there
                        .skip(1)
                        .take(replace.len() - 1)
                        .eq(replace[1..].iter().map(|line| unindented(line)))
            }
            [] => false,
        }
    }

    fn applied_at(&self, place: &Place) -> Option<Explanation> {
        let replace = self.replacement()?;
        let first =
            (place.first..place.first + place.lines).find(|&at| self.has_replacement(&replace, at))?;
        Some(self.applied_in(first, replace.len()))
    }

    fn applied(&self) -> Option<Explanation> {
        let replace = self.replacement()?;
        let first = (0..self.lines.len()).find(|&at| self.has_replacement(&replace, at))?;
        Some(self.applied_in(first, replace.len()))
    }

    fn applied_in(&self, first: usize, lines: usize) -> Explanation {
        let help = "remove the entry if upstream made the same change";
        self.found(Kind::Applied, (first, lines), "the replacement is there already", help)
    }

    /// The explanation for a place that is like the text.
    fn at(&self, place: &Place) -> Explanation {
        let (kind, difference) = self.difference(place);
        let near = self.near(kind, place.first, place.lines);
        let mend = if self.searched.is_pattern { None } else { self.mend(place, kind) };
        let help = mend.as_ref().map(|mend| match &mend.replace {
            Some(_) => "`maneki source mend` changes `find` and `replace` to fit".to_owned(),
            None => "`maneki source mend` changes the item to fit".to_owned(),
        });
        let shown = lines_shown(near.line, near.lines);
        let message = if difference.is_empty() {
            format!("{shown} is the nearest match")
        } else {
            format!("in {shown}, {difference}")
        };
        Explanation { message, help, near: Some(near), mend }
    }

    /// How a place differs, and the words for it.
    fn difference(&self, place: &Place) -> (Kind, String) {
        let there = &self.lines[place.first..place.first + place.lines];
        if let [line] = self.find[..] {
            if self.searched.is_pattern {
                return (Kind::Similar, String::new());
            }
            let (wanted, there) = (unindented(line), unindented(&place.text));
            let kind = kind_of_line(wanted, there).unwrap_or(Kind::Blanks);
            return (kind, described(wanted, there, kind));
        }
        if place.is_reordered {
            return (Kind::Order, "the same lines are in another order".to_owned());
        }
        let find: Vec<&str> = self.find.iter().map(|line| unindented(line)).collect();
        let there: Vec<&str> = there.iter().map(|line| unindented(line)).collect();
        let lacking = |from: &[&str], other: &[&str]| -> Vec<String> {
            from.iter().filter(|line| !other.contains(line)).map(|line| format!("`{line}`")).collect()
        };
        if there.len() > find.len() {
            return (Kind::Inserted, format!("there are new lines: {}", lacking(&there, &find).join(", ")));
        }
        if there.len() < find.len() {
            return (Kind::Removed, format!("lines are gone: {}", lacking(&find, &there).join(", ")));
        }
        let kinds = find.iter().zip(&there).filter_map(|(wanted, there)| {
            kind_of_line(wanted, there).map(|kind| (kind, described(wanted, there, kind)))
        });
        let kinds: Vec<(Kind, String)> = kinds.collect();
        let strongest = kinds.iter().map(|(kind, _)| *kind).max().unwrap_or(Kind::Blanks);
        let texts: Vec<String> = kinds.into_iter().map(|(_, text)| text).collect();
        (strongest, texts.join("; "))
    }

    /// The change of the config that fits this place.
    fn mend(&self, place: &Place, kind: Kind) -> Option<Mend> {
        let theirs = self.theirs(place);
        let find = ended_like(&theirs.join("\n"), &self.searched.find);
        if !self.matches_only(&find, place) {
            return None;
        }
        let Some(replace) = &self.searched.replace else {
            let keeps = matches!(kind, Kind::Blanks | Kind::Lookalike | Kind::Case);
            return keeps.then_some(Mend { find, replace: None });
        };
        if matches!(kind, Kind::Blanks | Kind::Lookalike | Kind::Case) {
            return Some(Mend { find, replace: Some(replace.clone()) });
        }
        let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
        let merged = merge_lines(&self.find, &lines_of_value(replace), &theirs)?;
        Some(Mend { find, replace: Some(ended_like(&merged.join("\n"), replace)) })
    }

    /// The lines at a place, with the indentation that the config has where they are equal, and else without that of
    /// the first line.
    fn theirs(&self, place: &Place) -> Vec<String> {
        if self.find.len() == 1 {
            let text = unindented(&place.text);
            return vec![format!("{}{text}", indentation(self.find[0]))];
        }
        let there = &self.lines[place.first..place.first + place.lines];
        let indent = indentation(there[0]);
        let own = |line: &str| {
            let same = self.find.iter().find(|own| unindented(own) == unindented(line));
            same.map_or_else(|| line.strip_prefix(indent).unwrap_or(line).to_owned(), |own| (*own).to_owned())
        };
        there.iter().map(|line| own(line)).collect()
    }

    /// Whether a text matches at a place and nowhere else.
    fn matches_only(&self, find: &str, place: &Place) -> bool {
        let lines = lines_of_value(find);
        let is_delete = self.searched.replace.is_none();
        let found = match lines[..] {
            [line] => count_text(&self.searched.text, self.searched.is_spec, line, is_delete),
            _ => count_block(&self.searched.text, self.searched.is_spec, &lines),
        };
        found == [place.first + 1]
    }

    /// The text in the changelog or in another file.
    fn elsewhere(&self) -> Option<Explanation> {
        if self.searched.is_pattern {
            return None;
        }
        let changelog = self.searched.is_spec.then(|| changelog_start(&self.searched.text)).flatten();
        let in_changelog = changelog.and_then(|at| {
            let line = self.position(&self.searched.text[at..])?;
            Some(self.lines.len() + line)
        });
        if let Some(line) = in_changelog {
            let help = "the changelog is not searched";
            return Some(self.other(
                Kind::Changelog,
                &self.searched.file,
                line,
                "it is in the changelog",
                help,
            ));
        }
        for wanted in [Kind::OtherFile, Kind::Tests] {
            for (path, entry) in self.package.in_order() {
                let is_test = path.starts_with("tests/");
                let is_file = matches!(entry, Entry::Original { .. } | Entry::Written { .. });
                if !is_file || is_test != (wanted == Kind::Tests) || path == self.searched.file {
                    continue;
                }
                let Ok(bytes) = self.package.read(path) else { continue };
                if bytes.len() > LONGEST_OTHER || bytes.iter().take(8000).any(|byte| *byte == 0) {
                    continue;
                }
                if let Some(line) = self.position(&Body::from_bytes(&bytes).text) {
                    let message = format!("it is in `{path}`");
                    let help = if is_test { "files in `tests` are not changed" } else { "change `target`" };
                    return Some(self.other(wanted, path, line, &message, help));
                }
            }
        }
        None
    }

    /// The line of a text in which the searched text begins.
    fn position(&self, text: &str) -> Option<usize> {
        match self.find[..] {
            [line] if !line.trim().is_empty() => lines_of_file(text).position(|there| there.contains(line)),
            [_] => None,
            _ => count_block(text, false, &self.find).first().map(|line| line - 1),
        }
    }

    fn other(&self, kind: Kind, path: &str, line: usize, message: &str, help: &str) -> Explanation {
        let near = Near {
            kind,
            path: path.to_owned(),
            line: line + 1,
            lines: self.find.len(),
            text: self.find.join("\n"),
        };
        let message = format!("{message} ({})", lines_shown(near.line, near.lines));
        Explanation { message, help: Some(help.to_owned()), near: Some(near), mend: None }
    }
}

fn described(wanted: &str, there: &str, kind: Kind) -> String {
    match kind {
        Kind::Blanks | Kind::Lookalike => characters(wanted, there, kind),
        _ => words(wanted, there),
    }
}

/// A text that ends with a newline if another does.
fn ended_like(text: &str, other: &str) -> String {
    if other.ends_with('\n') { format!("{text}\n") } else { text.to_owned() }
}

fn lines_shown(first: usize, lines: usize) -> String {
    if lines <= 1 { format!("line {first}") } else { format!("lines {first} to {}", first + lines - 1) }
}

/// The characters of a pattern that stand for themselves.
fn literal_parts(pattern: &str) -> String {
    let mut literal = String::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(next) if next.is_ascii_alphanumeric() => literal.push(' '),
                Some(next) => literal.push(next),
                None => {}
            },
            '[' => {
                characters.by_ref().find(|c| *c == ']');
                literal.push(' ');
            }
            '{' => _ = characters.by_ref().find(|c| *c == '}'),
            '(' | ')' | '*' | '+' | '?' | '^' | '$' | '|' | '.' => literal.push(' '),
            other => literal.push(other),
        }
    }
    literal
}
