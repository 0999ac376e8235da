use maneki_ground_diagnostics::{RuleCode, Severity, Suggestions, shown};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::Arch;

use crate::config_file::ConfigFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("arch-unknown"),
        severities: &[Severity::Warning],
        summary: "No client has this architecture.",
        what: "Finds items of `arches` at the top level that dnf never uses for `$basearch`.",
        why: "Maneki checks mirrors for folders of this name, which no mirror has, and clients of the intended architecture get an error.",
        example: r#"arches: {"9": [x86-64]}"#,
        fix: "Write the architecture as dnf names it: `rpm --eval '%{_arch}'` usually prints it on such a machine.",
    },
    check: Check::World(check),
};

/// The values that dnf has for `$basearch`, and the second level of x86-64, which distributions build separately.
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

fn check(world: &World, findings: &mut Findings<'_>) {
    if let Some(config) = &world.config {
        check_config(config, findings);
    }
}

fn check_config(config: &ConfigFile, findings: &mut Findings<'_>) {
    let mut suggestions = Suggestions::new();
    for entry in config.group("arches").into_iter().flat_map(|group| &group.entries) {
        for (arch, span) in ConfigFile::items(&entry.node) {
            // Loading reports a text that is not a name.
            if KNOWN.contains(&arch) || Arch::parse(arch).is_err() {
                continue;
            }
            let help = match suggestions.nearest(arch, KNOWN.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "write the value of `$basearch` on such a machine".to_owned(),
            };
            findings.warn(
                &config.path,
                span,
                format!("`arches`: no client has the architecture `{}`", shown(arch)),
                help,
            );
        }
    }
}
