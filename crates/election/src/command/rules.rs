use std::fmt::Write;
use std::path::Path;

use clap::{Args, ValueEnum};
use maneki_ground_command::Failure;
use serde_json::{Map, Value, json};

use super::context::{Context, Done};
use super::findings::Findings;
use super::rules_file::{load_rules, rules_source};
use crate::rules::{BUILT_IN, RuleSet, RuleValue};

/// How results are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ResultFormat {
    /// For people
    Text,
    /// One JSON document, for programs
    Json,
}

/// List the built-in rule sets, or show one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki election rules\n  maneki election rules almalinux-2026\n  \
    maneki election rules --format json ./rules.yml")]
pub struct Arguments {
    /// A built-in rule set, or the path of one
    #[arg(value_name = "NAME|FILE")]
    rules: Option<String>,
    /// How to print the rules
    #[arg(long, value_enum, default_value_t = ResultFormat::Text)]
    format: ResultFormat,
}

impl Arguments {
    pub(super) fn execute(self, context: &Context) -> Result<Done, Failure> {
        let mut findings = Findings::default();
        let Some(name) = &self.rules else {
            let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            let output = match self.format {
                ResultFormat::Text => names.join("\n") + "\n",
                ResultFormat::Json => findings.json(object(json!({"rules": names}))),
            };
            return Ok(Done::new(output, true));
        };
        let source = rules_source(name, Path::new(""), &mut findings)?;
        let rules = source.and_then(|source| load_rules(&source, &mut findings));
        let own = rules.as_ref().map(to_json).unwrap_or_default();
        let output = match (self.format, &rules) {
            (ResultFormat::Json, _) => findings.json(own),
            (ResultFormat::Text, Some(rules)) => findings.full(context) + &to_text(rules),
            (ResultFormat::Text, None) => findings.full(context),
        };
        Ok(Done::new(output, !findings.has_errors()))
    }
}

/// The object of a JSON value that is one.
pub(super) fn object(value: Value) -> Map<String, Value> {
    if let Value::Object(object) = value { object } else { Map::new() }
}

/// A rule set as JSON.
fn to_json(rules: &RuleSet) -> Map<String, Value> {
    let classes: Map<String, Value> = rules
        .classes
        .iter()
        .map(|class| {
            let value = json!({"weight": class.weight, "sponsor": class.sponsor, "source": class.source});
            (class.name.clone(), value)
        })
        .collect();
    let values: Map<String, Value> = rules
        .values
        .iter()
        .map(|(key, values)| {
            let values =
                values.iter().map(|value| json!({"value": plain(&value.value), "source": value.source}));
            (key.clone(), values.collect())
        })
        .collect();
    let unspecified: Map<String, Value> = rules
        .unspecified
        .iter()
        .map(|(key, open)| {
            let value = json!({"question": open.question, "choices": open.choices, "source": open.source});
            (key.clone(), value)
        })
        .collect();
    let documents: Map<String, Value> = rules
        .documents
        .iter()
        .map(|document| {
            let adopted = document.adopted.map(|day| day.to_string());
            (document.key.clone(), json!({"title": document.title, "at": document.at, "adopted": adopted}))
        })
        .collect();
    object(json!({
        "rules": rules.name,
        "title": rules.title,
        "in_force": {"from": rules.from.to_string(), "to": rules.to.map(|day| day.to_string())},
        "documents": documents,
        "classes": classes,
        "values": values,
        "unspecified": unspecified,
        "conflicts": rules.conflicts(),
    }))
}

fn plain(value: &RuleValue) -> Value {
    match value {
        RuleValue::Number(number) => json!(number),
        RuleValue::List(words) => json!(words),
        other => json!(other.to_string()),
    }
}

fn to_text(rules: &RuleSet) -> String {
    let mut text = format!("{}: {}\n", rules.name, rules.title);
    let until = rules.to.map_or_else(|| "today".to_owned(), |day| day.to_string());
    let _ = writeln!(text, "in force from {} to {until}\n\ndocuments, in order of precedence", rules.from);
    for document in &rules.documents {
        let _ = writeln!(text, "  {:<10} {} ({})", document.key, document.title, document.at);
    }
    text.push_str("\nclasses\n");
    for class in &rules.classes {
        let weight = class.weight.map_or_else(|| "open".to_owned(), |weight| weight.to_string());
        let sponsor = if class.sponsor { ", sponsor" } else { "" };
        let _ = writeln!(text, "  {:<12} weight {weight}{sponsor} ({})", class.name, class.source);
    }
    text.push_str("\nvalues\n");
    for (key, values) in &rules.values {
        for value in values {
            let conflict = if values.len() > 1 { "  <- the documents disagree" } else { "" };
            let _ = writeln!(text, "  {key:<24} {} ({}){conflict}", value.value, value.source);
        }
    }
    text.push_str("\nopen questions\n");
    for question in rules.questions() {
        let _ = writeln!(text, "  {:<28} {}", question.key, question.choices.join(" / "));
    }
    text
}
