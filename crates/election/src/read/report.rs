use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use maneki_ground_diagnostics::{Diagnostic, RuleCode, Severity, Span};
use maneki_ground_yaml as yaml;

use super::source::Source;
use super::yaml::CODES;

/// The most findings that are kept of one file.
const MOST_FINDINGS: usize = 10_000;

/// The findings of one file.
#[derive(Debug)]
pub struct Report<'source> {
    path: &'source Arc<str>,
    text: &'source str,
    /// Where lines begin; computed for the first finding.
    lines: OnceCell<Vec<usize>>,
    findings: Vec<Diagnostic>,
}

impl<'source> Report<'source> {
    pub fn new(source: &'source Source) -> Self {
        Self { path: &source.path, text: &source.text, lines: OnceCell::new(), findings: Vec::new() }
    }

    /// The place of some bytes of the text.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        let lines = self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            [0].into_iter().chain(breaks.map(|(at, _)| at + 1)).collect()
        });
        let start = self.text.floor_char_boundary(bytes.start.min(self.text.len()));
        let end = self.text.floor_char_boundary(bytes.end.min(self.text.len())).max(start);
        let line = lines.partition_point(|&begin| begin <= start);
        let column = self.text[lines[line - 1]..start].chars().count() + 1;
        let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Span { line: number(line), column: number(column), start, end }
    }

    pub fn error(&mut self, code: &'static str, bytes: Range<usize>, message: impl Into<String>, help: &str) {
        self.add(Severity::Error, code, bytes, message, help);
    }

    pub fn warning(
        &mut self,
        code: &'static str,
        bytes: Range<usize>,
        message: impl Into<String>,
        help: &str,
    ) {
        self.add(Severity::Warning, code, bytes, message, help);
    }

    pub fn info(&mut self, code: &'static str, bytes: Range<usize>, message: impl Into<String>, help: &str) {
        self.add(Severity::Info, code, bytes, message, help);
    }

    /// Takes the findings of reading the same file as YAML.
    pub fn yaml(&mut self) -> yaml::Report<'_> {
        yaml::Report::new(self.path, self.text, &CODES, &mut self.findings)
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        bytes: Range<usize>,
        message: impl Into<String>,
        help: &str,
    ) {
        if self.is_full() {
            return;
        }
        let finding = Diagnostic::new(self.path, self.span(bytes), severity, RuleCode(code), message);
        self.findings.push(if help.is_empty() { finding } else { finding.with_help(help) });
    }

    /// Whether so much is wrong that the rest of the file need not be read.
    pub fn is_full(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS
    }

    /// Adds the findings of another file.
    pub fn extend(&mut self, findings: Vec<Diagnostic>) {
        self.findings.extend(findings);
    }

    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }
}
