use super::file::{find_targets, read, write};
use super::finding::Searched;
use super::region::Region;
use super::replace::quoted;
use super::substitute::{delete_block, delete_line};
use super::{Finding, several_targets, spec_by_name};
use crate::config::DeleteLine;
use crate::text::lines::lines_of_value;
use crate::tree::Tree;

/// Carries out an entry of `delete_line`: each item is a pass over the first file that the target means.
pub(super) fn apply(entry: &DeleteLine, tree: &mut Tree<'_>, findings: &mut Vec<Finding>) {
    let targets = match find_targets(tree, &entry.target.value, entry.target.span) {
        Ok(targets) => targets,
        Err(miss) => return findings.push(miss),
    };
    let file = &targets.files[0];
    findings.extend(spec_by_name(&entry.target, std::slice::from_ref(file)));
    findings.extend(several_targets(&entry.target, &targets.files));
    for item in &entry.lines {
        let body = match read(tree, file, item.span) {
            Ok(body) => body,
            Err(miss) => return findings.push(miss),
        };
        let find = lines_of_value(&item.value);
        let region = Region::new(targets.is_spec, find[0]);
        let new = match find.as_slice() {
            [line] => delete_line(&body.text, region, line),
            block => delete_block(&body.text, region, block),
        };
        if new.lines.is_empty() {
            let message = format!("`lines`: {} is not in `{file}`", quoted(&item.value));
            let mut miss = Finding::miss("no-match", item.span, message);
            miss.searched = Some(Box::new(Searched {
                file: file.clone(),
                text: body.text.as_str().into(),
                is_spec: targets.is_spec,
                find: item.value.clone(),
                replace: None,
                replace_span: None,
                is_pattern: false,
            }));
            findings.push(miss);
            continue;
        }
        write(tree, file, &body, &new.text);
    }
}
