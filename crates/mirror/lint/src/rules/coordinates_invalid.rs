use maneki_ground_diagnostics::{RuleCode, Severity};

use crate::rule::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: RuleCode("coordinates-invalid"),
    severities: &[Severity::Error, Severity::Warning],
    summary: "Latitude and longitude are no place on Earth, or only one of them is given.",
    what: "Finds latitudes outside of -90 to 90, longitudes outside of -180 to 180, and one without the other.",
    why: "Distances to clients would be nonsense. A single coordinate is ignored, which is a warning; an impossible one is an error.",
    example: "geolocation:
  latitude: 152.5
  longitude: 13.4",
    fix: "Write both in degrees, latitude first: `latitude: 52.5`, `longitude: 13.4`.",
    check: Check::Loading,
};
