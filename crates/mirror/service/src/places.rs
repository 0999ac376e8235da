use std::collections::BTreeMap;
use std::net::IpAddr;

use maneki_mirror_geo::{Atlas, Location};
use maneki_mirror_model::{Coordinates, Position};
use maneki_mirror_registry::{Geolocation, Mirror, Registry};
use maneki_mirror_snapshot::{Basis, Place, Places};

/// The known addresses of the hosts of mirrors.
pub type Addresses = BTreeMap<Box<str>, Vec<IpAddr>>;

/// The location of every mirror of a registry.
pub(crate) fn places(registry: &Registry, atlas: &Atlas, addresses: &Addresses) -> Places {
    let mirrors = registry.mirrors.values();
    mirrors.map(|mirror| (mirror.name.clone(), place(mirror, atlas, addresses))).collect()
}

/// The declared location wins over a looked-up one: the coordinates in the file, those of the city, those of the address
/// if it is in the declared country, or the centroid of the country, in this order.
fn place(mirror: &Mirror, atlas: &Atlas, addresses: &Addresses) -> Place {
    let declared = &mirror.geolocation;
    let addresses = addresses_of(mirror, addresses);
    let located: Vec<Location> = addresses.iter().map(|&address| atlas.locate(address)).collect();
    let country = declared.country.or_else(|| located.iter().find_map(|location| location.country));
    let by_address = located.iter().filter(|location| location.country == country).find_map(exact);
    let coordinates = (declared.coordinates.map(|at| (at, Basis::Declared)))
        .or_else(|| city(declared).map(|at| (at, Basis::City)))
        .or_else(|| by_address.map(|at| (at, Basis::Address)))
        .or_else(|| maneki_mirror_geo::centroid(country?).map(|at| (at, Basis::Country)));
    let asn = located.iter().find_map(|location| location.asn);
    Place { country, coordinates, addresses, asn }
}

fn addresses_of(mirror: &Mirror, addresses: &Addresses) -> Vec<IpAddr> {
    let mut found = Vec::new();
    for url in mirror.urls.iter() {
        let resolved = addresses.get(url.host()).map_or(&[][..], Vec::as_slice);
        for address in url.address().iter().chain(resolved) {
            if !found.contains(address) {
                found.push(*address);
            }
        }
    }
    found
}

fn city(declared: &Geolocation) -> Option<Coordinates> {
    maneki_mirror_geo::city(declared.country?, declared.state.as_deref(), declared.city.as_deref()?)
}

fn exact(location: &Location) -> Option<Coordinates> {
    match location.position? {
        Position::Place(at) => Some(at),
        Position::Centroid(_) => None,
    }
}
