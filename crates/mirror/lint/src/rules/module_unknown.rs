use maneki_ground_diagnostics::{RuleCode, Severity, Suggestions};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::ModuleName;

use crate::mirror_file::MirrorFile;
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("module-unknown"),
        severities: &[Severity::Warning],
        summary: "The distribution does not have this module.",
        what: "Finds modules in `address_optional` that `optional_module_versions` in `config.yml` does not list.",
        why: "Clients cannot request it. Usually it is a typing error, and the mirror is missing from the intended module.",
        example: "address_optional:
  nxet:
    http: http://mirror.example.org/next/",
        fix: "Write the name as `config.yml` has it.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, world, findings);
    }
}

fn check_file(file: &MirrorFile, world: &World, findings: &mut Findings<'_>) {
    let Some(catalog) = &world.catalog else { return };
    let Some(modules) = file.root().get("address_optional").and_then(|entry| entry.node.mapping()) else {
        return;
    };
    let mut suggestions = Suggestions::new();
    for entry in &modules.entries {
        let mut known = catalog.modules.keys().map(ModuleName::as_str);
        if known.clone().any(|module| module == entry.key) {
            continue;
        }
        let shown = maneki_ground_diagnostics::shown(&entry.key);
        let help = match suggestions.nearest(&entry.key, known.clone()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => match known.next() {
                Some(_) => format!(
                    "the modules are: {}",
                    catalog.modules.keys().map(|module| format!("`{module}`")).collect::<Vec<_>>().join(", ")
                ),
                None => "the distribution has no modules".to_owned(),
            },
        };
        findings.warn(
            &file.path,
            entry.key_span,
            format!("`address_optional`: there is no module `{shown}`"),
            help,
        );
    }
}
