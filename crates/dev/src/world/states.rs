//! The first-level divisions of countries: states, provinces, cantons.

use anyhow::Context;
use maneki_mirror_geo::gazetteer::{key, spelling};
use maneki_mirror_model::CountryCode;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::iter;
use std::path::Path;

/// All states with their numbers.
pub(super) struct States {
    /// GeoNames' codes and English names.
    names: BTreeMap<(CountryCode, String), String>,
    numbers: BTreeMap<(CountryCode, String), u8>,
}

#[derive(Deserialize)]
struct Written {
    /// `DE.02`
    code: String,
    name: String,
}

/// GeoNames' name of a state, and its other names.
type Also = (&'static str, &'static [&'static str]);

/// Other names of states that GeoNames lists by their English names: the postal or ISO 3166-2 code, and the native
/// name.
const ALSO: &[(&str, &[Also])] = &[
    (
        "AT",
        &[
            ("Carinthia", &["Kärnten"]),
            ("Lower Austria", &["Niederösterreich"]),
            ("Styria", &["Steiermark"]),
            ("Tyrol", &["Tirol"]),
            ("Upper Austria", &["Oberösterreich"]),
            ("Vienna", &["Wien"]),
        ],
    ),
    (
        "AU",
        &[
            ("Australian Capital Territory", &["ACT"]),
            ("New South Wales", &["NSW"]),
            ("Northern Territory", &["NT"]),
            ("Queensland", &["QLD"]),
            ("South Australia", &["SA"]),
            ("Tasmania", &["TAS"]),
            ("Victoria", &["VIC"]),
            ("Western Australia", &["WA"]),
        ],
    ),
    (
        "BE",
        &[("Brussels Capital", &["Bruxelles"]), ("Flanders", &["Vlaanderen"]), ("Wallonia", &["Wallonie"])],
    ),
    (
        "BR",
        &[
            ("Bahia", &["BA"]),
            ("Ceará", &["CE"]),
            ("Federal District", &["DF", "Distrito Federal"]),
            ("Goiás", &["GO"]),
            ("Minas Gerais", &["MG"]),
            ("Paraná", &["PR"]),
            ("Pernambuco", &["PE"]),
            ("Rio de Janeiro", &["RJ"]),
            ("Rio Grande do Sul", &["RS"]),
            ("Santa Catarina", &["SC"]),
            ("São Paulo", &["SP"]),
        ],
    ),
    (
        "CA",
        &[
            ("Alberta", &["AB"]),
            ("British Columbia", &["BC"]),
            ("Manitoba", &["MB"]),
            ("New Brunswick", &["NB"]),
            ("Newfoundland and Labrador", &["NL", "Newfoundland"]),
            ("Northwest Territories", &["NT"]),
            ("Nova Scotia", &["NS"]),
            ("Nunavut", &["NU"]),
            ("Ontario", &["ON"]),
            ("Prince Edward Island", &["PE", "PEI"]),
            ("Quebec", &["QC"]),
            ("Saskatchewan", &["SK"]),
            ("Yukon", &["YT"]),
        ],
    ),
    (
        "DE",
        &[
            ("Baden-Wurttemberg", &["BW", "Baden-Wuerttemberg"]),
            ("Bavaria", &["BY", "Bayern"]),
            ("Brandenburg", &["BB"]),
            ("Bremen", &["HB"]),
            ("Hamburg", &["HH"]),
            ("Hesse", &["HE", "Hessen"]),
            ("Lower Saxony", &["NI", "Niedersachsen"]),
            ("Mecklenburg-Vorpommern", &["MV", "Mecklenburg-Western Pomerania"]),
            ("North Rhine-Westphalia", &["NW", "NRW", "Nordrhein-Westfalen"]),
            ("Rheinland-Pfalz", &["RP", "Rhineland-Palatinate"]),
            ("Saarland", &["SL"]),
            ("Saxony", &["SN", "Sachsen"]),
            ("Saxony-Anhalt", &["ST", "Sachsen-Anhalt"]),
            ("Schleswig-Holstein", &["SH"]),
            ("State of Berlin", &["BE"]),
            ("Thuringia", &["TH", "Thüringen"]),
        ],
    ),
    (
        "IT",
        &[
            ("Lombardy", &["Lombardia"]),
            ("Piedmont", &["Piemonte"]),
            ("Sardinia", &["Sardegna"]),
            ("Sicily", &["Sicilia"]),
            ("Tuscany", &["Toscana"]),
        ],
    ),
    (
        "NL",
        &[
            ("North Brabant", &["Noord-Brabant"]),
            ("North Holland", &["Noord-Holland"]),
            ("South Holland", &["Zuid-Holland"]),
        ],
    ),
];

/// Reads the list, and numbers the states of each country from 1, in the order of their codes.
pub(super) fn read(path: &Path) -> anyhow::Result<States> {
    let written: Vec<Written> = serde_json::from_slice(&super::read(path)?)
        .with_context(|| format!("{} is not a list of states", path.display()))?;
    let mut names = BTreeMap::new();
    for Written { code, name } in written {
        let wrong = || format!("{code} is not a code of a state");
        let (country, state) = code.split_once('.').with_context(wrong)?;
        names.insert((CountryCode::parse(country).with_context(wrong)?, state.to_owned()), name);
    }
    let mut numbers = BTreeMap::new();
    let mut counted = BTreeMap::<CountryCode, u8>::new();
    for state in names.keys() {
        let number = counted.entry(state.0).or_default();
        *number = number.checked_add(1).with_context(|| format!("too many states in {}", state.0))?;
        numbers.insert(state.clone(), *number);
    }
    Ok(States { names, numbers })
}

impl States {
    /// The number of a state by its GeoNames code; 0 for an unknown code.
    pub(super) fn number(&self, country: CountryCode, code: &str) -> u8 {
        self.numbers.get(&(country, code.to_owned())).copied().unwrap_or_default()
    }

    /// The numbers of the states with each name.
    pub(super) fn by_name(&self) -> BTreeMap<String, Vec<u8>> {
        let mut by_name = BTreeMap::<String, Vec<u8>>::new();
        for (state, name) in &self.names {
            let (country, code) = state;
            // Codes with digits are GeoNames' own, and not in use elsewhere.
            let code = code.chars().all(char::is_alphabetic).then_some(code.as_str());
            for name in iter::once(name.as_str()).chain(code).chain(also(*country, name)) {
                let numbers = by_name.entry(key(*country, &spelling::folded_state(name))).or_default();
                let number = self.number(*country, state.1.as_str());
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
        }
        by_name
    }
}

fn also(country: CountryCode, name: &str) -> impl Iterator<Item = &str> {
    let states =
        ALSO.iter().filter(move |(code, _)| *code == country.as_str()).flat_map(|(_, states)| *states);
    states.filter(move |(english, _)| *english == name).flat_map(|(_, also)| also.iter().copied())
}
