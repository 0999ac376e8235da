//! Findings of several files, and how they are printed.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Diagnostic, Severity, full, json};
use serde_json::{Map, Value};

use super::context::{Context, Done};
use super::files::read;
use super::rules::ResultFormat;
use crate::read::Source;

/// Findings with the texts that they are about.
#[derive(Debug, Default)]
pub(super) struct Findings {
    found: Vec<Diagnostic>,
    texts: BTreeMap<Arc<str>, String>,
}

impl Findings {
    /// Reads a file whose findings may follow; `None` where it is not text, which is a finding.
    pub(super) fn source(&mut self, path: &Path) -> Result<Option<Source>, Failure> {
        let bytes = read(path)?;
        Ok(self.source_of(&path.display().to_string(), bytes))
    }

    /// The source of bytes that are read already.
    pub(super) fn source_of(&mut self, path: &str, bytes: Vec<u8>) -> Option<Source> {
        match Source::from_bytes(path, bytes) {
            Ok(source) => Some(source),
            Err(problem) => {
                self.found.push(*problem);
                None
            }
        }
    }

    /// Adds findings about a text.
    pub(super) fn add(&mut self, source: &Source, found: Vec<Diagnostic>) {
        if !found.is_empty() {
            self.texts.entry(source.path.clone()).or_insert_with(|| source.text.clone());
            self.found.extend(found);
        }
    }

    pub(super) fn add_without_text(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(found);
    }

    pub(super) fn has_errors(&self) -> bool {
        self.found.iter().any(|found| found.severity == Severity::Error)
    }

    /// Whether the command fails: on errors, and with `strict` on warnings.
    pub(super) fn fail(&self, strict: bool) -> bool {
        let worst = if strict { Severity::Warning } else { Severity::Error };
        self.found.iter().any(|found| found.severity <= worst)
    }

    pub(super) fn sort(&mut self) {
        self.found.sort();
        self.found.dedup();
    }

    pub(super) fn all(&self) -> &[Diagnostic] {
        &self.found
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Reads the texts that findings are about and that are not at hand.
    pub(super) fn load_texts(&mut self) {
        for found in &self.found {
            if !self.texts.contains_key(&found.path) {
                let source = read(Path::new(&*found.path))
                    .ok()
                    .and_then(|bytes| Source::from_bytes(&found.path, bytes).ok());
                if let Some(source) = source {
                    self.texts.insert(source.path, source.text);
                }
            }
        }
    }

    /// What a command prints that could not begin.
    pub(super) fn failed(&mut self, format: ResultFormat, context: &Context) -> Done {
        let output = match format {
            ResultFormat::Json => self.json(Map::new()),
            ResultFormat::Text => self.full(context),
        };
        Done::new(output, false)
    }

    /// The findings that are not about members: those of the roll and of the list of voters are left out.
    pub(super) fn without_members(&self) -> Self {
        let is_public = |found: &&Diagnostic| {
            let name = Path::new(&*found.path).file_name();
            !name.is_some_and(|name| name == "roll.csv" || name == "voters.csv")
        };
        Self { found: self.found.iter().filter(is_public).cloned().collect(), texts: self.texts.clone() }
    }

    /// One JSON object: the keys of a command beside `diagnostics` and `summary`.
    pub(super) fn json(&mut self, own: Map<String, Value>) -> String {
        self.sort();
        let text = json(&self.found, |path| self.text(path));
        let mut document: Value = serde_json::from_str(&text).expect("the renderer writes JSON");
        let object = document.as_object_mut().expect("the renderer writes an object");
        object.extend(own);
        document.sort_all_objects();
        format!("{document:#}\n")
    }

    /// The findings for people, each with the piece of the file.
    pub(super) fn full(&mut self, context: &Context) -> String {
        self.sort();
        let blocks = self.found.iter().map(|found| full(found, self.text(&found.path), context.colour));
        blocks.map(|block| block + "\n\n").collect()
    }
}
