use maneki_diagnostics::{RuleCode, Severity};
use maneki_model::Protocol;

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("host-differs-from-name"),
    severities: &[Severity::Info],
    summary: "The URLs of a mirror have another host than its name.",
    what: "Finds mirrors of which an http or https URL names a host that is not the name of the mirror.",
    why: "Nothing is wrong with it here: the URL counts. But the name is what people see and look up, and the service that this one replaces resolved it instead of the host.",
    example: "name: mirror.example.org
address:
  http: http://files.example.org/os/",
    fix: "Use one name for both, if there is no reason for two.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, _: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(name) = &file.name else { return };
    let host_of_name = host(name.value);
    let handed_out = |protocol| matches!(protocol, Protocol::Http | Protocol::Https);
    let mut told: Vec<&str> = Vec::new();
    for declared in file.urls.iter().filter(|declared| declared.module.is_none()) {
        let Some(url) = declared.url.as_ref().filter(|url| handed_out(url.protocol())) else { continue };
        // A host that is an address has a rule of its own.
        if url.host() == host_of_name || url.address().is_some() || told.contains(&url.host()) {
            continue;
        }
        told.push(url.host());
        let message = format!(
            "the host is `{}`, the mirror is called `{}`",
            url.host(),
            maneki_diagnostics::shown(name.value)
        );
        findings.advise(file.path, declared.node.span, message, "use one name for both if you can");
    }
}

/// The name as the host of a URL is written: lower case, letters beyond ASCII encoded.
fn host(name: &str) -> String {
    let url = url::Url::parse(&format!("http://{name}/")).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| name.to_lowercase())
}
