use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::Protocol;

use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};
use crate::whole::Whole;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("duplicate-url"),
    severities: &[Severity::Warning],
    summary: "Two mirrors have one URL.",
    what: "Finds base URLs that an earlier file declares as well, and modules that lie where the main tree lies.",
    why: "One server is counted, checked and handed out twice; clients that turn to the second one after the first failed find the same failure. Mostly a file was copied and not finished.",
    example: "address:
  http: http://mirror.example.org/os/  # and the same in another file",
    fix: "Write the URL of this mirror, or remove the file that is out of date.",
    check: Check::Across(check),
};

fn check(whole: &Whole<'_>, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<String, (usize, Option<&str>, u32)> = BTreeMap::new();
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (place, file) in whole.mirrors.iter().enumerate() {
        for declared in &file.urls {
            let Some(url) = &declared.url else { continue };
            let text = url.as_str();
            let path = text
                .split_once("://")
                .and_then(|(_, rest)| rest.split_once('/'))
                .map_or("", |(_, path)| path);
            let port = text.split_once("://").and_then(|(_, rest)| rest.split('/').next()?.rsplit_once(':'));
            let default = match url.protocol() {
                Protocol::Http => "80",
                Protocol::Https => "443",
                Protocol::Rsync => "873",
                Protocol::Ftp => "21",
            };
            let port = port.map_or("", |(_, port)| port.trim_start_matches('0'));
            let port = if port == default { "" } else { port };
            let key = format!("{}://{}:{port}/{path}", url.protocol(), url.host());
            let span = declared.node.span;
            match seen.get(&key) {
                None => _ = seen.insert(key, (place, declared.module, span.line)),
                // Within one tree a URL stands under a wrong key, which is told already.
                Some(&(first, module, _)) if first == place && module == declared.module => {}
                Some(&(first, _, line)) if first == place => {
                    let message = format!("the same URL stands on line {line} already");
                    findings.warn(file.path, span, message, "write where this tree lies");
                }
                Some(&(first, _, line)) => {
                    let Some(other) = whole.mirrors.get(first) else { continue };
                    let name = |file: &MirrorFile<'_>| file.name.map(|name| name.value.to_lowercase());
                    // One name for two files is told already, as is another URL of the same two.
                    if name(file) == name(other) || !told.insert((first, place)) {
                        continue;
                    }
                    let message = format!("{}:{line} declares the same URL", other.path);
                    let help = "write the URL of this mirror, or remove one of the files";
                    findings.warn(file.path, span, message, help);
                }
            }
        }
    }
}
