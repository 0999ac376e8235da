use super::{Finding, several_targets};
use crate::config::DeleteFile;
use crate::spec::lookaside::{LookasideLine, lookaside_lines};
use crate::text::Body;
use crate::tree::{FILE_MODE, Tree};

/// Carries out an entry of `delete_files`: the file goes, or else its line in the list of the lookaside cache.
pub(super) fn apply(entry: &DeleteFile, package: &str, tree: &mut Tree<'_>, findings: &mut Vec<Finding>) {
    let (name, span) = (&entry.name.value, entry.name.span);
    let hits = tree.matching(name);
    let list = [format!(".{package}.metadata"), "sources".to_owned()]
        .into_iter()
        .find(|path| tree.entry(path).is_some());
    let listed = list.as_deref().and_then(|list| listed(tree, list, name));
    if let Some(path) = hits.outside.first() {
        let message = format!("`{path}` is a link that leads outside of the package");
        return findings.push(Finding::miss("path-outside", span, message));
    }
    if let Some(first) = hits.files.first() {
        let paths: Vec<String> = hits.files.iter().map(|hit| hit.path.clone()).collect();
        findings.extend(several_targets(&entry.name, &paths));
        tree.remove(&first.path);
        if let (Some(list), Some(_)) = (&list, listed) {
            let message = format!("`{}` is deleted, and its line in `{list}` stays", first.path);
            findings.push(Finding::warning("lookaside-kept", span, message));
        }
        return;
    }
    match (list, listed) {
        (None, _) => {
            let message = format!(
                "`file_name`: the package has no file `{name}`, and neither `.{package}.metadata` nor `sources`"
            );
            findings.push(Finding::miss("no-lookaside", span, message));
        }
        (Some(list), None) => {
            let message = format!("`file_name`: neither the package nor `{list}` has `{name}`");
            findings.push(Finding::warning("delete-absent", span, message).with_help("remove the entry"));
        }
        (Some(list), Some((body, line))) => {
            let text = format!("{}{}", &body.text[..line.start], &body.text[line.end..]);
            tree.write(&list, body.to_bytes(&text), FILE_MODE);
        }
    }
}

/// The line of a file in a list.
fn listed(tree: &Tree<'_>, list: &str, name: &str) -> Option<(Body, LookasideLine)> {
    let body = Body::from_bytes(&tree.read(list).ok()?);
    let without_folder = |path: &str| path.strip_prefix("SOURCES/").unwrap_or(path).to_owned();
    let wanted = without_folder(name);
    let line = lookaside_lines(&body.text).find(|line| without_folder(&line.name) == wanted)?;
    Some((body, line))
}
