use std::io::Read;

use maneki_ground_rpm::{BadEvr, DependencyKind, Evr, Sense};

use super::package::{FileKind, MetadataDependency, MetadataFile, Package};
use crate::xml::{Step, Xml};
use crate::{Checksum, Fatal, Flaw, Limits, Location, OwnedEvr, Place};

/// A package that is being read.
pub(super) struct Fields {
    package: Package,
    /// The first problem; the rest of the element is read all the same.
    flaw: Option<Flaw>,
    /// Which group of dependencies is open.
    group: Option<DependencyKind>,
    file_kind: FileKind,
}

impl Fields {
    pub(super) fn new(place: Place) -> Self {
        let package = Package {
            place,
            name: String::new(),
            evr: OwnedEvr::default(),
            arch: String::new(),
            checksum: Checksum::default(),
            location: Location::default(),
            summary: String::new(),
            description: String::new(),
            packager: String::new(),
            url: String::new(),
            license: String::new(),
            vendor: String::new(),
            group: String::new(),
            build_host: String::new(),
            source: String::new(),
            build_time: 0,
            file_time: 0,
            size: None,
            installed_size: 0,
            archive_size: 0,
            header_range: None,
            dependencies: Vec::new(),
            files: Vec::new(),
        };
        Self { package, flaw: None, group: None, file_kind: FileKind::File }
    }

    /// Reads up to the end of the package, whose start was the last step.
    pub(super) fn read(
        mut self,
        xml: &mut Xml<impl Read>,
        limits: &Limits,
    ) -> Result<Result<Package, Flaw>, Fatal> {
        let outside = xml.depth() - 1;
        loop {
            match xml.step()? {
                Step::Open => self.open(xml, limits)?,
                Step::Close if xml.depth() == outside => return Ok(self.finish()),
                Step::Close => self.close(xml, limits)?,
                Step::End => return Err(xml.malformed("the document ends within a package")),
            }
        }
    }

    /// Takes what the attributes of an element say.
    fn open(&mut self, xml: &mut Xml<impl Read>, limits: &Limits) -> Result<(), Fatal> {
        let package = &mut self.package;
        let place = xml.place();
        let mut problem = None;
        match xml.name() {
            "version" => problem = package.evr.read(xml)?.err(),
            "checksum" => xml.attributes(|name, value| {
                if name == "type" {
                    value.clone_into(&mut package.checksum.kind);
                }
            })?,
            "time" => xml.attributes(|name, value| match name {
                "file" => package.file_time = value.trim().parse().unwrap_or(0),
                "build" => package.build_time = value.trim().parse().unwrap_or(0),
                _ => {}
            })?,
            "size" => xml.attributes(|name, value| match (name, value.trim().parse()) {
                ("package", Ok(size)) => package.size = Some(size),
                ("package", Err(_)) => {
                    problem = Some(format!("`package` of `size` is not a number: `{value}`"));
                }
                ("installed", Ok(size)) => package.installed_size = size,
                ("archive", Ok(size)) => package.archive_size = size,
                _ => {}
            })?,
            "location" => xml.attributes(|name, value| match name {
                "href" => value.clone_into(&mut package.location.href),
                "base" => package.location.base = Some(value.to_owned()),
                _ => {}
            })?,
            "header-range" => {
                let (mut start, mut end) = (None, None);
                xml.attributes(|name, value| match name {
                    "start" => start = value.trim().parse().ok(),
                    "end" => end = value.trim().parse().ok(),
                    _ => {}
                })?;
                package.header_range = start.zip(end);
            }
            "entry" => problem = self.dependency(xml, limits)?,
            "file" => self.file_kind = read_file_kind(xml)?,
            name => self.group = DependencyKind::from_word(name).or(self.group),
        }
        if let Some(problem) = problem {
            self.flaw.get_or_insert(Flaw { place, problem });
        }
        Ok(())
    }

