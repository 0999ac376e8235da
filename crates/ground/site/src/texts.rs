//! The texts of a language.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::language::Language;
use crate::part::{LanguageFiles, SitePart};

/// The texts of this crate.
const OWN: &[LanguageFiles] = &[
    LanguageFiles { tag: "en", files: &[include_str!("../locales/en/site.ftl")] },
    LanguageFiles { tag: "de", files: &[include_str!("../locales/de/site.ftl")] },
];

/// The texts of all rooms in one language. A text that is not translated is in English.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    pub(crate) fn new(language: Language, rooms: &[SitePart]) -> Self {
        let id: LanguageIdentifier = language.tag().parse().expect("our language tags are well-formed");
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Names and numbers in our texts never change the direction of writing.
        bundle.set_use_isolating(false);
        for resource in resources(language, rooms) {
            bundle.add_resource(resource).expect("no two files of a language define the same text");
        }
        if language != Language::DEFAULT {
            for resource in resources(Language::DEFAULT, rooms) {
                // Adds what is not translated; each text that is translated already is an error that means nothing.
                let _ = bundle.add_resource(resource);
            }
        }
        Self { language, bundle }
    }

    /// The language of the texts.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The tag of the language.
    pub fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The text of a key. A key that does not exist shows as itself.
    pub fn get<'a>(&'a self, key: &'a str) -> Text<'a> {
        Text { texts: self, key, args: FluentArgs::new() }
    }

    /// Whether a key has a text.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// A number that is written with a point, with the decimal sign of the language.
    pub fn number(&self, number: &str) -> String {
        number.replace('.', &self.get("decimal-sign").to_string())
    }

    /// A duration in its two greatest units (`3 h 20 min`), or in one if the other one is zero.
    pub fn duration(&self, duration: &Duration) -> String {
        let minutes = duration.as_secs() / 60;
        let (days, hours) = (minutes / 1440, minutes / 60 % 24);
        let text = match (days, hours) {
            (0, 0) if minutes == 0 => self.get("duration-seconds").arg("seconds", duration.as_secs()),
            (0, 0) => self.get("duration-minutes").arg("minutes", minutes),
            (0, _) if minutes.is_multiple_of(60) => self.get("duration-whole-hours").arg("hours", hours),
            (0, _) => self.get("duration-hours").arg("hours", hours).arg("minutes", minutes % 60),
            (_, 0) => self.get("duration-whole-days").arg("days", days),
            _ => self.get("duration-days").arg("days", days).arg("hours", hours),
        };
        text.to_string()
    }
}

/// The files of this crate and of the rooms in a language.
fn resources(language: Language, rooms: &[SitePart]) -> impl Iterator<Item = FluentResource> {
    let parts = OWN.iter().chain(rooms.iter().flat_map(|room| room.texts));
    let files = parts.filter(move |part| part.tag == language.tag()).flat_map(|part| part.files);
    files.map(|file| {
        FluentResource::try_new((*file).to_owned())
            .map_err(|(_, errors)| errors)
            .expect("our Fluent files have no syntax errors")
    })
}

/// A text whose variables may still be filled in.
pub struct Text<'a> {
    texts: &'a Texts,
    key: &'a str,
    args: FluentArgs<'a>,
}

impl<'a> Text<'a> {
    /// Sets a variable.
    #[must_use]
    pub fn arg(mut self, name: &'a str, value: impl Into<FluentValue<'a>>) -> Self {
        self.args.set(name, value);
        self
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bundle = &self.texts.bundle;
        match bundle.get_message(self.key).and_then(|message| message.value()) {
            Some(pattern) => {
                let text: Cow<'_, str> = bundle.format_pattern(pattern, Some(&self.args), &mut Vec::new());
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
    fn durations_have_their_two_greatest_units() {
        let texts = Texts::new(Language::DEFAULT, &[]);
        let written = |seconds| texts.duration(&Duration::from_secs(seconds));
        assert_eq!(
            [0, 59, 60, 3599, 3600, 90_000, 864_000].map(written),
            ["0 s", "59 s", "1 min", "59 min", "1 h", "1 d 1 h", "10 d"]
        );
    }

    #[test]
    fn a_text_that_is_not_translated_is_in_english() {
        let files = [LanguageFiles { tag: "en", files: &["room-greeting = Hello, { $name }"] }];
        let room = SitePart { texts: files.to_vec().leak(), ..SitePart::default() };
        let german = Texts::new(Language::from_tag("de").unwrap(), &[room]);
        assert_eq!(german.get("room-greeting").arg("name", "Neko").to_string(), "Hello, Neko");
        assert_eq!(german.get("yes").to_string(), "ja");
        assert_eq!(german.get("no-such-key").to_string(), "no-such-key");
    }

    #[test]
    #[should_panic(expected = "no two files of a language define the same text")]
    fn two_rooms_that_define_the_same_text_are_a_bug() {
        const ROOM: SitePart = SitePart {
            navigation: &[],
            texts: &[LanguageFiles { tag: "en", files: &["same = one"] }],
            style: "",
            assets: Vec::new(),
        };
        Texts::new(Language::DEFAULT, &[ROOM, ROOM]);
    }
}
