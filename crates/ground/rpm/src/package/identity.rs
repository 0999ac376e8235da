use std::borrow::Cow;

use crate::header::{Header, HeaderError, tag};
use crate::{Evr, Nevra};

/// Which package it is, by its main header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The name.
    pub name: Cow<'a, str>,
    /// The epoch; 0 where the header has none.
    pub epoch: u32,
    /// The version of the software.
    pub version: Cow<'a, str>,
    /// The release of the package.
    pub release: Cow<'a, str>,
    /// The architecture; `src` or `nosrc` for a source package, whose header names that of the builder.
    pub arch: Cow<'a, str>,
    /// The file name of the source package; `None` for a source package.
    pub source: Option<Cow<'a, str>>,
}

impl<'a> Identity<'a> {
    /// Reads the identity; a header without name, version, release or architecture is an error.
    pub fn read(header: &'a Header) -> Result<Self, HeaderError> {
        let demand = |tag| {
            let missing = HeaderError::Value { tag, problem: "it is missing" };
            header.text(tag)?.filter(|text| !text.is_empty()).ok_or(missing)
        };
        let epoch = header.number(tag::EPOCH)?.unwrap_or(0);
        let epoch = u32::try_from(epoch);
        let source = header.text(tag::SOURCE_RPM)?;
        let arch = demand(tag::ARCH)?;
        let without_sources = header.has(tag::NO_SOURCE) || header.has(tag::NO_PATCH);
        Ok(Self {
            name: demand(tag::NAME)?,
            epoch: epoch.map_err(|_| HeaderError::Value {
                tag: tag::EPOCH,
                problem: "it is larger than 4294967295",
            })?,
            version: demand(tag::VERSION)?,
            release: demand(tag::RELEASE)?,
            arch: match (&source, without_sources) {
                (Some(_), _) => arch,
                (None, true) => "nosrc".into(),
                (None, false) => "src".into(),
            },
            source,
        })
    }

    /// Name, version and architecture.
    pub fn nevra(&self) -> Nevra<'_> {
        let evr = Evr { epoch: self.epoch, version: &self.version, release: &self.release };
        Nevra { name: &self.name, evr, arch: &self.arch }
    }
}
