//! Reasons that were recorded as text, in the language of a page.
//!
//! The history and the verdicts hold reasons as the English sentences of the checks. Each is compared with the English
//! text of every fault, and what stands for the variables of that text is put into its translation.

use maneki_ground_site::{Language, Texts};

/// A reason as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) text: String,
    /// The tag of its language, if it is not that of the page.
    pub(crate) language: Option<&'static str>,
}

/// The texts that a reason may be made of, with their variables. Where several fit, the first one counts.
const TEXTS: &[(&str, &[&str])] = &[
    ("fault-dns-no-name", &[]),
    ("fault-dns-server", &[]),
    ("fault-dns-timeout", &[]),
    ("fault-forbidden", &["addresses"]),
    ("fault-connect-refused", &[]),
    ("fault-connect-timeout", &["seconds"]),
    ("fault-connect-reset", &[]),
    ("fault-connect-unreachable", &[]),
    ("fault-tls-unknown-issuer", &[]),
    ("fault-tls-expired", &[]),
    ("fault-tls-wrong-host", &[]),
    ("fault-tls-timeout", &["seconds"]),
    ("fault-tls-other", &["why"]),
    ("fault-timeout", &["seconds"]),
    ("fault-closed", &[]),
    ("fault-not-http", &["why"]),
    ("fault-status", &["status"]),
    ("fault-out-of-time", &["seconds"]),
    ("fault-redirect-loop", &[]),
    ("fault-redirect-too-many", &["most"]),
    ("fault-redirect-nowhere", &[]),
    ("fault-body-cut-off", &[]),
    ("fault-body-too-large", &["most"]),
    ("fault-body-encoded", &["coding"]),
    ("fault-body-empty", &[]),
    ("fault-body-not-repomd", &["why"]),
    ("fault-body-absent", &[]),
    ("fault-body-size", &["found", "expected"]),
    ("fault-rsync-not-rsync", &[]),
    ("fault-rsync-refused", &["why"]),
    ("fault-rsync-too-long", &["most"]),
    ("fault-rsync-no-module", &["module"]),
    ("fault-time-missing", &[]),
    ("fault-time-not-a-number", &[]),
    ("fault-time-not-finite", &[]),
    ("fault-time-future", &[]),
    ("fault-time-too-old", &["hours"]),
    ("fault-digest-previous", &[]),
    ("fault-digest-outlived", &[]),
    ("fault-digest-unknown", &[]),
    ("fault-digest-ahead", &[]),
    ("reason-not-all-checked", &[]),
    ("reason-route-fails", &["protocol", "reason"]),
];

/// The variable that holds another reason.
const NESTED: &str = "reason";

/// Stands for the first variable of a text, the next character for the second one: no text of ours has them.
const FIRST_MARK: char = '\u{e000}';

/// A recorded reason in the language of `t`, or as it is if no text fits: what a stranger said has no translation.
pub(crate) fn recorded(reason: &str, english: &Texts, t: &Texts) -> Recorded {
    let text = if t.language() == Language::DEFAULT {
        Some(reason.to_owned())
    } else {
        TEXTS.iter().find_map(|(key, variables)| translated(reason, key, variables, english, t))
    };
    match text {
        Some(text) => Recorded { text, language: None },
        None => Recorded { text: reason.to_owned(), language: Some(Language::DEFAULT.tag()) },
    }
}

/// The translation of a reason, if it is the English text of a key.
fn translated(reason: &str, key: &str, variables: &[&str], english: &Texts, t: &Texts) -> Option<String> {
    let marks = || FIRST_MARK..;
    let mut pattern = english.get(key);
    for (variable, mark) in variables.iter().zip(marks()) {
        pattern = pattern.arg(variable, mark.to_string());
    }
    let values = values(reason, &pattern.to_string(), FIRST_MARK)?;
    let mut text = t.get(key);
    for (variable, mark) in variables.iter().zip(marks()) {
        let (_, value) = values.iter().find(|(known, _)| *known == mark)?;
        text = text.arg(
            variable,
            match *variable {
                NESTED => recorded(value, english, t).text,
                "seconds" => t.number(value),
                _ => (*value).to_owned(),
            },
        );
    }
    Some(text.to_string())
}

/// The parts of a text that correspond to the marks of a pattern.
fn values<'a>(text: &'a str, pattern: &str, first_mark: char) -> Option<Vec<(char, &'a str)>> {
    let is_mark = |c: char| c >= first_mark && c < '\u{f8ff}';
    let (begin, mut pattern) = pattern.split_at(pattern.find(is_mark).unwrap_or(pattern.len()));
    let mut rest = text.strip_prefix(begin)?;
    let mut values = Vec::new();
    while let Some(mark) = pattern.chars().next() {
        pattern = &pattern[mark.len_utf8()..];
        let (literal, after) = pattern.split_at(pattern.find(is_mark).unwrap_or(pattern.len()));
        // A literal at the end has to be at the end of the text, too.
        let end = if after.is_empty() { rest.strip_suffix(literal)?.len() } else { rest.find(literal)? };
        values.push((mark, &rest[..end]));
        rest = &rest[end + literal.len()..];
        pattern = after;
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::{sentence, tests::faults};
    use crate::part::tests::{english, german};

    #[test]
    fn every_fault_is_understood_from_its_recorded_words() {
        for fault in faults() {
            let (known, wanted) =
                (recorded(&fault.to_string(), english(), german()), sentence(&fault, german()));
            assert_eq!(known.text, wanted);
        }
    }

    #[test]
    fn what_wraps_a_fault_is_translated_with_it() {
        let german = |reason| recorded(reason, english(), german()).text;
        assert_eq!(
            german("https fails: the connection is refused"),
            "https funktioniert nicht: die Verbindung wird abgelehnt"
        );
        assert_eq!(
            german("some repositories have not been checked yet"),
            "einige Repositorys sind noch nicht geprüft"
        );
    }

    #[test]
    fn words_of_strangers_stay_in_english() {
        let unknown = recorded("a cat sits on the cable", english(), german());
        assert_eq!((unknown.text.as_str(), unknown.language), ("a cat sits on the cable", Some("en")));
        assert_eq!(recorded("status 404", english(), english()).language, None);
    }
}
