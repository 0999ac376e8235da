//! Ballot files of David Hill's programs and their successors, with the options of `OpenSTV` and Droop.

use std::ops::Range;

use super::MOST_WEIGHT;
use crate::ballots::{Ballots, MOST_BALLOTS, MOST_CANDIDATES};
use crate::contest::{Candidate, Contest, Votes};
use crate::read::{Report, Source};

/// A BLT file as an election; `None` where something is wrong, which is in the report.
pub(super) fn read_blt(source: &Source, report: &mut Report<'_>) -> Option<Contest> {
    let mut reader = Reader {
        tokens: Tokens { text: &source.text, at: 0 },
        report,
        nicks: Vec::new(),
        withdrawn: Vec::new(),
        lot: Vec::new(),
        seen: Vec::new(),
    };
    let contest = reader.file();
    contest.filter(|_| !report.has_errors())
}

struct Reader<'text, 'report, 'source> {
    tokens: Tokens<'text>,
    report: &'report mut Report<'source>,
    nicks: Vec<&'text str>,
    withdrawn: Vec<bool>,
    lot: Vec<usize>,
    /// The number of the last ballot that ranks each candidate, so that a second rank is found at once.
    seen: Vec<usize>,
}

impl<'text> Reader<'text, '_, '_> {
    fn file(&mut self) -> Option<Contest> {
        let (candidates, seats) = self.header()?;
        self.withdrawn = vec![false; candidates];
        self.seen = vec![0; candidates];
        let ballots = self.ballots(candidates)?;
        let names = self.names(candidates)?;
        let numbered = names.into_iter().enumerate();
        let candidates = numbered.map(|(at, name)| Candidate::new((at + 1).to_string(), name)).collect();
        let mut contest = Contest::new(candidates, seats, Votes::Ranked(ballots));
        contest.withdrawn = std::mem::take(&mut self.withdrawn);
        contest.lot = std::mem::take(&mut self.lot);
        Some(contest)
    }

    /// The numbers of candidates and of seats.
    fn header(&mut self) -> Option<(usize, usize)> {
        let mut numbers = [0; 2];
        for (number, what) in numbers.iter_mut().zip(["candidates", "seats"]) {
            let (range, token) = self.token(&format!("the number of {what}"))?;
            let limit = 1..=MOST_CANDIDATES;
            if let Some(read) = token.parse().ok().filter(|number| limit.contains(number)) {
                *number = read;
            } else {
                let message = format!("`{token}` is not a number of {what} from 1 to {MOST_CANDIDATES}");
                let help = "begin the file with `CANDIDATES SEATS`, such as `5 2`";
                self.report.error("blt-syntax", range, message, help);
                return None;
            }
        }
        Some((numbers[0], numbers[1]))
    }

    fn token(&mut self, expected: &str) -> Option<(Range<usize>, &'text str)> {
        let token = self.tokens.next();
        if token.is_none() {
            let end = self.tokens.text.trim_end().len();
            let message = format!("the file ends where {expected} is expected");
            self.report.error("blt-syntax", end..end, message, "complete the file");
        }
        token
    }

    /// Options, withdrawn candidates and ballots, up to the `0` that ends them.
    fn ballots(&mut self, candidates: usize) -> Option<Ballots> {
        let mut ballots = Ballots::new();
        let mut number = 0;
        loop {
            let (range, token) = self.token("a ballot, or the `0` that ends the ballots")?;
            if token == "0" {
                return Some(ballots);
            }
            if token.starts_with('[') {
                self.option(range, candidates)?;
                continue;
            }
            if let Some(withdrawn) = token.strip_prefix('-').filter(|rest| number == 0 && !rest.is_empty()) {
                if let Some(candidate) = self.candidate(&range, withdrawn, candidates) {
                    self.withdrawn[candidate] = true;
                }
                continue;
            }
            number += 1;
            if number > MOST_BALLOTS || self.report.is_full() {
                let message = format!("the file has more than {MOST_BALLOTS} ballots");
                self.report.error("blt-syntax", range, message, "count equal ballots as one with a weight");
                return None;
            }
            let weight = self.weight(range, token)?;
            let choices = self.choices(number, candidates)?;
            ballots.push(1, weight, choices);
        }
    }

