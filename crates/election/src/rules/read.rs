//! Reads a rule set from YAML.

use maneki_ground_diagnostics::{RuleCode, Span};
use maneki_ground_yaml::{Field, Group, Key, Presence, Report as YamlReport, Table};

use super::keys::{KEYS, kind};
use super::set::{Class, RuleDocument, RuleSet, Sourced, Unspecified};
use super::value::{Kind, RuleValue};
use crate::read::{DIALECT, Report, Source, date, names, raw, text, truth, whole};

const fn required(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Required, (), doc)
}

const fn optional(name: &'static str, doc: &'static str) -> Key<()> {
    Key::new(name, Presence::Optional, (), doc)
}

const fn table(place: &'static str, keys: &'static [Key<()>]) -> Table<()> {
    Table { place, keys, synonyms: &[], neighbours: Vec::new }
}

static FILE: Table<()> = table(
    "at the top of the file",
    &[
        required("rules", "The name of the rule set."),
        required("title", "What the rules are about."),
        required("in-force", "The first and the last day on which the rules hold."),
        required("documents", "The documents in order of precedence."),
        required("classes", "The classes of members, in the order in which pages list them."),
        optional("values", "Each key with its value and its source."),
        optional("unspecified", "Questions that the documents do not answer."),
    ],
);

static IN_FORCE: Table<()> =
    table("in `in-force`", &[required("from", "The first day."), optional("to", "The last day.")]);

static DOCUMENT: Table<()> = table(
    "in a document",
    &[
        required("title", "The title of the document."),
        required("at", "Where the document is."),
        optional("adopted", "The day on which the document was adopted."),
    ],
);

static CLASS: Table<()> = table(
    "in a class",
    &[
        optional("weight", "The weight of a vote."),
        optional("sponsor", "Whether the members are organisations that sponsor."),
        optional("source", "The document and the section."),
    ],
);

static VALUE: Table<()> = table(
    "in a value",
    &[required("value", "The value."), optional("source", "The document and the section.")],
);

static QUESTION: Table<()> = table(
    "in a question",
    &[
        required("question", "The question."),
        required("choices", "The possible answers, the base reading first."),
        optional("source", "The document and the section."),
    ],
);

/// A mapping whose keys are names that the author of the rule set chooses.
static NAMED: Table<()> = table("here", &[]);

/// Reads a rule set; `None` where something is wrong, which is in the report.
pub fn read_rules(source: &Source, report: &mut Report<'_>) -> Option<RuleSet> {
    let mut yaml = report.yaml();
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, &mut yaml)?;
    let documents = documents(&file, &mut yaml);
    let mut reader = Reader { documents: &documents, report: &mut yaml };
    let classes = reader.classes(&file);
    let values = reader.values(&file);
    let unspecified = reader.unspecified(&file);
    let period = file.get("in-force")?.group(&IN_FORCE, &mut yaml)?;
    let from = date(&period, "from", &mut yaml);
    let to = date(&period, "to", &mut yaml);
    let (name, title) = (text(&file, "rules", &mut yaml), text(&file, "title", &mut yaml));
    if yaml.errors() > 0 {
        return None;
    }
    let path = source.path.clone();
    Some(RuleSet {
        name: name?,
        title: title?,
        from: from?,
        to,
        documents,
        classes,
        values,
        unspecified,
        path,
    })
}

fn documents(file: &Group<'_, ()>, report: &mut YamlReport<'_>) -> Vec<RuleDocument> {
    let Some(group) = file.get("documents").and_then(|field| field.group(&NAMED, report)) else {
        return Vec::new();
    };
    let mut documents = Vec::new();
    for (entry, field) in group.entries() {
        let Some(group) = field.group(&DOCUMENT, report) else { continue };
        documents.push(RuleDocument {
            key: entry.key.clone(),
            title: text(&group, "title", report).unwrap_or_default(),
            at: text(&group, "at", report).unwrap_or_default(),
            adopted: date(&group, "adopted", report),
        });
    }
    documents
}

struct Reader<'a, 'report> {
    documents: &'a [RuleDocument],
    report: &'a mut YamlReport<'report>,
}

