use maneki_model::CountryCode;

use crate::context::KnowsCity;

/// The countries that have a city of this name, the likeliest first: the one that the mirror's name ends in
/// goes before all others.
pub fn guess_country(
    name: &str,
    state: Option<&str>,
    city: &str,
    knows_city: KnowsCity<'_>,
) -> Vec<CountryCode> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    // The one ending that is no country code.
    let ending = if ending.eq_ignore_ascii_case("uk") { "GB" } else { ending };
    let of_name = CountryCode::parse(ending);
    let mut found: Vec<CountryCode> =
        CountryCode::all().filter(|&country| knows_city(country, state, city)).collect();
    found.sort_by_key(|country| Some(*country) != of_name);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_name_decides_between_two() {
        let knows = |country: CountryCode, _: Option<&str>, city: &str| {
            city == "Cambridge" && matches!(country.as_str(), "GB" | "US")
        };
        let guess = |name| guess_country(name, None, "Cambridge", &knows).first().map(ToString::to_string);
        assert_eq!(guess("mirror.example.co.uk").as_deref(), Some("GB"));
        assert_eq!(guess("mirror.example.us").as_deref(), Some("US"));
        assert!(guess_country("a.de", None, "Berlin", &knows).is_empty());
    }
}
