use std::collections::{BTreeMap, BTreeSet};

use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::Protocol;

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("duplicate-url"),
        severities: &[Severity::Warning],
        summary: "Two mirrors have the same URL.",
        what: "Finds base URLs that an earlier file also declares, and modules at the URL of the main tree.",
        why: "Maneki counts, checks and serves the same server twice. A client that tries the second mirror after the first one failed meets the same failure. Usually a file was copied and not finished.",
        example: "address:
  http: http://mirror.example.org/os/  # and the same in another file",
        fix: "Write the URL of this mirror, or remove the file that is out of date.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<String, (usize, Option<&str>, u32)> = BTreeMap::new();
    let mut reported: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (place, file) in world.mirrors.iter().enumerate() {
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
                None => _ = seen.insert(key, (place, declared.module(), span.line)),
                // Within one tree, one of the two is under a wrong key, and another rule reports that.
                Some(&(first, module, _)) if first == place && module == declared.module() => {}
                Some(&(first, _, line)) if first == place => {
                    let message = format!("{}: the URL is already on line {line}", declared.at);
                    findings.warn(&file.path, span, message, "write the URL of this tree");
                }
                Some(&(first, _, line)) => {
                    let Some(other) = world.mirrors.get(first) else { continue };
                    let name = |file: &MirrorFile| file.name().map(|name| name.value.to_lowercase());
                    // Another rule reports a repeated name; another URL of the same two files is one problem.
                    if name(file) == name(other) || !reported.insert((first, place)) {
                        continue;
                    }
                    let message = format!("{}: {}:{line} declares the same URL", declared.at, other.path);
                    let help = "write the URL of this mirror, or remove one of the files";
                    findings.warn(&file.path, span, message, help);
                }
            }
        }
    }
}
