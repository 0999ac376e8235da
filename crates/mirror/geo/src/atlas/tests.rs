use super::*;
use crate::mmdb::sample::Sample::{self, Double, Map, Text};
use crate::mmdb::sample::database;
use maneki_mirror_model::Coordinates;

fn address(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn atlas(files: Vec<Vec<(&'static str, Sample)>>) -> Atlas {
    let databases =
        files.into_iter().map(|fields| Database::new(database(6, "test", &Map(fields))).unwrap()).collect();
    Atlas { databases }
}

fn country(code: &'static str) -> Vec<(&'static str, Sample)> {
    vec![("country_code", Text(code))]
}

fn city(code: &'static str, name: &'static str) -> Vec<(&'static str, Sample)> {
    let mut fields = country(code);
    fields.extend([("city", Text(name)), ("latitude", Double(50.0)), ("longitude", Double(8.0))]);
    fields
}

fn located(files: Vec<Vec<(&'static str, Sample)>>) -> (Option<String>, Option<String>, Option<Position>) {
    let location = atlas(files).locate(address("8.8.8.8"));
    (location.country.map(|country| country.to_string()), location.city, location.position)
}

#[test]
fn the_built_in_tables_know_country_centroid_and_system() {
    let location = Atlas::built_in().locate(address("8.8.8.8"));
    let us = CountryCode::parse("US").unwrap();
    assert_eq!(location.country, Some(us));
    assert_eq!(location.position, centroid(us).map(Position::Centroid));
    assert_eq!(location.asn, Asn::new(15169));
    assert_eq!((location.state, location.city), (None, None));
}

#[test]
fn ipv4_inside_ipv6_is_ipv4() {
    let atlas = Atlas::built_in();
    assert_eq!(atlas.locate(address("::ffff:8.8.8.8")), atlas.locate(address("8.8.8.8")));
    assert_eq!(atlas.place(address("::ffff:8.8.8.8")), atlas.place(address("8.8.8.8")));
}

#[test]
fn nothing_is_known_about_private_addresses() {
    for private in ["127.0.0.1", "192.168.0.1", "10.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1"] {
        assert_eq!(Atlas::built_in().locate(address(private)), Location::default(), "{private}");
    }
}

#[test]
fn the_first_database_that_knows_the_country_counts() {
    let (found, ..) = located(vec![vec![], country("DE"), country("FR")]);
    assert_eq!(found.as_deref(), Some("DE"));
    let (found, name, _) = located(vec![country("DE"), city("FR", "Paris")]);
    assert_eq!((found.as_deref(), name), (Some("DE"), None), "not Paris in Germany");
}

#[test]
fn a_country_file_does_not_hide_the_city_in_a_later_file() {
    let here = Coordinates::new(50.0, 8.0).map(Position::Place);
    assert_eq!(
        located(vec![country("DE"), city("DE", "Mainz"), city("DE", "Bonn")]),
        (Some("DE".into()), Some("Mainz".into()), here)
    );
}

#[test]
fn a_city_file_without_a_city_knows_the_country_alone() {
    let de = CountryCode::parse("DE").unwrap();
    let (_, _, position) = located(vec![city("DE", "")]);
    assert_eq!(position, centroid(de).map(Position::Centroid));
}

#[test]
fn the_built_in_tables_fill_the_gaps() {
    let location = atlas(vec![vec![("asn", Text("AS64500"))]]).locate(address("8.8.8.8"));
    assert_eq!(location.country, CountryCode::parse("US"));
    assert_eq!(location.asn, Asn::new(64500));
    let location = atlas(vec![country("DE")]).locate(address("8.8.8.8"));
    assert_eq!(location.asn, Asn::new(15169));
}

#[test]
fn place_agrees_with_locate() {
    let atlas = atlas(vec![country("DE"), city("DE", "Mainz")]);
    for text in ["8.8.8.8", "2001:4860:4860::8888", "10.0.0.1"] {
        let Location { country, position, asn, .. } = atlas.locate(address(text));
        assert_eq!(atlas.place(address(text)), (country, position, asn));
    }
}

#[test]
fn a_missing_file_is_an_error_that_names_it_and_the_others_are_used() {
    let (atlas, errors) =
        Atlas::open(&["no/such.mmdb".into(), concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into()]);
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(messages.len(), 2);
    assert!(messages[0].contains("no/such.mmdb"), "{}", messages[0]);
    assert!(messages[1].contains("Cargo.toml is damaged or not an MMDB file"), "{}", messages[1]);
    assert!(atlas.locate(address("8.8.8.8")).country.is_some());
}
