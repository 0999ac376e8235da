use std::collections::BTreeSet;

use maneki_ground_diagnostics::{Fix, RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::{BaseUrl, Protocol};

use crate::mirror_file::MirrorFile;
use crate::paths::STANDARD_INPUT;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("file-name-differs"),
        severities: &[Severity::Warning],
        summary: "The name of a file is not the name of its mirror.",
        what: "Finds mirror files whose name is not the name of the mirror followed by `.yml`.",
        why: "People find a mirror by the name of its file, and a second file with the same name would not be noticed.",
        example: "name: mirror.example.org  # in the file mirrors.example.org.yml",
        fix: "Rename the file, or correct the name, as the message says: if the URLs have the name of the file, `--fix --unsafe-fixes` writes it. Other rules are about capitals and other mistakes in the name itself.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    let there: BTreeSet<String> = world.source.mirrors.iter().map(|file| file.path.to_lowercase()).collect();
    for (place, file) in world.mirrors.iter().enumerate() {
        let Some(name) = file.name().filter(|_| &*file.path != STANDARD_INPUT) else { continue };
        let has_finding_of_its_own = world.swapped.contains_key(&place)
            || world.shared_names.contains(&name.value.to_lowercase())
            || !is_plain(name.value);
        if file.stem() == name.value || has_finding_of_its_own {
            continue;
        }
        let shown = maneki_ground_diagnostics::shown(name.value);
        let message = format!("`name`: the file is called `{}`, and the mirror `{shown}`", file.file_name());
        let folder = file.path.strip_suffix(file.file_name()).unwrap_or_default();
        let is_taken = there.contains(&format!("{folder}{}.yml", name.value).to_lowercase());
        if is_called_like_its_hosts(file) {
            let stem = maneki_ground_diagnostics::shown(file.stem());
            let help = format!("the URLs also have the host `{stem}`: write `name: {stem}`");
            let fix = name.node.rewritten(&file.text, file.stem()).map(Fix::unsafely);
            findings.warn(&file.path, name.node.span, message, help).fix = fix;
        } else if is_taken {
            let help = format!("correct the name: another file is called `{shown}.yml`");
            findings.warn(&file.path, name.node.span, message, help);
        } else {
            findings.warn(&file.path, name.node.span, message, format!("rename the file to `{shown}.yml`"));
        }
    }
}

/// Whether no other rule has a finding about the name itself.
fn is_plain(name: &str) -> bool {
    let has_capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
    name.is_ascii() && !has_capitals && super::name_not_host_name::problem(name).is_none()
}

/// Whether the file has the name of the host of all URLs that clients get: then the name in it is wrong.
pub(super) fn is_called_like_its_hosts(file: &MirrorFile) -> bool {
    let handed_out = |url: &&BaseUrl| matches!(url.protocol(), Protocol::Http | Protocol::Https);
    let mut hosts = file.named_urls().map(|(url, _)| url).filter(handed_out).map(BaseUrl::host).peekable();
    hosts.peek().is_some() && hosts.all(|host| host == file.stem())
}
