//! Results of Helios: for each question a list of counts, one for each answer.

use super::format::Format;
use super::read::{ReadOptions, ReadVotes};
use crate::ballots::MOST_CANDIDATES;
use crate::contest::{Candidate, Contest, Totals, Votes};
use crate::read::{JsonNode, Report, Source, read_json};

/// The greatest count of an answer: the sum of all weights of a large election.
const MOST_COUNT: u64 = 10_000_000_000_000_000;

pub(super) fn read(root: &JsonNode, options: &ReadOptions, report: &mut Report<'_>) -> Option<ReadVotes> {
    let counts = counts(question(root, options.question, report)?, report)?;
    let names = answers(counts.len(), options, report)?.names;
    if names.len() != counts.len() {
        report_disagreement(root, counts.len(), names.len(), report);
        return None;
    }
    Some(ReadVotes::new(Format::Helios, contest(names, counts)))
}

/// An election of which only the sums are known.
pub(super) fn contest(names: Vec<String>, totals: Vec<u64>) -> Contest {
    let totals = Totals { totals, ballots: None, weight: None };
    Contest::new(candidates(names), 0, Votes::Totals(totals))
}

/// Answers become candidates; their ids are their numbers from 1.
pub(super) fn candidates(names: Vec<String>) -> Vec<Candidate> {
    let numbered = names.into_iter().enumerate();
    numbered.map(|(at, name)| Candidate::new((at + 1).to_string(), name)).collect()
}

pub(super) fn report_disagreement(root: &JsonNode, counts: usize, answers: usize, report: &mut Report<'_>) {
    let message = format!("the result has {counts} counts, and the question has {answers} answers");
    let help = "name the election of this result with `--candidates`, and the question with `--question`";
    report.error("candidates-disagree", root.bytes.clone(), message, help);
}

/// The part of a result that is about one question.
pub(super) fn question<'tree>(
    questions: &'tree JsonNode,
    number: usize,
    report: &mut Report<'_>,
) -> Option<&'tree JsonNode> {
    let items = questions.items().unwrap_or_default();
    let question = items.get(number);
    if question.is_none() {
        let message = format!("there is no question {number}; the result has {} questions", items.len());
        report.error("value-type", questions.bytes.clone(), message, "questions are counted from 0");
    }
    question
}

pub(super) fn counts(question: &JsonNode, report: &mut Report<'_>) -> Option<Vec<u64>> {
    let items = question.items().filter(|items| !items.is_empty() && items.len() <= MOST_CANDIDATES);
    let Some(items) = items else {
        let message = format!("a question must be a list of counts, not {}", question.describe());
        report.error("value-type", question.bytes.clone(), message, "");
        return None;
    };
    let mut counts = Vec::new();
    for item in items {
        let count = item.whole().filter(|count| *count <= MOST_COUNT);
        if count.is_none() {
            let message =
                format!("a count must be a whole number that is not negative, not {}", item.describe());
            report.error("value-type", item.bytes.clone(), message, "");
        }
        counts.extend(count);
    }
    (counts.len() == items.len()).then_some(counts)
}

/// The answers of a question.
pub(super) struct Answers {
    pub(super) names: Vec<String>,
    /// Whether a voter can cast a blank ballot, which has a count of its own in front of the answers.
    pub(super) blank: bool,
}

/// The answers of the election that `--candidates` names; without it, so many answers that are called by their
/// numbers. `None` where the election is broken.
pub(super) fn answers(number: usize, options: &ReadOptions, report: &mut Report<'_>) -> Option<Answers> {
    let Some(source) = &options.candidates else {
        let names = (1..=number).map(|number| number.to_string()).collect();
        return Some(Answers { names, blank: false });
    };
    let answers = read_answers(source, options.question);
    if answers.is_none() {
        let message = format!("`{}` does not name the answers of question {}", source.path, options.question);
        let help = "give the election of Helios or Belenios as JSON, which has `questions` with `answers`";
        report.error("candidates-disagree", 0..0, message, help);
    }
    answers
}

fn read_answers(source: &Source, number: usize) -> Option<Answers> {
    let root = read_json(source, &mut Report::new(source))?;
    // A dump of the database is a list of records.
    let record = root.items().and_then(|records| records.iter().find_map(|record| record.get("fields")));
    let question = record.unwrap_or(&root).get("questions")?.items()?.get(number)?;
    // Belenios keeps ranked questions one level deeper.
    let question = question.get("value").unwrap_or(question);
    let names: Option<Vec<String>> =
        question.get("answers")?.items()?.iter().map(|answer| answer.text().map(str::to_owned)).collect();
    let blank = question.get("blank").and_then(JsonNode::truth).unwrap_or(false);
    Some(Answers { names: names?, blank })
}
