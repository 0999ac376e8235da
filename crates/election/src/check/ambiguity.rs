use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity};

use super::judge;
use crate::folder::Folder;
use crate::rules::{Question, Reading};

/// What identifies a finding in two readings: its place and its code.
type Key = (String, usize, usize, &'static str);

fn key(finding: &Diagnostic) -> Key {
    (finding.path.to_string(), finding.span.start, finding.span.end, finding.code.0)
}

/// What follows from one reading.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judgement {
    pub(crate) findings: Vec<Diagnostic>,
    /// Who is elected, in words; empty if votes are not counted.
    pub(crate) result: String,
}

/// All findings; `open` are the questions that are not decided, and `reading` answers them by their first choice.
pub fn check(folder: &Folder, reading: &Reading<'_>, open: &[Question]) -> Vec<Diagnostic> {
    compare(folder, reading, open, |reading| Judgement {
        findings: judge(folder, reading),
        ..Judgement::default()
    })
}

/// What a judgement gives under every reading: errors that all of them have, and the questions that matter.
pub(crate) fn compare(
    folder: &Folder,
    reading: &Reading<'_>,
    open: &[Question],
    judge: impl Fn(&Reading<'_>) -> Judgement,
) -> Vec<Diagnostic> {
    let base = judge(reading);
    let mut findings = Vec::new();
    // Errors that at least one reading does not have.
    let mut disputed: BTreeSet<Key> = BTreeSet::new();
    for question in open {
        let mut choices = vec![Choice::new(&base)];
        for choice in 1..question.choices.len() {
            choices.push(Choice::new(&judge(&reading.with(&question.key, choice))));
        }
        let all: BTreeSet<&Key> = choices.iter().flat_map(|choice| choice.errors.keys()).collect();
        let is_disputed = |key: &&Key| !choices.iter().all(|choice| choice.errors.contains_key(*key));
        let differing: Vec<&Key> = all.into_iter().filter(is_disputed).collect();
        disputed.extend(differing.iter().map(|key| (*key).clone()));
        let has_other_result = choices.iter().any(|choice| choice.result != base.result);
        if !differing.is_empty() || has_other_result {
            findings.push(ambiguity(folder, question, &choices, &differing, has_other_result));
        }
        if question.is_conflict {
            findings.push(conflict(folder, reading, question));
        }
    }
    findings.extend(base.findings.into_iter().filter(|finding| !disputed.contains(&key(finding))));
    findings
}

/// What follows from one answer to a question.
struct Choice {
    errors: BTreeMap<Key, Diagnostic>,
    result: String,
}

impl Choice {
    fn new(judgement: &Judgement) -> Self {
        Self { errors: errors(&judgement.findings), result: judgement.result.clone() }
    }
}

fn errors(findings: &[Diagnostic]) -> BTreeMap<Key, Diagnostic> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| (key(finding), finding.clone())).collect()
}

fn ambiguity(
    folder: &Folder,
    question: &Question,
    choices: &[Choice],
    differing: &[&Key],
    has_other_result: bool,
) -> Diagnostic {
    let consequences = question.choices.iter().zip(choices).map(|(choice, judged)| {
        let own: Vec<&Diagnostic> = differing.iter().filter_map(|key| judged.errors.get(*key)).collect();
        if has_other_result && own.is_empty() {
            return format!("`{choice}` elects {}", judged.result);
        }
        match own.as_slice() {
            [] => format!("`{choice}` gives no error"),
            [one] => format!("`{choice}` gives {}: {}", one.code, one.message),
            [one, ..] => {
                format!("`{choice}` gives {} errors, such as {}: {}", own.len(), one.code, one.message)
            }
        }
    });
    let message = format!(
        "`{}` is not decided, and it matters: {}",
        question.key,
        consequences.collect::<Vec<_>>().join("; ")
    );
    let ways: Vec<String> =
        question.choices.iter().map(|choice| format!("`--decide \"{}={choice}\"`", question.key)).collect();
    let election = &folder.election;
    let code = RuleCode("ambiguity-undecided");
    let finding = Diagnostic::new(&election.path, election.rules.span, Severity::Error, code, message);
    finding.with_help(format!("add {}, or write it under `decide:`", ways.join(" or ")))
}

fn conflict(folder: &Folder, reading: &Reading<'_>, question: &Question) -> Diagnostic {
    let rules = reading.rules();
    let values = rules.values_of(&question.key).iter();
    let values: Vec<String> =
        values.map(|value| format!("{} ({})", value.value, rules.cited(&value.source))).collect();
    let message = format!("the documents disagree about `{}`: {}", question.key, values.join("; "));
    let election = &folder.election;
    let code = RuleCode("rules-conflict");
    let finding = Diagnostic::new(&election.path, election.rules.span, Severity::Warning, code, message);
    finding.with_help(format!("decide it with `--decide \"{}=VALUE\"`", question.key))
}
