//! Where mirrors are, by their files and the built-in tables, without the network.

use maneki_mirror_geo::centroid;
use maneki_mirror_model::Coordinates;
use maneki_mirror_registry::{Mirror, Registry};
use maneki_mirror_snapshot::{Basis, Place, Places};

/// The places of all mirrors.
pub(crate) fn places(registry: &Registry) -> Places {
    registry.mirrors.values().map(|mirror| (mirror.name.clone(), place(mirror))).collect()
}

/// Declared coordinates, else the city's, else the middle of the country.
pub(crate) fn place(mirror: &Mirror) -> Place {
    let country = mirror.geolocation.country;
    let declared = mirror.geolocation.coordinates.map(|at| (at, Basis::Declared));
    let coordinates = declared
        .or_else(|| city(mirror).map(|at| (at, Basis::City)))
        .or_else(|| centroid(country?).map(|at| (at, Basis::Country)));
    Place { country, coordinates, ..Place::default() }
}

/// The entry of the gazetteer for the city in the file.
pub(crate) fn city(mirror: &Mirror) -> Option<Coordinates> {
    let written = &mirror.geolocation;
    maneki_mirror_geo::city(written.country?, written.state.as_deref(), written.city.as_deref()?)
}
