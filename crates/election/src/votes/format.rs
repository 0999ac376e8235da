use crate::read::{JsonNode, Source};

/// The format of a file of votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Blt,
    RankedCsv,
    ApprovalCsv,
    ClassTables,
    /// The result of Helios: a list of counts for each question.
    Helios,
    /// A result of Belenios that has a count for each answer.
    BeleniosCounts,
    /// A result of Belenios that has the ranks of each ballot.
    BeleniosRanks,
    /// The public ledger of Astra.
    AstraLedger,
}

impl Format {
    pub fn word(self) -> &'static str {
        match self {
            Self::Blt => "blt",
            Self::RankedCsv => "ranked-csv",
            Self::ApprovalCsv => "approval-csv",
            Self::ClassTables => "class-tables",
            Self::Helios => "helios",
            Self::BeleniosCounts => "belenios-counts",
            Self::BeleniosRanks => "belenios-ranks",
            Self::AstraLedger => "astra-ledger",
        }
    }

    /// The format of a text that is neither JSON nor BLT, by its extension.
    pub(super) fn by_extension(source: &Source) -> Option<Self> {
        match extension(source).as_str() {
            "yml" | "yaml" => return Some(Self::ClassTables),
            "csv" => {}
            _ => return None,
        }
        let header = source.text.lines().next().unwrap_or_default();
        let is_rank = |cell: &str| cell.trim().trim_matches('"').trim() == "rank1";
        Some(if header.split(',').any(is_rank) { Self::RankedCsv } else { Self::ApprovalCsv })
    }

    /// Whether a text is meant to be JSON: a BLT file begins with a number.
    pub(super) fn is_json(source: &Source) -> bool {
        source.path.to_ascii_lowercase().ends_with(".json")
            || source.text.trim_start().starts_with(['{', '['])
    }

    /// The format of a JSON document; `question` counts from 0.
    pub(super) fn of_json(root: &JsonNode, question: usize) -> Option<Self> {
        if root.items().is_some() {
            return Some(Self::Helios);
        }
        if root.get("ballots").is_some() && root.get("chain_head").is_some() {
            return Some(Self::AstraLedger);
        }
        let questions = root.get("result")?.items()?;
        let question = questions.get(question).or_else(|| questions.first());
        let first = question.and_then(JsonNode::items).and_then(<[JsonNode]>::first);
        Some(if first.is_some_and(|first| first.items().is_some()) {
            Self::BeleniosRanks
        } else {
            Self::BeleniosCounts
        })
    }
}

/// The extension of the path, in lower case.
fn extension(source: &Source) -> String {
    let (_, extension) = source.path.rsplit_once('.').unwrap_or_default();
    extension.to_ascii_lowercase()
}
