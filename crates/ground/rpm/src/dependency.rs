use std::cmp::Ordering;
use std::fmt;

use crate::{Evr, vercmp};

/// A capability that a package requires, provides, conflicts with or obsoletes, often with a bound on its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dependency<'a> {
    /// The capability: a package, `libfoo.so.1()(64bit)`, `/usr/bin/env`, or a [`Rich`](crate::Rich) expression.
    pub name: &'a str,
    /// Which versions are meant; any if absent.
    pub bound: Option<Bound<'a>>,
}

/// A range of versions: `>= 1.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound<'a> {
    /// On which side of the version the range is.
    pub sense: Sense,
    /// The version at its edge.
    pub evr: Evr<'a>,
}

/// The operator of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `=`
    Equal,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}

impl Sense {
    /// The bits of the operator in the flags of a package header (`RPMSENSE_LESS`, `_GREATER`, `_EQUAL`).
    const LESS: u32 = 2;
    const GREATER: u32 = 4;
    const EQUAL: u32 = 8;

    /// The operator in the flags of a package header; `None` where they set no bound.
    pub fn from_flags(flags: u32) -> Option<Self> {
        match flags & (Self::LESS | Self::GREATER | Self::EQUAL) {
            0x2 => Some(Self::Less),
            0x4 => Some(Self::Greater),
            0x8 => Some(Self::Equal),
            0xa => Some(Self::LessOrEqual),
            0xc => Some(Self::GreaterOrEqual),
            _ => None,
        }
    }

    /// The operator as repository metadata writes it: `LT`, `LE`, `EQ`, `GE`, `GT`.
    pub fn from_metadata(word: &str) -> Option<Self> {
        match word {
            "LT" => Some(Self::Less),
            "LE" => Some(Self::LessOrEqual),
            "EQ" => Some(Self::Equal),
            "GE" => Some(Self::GreaterOrEqual),
            "GT" => Some(Self::Greater),
            _ => None,
        }
    }

    /// The operator as people write it.
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        match symbol {
            "<" => Some(Self::Less),
            "<=" | "=<" => Some(Self::LessOrEqual),
            "=" | "==" => Some(Self::Equal),
            ">=" | "=>" => Some(Self::GreaterOrEqual),
            ">" => Some(Self::Greater),
            _ => None,
        }
    }

    /// The operator as rpm prints it.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Equal => "=",
            Self::GreaterOrEqual => ">=",
            Self::Greater => ">",
        }
    }

    fn below(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual)
    }

    fn above(self) -> bool {
        matches!(self, Self::Greater | Self::GreaterOrEqual)
    }

    fn at(self) -> bool {
        matches!(self, Self::LessOrEqual | Self::Equal | Self::GreaterOrEqual)
    }
}

impl Bound<'_> {
    /// Whether some version is in both ranges (rpm, `rpmverOverlap`).
    ///
    /// Without a release a bound that includes its version includes all releases of it: `= 1.9` overlaps
    /// `= 1.9-1.el9` and `< 1.9-2`.
    pub fn overlaps(&self, other: &Bound<'_>) -> bool {
        let order = match self.evr.compare_version(&other.evr) {
            Ordering::Equal => match (self.evr.release, other.evr.release) {
                ("", "") => Ordering::Equal,
                ("", _) if self.sense.at() => return true,
                (_, "") if other.sense.at() => return true,
                ("", _) | (_, "") => Ordering::Equal,
                (left, right) => vercmp(left, right),
            },
            order => order,
        };
        match order {
            Ordering::Less => self.sense.above() || other.sense.below(),
            Ordering::Greater => self.sense.below() || other.sense.above(),
            Ordering::Equal => {
                self.sense.at() && other.sense.at()
                    || self.sense.below() && other.sense.below()
                    || self.sense.above() && other.sense.above()
            }
        }
    }
}

impl<'a> Dependency<'a> {
    /// A dependency on any version.
    pub fn new(name: &'a str) -> Self {
        Self { name, bound: None }
    }

    /// Whether what a package provides meets this requirement: the same name, and ranges that overlap. A side
    /// without a bound matches every version.
    pub fn is_met_by(&self, provided: &Dependency<'_>) -> bool {
        self.name == provided.name
            && match (&self.bound, &provided.bound) {
                (Some(required), Some(provided)) => required.overlaps(provided),
                _ => true,
            }
    }

    /// Whether the name is a [`Rich`](crate::Rich) expression.
    pub fn is_rich(&self) -> bool {
        self.name.starts_with('(')
    }
}

impl fmt::Display for Dependency<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        match self.bound {
            Some(bound) => write!(f, " {} {}", bound.sense.symbol(), bound.evr),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dependency(text: &str) -> Dependency<'_> {
        let mut words = text.split(' ');
        let name = words.next().unwrap();
        let bound = words.next().map(|symbol| Bound {
            sense: Sense::from_symbol(symbol).unwrap(),
            evr: Evr::parse(words.next().unwrap()).unwrap(),
        });
        Dependency { name, bound }
    }

    #[test]
    fn ranges_that_overlap_match_and_a_missing_bound_matches_everything() {
        let table = [
            ("lib >= 2", "lib = 3-1", true),
            ("lib >= 2", "lib = 1-1", false),
            ("lib >= 2", "lib", true),
            ("lib", "lib = 1-1", true),
            ("lib", "other", false),
            ("lib = 1.9", "lib = 1.9-1.el9", true),
            ("lib < 1.9-2", "lib = 1.9", true),
            ("lib > 1.9", "lib = 1.9-1", false),
            ("lib < 1.9", "lib = 1.9-1", false),
            ("lib = 1.9", "lib > 1.9-1", true),
            ("lib = 1.9", "lib = 0:1.9-1", true),
            ("lib = 1:1.9", "lib = 1.9-1", false),
            ("lib < 2", "lib > 1", true),
            ("lib < 1", "lib > 2", false),
            ("lib < 1", "lib < 2", true),
            ("lib <= 1", "lib >= 1", true),
            ("lib < 1", "lib >= 1", false),
        ];
        for (required, provided, met) in table {
            let (required, provided) = (dependency(required), dependency(provided));
            assert_eq!(required.is_met_by(&provided), met, "{required} by {provided}");
            assert_eq!(provided.is_met_by(&required), met, "overlapping is symmetric");
        }
    }

    #[test]
    fn the_flags_of_a_header_hold_the_operator() {
        let symbol = |flags| Sense::from_flags(flags).map(Sense::symbol);
        assert_eq!(symbol(0x0100_000a), Some("<="));
        assert_eq!(symbol(0x40 | 4), Some(">"));
        assert_eq!(symbol(0x40), None);
        assert_eq!(symbol(2 | 4), None, "`<>` sets no bound that rpm compares");
    }

    #[test]
    fn a_dependency_prints_as_rpm_prints_it() {
        for text in ["lib", "lib >= 2", "lib = 1:2-3", "libfoo.so.1()(64bit)"] {
            assert_eq!(dependency(text).to_string(), text);
        }
    }
}
