//! One record of a database, in any vendor's layout.
//!
//! | layout                               | country                 | state, city                  | coordinates                   | system |
//! |--------------------------------------|-------------------------|------------------------------|-------------------------------|--------|
//! | MaxMind and DB-IP                    | `country.iso_code`      | `subdivisions`, `city` (maps) | `location`                    | `autonomous_system_number` |
//! | IPinfo Lite, Core                    | `country_code` (`country` is its name) | `region`, `city` | `latitude`, `longitude`       | `asn`: "AS64500" |
//! | IPinfo location, country             | `country` (a code)      | `region`, `city`             | `lat`, `lng` (texts)          | – |
//! | IPinfo ASN                           | –                       | –                            | –                             | `asn`: "AS64500" |
//! | flat files of `ip-location-db`       | `country_code`          | `state1`, `city`             | `latitude`, `longitude` (32 bits) | `autonomous_system_number` |

use super::value::Value;
use maneki_mirror_model::{Asn, Coordinates, CountryCode};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The facts of a database about an address.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Record<'a> {
    pub(crate) place: Option<Place<'a>>,
    pub(crate) asn: Option<Asn>,
}

/// The country, and the place within it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place<'a> {
    pub(crate) country: CountryCode,
    pub(crate) state: Option<&'a str>,
    pub(crate) city: Option<&'a str>,
    /// Only with a city: without one, databases store the middle of the country here.
    pub(crate) coordinates: Option<Coordinates>,
}

/// The fields of all vendors.
#[derive(Default)]
struct Fields<'a> {
    country: Value<'a>,
    country_code: Value<'a>,
    state: Value<'a>,
    city: Value<'a>,
    location: Value<'a>,
    latitude: Value<'a>,
    longitude: Value<'a>,
    asn: Value<'a>,
}

impl<'a> Fields<'a> {
    fn record(self) -> Record<'a> {
        Record { place: self.country().map(|country| self.place(country)), asn: self.asn() }
    }

    /// Reads a text of two letters as a code and a longer one as a name, because no country has a name of two letters.
    fn country(&self) -> Option<CountryCode> {
        if let Some(code) = self.country_code.text() {
            return CountryCode::parse(code);
        }
        match self.country {
            Value::Map(map) => CountryCode::parse(map.iso_code?),
            value => {
                let text = value.text()?;
                CountryCode::parse(text).or_else(|| CountryCode::from_name(text))
            }
        }
    }

    fn place(&self, country: CountryCode) -> Place<'a> {
        let city = self.city.name();
        let coordinates = city.and_then(|_| self.coordinates());
        Place { country, state: self.state.name(), city, coordinates }
    }

    fn coordinates(&self) -> Option<Coordinates> {
        let location = self.location.map().unwrap_or_default();
        let latitude = location.latitude.or(self.latitude.number())?;
        let longitude = location.longitude.or(self.longitude.number())?;
        Coordinates::new(latitude, longitude)
    }

    fn asn(&self) -> Option<Asn> {
        match self.asn {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
            Value::Number(number) if (0.0..=f64::from(u32::MAX)).contains(&number) => Asn::new(number as u32),
            value => value.text()?.parse().ok(),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Record<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyLayout)
    }
}

struct AnyLayout;

impl<'de> Visitor<'de> for AnyLayout {
    type Value = Record<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut fields = Fields::default();
        while let Some(key) = entries.next_key::<&str>()? {
            let field = match key {
                "country" => &mut fields.country,
                "country_code" => &mut fields.country_code,
                "region" | "state1" | "subdivisions" => &mut fields.state,
                "city" => &mut fields.city,
                "location" => &mut fields.location,
                "lat" | "latitude" => &mut fields.latitude,
                "lng" | "longitude" => &mut fields.longitude,
                "asn" | "autonomous_system_number" => &mut fields.asn,
                _ => {
                    entries.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            *field = entries.next_value()?;
        }
        Ok(fields.record())
    }
}
