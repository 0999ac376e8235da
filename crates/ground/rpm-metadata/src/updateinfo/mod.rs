//! `updateinfo`: advisories, and the packages that they publish.

mod advisory;
mod fields;

use std::io::Read;

pub use advisory::{Advisory, AdvisoryPackage, Collection, ModuleReference, Reference};

use crate::xml::{Step, Xml};
use crate::{Fatal, Flaw, Limits};

/// Reads `updateinfo`, advisory by advisory.
pub struct Advisories<R: Read> {
    xml: Xml<R>,
    limits: Limits,
    count: u64,
}

impl<R: Read> Advisories<R> {
    /// Reads the start of the document.
    pub fn new(source: R, limits: Limits) -> Result<Self, (Fatal, R)> {
        let mut xml = Xml::new(source, limits);
        match xml.root("updates") {
            Ok(()) => Ok(Self { xml, limits, count: 0 }),
            Err(error) => Err((error, xml.into_source())),
        }
    }

    /// The next advisory, or why it cannot be used; `None` at the end.
    pub fn read(&mut self) -> Result<Option<Result<Advisory, Flaw>>, Fatal> {
        loop {
            match self.xml.step()? {
                Step::Open if self.xml.name() == "update" => {
                    self.count += 1;
                    if self.count > self.limits.packages {
                        let most = self.limits.packages;
                        return Err(self.xml.limit(format!("there are more than {most} advisories")));
                    }
                    return fields::read(&mut self.xml, &self.limits).map(Some);
                }
                Step::Open => self.xml.skip()?,
                Step::Close => {}
                Step::End => return Ok(None),
            }
        }
    }

    /// The source, wherever the reader stopped.
    pub fn into_source(self) -> R {
        self.xml.into_source()
    }
}

#[cfg(test)]
mod tests;
