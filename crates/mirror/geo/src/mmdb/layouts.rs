//! Tests: every vendor's layout is read as the same record.

use super::sample::Sample::{self, Double, Flag, Float, List, Map, Number, Text};
use super::sample::database;
use super::*;
use maneki_mirror_model::{Asn, Coordinates, CountryCode};

fn named(name: &'static str) -> Sample {
    Map(vec![("geoname_id", Number(1)), ("names", Map(vec![("de", Text("?")), ("en", Text(name))]))])
}

fn record(ip_version: u16, kind: &'static str, fields: Vec<(&'static str, Sample)>) -> Database {
    Database::new(database(ip_version, kind, &Map(fields))).unwrap()
}

fn somewhere(database: &Database) -> Option<Record<'_>> {
    database.record("198.51.100.7".parse().unwrap())
}

fn munich() -> Place<'static> {
    Place {
        country: CountryCode::parse("DE").unwrap(),
        state: Some("Bavaria"),
        city: Some("Munich"),
        coordinates: Coordinates::new(48.125, 11.5),
    }
}

#[test]
fn maxmind_and_dbip_nest_their_fields() {
    let iso = |code| Map(vec![("is_in_european_union", Flag(true)), ("iso_code", Text(code))]);
    let database = record(
        6,
        "GeoLite2-City",
        vec![
            ("city", named("Munich")),
            ("country", iso("DE")),
            ("location", Map(vec![("latitude", Double(48.125)), ("longitude", Double(11.5))])),
            ("registered_country", iso("US")),
            ("subdivisions", List(vec![named("Bavaria"), named("Upper Bavaria")])),
        ],
    );
    assert_eq!(somewhere(&database).unwrap().place, Some(munich()));
    let database = record(6, "GeoLite2-ASN", vec![("autonomous_system_number", Number(64500))]);
    assert_eq!(somewhere(&database).unwrap().asn, Asn::new(64500));
}

#[test]
fn ipinfo_has_country_as_a_code_or_as_a_name() {
    let core = record(
        6,
        "ipinfo bundle_location_core.mmdb",
        vec![
            ("asn", Text("AS64500")),
            ("city", Text("Munich")),
            ("country", Text("Germany")),
            ("country_code", Text("DE")),
            ("is_anycast", Flag(false)),
            ("latitude", Double(48.125)),
            ("longitude", Double(11.5)),
            ("region", Text("Bavaria")),
        ],
    );
    assert_eq!(somewhere(&core), Some(Record { place: Some(munich()), asn: Asn::new(64500) }));
    let location = record(
        6,
        "ipinfo standard_location.mmdb",
        vec![
            ("city", Text("Munich")),
            ("country", Text("DE")),
            ("lat", Text("48.125")),
            ("lng", Text("11.5")),
            ("region", Text("Bavaria")),
        ],
    );
    assert_eq!(somewhere(&location), Some(Record { place: Some(munich()), asn: None }));
    let named = record(6, "other", vec![("country", Text("Germany"))]);
    assert_eq!(somewhere(&named).unwrap().place.unwrap().country, munich().country);
}

#[test]
fn flat_files_have_small_floats_and_no_ipv6() {
    let database = record(
        4,
        "city ipv4",
        vec![
            ("city", Text("Munich")),
            ("country_code", Text("DE")),
            ("latitude", Float(48.125)),
            ("longitude", Float(11.5)),
            ("state1", Text("Bavaria")),
            ("state2", Text("")),
        ],
    );
    assert_eq!(somewhere(&database).unwrap().place, Some(munich()));
    assert_eq!(database.record("2001:db8::1".parse().unwrap()), None);
}

#[test]
fn fields_of_another_type_are_ignored_and_the_others_are_read() {
    let database = record(
        6,
        "odd",
        vec![
            ("asn", Text("")),
            ("city", Text("")),
            ("country_code", Text("DE")),
            ("latitude", Double(48.125)),
            ("longitude", Flag(true)),
            ("region", Number(7)),
        ],
    );
    let place = Place { state: None, city: None, coordinates: None, ..munich() };
    assert_eq!(somewhere(&database), Some(Record { place: Some(place), asn: None }));
}

proptest::proptest! {
    #[test]
    fn damage_is_survived(place: proptest::sample::Index, bit in 0_u8..8) {
        let fields = vec![("asn", Text("AS64500")), ("country", Map(vec![("iso_code", Text("DE"))]))];
        let mut bytes = database(6, "GeoLite2-Country", &Map(fields));
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Ok(database) = Database::new(bytes) {
            let _ = somewhere(&database);
        }
    }
}

proptest::proptest! {
    #[test]
    fn damage_at_any_byte_is_an_error_or_another_record(
        place: proptest::sample::Index,
        length in 1..40_usize,
        mask in 1..=255_u8,
        address: std::net::IpAddr,
    ) {
        let fields = vec![
            ("city", named("Munich")),
            ("country", Map(vec![("iso_code", Text("DE"))])),
            ("location", Map(vec![("latitude", Double(48.125)), ("longitude", Double(11.5))])),
            ("autonomous_system_number", Number(64500)),
        ];
        let mut bytes = database(6, "test", &Map(fields));
        let place = place.index(bytes.len());
        bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= mask);
        if let Ok(database) = Database::new(bytes) {
            let _ = database.is_useless();
            let _ = database.record(address);
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_database(bytes: Vec<u8>, address: std::net::IpAddr) {
        let metadata = [&bytes[..], b"\xab\xcd\xefMaxMind.com", &bytes].concat();
        for bytes in [bytes, metadata] {
            if let Ok(database) = Database::new(bytes) {
                let _ = database.record(address);
            }
        }
    }
}