    fn weight(&mut self, range: Range<usize>, token: &str) -> Option<u64> {
        if token.starts_with('(') {
            // The id of a ballot; it may have spaces in it.
            self.tokens.skip_until(range.start, b')');
            return Some(1);
        }
        if let Some(weight) = token.parse().ok().filter(|weight| (1..=MOST_WEIGHT).contains(weight)) {
            return Some(weight);
        }
        if token.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
            let message = format!("`{token}` is not a weight from 1 to {MOST_WEIGHT}");
            self.report.error("weight-range", range, message, "write a whole number");
            return Some(1);
        }
        let message = format!("`{token}` is not a ballot, which begins with its weight");
        self.report.error("blt-syntax", range, message, "write `WEIGHT CANDIDATE … 0`");
        None
    }

    fn choices(&mut self, ballot: usize, candidates: usize) -> Option<Vec<usize>> {
        let mut choices = Vec::new();
        loop {
            let (range, token) = self.token("the `0` that ends a ballot")?;
            match token {
                "0" => return Some(choices),
                "-" => continue,
                _ => {}
            }
            if token.contains('=') {
                let message =
                    format!("`{token}` ranks candidates equally, which none of the methods can count");
                self.report.error("rank-equal", range, message, "write the candidates one after the other");
                continue;
            }
            let Some(candidate) = self.candidate(&range, token, candidates) else { continue };
            if std::mem::replace(&mut self.seen[candidate], ballot) == ballot {
                let message = format!("candidate `{token}` has two ranks on this ballot");
                self.report.error("rank-twice", range, message, "leave out the second rank");
                continue;
            }
            choices.push(candidate);
        }
    }

    fn candidate(&mut self, range: &Range<usize>, token: &str, candidates: usize) -> Option<usize> {
        let number = token.parse().ok().filter(|number| (1..=candidates).contains(number));
        let found = number.map(|number| number - 1);
        let found = found.or_else(|| self.nicks.iter().position(|nick| *nick == token));
        if found.is_none() {
            let message = format!("there is no candidate `{token}`");
            let help = format!("write a number from 1 to {candidates}");
            self.report.error("candidate-unknown", range.clone(), message, &help);
        }
        found
    }

    /// An option in brackets. Options that are not known are passed over.
    fn option(&mut self, start: Range<usize>, candidates: usize) -> Option<()> {
        let Some(inner) = self.tokens.bracket(start.start) else {
            self.report.error("blt-syntax", start, "this `[` is never closed", "write `]` after the option");
            return None;
        };
        let mut words = Tokens { text: self.tokens.text.get(..inner.end)?, at: inner.start };
        let name = words.next().map(|(_, word)| word).unwrap_or_default();
        while let Some((range, word)) = words.next() {
            match name {
                "nick" => self.nicks.push(word),
                "withdrawn" => {
                    if let Some(candidate) = self.candidate(&range, word, candidates) {
                        self.withdrawn[candidate] = true;
                    }
                }
                "tie" => {
                    let candidate = self.candidate(&range, word, candidates);
                    self.lot.extend(candidate);
                }
                _ => break,
            }
        }
        if self.nicks.len() > candidates {
            self.report.error(
                "blt-syntax",
                inner,
                "there are more nicknames than candidates",
                "write one each",
            );
            return None;
        }
        Some(())
    }

    /// The names of the candidates; the title after them is not needed.
    fn names(&mut self, candidates: usize) -> Option<Vec<String>> {
        let rest = self.tokens.at;
        let lines = self.tokens.text.get(rest..).unwrap_or_default().lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let names: Vec<String> = lines.take(candidates).map(name).collect();
        if names.len() < candidates {
            let end = self.tokens.text.trim_end().len();
            let message = format!("{} of {candidates} candidates have a name", names.len());
            let help = "write one name a line after the ballots, in the order of the candidates";
            self.report.error("blt-syntax", end..end, message, help);
            return None;
        }
        Some(names)
    }
}

/// A name in quotation marks, or without them.
fn name(line: &str) -> String {
    let Some(quoted) = line.strip_prefix('"') else { return line.to_owned() };
    let mut name = String::new();
    let mut characters = quoted.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => break,
            '\\' => name.extend(characters.next()),
            other => name.push(other),
        }
    }
    name
}

/// Words between spaces; a `#` begins a comment up to the end of the line.
struct Tokens<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Tokens<'text> {
    fn next(&mut self) -> Option<(Range<usize>, &'text str)> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if byte == b'#' {
                let rest = &bytes[self.at..];
                self.at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
            } else if byte.is_ascii_whitespace() {
                self.at += 1;
            } else {
                break;
            }
        }
        let start = self.at;
        let rest = &bytes[start..];
        let length = rest.iter().position(|&byte| byte.is_ascii_whitespace() || byte == b'#');
        self.at = start + length.unwrap_or(rest.len());
        Some((start..self.at, self.text.get(start..self.at)?))
    }

    /// Goes on after the next such byte from `start` on, if there is one in the line.
    fn skip_until(&mut self, start: usize, end: u8) {
        let line = self.text.as_bytes().get(start..).unwrap_or_default();
        let found = line.iter().take_while(|&&byte| byte != b'\n').position(|&byte| byte == end);
        if let Some(found) = found {
            self.at = start + found + 1;
        }
    }

    /// The bytes in a bracket that begins at `start`; reading goes on after it.
    fn bracket(&mut self, start: usize) -> Option<Range<usize>> {
        let length = self.text.get(start..)?.find(']')?;
        self.at = start + length + 1;
        Some(start + 1..start + length)
    }
}
