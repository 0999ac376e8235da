use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};
use maneki_mirror_formats::{Envelope, Location, MirrorObject, nearest_objects};
use maneki_mirror_geo::Atlas;
use maneki_mirror_model::Coordinates;
use maneki_mirror_select::{Query, select};
use serde::Serialize;

use crate::asker::Asker;
use crate::edition::Edition;
use crate::published::Published;
use crate::refusal::json_headers;
use maneki_ground_web::{now, parse_address};

/// `/debug/json/all_mirrors`: every mirror by name. Private ones and e-mail addresses require the token.
pub(crate) async fn all_mirrors(
    State(published): State<Arc<Published>>,
    asker: Asker,
    headers: HeaderMap,
) -> Response {
    let audience = asker.audience(&headers);
    (json_headers(), published.all_mirrors(asker.edition, audience).await).into_response()
}

#[derive(Serialize)]
struct IpInfo {
    #[serde(flatten)]
    headers: BTreeMap<String, String>,
    geodata: BTreeMap<String, Location>,
}

/// `/debug/json/ip_info`: the caller's headers, and the location of each address that it could have.
pub(crate) async fn ip_info(asker: Asker, headers: HeaderMap) -> Response {
    let forwarded = ["x-real-ip", "x-forwarded-for"].into_iter().flat_map(|name| headers.get_all(name));
    let named = forwarded.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    let candidates = named.filter_map(parse_address).take(MOST_CANDIDATES).chain([asker.peer, asker.address]);
    let geodata = candidates.map(|ip| (ip.to_string(), location(&asker.edition.atlas, ip))).collect();
    let echoed = headers
        .iter()
        .filter(|(name, _)| !matches!(**name, header::AUTHORIZATION | header::COOKIE))
        .map(|(name, value)| (title_case(name), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    answer(IpInfo { headers: echoed.collect(), geodata })
}

#[derive(Serialize)]
struct Nearest {
    geodata: BTreeMap<String, Location>,
    mirrors: BTreeMap<String, MirrorObject>,
}

/// `/debug/json/nearest_mirrors`: the mirrors that the caller would get the newest images from.
pub(crate) async fn nearest_mirrors(asker: Asker, headers: HeaderMap) -> Response {
    let Edition { snapshot, atlas, networks, lists, .. } = &*asker.edition;
    let mirrors = snapshot.catalog.newest_iso_folder().map(|folder| {
        let query = Query::for_isos(&folder, lists.length.get());
        let slot = asker.edition.slot(now());
        let selection = select(snapshot, &asker.edition.client(asker.address), &query, slot);
        nearest_objects(snapshot, &folder, &selection, networks, asker.audience(&headers))
    });
    let geodata = [(asker.address.to_string(), location(atlas, asker.address))].into();
    answer(Nearest { geodata, mirrors: mirrors.unwrap_or_default() })
}

/// The maximum number of addresses, which is more than any chain of proxies has.
const MOST_CANDIDATES: usize = 32;

fn location(atlas: &Atlas, ip: std::net::IpAddr) -> Location {
    let location = atlas.locate(ip);
    let coordinates = location.position.map(maneki_mirror_model::Position::coordinates);
    Location {
        city: location.city,
        continent: location.country.map(|country| country.continent().name()),
        country: location.country.map(|country| country.to_string()),
        latitude: coordinates.map(Coordinates::latitude),
        longitude: coordinates.map(Coordinates::longitude),
        state: location.state,
    }
}

/// A header name in the spelling of the service that Maneki replaces: `X-Forwarded-For` for `x-forwarded-for`.
fn title_case(name: &HeaderName) -> String {
    let word = |word: &str| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    };
    name.as_str().split('-').map(word).collect::<Vec<_>>().join("-")
}

fn answer<T: Serialize>(result: T) -> Response {
    (json_headers(), Envelope::ok(result, now().as_second()).to_text()).into_response()
}
