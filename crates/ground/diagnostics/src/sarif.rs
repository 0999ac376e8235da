use serde_json::{Value, json};

use crate::printable::escaped_json;
use crate::{Diagnostic, Severity};

/// The program that found something, as a SARIF log names it.
#[derive(Debug, Clone, Copy)]
pub struct Tool<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The rules that it applies.
    pub rules: &'a [ToolRule<'a>],
}

/// A rule, as a SARIF log describes it.
#[derive(Debug, Clone, Copy)]
pub struct ToolRule<'a> {
    /// Its code.
    pub code: &'a str,
    /// One sentence about a finding.
    pub summary: &'a str,
    /// Why it matters.
    pub description: &'a str,
    /// How to fix it, in Markdown.
    pub help: &'a str,
    /// The worst severity of its findings.
    pub severity: Severity,
}

/// All findings as a SARIF 2.1.0 log, for code scanning.
///
/// `text` returns the whole file of a path, if it is available, to find the end of a place.
pub fn sarif<'a>(
    diagnostics: &[Diagnostic],
    tool: &Tool<'_>,
    text: impl Fn(&str) -> Option<&'a str>,
) -> String {
    let results: Vec<Value> =
        diagnostics.iter().map(|diagnostic| result(diagnostic, tool, text(&diagnostic.path))).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": tool.name,
                "version": tool.version,
                "rules": tool.rules.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    escaped_json(&log)
}

fn rule(rule: &ToolRule<'_>) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.description },
        "help": { "text": rule.help, "markdown": rule.help },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(diagnostic: &Diagnostic, tool: &Tool<'_>, text: Option<&str>) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let mut region = json!({ "startLine": diagnostic.span.line, "startColumn": diagnostic.span.column });
    if let Some((line, column)) = text.map(|text| diagnostic.span.end_in(text)) {
        region["endLine"] = line.into();
        region["endColumn"] = column.into();
    }
    let mut result = json!({
        "ruleId": diagnostic.code.0,
        "level": level(diagnostic.severity),
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&diagnostic.path) },
            "region": region,
        }}],
    });
    if let Some(index) = tool.rules.iter().position(|rule| rule.code == diagnostic.code.0) {
        result["ruleIndex"] = index.into();
    }
    result
}

/// A path as a reference of RFC 3986: characters with a meaning in URIs are encoded.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if plain(byte) {
            uri.push(char::from(byte));
        } else {
            uri.extend(['%', hexadecimal(byte >> 4), hexadecimal(byte & 15)]);
        }
    }
    // Colons are encoded, so the first part is not a scheme; two slashes would begin a host.
    if path.starts_with('/') { format!("file:///{}", uri.trim_start_matches('/')) } else { uri }
}

fn hexadecimal(digit: u8) -> char {
    char::from_digit(digit.into(), 16).expect("four bits are a hexadecimal digit").to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use crate::sample;

    use super::*;

    const TOOL: Tool<'_> = Tool {
        name: "maneki",
        version: "0.1.0",
        rules: &[ToolRule {
            code: "country-not-iso",
            summary: "S.",
            description: "D.",
            help: "H.",
            severity: Severity::Warning,
        }],
    };

    #[test]
    fn a_result_points_to_its_rule_and_its_place() {
        let log = sarif(&[sample::country(), sample::password()], &TOOL, |_| Some(sample::TEXT));
        assert!(!log.contains("hunter2"));
        let log: Value = serde_json::from_str(&log).unwrap();
        let run = &log["runs"][0];
        assert_eq!(log["version"], "2.1.0");
        let rule = &run["tool"]["driver"]["rules"][0];
        assert_eq!(rule["id"], "country-not-iso");
        assert_eq!(rule["defaultConfiguration"]["level"], "warning");
        assert_eq!(rule["help"]["markdown"], "H.");
        let expected = json!({
            "ruleId": "country-not-iso",
            "ruleIndex": 0,
            "level": "warning",
            "message": { "text": "`UK` is not a code; write `GB`" },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": "m/a.yml" },
                "region": { "startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 14 },
            }}],
        });
        assert_eq!(run["results"][0], expected);
        assert_eq!(run["results"][1]["level"], "error");
    }

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("m/bü cher.yml"), "m/b%C3%BC%20cher.yml");
        assert_eq!(uri("/tmp/a:b.yml"), "file:///tmp/a%3Ab.yml");
    }
}
