use std::collections::BTreeSet;

use maneki_ground_rpm::header::tag;
use maneki_ground_rpm::{
    Dependency, DependencyKind, Header, HeaderDependency, HeaderError, Identity, PackagedFile, Sense,
};
use maneki_ground_rpm_metadata::FileKind;

use super::files_print::files_print;
use crate::repository::{FilesPrint, Mismatch, PublishedPackage};

/// Where the metadata of a package differ from its header, after the changes that `createrepo_c` makes on the way.
pub(super) fn compare(
    published: &PublishedPackage,
    header: &Header,
    filelists: Option<&FilesPrint>,
) -> Result<Vec<Mismatch>, HeaderError> {
    let mut found = Mismatches::default();
    let identity = Identity::read(header)?;
    found.text("name", &published.name, &identity.name);
    found.text("epoch", &published.evr.epoch.to_string(), &identity.epoch.to_string());
    found.text("version", &published.evr.version, &identity.version);
    found.text("release", &published.evr.release, &identity.release);
    found.text("architecture", &published.arch, &identity.arch);
    found.text("source package", &published.source, identity.source.as_deref().unwrap_or_default());
    let build_time = header.number(tag::BUILD_TIME)?.unwrap_or(0);
    found.text("build time", &published.build_time.to_string(), &build_time.to_string());
    let files = PackagedFile::read(header)?;
    compare_files(published, &files, filelists, &mut found);
    for kind in DependencyKind::ALL {
        compare_dependencies(published, header, &files, kind, &mut found)?;
    }
    Ok(found.0)
}

#[derive(Default)]
struct Mismatches(Vec<Mismatch>);

impl Mismatches {
    fn text(&mut self, field: &'static str, metadata: &str, header: &str) {
        if metadata != header {
            self.0.push(Mismatch { field, metadata: metadata.to_owned(), header: header.to_owned() });
        }
    }
}

fn compare_files(
    published: &PublishedPackage,
    files: &[PackagedFile<'_>],
    filelists: Option<&FilesPrint>,
    found: &mut Mismatches,
) {
    let kind = |file: &PackagedFile<'_>| match (file.is_folder(), file.is_ghost()) {
        (true, _) => FileKind::Folder,
        (false, true) => FileKind::Ghost,
        (false, false) => FileKind::File,
    };
    if let Some(listed) = filelists {
        let print = files_print(files.iter().map(|file| (file.path.as_str(), kind(file))));
        if print != *listed {
            let count = |print: &FilesPrint| format!("{} files", print.count);
            let header = if print.count == listed.count { "others".to_owned() } else { count(&print) };
            found.0.push(Mismatch { field: "files", metadata: count(listed), header });
            return;
        }
    }
    let Some(details) = &published.details else { return };
    let listed: BTreeSet<&str> = details.files.iter().map(|file| file.path.as_str()).collect();
    let packaged: BTreeSet<&str> =
        files.iter().map(|file| file.path.as_str()).filter(|path| is_primary(path)).collect();
    if let Some(path) = listed.symmetric_difference(&packaged).next() {
        let side =
            |set: &BTreeSet<&str>| if set.contains(path) { (*path).to_owned() } else { format!("no {path}") };
        found.0.push(Mismatch { field: "files", metadata: side(&listed), header: side(&packaged) });
    }
}

/// Whether `primary` lists a file (`createrepo_c`, `cr_is_primary`).
fn is_primary(path: &str) -> bool {
    path.starts_with("/etc/") || path == "/usr/lib/sendmail" || path.contains("bin/")
}

fn compare_dependencies(
    published: &PublishedPackage,
    header: &Header,
    files: &[PackagedFile<'_>],
    kind: DependencyKind,
    found: &mut Mismatches,
) -> Result<(), HeaderError> {
    let Some(details) = &published.details else { return Ok(()) };
    let listed = details.dependencies.iter().filter(|dependency| dependency.kind == kind);
    let listed: BTreeSet<String> = listed.map(|one| shown(&one.dependency(), one.pre)).collect();
    let in_header = HeaderDependency::read(header, kind)?;
    let packaged: BTreeSet<String> = if kind == DependencyKind::Requires {
        let own = Own::new(header, files)?;
        let kept = in_header.iter().filter(|one| !one.is_rpmlib() && !own.meets(one));
        kept.map(|one| shown_in_header(one, one.is_pre())).collect()
    } else {
        in_header.iter().map(|one| shown_in_header(one, false)).collect()
    };
    // Of the C library, `createrepo_c` keeps only the newest requirement.
    let missing = packaged.difference(&listed).find(|one| !one.starts_with("libc.so.6"));
    let (metadata, header) = match (listed.difference(&packaged).next(), missing) {
        (None, None) => return Ok(()),
        (Some(metadata), Some(header)) => (metadata.clone(), header.clone()),
        (Some(metadata), None) => (metadata.clone(), format!("no {metadata}")),
        (None, Some(header)) => (format!("no {header}"), header.clone()),
    };
    found.0.push(Mismatch { field: kind.word(), metadata, header });
    Ok(())
}

/// What a package has itself, which metadata do not list among its requirements.
struct Own<'a> {
    /// Name, operator and version of each capability.
    provides: BTreeSet<(String, Option<&'static str>, String)>,
    /// The files that `primary` lists.
    files: BTreeSet<&'a str>,
}

impl<'a> Own<'a> {
    fn new(header: &Header, files: &'a [PackagedFile<'_>]) -> Result<Self, HeaderError> {
        let provides = HeaderDependency::read(header, DependencyKind::Provides)?;
        let paths = files.iter().map(|file| file.path.as_str());
        Ok(Self {
            provides: provides.iter().map(words).collect(),
            files: paths.filter(|path| is_primary(path)).collect(),
        })
    }

    fn meets(&self, required: &HeaderDependency<'_>) -> bool {
        self.files.contains(required.name.as_ref()) || self.provides.contains(&words(required))
    }
}

/// A dependency in the very words of the header.
fn words(one: &HeaderDependency<'_>) -> (String, Option<&'static str>, String) {
    let symbol = Sense::from_flags(one.flags).map(Sense::symbol);
    (one.name.clone().into_owned(), symbol, one.version.clone().into_owned())
}

fn shown(dependency: &Dependency<'_>, pre: bool) -> String {
    format!("{dependency}{}", if pre { " (pre)" } else { "" })
}

/// A version that cannot be read stays out of the comparison, as the reader of the metadata refuses it.
fn shown_in_header(one: &HeaderDependency<'_>, pre: bool) -> String {
    shown(&one.dependency().unwrap_or(Dependency::new(&one.name)), pre)
}
