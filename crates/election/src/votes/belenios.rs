//! Results of Belenios: counts of answers, or the ranks of every ballot.

use super::format::Format;
use super::helios::{answers, candidates, contest, counts, question, report_disagreement};
use super::read::{ReadOptions, ReadVotes};
use crate::ballots::{Ballots, MOST_BALLOTS, MOST_CANDIDATES};
use crate::contest::{Contest, Votes};
use crate::read::{JsonNode, Report};

/// Counts that are weighted already.
pub(super) fn read_counts(
    root: &JsonNode,
    options: &ReadOptions,
    report: &mut Report<'_>,
) -> Option<ReadVotes> {
    let result = root.get("result")?;
    let mut counts = counts(question(result, options.question, report)?, report)?;
    let answers = answers(counts.len(), options, report)?;
    let blank = usize::from(answers.blank);
    if counts.len() != answers.names.len() + blank {
        report_disagreement(root, counts.len(), answers.names.len() + blank, report);
        return None;
    }
    counts.drain(..blank);
    let names = answers.names;
    Some(ReadVotes::new(Format::BeleniosCounts, contest(names, counts)))
}

/// Ranks of every ballot.
pub(super) fn read_ranks(
    root: &JsonNode,
    options: &ReadOptions,
    report: &mut Report<'_>,
) -> Option<ReadVotes> {
    let result = root.get("result")?;
    let rows = question(result, options.question, report)?.items()?;
    let length = rows.first().and_then(JsonNode::items).map_or(0, <[JsonNode]>::len);
    let names = answers(length, options, report)?.names;
    if names.len() > MOST_CANDIDATES || rows.len() > MOST_BALLOTS {
        let message = format!("more than {MOST_CANDIDATES} answers or {MOST_BALLOTS} ballots");
        report.error("value-type", root.bytes.clone(), message, "");
        return None;
    }
    let mut ballots = Ballots::new();
    let mut invalid = 0;
    for row in rows {
        let ranks: Option<Vec<u64>> = row.items().and_then(|row| row.iter().map(JsonNode::whole).collect());
        let Some(ranks) = ranks else {
            let message = "a ballot must be a list of ranks, which are whole numbers";
            report.error("value-type", row.bytes.clone(), message, "");
            continue;
        };
        if ranks.len() != names.len() {
            report_disagreement(row, ranks.len(), names.len(), report);
            continue;
        }
        if let Some(order) = in_order(&ranks) {
            ballots.push(1, 1, order);
        } else {
            invalid += 1;
            let message = format!("the ranks {ranks:?} are not 1, 2, 3 and so on, each once");
            report.warning("ballot-invalid", row.bytes.clone(), message, "the ballot is not counted");
        }
    }
    let contest = Contest::new(candidates(names), 0, Votes::Ranked(ballots));
    Some(ReadVotes { invalid, ..ReadVotes::new(Format::BeleniosRanks, contest) })
}

/// The answers in the order of their ranks; 0 means unranked. `None` where a rank is repeated or left out.
fn in_order(ranks: &[u64]) -> Option<Vec<usize>> {
    let mut ranked: Vec<(u64, usize)> =
        ranks.iter().copied().zip(0..).filter(|(rank, _)| *rank > 0).collect();
    ranked.sort_unstable();
    let is_valid = ranked.iter().zip(1..).all(|((rank, _), expected)| *rank == expected);
    is_valid.then(|| ranked.into_iter().map(|(_, answer)| answer).collect())
}
