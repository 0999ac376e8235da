use std::sync::Arc;

use jiff::civil::Date;

use super::kin::are_kin;
use super::minutes::{Item, Minutes};

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Annulled,
    Tabled,
    Rejected,
    Adopted,
}

impl Outcome {
    pub fn word(self) -> &'static str {
        match self {
            Self::Annulled => "annulled",
            Self::Tabled => "tabled",
            Self::Rejected => "rejected",
            Self::Adopted => "adopted",
        }
    }

    /// The outcome that a text reports.
    fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| has_word(&lower, word));
        if has(&["nullified", "annulled", "void"]) {
            Self::Annulled
        } else if has(&["tabled", "postponed", "deferred", "punted", "revisit later"]) {
            Self::Tabled
        } else if has(&["rejected", "declined", "voted against", "not approved"]) {
            Self::Rejected
        } else {
            Self::Adopted
        }
    }
}

/// Whether whole words are in a lower-case text.
pub(super) fn has_word(lower: &str, word: &str) -> bool {
    let is_edge = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    lower.match_indices(word).any(|(at, _)| {
        is_edge(lower[..at].chars().next_back()) && is_edge(lower[at + word.len()..].chars().next())
    })
}

/// How members voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    Unanimous,
    Count { yes: u64, no: u64, abstain: u64 },
}

/// A decision of a committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub date: Option<Date>,
    pub text: String,
    pub outcome: Outcome,
    pub vote: Option<Vote>,
    /// Whether it is listed under the decisions, rather than only in the text.
    pub listed: bool,
    pub path: Arc<str>,
    pub line: usize,
    pub links: Vec<String>,
}

/// The decisions of a meeting: those that are listed, and those that are only in the text.
pub fn register(minutes: &Minutes) -> Vec<Decision> {
    let mut decisions: Vec<Decision> =
        minutes.decisions.iter().map(|item| decision(minutes, item, &item.whole, true)).collect();
    for item in minutes.text.iter().filter(|item| decides(&item.text)) {
        let context = format!("{}\n{}", item.topic, item.text);
        let is_listed = decisions.iter().any(|known| {
            are_kin(&known.text, &context)
                || minutes
                    .decisions
                    .iter()
                    .any(|listed| listed.line == known.line && are_kin(&listed.whole, &context))
        });
        if !is_listed {
            decisions.push(decision(minutes, item, &context, false));
        }
    }
    decisions.sort_by_key(|decision| decision.line);
    decisions
}

fn decision(minutes: &Minutes, item: &Item, context: &str, listed: bool) -> Decision {
    let text = &item.text;
    Decision {
        date: minutes.date,
        text: text.clone(),
        outcome: Outcome::of(if listed { &item.whole } else { text }),
        vote: vote(context).or_else(|| vote_in_text(minutes, context)),
        listed,
        path: minutes.path.clone(),
        line: item.line,
        links: links(context),
    }
}

/// A vote in a piece of the text that is kin to the decision, or under a topic that is.
fn vote_in_text(minutes: &Minutes, decision: &str) -> Option<Vote> {
    let mut kin =
        minutes.text.iter().filter(|item| are_kin(decision, &item.text) || are_kin(decision, &item.topic));
    kin.find_map(|item| vote(&item.text))
}

/// The vote that a text reports.
pub(super) fn vote(text: &str) -> Option<Vote> {
    text.lines().find_map(|line| {
        let lower = line.to_lowercase();
        let all = has_word(&lower, "all members") || has_word(&lower, "all attending");
        let all_members = all && has_word(&lower, "members") && lower.contains("vot");
        let with_all = lower.contains("with all") && lower.contains("members voting");
        if has_word(&lower, "unanimous") || has_word(&lower, "unanimously") || all_members || with_all {
            return Some(Vote::Unanimous);
        }
        named(line).or_else(|| signed(line))
    })
}

/// `Yes: A, B; No: C, Abstain: D`.
fn named(line: &str) -> Option<Vote> {
    let lower = line.to_lowercase();
    lower.find("yes:")?;
    let mut counts = [0u64; 3];
    let mut at = None;
    for part in line.split([',', ';']) {
        let part = part.trim();
        let lower = part.to_lowercase();
        let start = ["yes:", "no:", "abstain:"].iter().position(|word| lower.starts_with(word));
        at = start.or(at);
        let name = part.rsplit_once(':').map_or(part, |(_, name)| name).trim();
        if let (Some(at), false) = (at, name.is_empty() || name.eq_ignore_ascii_case("none")) {
            counts[at] += 1;
        }
    }
    let [yes, no, abstain] = counts;
    Some(Vote::Count { yes, no, abstain })
}

/// `+4, 0, -1`: for, abstained, against.
fn signed(line: &str) -> Option<Vote> {
    let (_, rest) = line.split_once('+')?;
    let mut numbers = rest.splitn(3, ',').map(str::trim);
    let (yes, abstain, no) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let no: String = no.strip_prefix('-')?.chars().take_while(char::is_ascii_digit).collect();
    Some(Vote::Count { yes: yes.parse().ok()?, no: no.parse().ok()?, abstain: abstain.parse().ok()? })
}

/// Whether a piece of the text reports a decision.
fn decides(text: &str) -> bool {
    text.split(". ").any(|sentence| {
        let lower = sentence.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| has_word(&lower, word));
        let who =
            has(&["alesco", "committee", "unanimous", "unanimously", "all attending", "rfc", "outcome"]);
        // A note that begins with the verb, such as "Decided to …", does not say who decided.
        let what = [
            "decided",
            "voted",
            "approved",
            "elected",
            "re-elected",
            "appointed",
            "rejected",
            "accepted",
            "adopted",
        ]
        .iter()
        .any(|word| has_word(sentence, word));
        let is_vote = lower.contains("vote: unanimous");
        let is_open = has(&[
            "will",
            "would",
            "no vote",
            "vote postponed",
            "vote later",
            "vote punted",
            "decided to continue",
            "decided to postpone",
            "decided to table",
            "decided to step down",
            "put to a vote",
            "pending",
            "waiting",
            "until",
            "ready to vote",
        ]);
        ((who && what) || is_vote) && !is_open
    })
}

/// The addresses in a text.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    for (at, _) in text.match_indices("http") {
        let rest = &text[at..];
        if rest.starts_with("http://") || rest.starts_with("https://") {
            let end = rest.find(|character: char| character.is_whitespace() || ")>]\"".contains(character));
            links.push(rest[..end.unwrap_or(rest.len())].to_owned());
        }
    }
    links
}
