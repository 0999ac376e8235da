use std::borrow::Cow;

use crate::header::{Header, HeaderError, tag};
use crate::{BadEvr, Bound, Dependency, Evr, Sense};

/// What a dependency says about a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DependencyKind {
    /// The package has it.
    Provides,
    /// The package does not work without it.
    Requires,
    /// The package cannot be installed beside it.
    Conflicts,
    /// The package replaces it.
    Obsoletes,
    /// Installed along where possible.
    Recommends,
    /// Offered.
    Suggests,
    /// The reverse of [`DependencyKind::Recommends`].
    Supplements,
    /// The reverse of [`DependencyKind::Suggests`].
    Enhances,
}

impl DependencyKind {
    /// All kinds, the strong ones first.
    pub const ALL: [Self; 8] = [
        Self::Provides,
        Self::Requires,
        Self::Conflicts,
        Self::Obsoletes,
        Self::Recommends,
        Self::Suggests,
        Self::Supplements,
        Self::Enhances,
    ];

    /// The word that rpm and repository metadata use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Provides => "provides",
            Self::Requires => "requires",
            Self::Conflicts => "conflicts",
            Self::Obsoletes => "obsoletes",
            Self::Recommends => "recommends",
            Self::Suggests => "suggests",
            Self::Supplements => "supplements",
            Self::Enhances => "enhances",
        }
    }

    /// The kind by its [`word`](Self::word).
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The tags of names, flags and versions.
    fn tags(self) -> [u32; 3] {
        let weak = |name| [name, name + 2, name + 1];
        match self {
            Self::Provides => [tag::PROVIDE_NAME, tag::PROVIDE_FLAGS, tag::PROVIDE_VERSION],
            Self::Requires => [tag::REQUIRE_NAME, tag::REQUIRE_FLAGS, tag::REQUIRE_VERSION],
            Self::Conflicts => [tag::CONFLICT_NAME, tag::CONFLICT_FLAGS, tag::CONFLICT_VERSION],
            Self::Obsoletes => [tag::OBSOLETE_NAME, tag::OBSOLETE_FLAGS, tag::OBSOLETE_VERSION],
            Self::Recommends => weak(tag::RECOMMEND_NAME),
            Self::Suggests => weak(tag::SUGGEST_NAME),
            Self::Supplements => weak(tag::SUPPLEMENT_NAME),
            Self::Enhances => weak(tag::ENHANCE_NAME),
        }
    }
}

/// A dependency as a header stores it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderDependency<'a> {
    /// The capability.
    pub name: Cow<'a, str>,
    /// The operator and the purpose, as bits (rpm, `rpmsenseFlags`).
    pub flags: u32,
    /// `[epoch:]version[-release]`, or empty.
    pub version: Cow<'a, str>,
}

impl HeaderDependency<'_> {
    /// The bits that mean that a scriptlet needs the capability before or after the transaction: prereq, `%pre`,
    /// `%post`, `%pretrans` and `%posttrans`.
    const BEFORE: u32 = 0x40 | 0x200 | 0x400 | 0x80 | 0x20;

    /// A feature of rpm itself.
    const RPMLIB: u32 = 0x0100_0000;

    /// All dependencies of a kind, in the order of the header.
    pub fn read(header: &Header, kind: DependencyKind) -> Result<Vec<HeaderDependency<'_>>, HeaderError> {
        let [names, flags, versions] = kind.tags();
        let name_tag = names;
        let (names, flags, versions) =
            (header.texts(names)?, header.numbers(flags)?, header.texts(versions)?);
        if names.len() != flags.len() || names.len() != versions.len() {
            let problem = "names, flags and versions differ in number";
            return Err(HeaderError::Value { tag: name_tag, problem });
        }
        let flags = flags.map(|flags| u32::try_from(flags).unwrap_or(u32::MAX));
        let all = names.zip(flags).zip(versions);
        Ok(all.map(|((name, flags), version)| HeaderDependency { name, flags, version }).collect())
    }

    /// The name with its bound, if the version can be read.
    pub fn dependency(&self) -> Result<Dependency<'_>, BadEvr> {
        let bound = match Sense::from_flags(self.flags) {
            Some(sense) if !self.version.is_empty() => Some(Bound { sense, evr: Evr::parse(&self.version)? }),
            _ => None,
        };
        Ok(Dependency { name: &self.name, bound })
    }

    /// Whether a scriptlet needs it, which metadata write as `pre="1"`.
    pub fn is_pre(&self) -> bool {
        self.flags & Self::BEFORE != 0
    }

    /// Whether it is a feature of rpm, `rpmlib(…)`.
    pub fn is_rpmlib(&self) -> bool {
        self.flags & Self::RPMLIB != 0 || self.name.starts_with("rpmlib(")
    }
}
