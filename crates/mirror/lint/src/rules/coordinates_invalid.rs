use maneki_ground_diagnostics::{RuleCode, Severity};
use maneki_ground_lint::{Check, Rule, RuleDoc};

use crate::world::World;

pub(super) const RULE: Rule<World> = Rule {
    doc: RuleDoc {
        code: RuleCode("coordinates-invalid"),
        severities: &[Severity::Error, Severity::Warning],
        summary: "Latitude and longitude are not a place on Earth, or one of them is missing.",
        what: "Finds latitudes outside -90 to 90, longitudes outside -180 to 180, and one without the other.",
        why: "Distances to clients would be wrong. A single coordinate is ignored, which is a warning; an impossible one is an error.",
        example: "geolocation:
  latitude: 152.5
  longitude: 13.4",
        fix: "Write both in degrees: `latitude: 52.5`, `longitude: 13.4`.",
    },
    check: Check::Loading("registry::lower::geolocation::coordinates"),
};
