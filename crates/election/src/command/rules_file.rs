//! Rule sets by name or by path, and what was decided about their open questions.

use std::path::Path;

use maneki_ground_command::Failure;

use super::findings::Findings;
use crate::read::{Report, Source};
use crate::rules::{BUILT_IN, Reading, RuleSet, built_in, read_rules};

/// The text of a built-in rule set, or of a file relative to a folder.
pub(super) fn rules_source(
    name: &str,
    folder: &Path,
    findings: &mut Findings,
) -> Result<Option<Source>, Failure> {
    if let Some(source) = built_in(name) {
        return Ok(Some(source));
    }
    let path = folder.join(name);
    if !path.exists() && !name.contains(['/', '.']) {
        let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        return Err(Failure::Usage(format!(
            "there is no rule set `{name}`; built in are {}, and a rule set of your own is named by its path",
            names.join(", ")
        )));
    }
    findings.source(&path)
}

/// A rule set; `None` where it is broken, which is in the findings.
pub(super) fn load_rules(source: &Source, findings: &mut Findings) -> Option<RuleSet> {
    let mut report = Report::new(source);
    let rules = read_rules(source, &mut report);
    findings.add(source, report.into_findings());
    rules
}

/// `KEY=VALUE` of `--decide`.
pub(super) fn decision(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write `KEY=VALUE`, such as `seats=3`")?;
    Ok((key.trim().to_owned(), value.trim().to_owned()))
}

/// The reading that decisions leave: the base reading of what is not decided.
pub(super) fn decided<'rules>(
    rules: &'rules RuleSet,
    decisions: &[(String, String)],
) -> Result<Reading<'rules>, Failure> {
    let questions = rules.questions();
    let mut reading = Reading::base(rules);
    for (key, value) in decisions {
        let Some(question) = questions.iter().find(|question| question.key == *key) else {
            let keys: Vec<&str> = questions.iter().map(|question| question.key.as_str()).collect();
            return Err(Failure::Usage(format!(
                "`{key}` is not an open question of {}; open are {}",
                rules.name,
                keys.join(", ")
            )));
        };
        let Some(choice) = question.choices.iter().position(|choice| choice == value) else {
            return Err(Failure::Usage(format!(
                "`{value}` does not answer `{key}`; the choices are {}",
                question.choices.join(" / ")
            )));
        };
        reading = reading.with(key, choice);
    }
    Ok(reading)
}
