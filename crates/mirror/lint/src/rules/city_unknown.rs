use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Findings, Rule, RuleDoc};
use maneki_mirror_model::CountryCode;

use crate::mirror_file::{MirrorFile, text_of};
use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("city-unknown"),
        severities: &[Severity::Info],
        summary: "A city is not found in its country.",
        what: "Finds combinations of country, state and city that the gazetteer does not contain, and cities without a country.",
        why: "Maneki then locates the mirror by its address or in the middle of its country, and nearby clients get other mirrors.",
        example: "geolocation:
  country: DE
  city: Atlantis",
        fix: "Check the spelling: the gazetteer contains English and local names. Or add `latitude` and `longitude`.",
    },
    check: Check::World(check),
};

fn check(world: &World, findings: &mut Findings<'_>) {
    for file in &world.mirrors {
        check_file(file, world, findings);
    }
}

fn check_file(file: &MirrorFile, world: &World, findings: &mut Findings<'_>) {
    let Some(group) = file.root().get("geolocation").and_then(|entry| entry.node.mapping()) else { return };
    let Some(city) = text_of(group, "city").filter(|city| !city.value.trim().is_empty()) else { return };
    if group.get("latitude").is_some() && group.get("longitude").is_some() {
        return;
    }
    let Some(written) = text_of(group, "country") else {
        let message = "`geolocation.city` has no effect without a country";
        findings.advise(&file.path, city.node.span, message, "add `country`");
        return;
    };
    let country = written.value.trim();
    // Another rule reports a text that is not a country.
    let Some(country) = CountryCode::parse(country).or_else(|| CountryCode::from_name(country)) else {
        return;
    };
    let state = text_of(group, "state_province").map(|state| state.value.trim());
    let state = state.filter(|state| !state.is_empty());
    if let Some(size) = world.options.city_size
        && size(country, state, city.value.trim()).is_none()
    {
        let shown = maneki_ground_diagnostics::shown(city.value.trim());
        let message = format!("`geolocation.city`: `{shown}` is not known in {}", country.name());
        let help = "check the spelling of city and state, or add `latitude` and `longitude`";
        findings.advise(&file.path, city.node.span, message, help);
    }
}
