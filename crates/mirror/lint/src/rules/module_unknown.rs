use maneki_ground_diagnostics::{RuleCode, Severity};

use maneki_mirror_model::ModuleName;

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::MirrorFile;
use crate::rule::{Check, Rule};
use crate::suggest::Suggestions;

pub(super) const RULE: Rule = Rule {
    code: RuleCode("module-unknown"),
    severities: &[Severity::Warning],
    summary: "A module is named that the distribution does not have.",
    what: "Finds modules in `address_optional` that `optional_module_versions` in `config.yml` does not name.",
    why: "Nobody can ask for it; mostly it is a typing error, and the mirror is missing where the module is asked for.",
    example: "address_optional:
  nxet:
    http: http://mirror.example.org/next/",
    fix: "Write the name as `config.yml` has it.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(catalog) = context.catalog else { return };
    let Some(modules) = file.root.get("address_optional").and_then(|entry| entry.node.mapping()) else {
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
        findings.warn(file.path, entry.key_span, format!("there is no module `{shown}`"), help);
    }
}
