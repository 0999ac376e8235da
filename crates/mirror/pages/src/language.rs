//! Languages and their texts.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use maneki_mirror_model::{Continent, CountryCode};
use unic_langid::LanguageIdentifier;

/// A language that pages are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language(usize);

/// The texts of one language.
pub struct Texts {
    tag: &'static str,
    name: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// What is written down of a language.
struct Written {
    tag: &'static str,
    name: &'static str,
    files: &'static [&'static str],
}

/// The files of a language, by its folder in `locales`. A new file of texts is a line here.
macro_rules! written {
    ($tag:literal, $name:literal) => {
        Written {
            tag: $tag,
            name: $name,
            files: &[
                include_str!(concat!("../locales/", $tag, "/frame.ftl")),
                include_str!(concat!("../locales/", $tag, "/mirrors.ftl")),
                include_str!(concat!("../locales/", $tag, "/mirror.ftl")),
                include_str!(concat!("../locales/", $tag, "/faults.ftl")),
                include_str!(concat!("../locales/", $tag, "/explain.ftl")),
                include_str!(concat!("../locales/", $tag, "/isos.ftl")),
                include_str!(concat!("../locales/", $tag, "/propagation.ftl")),
                include_str!(concat!("../locales/", $tag, "/countries.ftl")),
            ],
        }
    };
}

/// Every language, by its tag and its own name. A new one is a folder of translated files and a line here; the first
/// one stands in where nobody knows better.
const WRITTEN: &[Written] = &[written!("en", "English"), written!("de", "Deutsch")];

static TEXTS: LazyLock<Vec<Texts>> = LazyLock::new(|| WRITTEN.iter().map(Texts::read).collect());

impl Language {
    /// The one that stands in where nobody knows better.
    pub const FIRST: Self = Self(0);

    /// Every one.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..WRITTEN.len()).map(Self)
    }

    /// The language of a tag (`de`), whatever country it names (`de-AT`).
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next().unwrap_or_default();
        WRITTEN.iter().position(|known| known.tag.eq_ignore_ascii_case(primary)).map(Self)
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4): of those that we have the one
    /// with the greatest weight, of equal ones the first.
    pub fn accepted(header: &str) -> Self {
        let mut best = (Self::FIRST, 0.0);
        for entry in header.split(',') {
            let mut parts = entry.split(';');
            let language = parts.next().and_then(Self::of_tag);
            let weight =
                parts.find_map(|part| part.trim().strip_prefix("q=")?.parse::<f32>().ok()).unwrap_or(1.0);
            if let Some(language) = language
                && weight > best.1
            {
                best = (language, weight);
            }
        }
        best.0
    }

    /// Its tag: `de`.
    pub fn tag(self) -> &'static str {
        WRITTEN[self.0].tag
    }

    /// Its texts.
    pub fn texts(self) -> &'static Texts {
        &TEXTS[self.0]
    }
}

impl Texts {
    fn read(written: &Written) -> Self {
        let language: LanguageIdentifier = written.tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Names and numbers in our texts never change the direction of writing.
        bundle.set_use_isolating(false);
        for file in written.files {
            // What cannot be read is left out, and missed by a test.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(read, _)| read);
            let _ = bundle.add_resource(resource);
        }
        Self { tag: written.tag, name: written.name, bundle }
    }

    /// The tag of the language.
    pub fn tag(&self) -> &'static str {
        self.tag
    }

    /// What the language calls itself.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether there is a text of a key in this very language.
    pub fn knows(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The text of a key.
    pub fn of<'a>(&'a self, key: &'a str) -> Text<'a> {
        Text { texts: self, key, args: FluentArgs::new() }
    }

    /// The name of a country.
    pub fn country(&self, country: CountryCode) -> String {
        self.of(&format!("country-{country}")).to_string()
    }

    /// The name of a continent.
    pub fn continent(&self, continent: Continent) -> String {
        let key = match continent {
            Continent::Africa => "continent-africa",
            Continent::Antarctica => "continent-antarctica",
            Continent::Asia => "continent-asia",
            Continent::Europe => "continent-europe",
            Continent::NorthAmerica => "continent-north-america",
            Continent::Oceania => "continent-oceania",
            Continent::SouthAmerica => "continent-south-america",
        };
        self.of(key).to_string()
    }

    /// A number with a point as it is written here.
    pub fn number(&self, number: &str) -> String {
        number.replace('.', &self.of("decimal-point").to_string())
    }

    /// A duration in its two greatest units: `3 h 20 min`.
    pub fn duration(&self, duration: &Duration) -> String {
        let minutes = duration.as_secs() / 60;
        let (days, hours) = (minutes / 1440, minutes / 60 % 24);
        let text = match (days, hours) {
            (0, 0) if minutes == 0 => self.of("duration-seconds").arg("seconds", duration.as_secs()),
            (0, 0) => self.of("duration-minutes").arg("minutes", minutes),
            (0, _) => self.of("duration-hours").arg("hours", hours).arg("minutes", minutes % 60),
            _ => self.of("duration-days").arg("days", days).arg("hours", hours),
        };
        text.to_string()
    }
}

/// A text that may still want what is to be put in.
pub struct Text<'a> {
    texts: &'a Texts,
    key: &'a str,
    args: FluentArgs<'a>,
}

impl<'a> Text<'a> {
    /// Puts something in the place of a variable.
    #[must_use]
    pub fn arg(mut self, name: &'a str, value: impl Into<FluentValue<'a>>) -> Self {
        self.args.set(name, value);
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known =
            |texts: &'static Texts| texts.bundle.get_message(self.key).map(|message| (texts, message));
        let own = self.texts.bundle.get_message(self.key).map(|message| (self.texts, message));
        let found = own.or_else(|| known(Language::FIRST.texts()));
        match found.and_then(|(texts, message)| Some((texts, message.value()?))) {
            Some((texts, pattern)) => {
                let text: Cow<'_, str> =
                    texts.bundle.format_pattern(pattern, Some(&self.args), &mut Vec::new());
                f.write_str(&text)
            }
            None => f.write_str(self.key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_greatest_weight_that_we_have_is_taken() {
        for (header, tag) in [
            ("", "en"),
            ("de", "de"),
            ("de-AT,en;q=0.5", "de"),
            ("en-US,en;q=0.9,de;q=0.8", "en"),
            ("fr,de;q=0.7,en;q=0.3", "de"),
            ("fr;q=0.1", "en"),
            ("DE;q=nan, *", "en"),
            ("de;q=0", "en"),
            ("en;q=0.2,de;q=0.9", "de"),
        ] {
            assert_eq!(Language::accepted(header).tag(), tag, "{header}");
        }
    }

    #[test]
    fn durations_have_their_two_greatest_units() {
        let texts = Language::FIRST.texts();
        let told = |seconds| texts.duration(&Duration::from_secs(seconds));
        assert_eq!(
            [0, 59, 60, 3599, 3600, 90_000, 900_000].map(told),
            ["0 s", "59 s", "1 min", "59 min", "1 h 0 min", "1 d 1 h", "10 d 10 h"]
        );
    }
}
