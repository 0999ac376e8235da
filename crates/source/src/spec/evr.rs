use std::fmt;

pub use super::macros::Macros;
use super::macros::{Unknown, read_tags};

/// The epoch, version and release of a package, as its changelog names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evr {
    /// The epoch, if the spec declares one.
    pub epoch: Option<String>,
    /// The version.
    pub version: String,
    /// The release.
    pub release: String,
}

impl fmt::Display for Evr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(epoch) = &self.epoch {
            write!(f, "{epoch}:")?;
        }
        write!(f, "{}-{}", self.version, self.release)
    }
}

/// Why a spec has no epoch, version and release here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvrError {
    /// A value depends on something that only rpm itself can tell.
    #[error("only rpm can tell what `{0}` is")]
    Unknown(String),
    /// The tag is not there.
    #[error("the spec has no line `{0}:`")]
    Missing(&'static str),
}

impl From<Unknown> for EvrError {
    fn from(unknown: Unknown) -> Self {
        Self::Unknown(unknown.0)
    }
}

/// Evaluates epoch, version and release of a spec, without running anything. With `raw_version` or `raw_release` the
/// last word of the spec's own line counts, with its macros.
pub fn evr(text: &str, macros: Macros, raw_version: bool, raw_release: bool) -> Result<Evr, EvrError> {
    let tags = read_tags(text, macros);
    let pick = |is_raw: bool, tag: &'static str, value: Option<Result<String, Unknown>>| {
        if is_raw {
            return raw(text, tag).ok_or(EvrError::Missing(tag));
        }
        Ok(value.ok_or(EvrError::Missing(tag))??)
    };
    Ok(Evr {
        version: pick(raw_version, "Version", tags.version)?,
        release: pick(raw_release, "Release", tags.release)?,
        epoch: tags.epoch.transpose()?,
    })
}

/// The last word of the first line of a tag, as it is written.
fn raw(text: &str, tag: &str) -> Option<String> {
    let value = text.lines().find_map(|line| line.strip_prefix(tag)?.strip_prefix(':'))?;
    value.split_whitespace().next_back().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<String, EvrError> {
        evr(text, Macros::new("9"), false, false).map(|evr| evr.to_string())
    }

    #[test]
    fn macros_conditions_and_tags_are_followed() {
        let spec = "%global base 3\n%if 0%{?rhel} >= 9\n%global rel 2\n%else\n%global rel 1\n%endif\n\
            Name: x\nVersion: %{base}.1\nRelease: %{rel}%{?dist}.tan.1\nEpoch: 1\n%prep\nVersion: 9\n";
        assert_eq!(of(spec).unwrap(), "1:3.1-2.tan.1");
    }

    #[test]
    fn what_is_unknown_is_named() {
        let error = of("Version: 1\nRelease: %autorelease\n").unwrap_err();
        assert_eq!(error, EvrError::Unknown("%{autorelease}".into()));
        let shell = of("%if %(date)\n%global v 1\n%else\n%global v 2\n%endif\nVersion: %{v}\nRelease: 1\n");
        assert!(shell.is_err());
        assert_eq!(of("Version: 1\n").unwrap_err(), EvrError::Missing("Release"));
    }

    #[test]
    fn raw_values_keep_their_macros() {
        let spec = "Version: %{shell}\nRelease: 1%{?dist}.tan\n";
        assert_eq!(evr(spec, Macros::new("9"), true, true).unwrap().to_string(), "%{shell}-1%{?dist}.tan");
    }

    #[test]
    fn architectures_are_those_of_x86_64() {
        let spec = "%ifarch %{ix86} x86_64\nVersion: 1\n%else\nVersion: 2\n%endif\n%ifnarch aarch64\nRelease: 3\n%endif\n";
        assert_eq!(of(spec).unwrap(), "1-3");
    }
}
