use maneki_ground_yaml::{Group, Report};
use maneki_mirror_model::Coordinates;

use super::values;
use crate::codes;
use crate::keys::{GEOLOCATION, Shape};
use crate::mirror::Geolocation;

/// The location of a mirror.
pub(super) fn geolocation(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Geolocation {
    let Some(group) = group.get("geolocation").and_then(|field| field.group(&GEOLOCATION, report)) else {
        return Geolocation::default();
    };
    // `no` is Norway.
    let country = group.get("country").and_then(|field| field.text_spelled(str::to_uppercase, report));
    Geolocation {
        country: country.and_then(|text| values::country(&text, report)),
        coordinates: coordinates(&group, report),
        continent: words(&group, "continent", report),
        state: words(&group, "state_province", report),
        city: words(&group, "city", report),
    }
}

/// A text that the operator may leave empty.
fn words(group: &Group<'_, Shape>, key: &str, report: &mut Report<'_>) -> Option<Box<str>> {
    let field = group.get(key).filter(|field| !field.is_empty())?;
    field.text(report).map(|text| text.value.trim().into())
}

fn coordinates(group: &Group<'_, Shape>, report: &mut Report<'_>) -> Option<Coordinates> {
    let (latitude, longitude) = (group.get("latitude"), group.get("longitude"));
    let span = latitude.as_ref().or(longitude.as_ref())?.span();
    let is_alone = latitude.is_some() != longitude.is_some();
    let degrees = [latitude, longitude].map(|field| field.and_then(|field| values::degrees(&field, report)));
    if is_alone && degrees.iter().any(Option::is_some) {
        let message = "`geolocation`: `latitude` and `longitude` only count together";
        report.warning(codes::COORDINATES_INVALID, span, message, "write both, or remove both");
    }
    // A value of the wrong type is already reported.
    let [Some(latitude), Some(longitude)] = degrees else { return None };
    let coordinates = Coordinates::new(latitude, longitude);
    if coordinates.is_none() {
        let message = format!("`geolocation`: {latitude}, {longitude} is not a place on Earth");
        let help = "latitudes are from -90 to 90, longitudes from -180 to 180";
        report.error_with_help(codes::COORDINATES_INVALID, span, &message, help);
    }
    coordinates
}
