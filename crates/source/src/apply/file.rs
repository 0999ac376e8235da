use maneki_ground_diagnostics::Span;

use super::Finding;
use crate::text::Body;
use crate::tree::{FILE_MODE, Hits, Tree};

/// The files that a target of a config means, and whether they are the spec, named as such.
pub(super) struct Targets {
    pub(super) files: Vec<String>,
    pub(super) is_spec: bool,
}

/// Finds the files of a target. Links outside are an error, and so is a target without a file.
pub(super) fn find_targets(tree: &Tree<'_>, target: &str, span: Span) -> Result<Targets, Finding> {
    if target == "spec" {
        return Ok(Targets { files: vec![find_spec(tree, span)?], is_spec: true });
    }
    let hits = tree.matching(target);
    check_links(&hits, span)?;
    if hits.files.is_empty() {
        let help = match hits.unusable.first() {
            Some(path) => format!("`{path}` is not a file"),
            None => "write the name of a file of the package; `spec` is the spec file".to_owned(),
        };
        let message = format!("`{target}`: no file of the package matches");
        return Err(Finding::miss("no-target", span, message).with_help(help));
    }
    Ok(Targets { files: hits.files.into_iter().map(|hit| hit.file).collect(), is_spec: false })
}

/// The one spec file of a package.
pub(super) fn find_spec(tree: &Tree<'_>, span: Span) -> Result<String, Finding> {
    let hits = tree.specs();
    check_links(&hits, span)?;
    let mut files = hits.files.into_iter();
    match (files.next(), files.next()) {
        (Some(spec), None) => Ok(spec.file),
        (None, _) => Err(Finding::miss("no-spec", span, "the package has no `*.spec` file")),
        (Some(first), Some(second)) => {
            let message =
                format!("the package has several spec files: `{}` and `{}`", first.path, second.path);
            Err(Finding::miss("several-specs", span, message))
        }
    }
}

fn check_links(hits: &Hits, span: Span) -> Result<(), Finding> {
    match hits.outside.first() {
        Some(path) => {
            let message = format!("`{path}` is a link that leads outside of the package");
            Err(Finding::miss("path-outside", span, message).with_help("replace the link with the file"))
        }
        None => Ok(()),
    }
}

/// The one spec file of a package, and its text.
pub(super) fn read_spec(tree: &Tree<'_>, span: Span) -> Result<(String, Body), Finding> {
    let file = find_spec(tree, span)?;
    let body = read(tree, &file, span)?;
    Ok((file, body))
}

/// The text of a file.
pub(super) fn read(tree: &Tree<'_>, file: &str, span: Span) -> Result<Body, Finding> {
    match tree.read(file) {
        Ok(bytes) => Ok(Body::from_bytes(&bytes)),
        Err(error) => Err(Finding::miss("unreadable", span, error.to_string())),
    }
}

/// Writes a changed text back.
pub(super) fn write(tree: &mut Tree<'_>, file: &str, body: &Body, changed: &str) {
    tree.write(file, body.to_bytes(changed), FILE_MODE);
}
