use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_mirror_model::CountryCode;

use crate::context::Context;
use crate::findings::Findings;
use crate::mirror_file::{MirrorFile, text_of};
use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("city-unknown"),
    severities: &[Severity::Info],
    summary: "A city is not found in its country.",
    what: "Finds combinations of country, state and city that the gazetteer does not know, and cities without a country.",
    why: "The mirror is then placed by its address or in the middle of its country, and clients nearby are sent elsewhere.",
    example: "geolocation:
  country: DE
  city: Atlantis",
    fix: "Check the spelling; names in English and in the local language are known. Or give `latitude` and `longitude`.",
    check: Check::Mirror(check),
};

fn check(file: &MirrorFile<'_>, context: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(group) = file.root.get("geolocation").and_then(|entry| entry.node.mapping()) else { return };
    let Some(city) = text_of(group, "city").filter(|city| !city.value.trim().is_empty()) else { return };
    if group.get("latitude").is_some() && group.get("longitude").is_some() {
        return;
    }
    let Some(written) = text_of(group, "country") else {
        let message = "a city without a country is not looked up";
        findings.advise(file.path, city.node.span, message, "add `country`");
        return;
    };
    let country = written.value.trim();
    // A country that is none is told by a rule of its own.
    let Some(country) = CountryCode::parse(country).or_else(|| CountryCode::from_name(country)) else {
        return;
    };
    let state = text_of(group, "state_province").map(|state| state.value.trim());
    let state = state.filter(|state| !state.is_empty());
    if let Some(size) = context.options.city_size
        && size(country, state, city.value.trim()).is_none()
    {
        let shown = maneki_ground_diagnostics::shown(city.value.trim());
        let message = format!("the city `{shown}` is not known in {}", country.name());
        let help = "check the spelling of city and state, or add `latitude` and `longitude`";
        findings.advise(file.path, city.node.span, message, help);
    }
}
