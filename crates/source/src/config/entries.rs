//! The entries of each action, read from YAML.

use std::sync::Arc;

use maneki_ground_diagnostics::{Fix, Severity, nearest, shown};
use maneki_ground_yaml::{Node, ScalarKind};

use super::reader::{Group, Reader};
use super::{
    Action, AddFile, AddLine, ChangelogEntry, DeleteFile, DeleteLine, FileKind, Find, Location,
    ModifyRelease, Number, Replace, RunScript, ScriptFolder, Spanned,
};
use crate::spec::{PREAMBLE, SECTIONS};
use crate::text::lines::lines_of_value;
use crate::text::{Pattern, Template};

/// The names of the actions.
pub(super) const ACTIONS: &[&str] = &[
    "replace",
    "delete_line",
    "modify_release",
    "changelog_entry",
    "add_files",
    "delete_files",
    "run_script",
    "add_line",
];

/// Reads the entries of an action by its name. `None` for a name that is not one.
pub(super) fn action(reader: &mut Reader<'_>, name: &str, entries: &[Node]) -> Option<Action> {
    Some(match name {
        "replace" => Action::Replace(each(reader, entries, replace)),
        "delete_line" => Action::DeleteLine(each(reader, entries, delete_line)),
        "modify_release" => Action::ModifyRelease(each(reader, entries, modify_release)),
        "changelog_entry" => Action::Changelog(each(reader, entries, changelog_entry)),
        "add_files" => Action::AddFiles(each(reader, entries, add_file)),
        "delete_files" => Action::DeleteFiles(each(reader, entries, delete_file)),
        "run_script" => Action::RunScript(each(reader, entries, run_script)),
        "add_line" => Action::AddLine(each(reader, entries, add_line)),
        _ => return None,
    })
}

