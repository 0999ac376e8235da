use super::*;

fn find(country: &str, state: Option<&str>, name: &str) -> Option<Coordinates> {
    city(CountryCode::parse(country).unwrap(), state, name)
}

fn assert_near(country: &str, state: Option<&str>, name: &str, latitude: f64, longitude: f64) {
    let found = find(country, state, name);
    let distance = found.map(|found| found.distance_km(Coordinates::new(latitude, longitude).unwrap()));
    assert!(distance.is_some_and(|distance| distance < 25.0), "{name}: {found:?}");
}

#[test]
fn cities_are_found_by_the_names_people_use() {
    for (country, name, latitude, longitude) in [
        ("DE", "Frankfurt", 50.11, 8.68),
        ("DE", "Frankfurt am Main", 50.11, 8.68),
        ("DE", "München", 48.14, 11.58),
        ("DE", "Munich", 48.14, 11.58),
        ("DE", "Muenchen", 48.14, 11.58),
        ("CH", "zurich", 47.37, 8.55),
        ("CH", "Geneva", 46.20, 6.15),
        ("UA", "Kyiv", 50.45, 30.52),
        ("UA", "Kiev", 50.45, 30.52),
        ("US", "New York", 40.71, -74.01),
        ("US", "Washington", 38.90, -77.04),
        ("US", "St. Louis", 38.63, -90.20),
        ("US", "San Francisco", 37.77, -122.42),
        ("BR", "Sao Paulo", -23.55, -46.64),
        ("IN", "Bangalore", 12.97, 77.59),
        ("CN", "Beijing", 39.90, 116.40),
        ("JP", "Tokyo", 35.69, 139.69),
        ("VN", "Ho Chi Minh City", 10.82, 106.63),
        ("CZ", "Prague", 50.08, 14.42),
        ("PL", "Warsaw", 52.23, 21.01),
        ("SG", "Singapore", 1.29, 103.85),
        ("FJ", "Suva", -18.14, 178.44),
    ] {
        assert_near(country, None, name, latitude, longitude);
    }
}

#[test]
fn the_state_decides_among_cities_of_one_name() {
    for (country, state, name, latitude, longitude) in [
        ("US", "Maine", "Portland", 43.66, -70.26),
        ("US", "OR", "Portland", 45.52, -122.68),
        ("US", "Oregon", "portland", 45.52, -122.68),
        ("US", "California", "San Jose", 37.34, -121.89),
        ("US", "CA", "Ontario", 34.06, -117.65),
        ("US", "TX", "Paris", 33.66, -95.56),
        ("DE", "Brandenburg", "Frankfurt (Oder)", 52.35, 14.55),
        ("DE", "Bayern", "Rosenheim", 47.86, 12.13),
        ("DE", "Bavaria", "Rosenheim", 47.86, 12.13),
        ("CA", "Ontario", "London", 42.98, -81.23),
        ("CA", "ON", "London", 42.98, -81.23),
        ("AU", "NSW", "Newcastle", -32.93, 151.78),
        ("JP", "Chiba Prefecture", "Kashiwa", 35.86, 139.97),
        ("TW", "Taipei City", "Taipei", 25.05, 121.53),
    ] {
        assert_near(country, Some(state), name, latitude, longitude);
    }
}

#[test]
fn without_a_known_state_the_most_populous_city_counts() {
    assert_near("US", None, "Portland", 45.52, -122.68);
    assert_near("US", Some("Cascadia"), "Portland", 45.52, -122.68);
    assert_near("US", Some(""), "Portland", 45.52, -122.68);
}

#[test]
fn an_unknown_state_may_be_a_territory_or_the_city() {
    assert_near("US", Some("Puerto Rico"), "San Juan", 18.47, -66.11);
    assert_near("FR", Some("Reunion"), "Saint-Denis", -20.88, 55.45);
    assert_near("US", Some("Richmond"), "Virginia", 37.55, -77.46);
    assert_near("NL", Some("Amsterdam"), "Utrecht", 52.09, 5.12);
}

#[test]
fn an_unknown_city_has_no_place() {
    assert_eq!(find("DE", None, "Entenhausen"), None);
    assert_eq!(find("DE", None, ""), None);
    assert_eq!(find("FR", None, "Berlin"), None);
    assert_eq!(find("US", Some("Hawaii"), "Chicago"), None, "not the Chicago of another state");
    assert_eq!(find("US", None, &"long".repeat(1000)), None);
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_searched(state: Option<String>, name: String) {
        let _ = find("US", state.as_deref(), &name);
    }
}
