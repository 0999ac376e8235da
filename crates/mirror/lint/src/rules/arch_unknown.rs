use maneki_ground_diagnostics::{RuleCode, Severity, shown};
use maneki_mirror_model::Arch;

use crate::config_file::ConfigFile;
use crate::findings::Findings;
use crate::rule::{Check, Rule};
use crate::suggest::Suggestions;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("arch-unknown"),
    severities: &[Severity::Warning],
    summary: "An architecture is one that no client names.",
    what: "Finds items of `arches` at the top level that dnf never puts in the place of `$basearch`.",
    why: "Mirrors are asked for folders of this name, which are on none of them, and clients of the architecture that was meant get an error.",
    example: r#"arches: {"9": [x86-64]}"#,
    fix: "Write the architecture as dnf names it: `rpm --eval '%{_arch}'` mostly says it on such a machine.",
    check: Check::Config(check),
};

/// What dnf makes of the machines that it runs on, and the second level of x86-64, which distributions build apart.
const KNOWN: &[&str] = &[
    "aarch64",
    "alpha",
    "arm",
    "armhfp",
    "i386",
    "ia64",
    "loongarch64",
    "mips",
    "mips64",
    "mips64el",
    "mipsel",
    "noarch",
    "ppc",
    "ppc64",
    "ppc64le",
    "riscv128",
    "riscv32",
    "riscv64",
    "s390",
    "s390x",
    "sh3",
    "sh4",
    "sparc",
    "sparc64",
    "x86_64",
    "x86_64_v2",
    "x86_64_v3",
];

fn check(config: &ConfigFile<'_>, findings: &mut Findings<'_>) {
    let mut suggestions = Suggestions::new();
    for entry in config.group("arches").into_iter().flat_map(|group| &group.entries) {
        for (arch, span) in ConfigFile::items(&entry.node) {
            // What can be no name of an architecture at all is told by loading.
            if KNOWN.contains(&arch) || Arch::parse(arch).is_err() {
                continue;
            }
            let help = match suggestions.nearest(arch, KNOWN.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write what `$basearch` is on such a machine".to_owned(),
            };
            findings.warn(config.path, span, format!("no client calls its machine `{}`", shown(arch)), help);
        }
    }
}
