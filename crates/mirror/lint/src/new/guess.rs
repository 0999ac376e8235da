use std::cmp::Reverse;

use maneki_mirror_model::CountryCode;

use crate::options::CitySize;

/// The countries with a city of this name, the most probable first: the one at the end of the mirror's name, then those
/// with the largest city.
pub fn guess_country(name: &str, state: Option<&str>, city: &str, size: CitySize) -> Vec<CountryCode> {
    let ending = name.rsplit_once('.').map_or(name, |(_, ending)| ending);
    // The only such top-level domain that is not a country code.
    let ending = if ending.eq_ignore_ascii_case("uk") { "GB" } else { ending };
    let of_name = CountryCode::parse(ending);
    let sized = |country| Some((country, size(country, state, city)?));
    let mut found: Vec<(CountryCode, u8)> = CountryCode::all().filter_map(sized).collect();
    found.sort_by_key(|&(country, size)| (Some(country) != of_name, Reverse(size)));
    found.into_iter().map(|(country, _)| country).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_name_decides_and_then_the_size() {
        let size: CitySize = |country, _, city| match country.as_str() {
            _ if city != "Cambridge" => None,
            "CA" => Some(3),
            "GB" => Some(9),
            "US" => Some(8),
            _ => None,
        };
        let guess = |name| guess_country(name, None, "Cambridge", size).first().map(ToString::to_string);
        assert_eq!(guess("mirror.example.co.uk").as_deref(), Some("GB"));
        assert_eq!(guess("mirror.example.us").as_deref(), Some("US"));
        assert_eq!(guess("mirror.example.org").as_deref(), Some("GB"));
        assert!(guess_country("a.de", None, "Berlin", size).is_empty());
    }
}
