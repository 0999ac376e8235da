use std::sync::Arc;

use maneki_ground_diagnostics::Diagnostic;
use maneki_ground_yaml::Report;

use crate::codes;
use crate::dialect::{CODES, DIALECT};
use crate::parsed_file::ParsedFile;
use crate::source_file::SourceFile;

/// Composes the tree of a file; reports why it has none.
pub(crate) fn parse(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<ParsedFile>> {
    match &file.text {
        Err(unread) => {
            let mut report = Report::new(&file.path, "", &CODES, diagnostics);
            report.error(codes::FILE_UNREADABLE, unread.span, &unread.problem);
            None
        }
        Ok(text) => {
            let document = Report::new(&file.path, text, &CODES, diagnostics).compose(&DIALECT)?;
            let (path, text) = (Arc::clone(&file.path), Arc::clone(text));
            Some(Arc::new(ParsedFile { path, text, document }))
        }
    }
}

/// The report on a file.
pub(super) fn report<'a>(file: &'a ParsedFile, diagnostics: &'a mut Vec<Diagnostic>) -> Report<'a> {
    Report::new(&file.path, &file.text, &CODES, diagnostics)
}
