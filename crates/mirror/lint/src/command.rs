use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::Applicability;
use maneki_ground_lint::{Fixed, Linter, Outcome, Texts, Unwritable};
use maneki_ground_yaml::compose;
use maneki_mirror_registry::DIALECT;

use crate::options::Options;
use crate::paths::{STANDARD_INPUT, lint_with};
use crate::rules::RULES;

/// What `maneki mirror lint` must do.
#[derive(Debug, Clone)]
pub struct Request {
    /// Registry folders, single files, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The text of standard input, if a path is `-`.
    pub standard_input: Option<String>,
    /// How findings are printed, and what is fixed.
    pub how: maneki_ground_lint::Request,
}

/// Runs `maneki mirror lint`, except for printing. The error is a file that cannot be fixed.
pub fn run(request: &Request, options: &Options, colour: bool, version: &str) -> Result<Outcome, Unwritable> {
    let input = request.standard_input.as_deref();
    let linter = Linter {
        rules: RULES.iter().map(|rule| rule.doc.tool_rule()).collect(),
        lint: &|texts: &Texts| lint_with(&request.paths, input, options, texts),
        is_valid: &is_valid,
        standard_input: input.map(|_| STANDARD_INPUT.into()),
        version,
        colour,
    };
    linter.run(request.how)
}

/// Applies the fixes of registries and files in memory.
pub fn fix(paths: &[impl AsRef<Path>], allowed: Applicability, options: &Options) -> Fixed {
    let lint = |texts: &Texts| lint_with(paths, None, options, texts);
    maneki_ground_lint::fix(lint, is_valid, allowed)
}

fn is_valid(text: &str) -> bool {
    compose(text, &DIALECT).is_ok()
}
