/// The keys of one group; `S` is what the room calls the form of a value.
#[derive(Debug)]
pub struct Table<S: 'static> {
    /// Where the group is, in words that follow "belongs".
    pub place: &'static str,
    /// Its keys, in the order in which people write them. Empty: every key is data, and none is unknown.
    pub keys: &'static [Key<S>],
    /// Words that people write because other programs use them, each with the key that they mean.
    pub synonyms: &'static [(&'static str, &'static str)],
    /// The other groups of the same file: a key of theirs was put in the wrong place.
    pub neighbours: fn() -> Vec<&'static Self>,
}

/// A key.
#[derive(Debug, Clone, Copy)]
pub struct Key<S> {
    /// The key as it is written.
    pub name: &'static str,
    /// Whether the key must be present.
    pub presence: Presence,
    /// The form of its value.
    pub shape: S,
    /// One sentence for the person who writes the file.
    pub doc: &'static str,
    /// What happens without the key, if that is worth a sentence: a misspelling reports it, and an empty value is an
    /// error.
    pub until_then: Option<&'static str>,
}

/// Whether a key must be present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// The file has it.
    Required,
    /// The file has it if it has this other key.
    RequiredWith(&'static str),
    /// The file may leave it out; a key without a value counts as absent, with a warning.
    Optional,
    /// The file may leave it out, or leave its value empty.
    MayBeEmpty,
}

impl<S> Key<S> {
    /// A key with its form and its documentation.
    pub const fn new(name: &'static str, presence: Presence, shape: S, doc: &'static str) -> Self {
        Self { name, presence, shape, doc, until_then: None }
    }

    /// Whether the key must be present whatever other keys there are.
    pub fn is_required(&self) -> bool {
        self.presence == Presence::Required
    }
}

impl<S: Copy> Key<S> {
    /// The same key with a sentence about what happens while it is misspelt.
    #[must_use]
    pub const fn until_then(self, sentence: &'static str) -> Self {
        Self { until_then: Some(sentence), ..self }
    }
}

impl<S> Table<S> {
    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key<S>> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// Another group of the same file that has this key.
    pub(crate) fn elsewhere(&self, name: &str) -> Option<&'static Self> {
        (self.neighbours)().into_iter().find(|table| table.key(name).is_some())
    }
}

/// The documentation of a key, as it continues a sentence.
pub(crate) fn in_a_sentence(doc: &str) -> String {
    let mut characters = doc.trim_end_matches('.').chars();
    let first: String = characters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("{first}{}", characters.as_str())
}
