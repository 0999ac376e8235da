use std::fmt;

use crate::{BadEvr, Evr};

/// A package by name, version and architecture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Nevra<'a> {
    /// The name of the package.
    pub name: &'a str,
    /// Epoch, version and release.
    pub evr: Evr<'a>,
    /// The architecture; `src` or `nosrc` for a source package.
    pub arch: &'a str,
}

/// Why a text does not name a package.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNevra {
    /// There is no `.arch` at the end.
    #[error("the architecture is missing; a package is written `name-[epoch:]version-release.arch`")]
    NoArch,
    /// There are fewer than two hyphens.
    #[error(
        "the version or the release is missing; a package is written `name-[epoch:]version-release.arch`"
    )]
    NoRelease,
    /// The text starts with the hyphen in front of the version.
    #[error("the name is empty")]
    NoName,
    /// The version cannot be read.
    #[error(transparent)]
    Evr(#[from] BadEvr),
}

impl<'a> Nevra<'a> {
    /// Parses `name-[epoch:]version-release.arch` from its end: names contain hyphens and dots.
    pub fn parse(text: &'a str) -> Result<Self, BadNevra> {
        let (rest, arch) = text.rsplit_once('.').ok_or(BadNevra::NoArch)?;
        if arch.is_empty() || arch.contains('-') {
            return Err(BadNevra::NoArch);
        }
        let (rest, release) = rest.rsplit_once('-').ok_or(BadNevra::NoRelease)?;
        let (name, _) = rest.rsplit_once('-').ok_or(BadNevra::NoRelease)?;
        if release.is_empty() {
            return Err(BadNevra::NoRelease);
        }
        if name.is_empty() {
            return Err(BadNevra::NoName);
        }
        let evr = &text[name.len() + 1..text.len() - arch.len() - 1];
        Ok(Self { name, evr: Evr::parse(evr)?, arch })
    }

    /// The name of the file that holds the package: `name-version-release.arch.rpm`, without the epoch.
    pub fn file_name(&self) -> String {
        format!("{}.rpm", Self { evr: Evr { epoch: 0, ..self.evr }, ..*self })
    }
}

impl fmt::Display for Nevra<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}.{}", self.name, self.evr, self.arch)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_package_is_split_from_its_end() {
        let package = Nevra::parse("perl-libs-4:5.32.1-481.el9.x86_64").unwrap();
        assert_eq!((package.name, package.arch), ("perl-libs", "x86_64"));
        assert_eq!((package.evr.epoch, package.evr.version, package.evr.release), (4, "5.32.1", "481.el9"));
        assert_eq!(package.file_name(), "perl-libs-5.32.1-481.el9.x86_64.rpm");
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(Nevra::parse("oak"), Err(BadNevra::NoArch));
        assert_eq!(Nevra::parse("oak-1-1."), Err(BadNevra::NoArch));
        assert_eq!(Nevra::parse("oak-1.0-1"), Err(BadNevra::NoArch));
        assert_eq!(Nevra::parse("oak-1.noarch"), Err(BadNevra::NoRelease));
        assert_eq!(Nevra::parse("-1-1.noarch"), Err(BadNevra::NoName));
        assert_eq!(Nevra::parse("oak-x:1-1.noarch"), Err(BadNevra::Evr(BadEvr::Epoch("x".to_owned()))));
    }

    proptest! {
        #[test]
        fn a_printed_package_parses_to_itself(
            name in "[a-z][a-z0-9.+-]{0,8}", epoch: u32, version in "[a-z0-9.~^]{1,6}", release in "[a-z0-9.]{1,6}",
        ) {
            let evr = Evr { epoch, version: &version, release: &release };
            let package = Nevra { name: &name, evr, arch: "noarch" };
            let printed = package.to_string();
            prop_assert_eq!(Nevra::parse(&printed), Ok(package));
        }

        #[test]
        fn any_text_is_parsed_or_refused(text in "[a-z0-9.:é-]{0,20}") {
            let _ = Nevra::parse(&text);
        }
    }
}
