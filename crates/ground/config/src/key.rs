/// One key of the configuration, and everything that is documented about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Section and name: `mirror.check.interval`.
    pub name: &'static str,
    /// The kind of TOML value.
    pub shape: Shape,
    /// What the value must be, in words that follow "must be".
    pub expects: &'static str,
    /// The default as TOML; `None` if the key is not set by default.
    pub default: Option<&'static str>,
    /// What it does, in one sentence.
    pub doc: &'static str,
    /// A value that works, as TOML.
    pub example: &'static str,
    /// The flag of `maneki serve` that sets it, if there is one.
    pub flag: Option<&'static str>,
    /// Whether a change takes effect only after a restart of the service.
    pub needs_restart: bool,
}

/// The kind of TOML value that a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A string that is never shown.
    Secret,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Switch,
    /// An array of strings.
    List,
    /// A table of strings; the operator chooses its keys.
    Map,
}

/// The prefix of the environment variables.
pub(crate) const PREFIX: &str = "MANEKI_";

/// The separator between levels of a variable; names contain single underscores themselves.
pub(crate) const LEVEL: &str = "__";

impl Key {
    /// A text without a default; tables of keys spell out the differences from it.
    pub const PLAIN: Self = Self {
        name: "",
        shape: Shape::Text,
        expects: "",
        default: None,
        doc: "",
        example: "",
        flag: None,
        needs_restart: false,
    };

    /// The section: `mirror.check` of `mirror.check.interval`.
    pub fn section(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(section, _)| section)
    }

    /// The name within the section: `interval` of `mirror.check.interval`.
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, name)| name)
    }

    /// The environment variable: `MANEKI_MIRROR__CHECK__INTERVAL`.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.name.replace('.', LEVEL).to_ascii_uppercase())
    }

    /// The example in the notation of a shell: only a plain string goes without quotes.
    pub(crate) fn shell_example(&self) -> String {
        match self.shape {
            Shape::Text | Shape::Secret => self.example.trim_matches('"').to_owned(),
            Shape::Number | Shape::Switch => self.example.to_owned(),
            Shape::List | Shape::Map => format!("'{}'", self.example),
        }
    }
}
