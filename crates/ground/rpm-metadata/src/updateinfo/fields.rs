use std::io::Read;

use maneki_ground_rpm::Evr;

use super::advisory::{Advisory, AdvisoryPackage, Collection, ModuleReference, Reference};
use crate::xml::{Step, Xml};
use crate::{Checksum, Fatal, Flaw, Limits};

/// Reads an advisory whose start was the last step.
pub(super) fn read(xml: &mut Xml<impl Read>, limits: &Limits) -> Result<Result<Advisory, Flaw>, Fatal> {
    let outside = xml.depth() - 1;
    let mut advisory = Advisory { place: xml.place(), ..Advisory::default() };
    xml.attributes(|name, value| match name {
        "from" => value.clone_into(&mut advisory.from),
        "status" => value.clone_into(&mut advisory.status),
        "type" => value.clone_into(&mut advisory.kind),
        "version" => value.clone_into(&mut advisory.version),
        _ => {}
    })?;
    let mut flaw = None;
    loop {
        match xml.step()? {
            Step::Open => match xml.name() {
                "issued" => advisory.issued = attribute(xml, "date")?,
                "updated" => advisory.updated = attribute(xml, "date")?,
                "reference" => {
                    check_count(xml, advisory.references.len(), limits.dependencies, "references")?;
                    advisory.references.push(reference(xml)?);
                }
                "collection" => {
                    check_count(xml, advisory.collections.len(), limits.dependencies, "collections")?;
                    advisory.collections.push(collection(xml, limits, &mut flaw)?);
                }
                _ => {}
            },
            Step::Close if xml.depth() == outside => break,
            // Only elements directly below the advisory have a text of it.
            Step::Close if xml.depth() == outside + 1 => {
                let field = match xml.name() {
                    "id" => &mut advisory.id,
                    "title" => &mut advisory.title,
                    "severity" => &mut advisory.severity,
                    "rights" => &mut advisory.rights,
                    "release" => &mut advisory.release,
                    "summary" => &mut advisory.summary,
                    "description" => &mut advisory.description,
                    "solution" => &mut advisory.solution,
                    _ => continue,
                };
                xml.text().clone_into(field);
            }
            Step::Close => {}
            Step::End => return Err(xml.malformed("the document ends within an advisory")),
        }
    }
    let nameless = || Flaw { place: advisory.place, problem: "an advisory has no `id`".to_owned() };
    let flaw = flaw.or_else(|| advisory.id.trim().is_empty().then(nameless));
    Ok(flaw.map_or(Ok(advisory), Err))
}

fn check_count(xml: &Xml<impl Read>, count: usize, most: usize, what: &str) -> Result<(), Fatal> {
    if count == most {
        return Err(xml.limit(format!("an advisory has more than {most} {what}")));
    }
    Ok(())
}

fn attribute(xml: &Xml<impl Read>, wanted: &str) -> Result<String, Fatal> {
    let mut found = String::new();
    xml.attributes(|name, value| {
        if name == wanted {
            value.clone_into(&mut found);
        }
    })?;
    Ok(found)
}

fn reference(xml: &Xml<impl Read>) -> Result<Reference, Fatal> {
    let mut reference = Reference::default();
    xml.attributes(|name, value| match name {
        "href" => value.clone_into(&mut reference.href),
        "id" => value.clone_into(&mut reference.id),
        "title" => value.clone_into(&mut reference.title),
        "type" => value.clone_into(&mut reference.kind),
        _ => {}
    })?;
    Ok(reference)
}

fn collection(
    xml: &mut Xml<impl Read>,
    limits: &Limits,
    flaw: &mut Option<Flaw>,
) -> Result<Collection, Fatal> {
    let outside = xml.depth() - 1;
    let mut collection = Collection { short: attribute(xml, "short")?, ..Collection::default() };
    loop {
        match xml.step()? {
            Step::Open if xml.name() == "module" => collection.module = Some(module(xml)?),
            Step::Open if xml.name() == "package" => {
                check_count(xml, collection.packages.len(), limits.dependencies, "packages in a collection")?;
                match package(xml)? {
                    Ok(package) => collection.packages.push(package),
                    Err(found) => {
                        flaw.get_or_insert(found);
                    }
                }
            }
            Step::Close if xml.depth() == outside => return Ok(collection),
            Step::Close if xml.name() == "name" => xml.text().clone_into(&mut collection.name),
            Step::Open | Step::Close => {}
            Step::End => return Err(xml.malformed("the document ends within a collection")),
        }
    }
}

fn module(xml: &Xml<impl Read>) -> Result<ModuleReference, Fatal> {
    let mut module = ModuleReference::default();
    xml.attributes(|name, value| match name {
        "name" => value.clone_into(&mut module.name),
        "stream" => value.clone_into(&mut module.stream),
        "version" => value.clone_into(&mut module.version),
        "context" => value.clone_into(&mut module.context),
        "arch" => value.clone_into(&mut module.arch),
        _ => {}
    })?;
    Ok(module)
}

fn package(xml: &mut Xml<impl Read>) -> Result<Result<AdvisoryPackage, Flaw>, Fatal> {
    let outside = xml.depth() - 1;
    let mut package = AdvisoryPackage { place: xml.place(), ..AdvisoryPackage::default() };
    let mut epoch = Ok(0);
    xml.attributes(|name, value| match name {
        "name" => value.clone_into(&mut package.name),
        // The rules for epochs are those of a whole version.
        "epoch" => epoch = Evr::parse(&format!("{value}:0")).map(|evr| evr.epoch),
        "version" => value.clone_into(&mut package.evr.version),
        "release" => value.clone_into(&mut package.evr.release),
        "arch" => value.clone_into(&mut package.arch),
        "src" => value.clone_into(&mut package.source),
        _ => {}
    })?;
    let mut sum_kind = String::new();
    loop {
        match xml.step()? {
            Step::Open => sum_kind = attribute(xml, "type")?,
            Step::Close if xml.depth() == outside => break,
            Step::Close => match xml.name() {
                "filename" => xml.text().trim().clone_into(&mut package.file_name),
                "sum" => {
                    let kind = std::mem::take(&mut sum_kind);
                    package.sums.push(Checksum { kind, text: xml.text().trim().to_owned() });
                }
                // An empty element means yes, as in libmodulemd and dnf.
                "reboot_suggested" => package.reboot_suggested = is_true(xml.text()),
                "restart_suggested" => package.restart_suggested = is_true(xml.text()),
                "relogin_suggested" => package.relogin_suggested = is_true(xml.text()),
                _ => {}
            },
            Step::End => return Err(xml.malformed("the document ends within a package")),
        }
    }
    let place = package.place;
    Ok(match epoch {
        Ok(epoch) => {
            package.evr.epoch = epoch;
            let needed =
                [("name", &package.name), ("version", &package.evr.version), ("arch", &package.arch)];
            match needed.iter().find(|(_, value)| value.is_empty()).map(|(name, _)| *name) {
                Some(missing) => {
                    Err(Flaw { place, problem: format!("a package of an advisory has no `{missing}`") })
                }
                None => Ok(package),
            }
        }
        Err(error) => Err(Flaw { place, problem: format!("{}: {error}", package.name) }),
    })
}

fn is_true(text: &str) -> bool {
    !matches!(text.trim().to_ascii_lowercase().as_str(), "0" | "false" | "no")
}
