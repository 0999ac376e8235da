use std::io::Read;

use crate::primary::read_file_kind;
use crate::xml::{Step, Xml};
use crate::{Fatal, Flaw, Limits, MetadataFile, OwnedEvr, Place};

/// A package in `filelists` or `other`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Where the element starts.
    pub place: Place,
    /// The checksum of the package, which ties it to `primary`.
    pub pkgid: String,
    /// The name.
    pub name: String,
    /// The architecture.
    pub arch: String,
    /// Epoch, version and release.
    pub evr: OwnedEvr,
    /// In `filelists`: all files.
    pub files: Vec<MetadataFile>,
    /// In `other`: the newest changes.
    pub changes: Vec<Change>,
}

/// An entry of a changelog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Who changed it, often with the version.
    pub author: String,
    /// When, in seconds since 1970.
    pub date: i64,
    /// What changed.
    pub text: String,
}

/// Reads `filelists` or `other`, package by package.
pub struct Listings<R: Read> {
    xml: Xml<R>,
    limits: Limits,
    /// What `packages=` of the root says.
    declared: Option<u64>,
    count: u64,
}

impl<R: Read> Listings<R> {
    /// Reads the start of the document; `root` is `filelists` or `otherdata`.
    pub fn new(source: R, root: &str, limits: Limits) -> Result<Self, (Fatal, R)> {
        let mut xml = Xml::new(source, limits);
        let mut declared = None;
        let start = xml.root(root).and_then(|()| {
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
    pub fn read(&mut self) -> Result<Option<Result<Listing, Flaw>>, Fatal> {
        loop {
            match self.xml.step()? {
                Step::Open if self.xml.name() == "package" => {
                    self.count += 1;
                    if self.count > self.limits.packages {
                        let most = self.limits.packages;
                        return Err(self.xml.limit(format!("there are more than {most} packages")));
                    }
                    return self.package().map(Some);
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

    fn package(&mut self) -> Result<Result<Listing, Flaw>, Fatal> {
        let xml = &mut self.xml;
        let (place, outside) = (xml.place(), xml.depth() - 1);
        let mut listing = Listing { place, ..Listing::default() };
        xml.attributes(|name, value| match name {
            "pkgid" => value.clone_into(&mut listing.pkgid),
            "name" => value.clone_into(&mut listing.name),
            "arch" => value.clone_into(&mut listing.arch),
            _ => {}
        })?;
        let mut flaw = None;
        let mut file = MetadataFile::default();
        let mut change = (String::new(), 0);
        loop {
            match xml.step()? {
                Step::Open => match xml.name() {
                    "version" => {
                        if let Err(problem) = listing.evr.read(xml)? {
                            flaw.get_or_insert(Flaw { place: xml.place(), problem });
                        }
                    }
                    "file" => file = MetadataFile { kind: read_file_kind(xml)?, ..MetadataFile::default() },
                    "changelog" => {
                        change = (String::new(), 0);
                        xml.attributes(|name, value| match name {
                            "author" => value.clone_into(&mut change.0),
                            "date" => change.1 = value.trim().parse().unwrap_or(0),
                            _ => {}
                        })?;
                    }
                    _ => xml.skip()?,
                },
                Step::Close if xml.depth() == outside => break,
                Step::Close => match xml.name() {
                    "file" => {
                        if listing.files.len() == self.limits.files {
                            let most = self.limits.files;
                            return Err(xml.limit(format!("a package has more than {most} files")));
                        }
                        xml.text().clone_into(&mut file.path);
                        listing.files.push(std::mem::take(&mut file));
                    }
                    "changelog" => {
                        let (author, date) = std::mem::take(&mut change);
                        listing.changes.push(Change { author, date, text: xml.text().to_owned() });
                    }
                    _ => {}
                },
                Step::End => return Err(xml.malformed("the document ends within a package")),
            }
        }
        let missing = [("pkgid", &listing.pkgid), ("name", &listing.name), ("arch", &listing.arch)]
            .into_iter()
            .find(|(_, value)| value.is_empty())
            .map(|(name, _)| Flaw { place, problem: format!("a package has no `{name}`") });
        Ok(flaw.or(missing).map_or(Ok(listing), Err))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FileKind;

    fn all(text: &str, root: &str) -> Vec<Result<Listing, Flaw>> {
        let mut listings =
            Listings::new(text.as_bytes(), root, Limits::default()).map_err(|(error, _)| error).unwrap();
        let mut found = Vec::new();
        while let Some(listing) = listings.read().unwrap() {
            found.push(listing);
        }
        found
    }

    #[test]
    fn files_are_listed_with_their_kinds() {
        let text = "<filelists xmlns='x' packages='1'>\n<package pkgid='aa' name='oak' arch='noarch'>
            <version epoch='1' ver='2' rel='3'/><file>/usr/bin/oak</file><file type='dir'>/a &amp; b</file>
            <file type='ghost'>/run/oak</file></package></filelists>";
        let listing = all(text, "filelists").remove(0).unwrap();
        assert_eq!((listing.pkgid.as_str(), listing.evr.to_string().as_str()), ("aa", "1:2-3"));
        assert_eq!(listing.place, Place { line: 2, column: 1 });
        let files: Vec<_> = listing.files.iter().map(|file| (file.path.as_str(), file.kind)).collect();
        assert_eq!(
            files,
            [("/usr/bin/oak", FileKind::File), ("/a & b", FileKind::Folder), ("/run/oak", FileKind::Ghost)]
        );
    }

    #[test]
    fn changes_have_author_date_and_text() {
        let text = "<otherdata><package pkgid='aa' name='oak' arch='noarch'><version epoch='0' ver='2' rel='3'/>
            <changelog author='A &lt;a@example.org&gt; - 1-1' date='1700000000'>- grow</changelog></package></otherdata>";
        let listing = all(text, "otherdata").remove(0).unwrap();
        let change =
            Change { author: "A <a@example.org> - 1-1".into(), date: 1_700_000_000, text: "- grow".into() };
        assert_eq!(listing.changes, [change]);
    }

    #[test]
    fn a_package_with_a_flaw_is_named_and_the_next_one_is_read() {
        let text = "<filelists><package name='oak' arch='noarch'><version ver='1' rel='1'/></package>
<package pkgid='b' name='oak' arch='noarch'><version epoch='x' ver='1' rel='1'/></package>
<package pkgid='c' name='fir' arch='noarch'><version epoch='0' ver='1' rel='1'/></package></filelists>";
        let found = all(text, "filelists");
        let flaws: Vec<String> =
            found.iter().filter_map(|one| Some(one.as_ref().err()?.to_string())).collect();
        assert_eq!(
            flaws,
            ["1:12: a package has no `pkgid`", "2:45: the epoch `x` is not a number from 0 to 4294967295"]
        );
        assert_eq!(found[2].as_ref().unwrap().name, "fir");
    }
}
