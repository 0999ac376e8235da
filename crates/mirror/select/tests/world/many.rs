//! A registry of any size, made from a real one: its mirrors repeated, each copy somewhere around.

use std::sync::Arc;

use maneki_mirror_model::{BaseUrl, Coordinates, MirrorName};
use maneki_mirror_registry::{Mirror, Registry, Subnets, Urls};
use maneki_mirror_snapshot::{Place, Places};
use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

/// Repeats a registry until it has so many mirrors, each copy at most so many degrees from the original; at none
/// the large cities have hundreds at one point.
pub(crate) fn repeated(registry: &Registry, places: &Places, size: usize, apart: f64) -> (Registry, Places) {
    let mut lots = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut many = Registry { catalog: registry.catalog.clone(), mirrors: registry.mirrors.clone() };
    let mut many_places = places.clone();
    for copy in 1.. {
        for mirror in registry.mirrors.values() {
            if many.mirrors.len() >= size {
                return (many, many_places);
            }
            let name = MirrorName::parse(&format!("copy{copy}.{}", mirror.name)).unwrap();
            let place = places.get(&mirror.name).cloned().unwrap_or_default();
            many_places.insert(name.clone(), moved(place, apart, &mut lots));
            many.mirrors.insert(name.clone(), renamed(mirror, name, copy));
        }
    }
    (many, many_places)
}

fn renamed(mirror: &Mirror, name: MirrorName, copy: u32) -> Mirror {
    let urls = |urls: &Urls| Urls::new(urls.iter().map(|url| elsewhere(url, copy)));
    Mirror {
        path: Arc::from(format!("mirrors.d/{name}.yml")),
        name,
        urls: urls(&mirror.urls),
        modules: mirror.modules.iter().map(|(module, known)| (module.clone(), urls(known))).collect(),
        // Networks stay with the original: each has one mirror, in a large registry as in a small one.
        subnets: Subnets::default(),
        ..mirror.clone()
    }
}

fn elsewhere(url: &BaseUrl, copy: u32) -> BaseUrl {
    BaseUrl::parse(&format!("{url}/copy{copy}")).unwrap()
}

fn moved(place: Place, apart: f64, lots: &mut Xoshiro256PlusPlus) -> Place {
    let mut around = |degrees: f64| degrees + lots.random_range(-apart..=apart);
    let coordinates = place.coordinates.and_then(|(at, basis)| {
        let there = Coordinates::new(around(at.latitude()), around(at.longitude()));
        Some((there?, basis))
    });
    Place { coordinates, ..place }
}