fn each<T>(
    reader: &mut Reader<'_>,
    entries: &[Node],
    read: fn(&mut Reader<'_>, &Node) -> Option<T>,
) -> Vec<T> {
    entries.iter().filter_map(|entry| read(reader, entry)).collect()
}

fn replace(reader: &mut Reader<'_>, node: &Node) -> Option<Replace> {
    let keys = ["target", "find", "rfind", "replace", "count"];
    let mut group = Group::open(reader, node, "replace", &keys, Severity::Error)?;
    let target = target(&mut group);
    let find = find(&mut group);
    let replace = group.text("replace");
    let count = match group.mapping.get("count") {
        Some(_) => group.integer("count"),
        None => Some(Spanned::new(-1, maneki_ground_diagnostics::Span::START)),
    };
    let count = count.filter(|count| is_useful(&mut group, count));
    let (find, replace) = (find?, replace?);
    let find = match find {
        (true, source) if lines_of_value(&source.value).len() > 1 => {
            let message = "`rfind` of several lines is compared as plain text, not as a pattern";
            group.reader.warning("regex-block", source.span, message).help =
                Some("write `find`, or a pattern of one line".to_owned());
            Find::Block(source)
        }
        (true, source) => pattern(&mut group, source, &replace)?,
        (false, source) => Find::Text(source),
    };
    if find.source().value == replace.value {
        let message = "`replace` is the same text as what is searched, so the entry changes nothing";
        group.reader.warning("same-text", replace.span, message);
    }
    Some(Replace { target: target?, find, replace, count: count? })
}

/// `find` or `rfind`; whether it is a pattern.
fn find(group: &mut Group<'_, '_, '_>) -> Option<(bool, Spanned<String>)> {
    let has = |key: &str| group.mapping.get(key).is_some();
    match (has("find"), has("rfind")) {
        (true, true) => {
            let span = group.mapping.get("rfind").map_or(group.span, |entry| entry.key_span);
            let message = "`find` and `rfind` are both there, and an entry searches one text";
            group.reader.error("find-twice", span, message).help = Some("remove one of them".to_owned());
            None
        }
        (false, false) => {
            let misspelt = group.misspelt.iter().any(|key| key == "find" || key == "rfind");
            if !misspelt {
                let message = "this entry of `replace` has neither `find` nor `rfind`";
                group.reader.error("find-missing", group.span, message);
            }
            None
        }
        (is_text, _) => {
            let text = group.text(if is_text { "find" } else { "rfind" })?;
            Some((!is_text, text))
        }
    }
}

/// Reports a count that makes no sense.
fn is_useful(group: &mut Group<'_, '_, '_>, count: &Spanned<i64>) -> bool {
    let has_find = group.mapping.get("find").is_some();
    let is_useless = count.value < -1 || count.value == 0 && has_find;
    if is_useless {
        let message = format!("`count` is {}, so nothing would be replaced", count.value);
        group.reader.error("count-useless", count.span, message).help =
            Some("write how often, or `-1` for all".to_owned());
    }
    !is_useless
}

fn pattern(
    group: &mut Group<'_, '_, '_>,
    source: Spanned<String>,
    replace: &Spanned<String>,
) -> Option<Find> {
    let line = lines_of_value(&source.value)[0];
    let pattern = match Pattern::parse(line) {
        Ok(pattern) => Arc::new(pattern),
        Err(error) => {
            let message = format!("`rfind` is not a pattern of Python: {error} (character {})", error.at + 1);
            group.reader.error("bad-regex", source.span, message);
            return None;
        }
    };
    let text = lines_of_value(&replace.value).join("\n");
    match Template::parse(&text, pattern.groups()) {
        Ok(template) => Some(Find::Pattern { source, pattern, template }),
        Err(error) => {
            let message = format!("`replace` does not fit `rfind`: {error} (character {})", error.at + 1);
            group.reader.error("bad-template", replace.span, message).help =
                Some("write `\\\\` for a backslash, and `\\g<1>` for a group".to_owned());
            None
        }
    }
}

/// A target, which stays inside of the package.
fn target(group: &mut Group<'_, '_, '_>) -> Option<Spanned<String>> {
    let target = group.text("target")?;
    let is_inside = group.inside("target", &target);
    if target.value != "spec" && crate::apply::is_spec_name(&target.value) {
        let message = format!(
            "`target`: `{}` is the spec by its name, so comments and the changelog are changed as well",
            target.value
        );
        group.reader.warning("spec-by-name", target.span, message).help = Some("write `spec`".to_owned());
    }
    is_inside.then_some(target)
}

fn delete_line(reader: &mut Reader<'_>, node: &Node) -> Option<DeleteLine> {
    let mut group = Group::open(reader, node, "delete_line", &["target", "lines"], Severity::Error)?;
    let target = target(&mut group);
    let lines = group.texts("lines")?;
    if lines.is_empty() {
        let span = group.mapping.get("lines").map_or(group.span, |entry| entry.key_span);
        group.reader.error("empty-value", span, "`lines` has no item");
        return None;
    }
    for item in &lines {
        if let [line] = lines_of_value(&item.value)[..] {
            check_item(&mut group, item, line);
        }
    }
    Some(DeleteLine { target: target?, lines })
}

/// Warns of items of one line that delete blank lines, or that no line equals.
fn check_item(group: &mut Group<'_, '_, '_>, item: &Spanned<String>, line: &str) {
    let trimmed = crate::text::lines::trimmed(line);
    if line.is_empty() {
        let message = "an empty item of `lines` deletes every blank line";
        group.reader.warning("deletes-blank-lines", item.span, message);
    } else if trimmed != line {
        let message =
            format!("the item `{}` has spaces at an end, and lines are compared without them", shown(line));
        let written = group.reader.source.get(item.span.start..item.span.end).unwrap_or_default();
        let quoted = |mark: char| format!("{mark}{line}{mark}");
        let mark = ['"', '\''].into_iter().find(|mark| written == quoted(*mark));
        let fix =
            mark.map(|mark| Fix::safe(item.span.start, item.span.end, format!("{mark}{trimmed}{mark}")));
        let found = group.reader.warning("item-padded", item.span, message);
        found.help = Some("remove the spaces".to_owned());
        found.fix = fix;
    }
}

fn modify_release(reader: &mut Reader<'_>, node: &Node) -> Option<ModifyRelease> {
    let keys = ["suffix", "enabled", "auto_increment"];
    let mut group = Group::open(reader, node, "modify_release", &keys, Severity::Error)?;
    let suffix = group.text("suffix");
    let enabled = group.boolean("enabled").unwrap_or(true);
    let auto_increment = group.boolean("auto_increment").unwrap_or(false);
    let suffix = suffix?;
    if let Some(bad) =
        suffix.value.chars().find(|c| !(c.is_ascii_alphanumeric() || "._+~^%{}?:!".contains(*c)))
    {
        let message = format!("`suffix`: `{}` cannot be part of a release", bad.escape_default());
        group.reader.error("suffix-not-release", suffix.span, message).help =
            Some("write letters, digits and `._+~^`".to_owned());
        return None;
    }
    if auto_increment && !suffix.value.ends_with(|c: char| c.is_ascii_digit()) {
        let message =
            format!("`suffix`: `{}` ends without the number that `auto_increment` counts", suffix.value);
        group.reader.error("suffix-no-number", suffix.span, message).help =
            Some(format!("write `{}.1`", suffix.value.trim_end_matches('.')));
        return None;
    }
    Some(ModifyRelease { suffix, enabled, auto_increment })
}

fn changelog_entry(reader: &mut Reader<'_>, node: &Node) -> Option<ChangelogEntry> {
    let mut group =
        Group::open(reader, node, "changelog_entry", &["name", "email", "line"], Severity::Error)?;
    let name = group.text("name");
    let email = group.text("email");
    let line = group.texts("line")?;
    if line.iter().all(|item| item.value.trim().is_empty()) {
        let span = group.mapping.get("line").map_or(group.span, |entry| entry.key_span);
        group.reader.error("empty-value", span, "`line` has no text");
        return None;
    }
    Some(ChangelogEntry { span: group.span, name: name?, email: email?, line })
}

fn add_file(reader: &mut Reader<'_>, node: &Node) -> Option<AddFile> {
    let keys = ["type", "name", "number", "modify_spec", "insert_almalinux_line", "no_backup"];
    let mut group = Group::open(reader, node, "add_files", &keys, Severity::Error)?;
    let kind =
        group.word("type", "type-unknown", &[("patch", FileKind::Patch), ("source", FileKind::Source)]);
    let name = group.text("name");
    let is_inside = name.as_ref().is_none_or(|name| group.inside("name", name));
    let number = number(&mut group);
    let modify_spec = group.boolean("modify_spec").unwrap_or(true);
    let insert_marker = group.boolean("insert_almalinux_line");
    let no_backup = group.boolean("no_backup").unwrap_or(false);
    let name = name.filter(|_| is_inside)?;
    Some(AddFile { kind: kind?, name, number: number?, modify_spec, insert_marker, no_backup })
}

fn number(group: &mut Group<'_, '_, '_>) -> Option<Spanned<Number>> {
    if group.mapping.get("number").is_none() {
        return Some(Spanned::new(Number::Latest, group.span));
    }
    let node = group.value("number")?;
    let scalar = node.scalar();
    let given = match scalar.map(|scalar| scalar.kind) {
        Some(ScalarKind::Integer(integer)) => integer.value.and_then(|value| u64::try_from(value).ok()),
        Some(ScalarKind::Text) if scalar.is_some_and(|scalar| scalar.text == "Latest") => {
            return Some(Spanned::new(Number::Latest, node.span));
        }
        _ => None,
    };
    if let Some(given) = given.filter(|&given| given > 0) {
        return Some(Spanned::new(Number::Given(given), node.span));
    }
    let text = scalar.map(|scalar| scalar.text.as_str()).unwrap_or_default();
    let quoted = scalar.filter(|scalar| !scalar.plain && text.parse::<u64>().is_ok_and(|number| number > 0));
    let fix = quoted.map(|_| Fix::safe(node.span.start, node.span.end, text));
    let message = format!("`number` is {}, and not a whole number from 1 or `Latest`", node.describe());
    let help = match (fix.is_some(), text.eq_ignore_ascii_case("latest")) {
        (true, _) => format!("write `{text}`, without quotes"),
        (false, true) => "write `Latest`".to_owned(),
        (false, false) => "write a number, or `Latest` for one more than the last".to_owned(),
    };
    let found = group.reader.error("number-invalid", node.span, message);
    found.help = Some(help);
    found.fix = fix;
    None
}

fn delete_file(reader: &mut Reader<'_>, node: &Node) -> Option<DeleteFile> {
    let mut group = Group::open(reader, node, "delete_files", &["file_name"], Severity::Error)?;
    let name = group.text("file_name")?;
    group.inside("file_name", &name).then_some(DeleteFile { name })
}

fn run_script(reader: &mut Reader<'_>, node: &Node) -> Option<RunScript> {
    let mut group = Group::open(reader, node, "run_script", &["script", "cwd"], Severity::Error)?;
    let script = group.text("script");
    let folders = [("rpms", ScriptFolder::Package), ("autopatch", ScriptFolder::Config)];
    let folder = match group.mapping.get("cwd") {
        Some(_) => group.word("cwd", "cwd-unknown", &folders),
        None => Some(ScriptFolder::Package),
    };
    let script = script.filter(|script| group.inside("script", script))?;
    Some(RunScript { script, folder: folder? })
}

fn add_line(reader: &mut Reader<'_>, node: &Node) -> Option<AddLine> {
    let keys = ["target", "section", "location", "content", "subpackage"];
    let mut group = Group::open(reader, node, "add_line", &keys, Severity::Error)?;
    let target = group.text("target");
    if let Some(target) = target.as_ref().filter(|target| target.value != "spec") {
        let message =
            format!("`target`: `{}` is not `spec`, the only target of `add_line`", shown(&target.value));
        group.reader.error("target-not-spec", target.span, message).help = Some("write `spec`".to_owned());
    }
    let section = group.text("section").filter(|section| is_section(&mut group, section));
    let location =
        group.word("location", "location-unknown", &[("top", Location::Top), ("bottom", Location::Bottom)]);
    let content = group.text("content");
    let subpackage = group.optional_text("subpackage").filter(|subpackage| !subpackage.value.is_empty());
    let target = target.filter(|target| target.value == "spec")?;
    Some(AddLine { target, section: section?, location: location?, content: content?, subpackage })
}

/// Reports a section that rpm does not know.
fn is_section(group: &mut Group<'_, '_, '_>, section: &Spanned<String>) -> bool {
    let name = section.value.as_str();
    let known = || SECTIONS.iter().copied().chain([PREAMBLE]);
    if known().any(|known| known == name) {
        return true;
    }
    let bare = name.trim().trim_start_matches('%').to_lowercase();
    let meant = known().find(|known| *known == bare).or_else(|| nearest(&bare, known()));
    let message = format!("`section`: `{}` is not a section that rpm knows", shown(name));
    group.reader.error("section-unknown", section.span, message).help = Some(match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => {
            "write the name of a section without `%`, such as `install`; `global` is the preamble".to_owned()
        }
    });
    false
}
