//! Names of places in the language of a page.

use maneki_ground_site::Texts;
use maneki_mirror_model::{Continent, CountryCode};

/// The name of a country.
pub(crate) fn country_name(t: &Texts, country: CountryCode) -> String {
    t.get(&format!("country-{country}")).to_string()
}

/// The name of a continent.
pub(crate) fn continent_name(t: &Texts, continent: Continent) -> String {
    let key = match continent {
        Continent::Africa => "continent-africa",
        Continent::Antarctica => "continent-antarctica",
        Continent::Asia => "continent-asia",
        Continent::Europe => "continent-europe",
        Continent::NorthAmerica => "continent-north-america",
        Continent::Oceania => "continent-oceania",
        Continent::SouthAmerica => "continent-south-america",
    };
    t.get(key).to_string()
}
