use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};

use super::file_name_differs::is_called_like_its_hosts;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("host-differs-from-name"),
        severities: &[Severity::Info],
        summary: "The URLs of a mirror have another host than its name.",
        what: "Finds mirrors with a URL of the main tree whose host is not the name of the mirror. `rsync.` and `ftp.` in front of the name are usual for such URLs.",
        why: "It works, because Maneki uses the URL. But people see and resolve the name, and other programs resolve it instead of the host.",
        example: "name: mirror.example.org
address:
  http: http://files.example.org/os/",
        fix: "Use one name for both, unless there is a reason for two.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for (place, file) in world.mirrors.iter().enumerate() {
        let Some(name) = file.name() else { continue };
        // Another rule reports a name that is wrong.
        let wrong_name = file.stem() != name.value && is_called_like_its_hosts(file);
        if wrong_name || world.swapped.contains_key(&place) {
            continue;
        }
        let host_of_name = host(name.value);
        let mut reported = BTreeSet::new();
        for (url, declared) in file.named_urls() {
            let host = url.host();
            // `rsync.mirror.example.org` belongs to `mirror.example.org`.
            let of_protocol =
                host.strip_prefix(url.protocol().scheme()).and_then(|host| host.strip_prefix('.'));
            if host != host_of_name && of_protocol != Some(&host_of_name) && reported.insert(host) {
                let called = maneki_ground_diagnostics::shown(name.value);
                let message =
                    format!("{}: the host is `{host}`, but the mirror is called `{called}`", declared.at);
                findings.advise(
                    &file.path,
                    declared.node.span,
                    message,
                    "use one name for both, unless there is a reason for two",
                );
            }
        }
    }
}

/// The name in the form of the host of a URL: lower case, letters beyond ASCII encoded.
fn host(name: &str) -> String {
    let url = url::Url::parse(&format!("http://{name}/")).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| name.to_lowercase())
}
