use maneki_diagnostics::{RuleCode, Severity};

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::suggest::nearest;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("repository-arch-unknown"),
    severities: &[Severity::Error],
    summary: "A repository has an architecture that its versions do not have.",
    what: "Finds entries of a repository's `arches` that `arches` lists for none of its versions.",
    why: "Clients of that architecture get an error, and nobody checks the repository for it. The service that this one replaces refuses such a config as a whole; here the entry has no effect.",
    example: r#"arches: {"9": [x86_64]}
repos:
  - {name: rt, path: RT/, arches: [sparc]}"#,
    fix: "Write the architecture as `arches` has it, or add it there.",
    check: Check::Config(check),
};

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    for repository in config.repositories() {
        let versions = ConfigFile::list(repository, "versions");
        let known: Vec<&str> = if versions.is_empty() {
            config.arches().flat_map(|(_, arches)| arches).collect()
        } else {
            versions.iter().flat_map(|(version, _)| config.arches_of(version)).collect()
        };
        if known.is_empty() {
            continue;
        }
        for (arch, span) in ConfigFile::list(repository, "arches") {
            if !known.contains(&arch) {
                let shown = maneki_diagnostics::shown(arch);
                let message = format!("no version of this repository has the architecture `{shown}`");
                let help = match nearest(arch, known.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "add it to `arches`, or remove it here".to_owned(),
                };
                findings.refuse(config.path, span, message, help);
            }
        }
    }
}
