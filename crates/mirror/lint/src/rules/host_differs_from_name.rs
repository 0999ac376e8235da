use std::collections::BTreeSet;

use maneki_ground_diagnostics::{RuleCode, Severity};

use super::file_name_differs::is_called_like_its_hosts;
use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("host-differs-from-name"),
    severities: &[Severity::Info],
    summary: "The URLs of a mirror have another host than its name.",
    what: "Finds mirrors of which a URL of the main tree names a host that is not the name of the mirror. `rsync.` and `ftp.` in front of the name are usual for such URLs.",
    why: "Nothing is wrong with it here: the URL counts. But the name is what people see and look up, and the service that this one replaces resolved it instead of the host.",
    example: "name: mirror.example.org
address:
  http: http://files.example.org/os/",
    fix: "Use one name for both, if there is no reason for two.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    for (place, file) in whole.mirrors.iter().enumerate() {
        let Some(name) = &file.name else { continue };
        // That one of them is wrong is told already.
        let wrong_name = file.stem() != name.value && is_called_like_its_hosts(file);
        if wrong_name || whole.swapped.contains_key(&place) {
            continue;
        }
        let host_of_name = host(name.value);
        let mut told = BTreeSet::new();
        for (url, node) in file.named_urls() {
            let host = url.host();
            // `rsync.mirror.example.org` belongs to `mirror.example.org`.
            let of_protocol =
                host.strip_prefix(url.protocol().scheme()).and_then(|host| host.strip_prefix('.'));
            if host != host_of_name && of_protocol != Some(&host_of_name) && told.insert(host) {
                let called = maneki_ground_diagnostics::shown(name.value);
                let message = format!("the host is `{host}`, the mirror is called `{called}`");
                findings.advise(file.path, node.span, message, "use one name for both if you can");
            }
        }
    }
}

/// The name as the host of a URL is written: lower case, letters beyond ASCII encoded.
fn host(name: &str) -> String {
    let url = url::Url::parse(&format!("http://{name}/")).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| name.to_lowercase())
}