    /// Takes the text of an element.
    fn close(&mut self, xml: &Xml<impl Read>, limits: &Limits) -> Result<(), Fatal> {
        let package = &mut self.package;
        let field = match xml.name() {
            "name" => &mut package.name,
            "arch" => &mut package.arch,
            "checksum" => &mut package.checksum.text,
            "summary" => &mut package.summary,
            "description" => &mut package.description,
            "packager" => &mut package.packager,
            "url" => &mut package.url,
            "license" => &mut package.license,
            "vendor" => &mut package.vendor,
            "group" => &mut package.group,
            "buildhost" => &mut package.build_host,
            "sourcerpm" => &mut package.source,
            "file" => {
                if package.files.len() == limits.files {
                    return Err(xml.limit(format!("a package has more than {} files", limits.files)));
                }
                package.files.push(MetadataFile { path: xml.text().to_owned(), kind: self.file_kind });
                return Ok(());
            }
            name => {
                if DependencyKind::from_word(name).is_some() {
                    self.group = None;
                }
                return Ok(());
            }
        };
        xml.text().clone_into(field);
        Ok(())
    }

    /// Reads an `entry`; the inner `Some` is what is wrong with it.
    fn dependency(&mut self, xml: &Xml<impl Read>, limits: &Limits) -> Result<Option<String>, Fatal> {
        let Some(kind) = self.group else { return Ok(None) };
        if self.package.dependencies.len() == limits.dependencies {
            return Err(xml.limit(format!("a package has more than {} dependencies", limits.dependencies)));
        }
        let mut name = String::new();
        let mut sense = Ok(None);
        let (mut epoch, mut version, mut release) = (Ok(0), String::new(), String::new());
        let mut pre = false;
        xml.attributes(|attribute, value| match attribute {
            "name" => value.clone_into(&mut name),
            "flags" => sense = Sense::from_metadata(value).map(Some).ok_or_else(|| value.to_owned()),
            "epoch" => epoch = parse_epoch(value),
            "ver" => value.clone_into(&mut version),
            "rel" => value.clone_into(&mut release),
            "pre" => pre = matches!(value, "1" | "true"),
            _ => {}
        })?;
        let (sense, epoch) = match (name.is_empty(), sense, epoch) {
            (true, ..) => return Ok(Some(format!("an entry of `{}` has no `name`", kind.word()))),
            (_, Err(flags), _) => {
                return Ok(Some(format!(
                    "the flags of `{name}` are `{flags}`; they are EQ, LT, LE, GT or GE"
                )));
            }
            (_, _, Err(error)) => return Ok(Some(format!("the version of `{name}`: {error}"))),
            (_, Ok(sense), Ok(epoch)) => (sense, epoch),
        };
        let bound =
            sense.filter(|_| !version.is_empty()).map(|sense| (sense, OwnedEvr { epoch, version, release }));
        self.package.dependencies.push(MetadataDependency { kind, name, bound, pre });
        Ok(None)
    }

    /// The package, if it has everything that the metadata must say.
    fn finish(self) -> Result<Package, Flaw> {
        if let Some(flaw) = self.flaw {
            return Err(flaw);
        }
        let package = self.package;
        let needed = [
            ("name", &package.name),
            ("arch", &package.arch),
            ("version", &package.evr.version),
            ("checksum", &package.checksum.text),
            ("location", &package.location.href),
        ];
        let missing = needed.iter().find(|(_, value)| value.is_empty()).map(|(element, _)| *element);
        match missing {
            Some(element) => {
                let name = if package.name.is_empty() { "a package" } else { &package.name };
                Err(Flaw { place: package.place, problem: format!("{name} has no `{element}`") })
            }
            None => Ok(package),
        }
    }
}

impl OwnedEvr {
    /// Reads the attributes of a `version` element; the inner error is what is wrong with them.
    pub(crate) fn read(&mut self, xml: &Xml<impl Read>) -> Result<Result<(), String>, Fatal> {
        let mut epoch = Ok(0);
        xml.attributes(|name, value| match name {
            "epoch" => epoch = parse_epoch(value),
            "ver" => value.clone_into(&mut self.version),
            "rel" => value.clone_into(&mut self.release),
            _ => {}
        })?;
        Ok(epoch.map(|epoch| self.epoch = epoch).map_err(|error| error.to_string()))
    }
}

fn parse_epoch(text: &str) -> Result<u32, BadEvr> {
    // The rules for epochs are those of a whole version.
    Evr::parse(&format!("{text}:0")).map(|evr| evr.epoch)
}

/// The `type` of a `file` element.
pub(crate) fn read_file_kind(xml: &Xml<impl Read>) -> Result<FileKind, Fatal> {
    let mut kind = FileKind::File;
    xml.attributes(|name, value| match (name, value) {
        ("type", "dir") => kind = FileKind::Folder,
        ("type", "ghost") => kind = FileKind::Ghost,
        _ => {}
    })?;
    Ok(kind)
}
