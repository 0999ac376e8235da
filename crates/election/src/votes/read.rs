use std::collections::BTreeMap;

use super::class_tables::{ClassTables, read_class_tables};
use super::format::Format;
use super::{approval_csv, belenios, blt, helios, ledger, ranked_csv};
use crate::contest::Contest;
use crate::read::{Report, Source, read_json};

/// What a file of votes needs beside itself.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The weight of a ballot by its class.
    pub class_weights: Option<BTreeMap<String, u64>>,
    /// The election of Helios or Belenios, which names the answers.
    pub candidates: Option<Source>,
    /// Which question of Helios or Belenios, from 0.
    pub question: usize,
    /// How many seats there are, where that is known: more marks are an error.
    pub seats: Option<usize>,
    /// The audit file of Astra, which names candidates and seats.
    pub audit: Option<Source>,
}

/// How many of those who may vote did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turnout {
    pub voted: u64,
    pub eligible: u64,
    /// The weight of those who voted.
    pub weight: u64,
    pub eligible_weight: u64,
}

/// A file of votes.
#[derive(Debug, Clone)]
pub struct ReadVotes {
    pub format: Format,
    /// With no seats where the file does not say how many there are.
    pub contest: Contest,
    pub turnout: Option<Turnout>,
    pub tables: Option<ClassTables>,
    /// Ballots that the voting platform accepts and that cannot be counted.
    pub invalid: u64,
}

impl ReadVotes {
    pub(super) fn new(format: Format, contest: Contest) -> Self {
        Self { format, contest, turnout: None, tables: None, invalid: 0 }
    }
}

/// Recognises and reads a file of votes; `None` where something is wrong, which is in the report.
pub fn read_votes(source: &Source, options: &ReadOptions, report: &mut Report<'_>) -> Option<ReadVotes> {
    let votes = match Format::by_extension(source) {
        Some(Format::RankedCsv) => ranked_csv::read(source, options.class_weights.as_ref(), report)
            .map(|contest| ReadVotes::new(Format::RankedCsv, contest)),
        Some(Format::ApprovalCsv) => approval_csv::read(source, options, report)
            .map(|contest| ReadVotes::new(Format::ApprovalCsv, contest)),
        Some(_) => read_class_tables(report).map(|tables| ReadVotes {
            turnout: Some(tables.turnout()),
            contest: tables.contest(),
            tables: Some(tables),
            format: Format::ClassTables,
            invalid: 0,
        }),
        None if Format::is_json(source) => json(source, options, report),
        None => blt::read_blt(source, report).map(|contest| ReadVotes::new(Format::Blt, contest)),
    };
    votes.filter(|_| !report.has_errors())
}

fn json(source: &Source, options: &ReadOptions, report: &mut Report<'_>) -> Option<ReadVotes> {
    let root = read_json(source, report)?;
    match Format::of_json(&root, options.question) {
        Some(Format::Helios) => helios::read(&root, options, report),
        Some(Format::BeleniosCounts) => belenios::read_counts(&root, options, report),
        Some(Format::BeleniosRanks) => belenios::read_ranks(&root, options, report),
        Some(_) => {
            let ledger = ledger::from_json(&root, report)?;
            ledger::contest(&ledger, options.audit.as_ref(), report)
                .map(|contest| ReadVotes::new(Format::AstraLedger, contest))
        }
        None => {
            let help = "known are results of Helios and Belenios, and ledgers of Astra";
            report.error("format-unknown", root.bytes, "this JSON document does not hold votes", help);
            None
        }
    }
}