impl Reader<'_, '_> {
    fn classes(&mut self, file: &Group<'_, ()>) -> Vec<Class> {
        let mut classes = Vec::new();
        for (name, span, group) in self.named(file, "classes", &CLASS) {
            let weight = whole(&group, "weight", 1_000_000_000, self.report);
            let sponsor = truth(&group, "sponsor", self.report).unwrap_or(false);
            let source = self.source(&group, span, &name);
            classes.push(Class { name, weight, sponsor, source });
        }
        classes
    }

    fn named<'tree>(
        &mut self,
        file: &Group<'tree, ()>,
        key: &str,
        table: &'static Table<()>,
    ) -> Vec<(String, Span, Group<'tree, ()>)> {
        let Some(group) = file.get(key).and_then(|field| field.group(&NAMED, self.report)) else {
            return Vec::new();
        };
        let entries = group.entries().into_iter();
        let named = entries.filter_map(|(entry, field)| {
            Some((entry.key.clone(), entry.key_span, field.group(table, self.report)?))
        });
        named.collect()
    }

    fn values(&mut self, file: &Group<'_, ()>) -> Vec<(String, Vec<Sourced>)> {
        let Some(group) = file.get("values").and_then(|field| field.group(&NAMED, self.report)) else {
            return Vec::new();
        };
        let mut values = Vec::new();
        for (entry, field) in group.entries() {
            let Some(kind) = kind(&entry.key) else {
                let known = KEYS.iter().map(|(name, _)| *name);
                let near = known.min_by_key(|name| strsim::damerau_levenshtein(name, &entry.key));
                let help = format!("did you mean `{}`?", near.unwrap_or_default());
                let message = format!("`{}` is not a rule that this program knows", entry.key);
                let code = RuleCode("rules-key-unknown");
                self.report.error_with_help(code, entry.key_span, &message, &help);
                continue;
            };
            let items = match field.node.items() {
                Some(_) => field.list(self.report).unwrap_or_default(),
                None => vec![field],
            };
            let read = items.into_iter().filter_map(|item| self.value(item, &entry.key, kind));
            values.push((entry.key.clone(), read.collect()));
        }
        values
    }

    fn value(&mut self, item: Field<'_>, key: &str, kind: Kind) -> Option<Sourced> {
        let place = item.span();
        let group = item.group(&VALUE, self.report)?;
        let source = self.source(&group, place, key);
        let field = group.get("value")?;
        let value = match field.node.items() {
            Some(_) => {
                let texts: Option<Vec<String>> =
                    field.list(self.report)?.iter().map(|item| raw(item).map(str::to_owned)).collect();
                texts.and_then(|texts| kind.list(&texts))
            }
            None => raw(&field).and_then(|text| kind.value(text)),
        };
        if value.is_none() {
            field.wrong_type(&kind.expected(), None, self.report);
        }
        Some(Sourced { value: value?, source, span: field.span() })
    }

    fn unspecified(&mut self, file: &Group<'_, ()>) -> Vec<(String, Unspecified)> {
        let mut questions = Vec::new();
        for (key, span, group) in self.named(file, "unspecified", &QUESTION) {
            let question = text(&group, "question", self.report).unwrap_or_default();
            let choices = names(&group, "choices", self.report).unwrap_or_default();
            let source = self.source(&group, span, &key);
            questions.push((key, Unspecified { question, choices, source }));
        }
        questions
    }

    /// The source of a value, which begins with the key of a document.
    fn source(&mut self, group: &Group<'_, ()>, place: Span, key: &str) -> String {
        let Some(source) = text(group, "source", self.report) else {
            let message = format!("`{key}` does not say which document it is from");
            let help = "add `source:` with the key of a document and a section, such as `bylaws 3.6`";
            self.report.error_with_help(RuleCode("rules-source-missing"), place, &message, help);
            return String::new();
        };
        let document = source.split([' ', ',']).next().unwrap_or_default();
        if !self.documents.iter().any(|known| known.key == document) {
            let known: Vec<&str> = self.documents.iter().map(|known| known.key.as_str()).collect();
            let message = format!("`{key}`: the source `{source}` does not begin with a document");
            let help = format!("the documents are {}", known.join(", "));
            let span = group.get("source").map_or(place, |field| field.span());
            self.report.error_with_help(RuleCode("rules-document-unknown"), span, &message, &help);
        }
        source
    }
}

impl RuleValue {
    /// The number of a number or a percentage.
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Number(number) | Self::Percent(number) => Some(*number),
            _ => None,
        }
    }
}
