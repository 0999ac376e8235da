use std::collections::BTreeSet;

use maneki_ground_diagnostics::{Fix, RuleCode, Severity};
use maneki_mirror_model::{BaseUrl, Protocol};

use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("file-name-differs"),
    severities: &[Severity::Warning],
    summary: "A file is not called like its mirror.",
    what: "Finds mirror files whose name is not the name of the mirror with `.yml` behind it.",
    why: "People look for a mirror by the name of its file, and two files can declare one name without anybody noticing.",
    example: "name: mirror.example.org  # in the file mirrors.example.org.yml",
    fix: "Rename the file, or correct the name, as the message says: if the URLs have the name of the file, `--fix --unsafe-fixes` writes it. Capitals and whatever else is odd about the name itself have rules of their own.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let there: BTreeSet<String> = whole.source.mirrors.iter().map(|file| file.path.to_lowercase()).collect();
    for (place, file) in whole.mirrors.iter().enumerate() {
        let Some(name) = &file.name else { continue };
        let has_finding_of_its_own = whole.swapped.contains_key(&place)
            || whole.shared_names.contains(&name.value.to_lowercase())
            || !is_plain(name.value);
        if file.stem() == name.value || has_finding_of_its_own {
            continue;
        }
        let shown = maneki_ground_diagnostics::shown(name.value);
        let message = format!("the file is called `{}`, the mirror `{shown}`", file.file_name());
        let folder = file.path.strip_suffix(file.file_name()).unwrap_or_default();
        let is_taken = there.contains(&format!("{folder}{}.yml", name.value).to_lowercase());
        if is_called_like_its_hosts(file) {
            let stem = maneki_ground_diagnostics::shown(file.stem());
            let help = format!("the URLs have the host `{stem}` as well: write `name: {stem}`");
            let fix = name.node.rewritten(file.text, file.stem()).map(Fix::unsafely);
            findings.warn(file.path, name.node.span, message, help).fix = fix;
        } else if is_taken {
            let help = format!("correct the name: another file is called `{shown}.yml`");
            findings.warn(file.path, name.node.span, message, help);
        } else {
            findings.warn(file.path, name.node.span, message, format!("rename the file to `{shown}.yml`"));
        }
    }
}

/// Whether nothing is to be said about the name itself.
fn is_plain(name: &str) -> bool {
    let has_capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
    name.is_ascii() && !has_capitals && super::name_not_host_name::problem(name).is_none()
}

/// Whether the file is called like the host of its URLs, of all that clients get: then it is the name that is wrong.
pub(super) fn is_called_like_its_hosts(file: &MirrorFile<'_>) -> bool {
    let handed_out = |url: &&BaseUrl| matches!(url.protocol(), Protocol::Http | Protocol::Https);
    let mut hosts = file.named_urls().map(|(url, _)| url).filter(handed_out).map(BaseUrl::host).peekable();
    hosts.peek().is_some() && hosts.all(|host| host == file.stem())
}
