//! `primary`: what every package is, needs and provides.

mod fields;
mod package;

use std::io::Read;

pub use package::{FileKind, MetadataDependency, MetadataFile, Package};

use fields::Fields;
pub(crate) use fields::read_file_kind;

use crate::xml::{Step, Xml};
use crate::{Fatal, Flaw, Limits};

/// Reads `primary`, package by package.
pub struct Packages<R: Read> {
    xml: Xml<R>,
    limits: Limits,
    /// What `packages=` of the root says.
    declared: Option<u64>,
    count: u64,
}

impl<R: Read> Packages<R> {
    /// Reads the start of the document.
    pub fn new(source: R, limits: Limits) -> Result<Self, (Fatal, R)> {
        let mut xml = Xml::new(source, limits);
        let mut declared = None;
        let start = xml.root("metadata").and_then(|()| {
            xml.attributes(|name, value| {
                if name == "packages" {
                    declared = value.trim().parse().ok();
                }
            })
        });
        match start {
            Ok(()) => Ok(Self { xml, limits, declared, count: 0 }),
            Err(error) => Err((error, xml.into_source())),
        }
    }

    /// How many packages the root element declares.
    pub fn declared(&self) -> Option<u64> {
        self.declared
    }

    /// The next package, or why it cannot be used; `None` at the end.
    pub fn read(&mut self) -> Result<Option<Result<Package, Flaw>>, Fatal> {
        loop {
            match self.xml.step()? {
                Step::Open if self.xml.name() == "package" => {
                    let mut is_rpm = true;
                    self.xml.attributes(|name, value| is_rpm &= name != "type" || value == "rpm")?;
                    if !is_rpm {
                        self.xml.skip()?;
                        continue;
                    }
                    self.count += 1;
                    if self.count > self.limits.packages {
                        let most = self.limits.packages;
                        return Err(self.xml.limit(format!("there are more than {most} packages")));
                    }
                    return Fields::new(self.xml.place()).read(&mut self.xml, &self.limits).map(Some);
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
