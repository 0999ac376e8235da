use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use maneki_ground_rpm::DigestKind;
use maneki_ground_rpm_metadata::{
    Checksum, Data, Fatal, Limits, Listing, Listings, Packages, Unpacker, check_href,
};

use super::files_print::files_print;
use crate::repository::{Access, Contents, Depth, Listed, MetadataFile, PublishedPackage, Unusable};
use crate::tree::{NotOpened, Tree};

/// How far contents may go past the size that `repomd.xml` declares, so that a finding about a wrong size has both numbers.
const GRACE: u64 = 16 * 1024 * 1024;

/// How many bytes of contents are read where `repomd.xml` declares no size.
const MOST: u64 = 4 * 1024 * 1024 * 1024;

/// What a file of metadata holds.
pub(super) enum Parsed {
    /// `primary`
    Packages(Vec<PublishedPackage>),
    /// `filelists`
    Filelists(Vec<Listed>),
    /// `other`
    Other(Vec<Listed>),
    /// Contents that are measured and not parsed.
    Nothing,
}

/// Reads a file that `repomd.xml` names.
pub(super) fn read(
    folder: &Path,
    tree: &Tree,
    data: &Data,
    path: Arc<str>,
    depth: Depth,
) -> (MetadataFile, Parsed) {
    let (access, parsed) = match open(folder, tree, data) {
        Ok(file) => match read_contents(file, data, depth) {
            Ok((contents, parsed)) => (Access::Read(Box::new(contents)), parsed),
            Err(error) => (Access::Unreadable(error.to_string()), Parsed::Nothing),
        },
        Err(access) => (access, Parsed::Nothing),
    };
    (MetadataFile { data: data.clone(), path, access }, parsed)
}

fn open(folder: &Path, tree: &Tree, data: &Data) -> Result<File, Access> {
    if data.location.base.is_some() {
        return Err(Access::Elsewhere);
    }
    check_href(&data.location.href).map_err(Access::UnsafeHref)?;
    match tree.open(&folder.join(&data.location.href)) {
        Ok((file, _)) => Ok(file),
        Err(NotOpened::Missing) => Err(Access::Missing),
        Err(NotOpened::Outside) => Err(Access::Outside),
        Err(NotOpened::Unreadable(error)) => Err(Access::Unreadable(error.to_string())),
    }
}

fn read_contents(file: File, data: &Data, depth: Depth) -> std::io::Result<(Contents, Parsed)> {
    let kind = |checksum: &Option<Checksum>| -> Option<DigestKind> { checksum.as_ref()?.digest_kind() };
    let most = data.open_size.map_or(MOST, |size| size.saturating_add(GRACE));
    let unpacker = Unpacker::new(file, kind(&data.checksum), kind(&data.open_checksum), most)?;
    let mut reading = Reading::default();
    let with_details = depth > Depth::Metadata;
    let (unpacker, parsed) = match data.kind.as_str() {
        "primary" => match Packages::new(unpacker, Limits::default()) {
            Ok(mut packages) => {
                reading.declared = packages.declared();
                let all = reading.all(|| packages.read());
                let all =
                    all.into_iter().map(|package| PublishedPackage::new(package, with_details)).collect();
                (packages.into_source(), Parsed::Packages(all))
            }
            Err((fatal, unpacker)) => (reading.fail(fatal, unpacker), Parsed::Packages(Vec::new())),
        },
        kind @ ("filelists" | "other") => {
            let (root, wrap): (_, fn(_) -> _) = match kind {
                "filelists" => ("filelists", Parsed::Filelists),
                _ => ("otherdata", Parsed::Other),
            };
            match Listings::new(unpacker, root, Limits::default()) {
                Ok(mut listings) => {
                    reading.declared = listings.declared();
                    let compared = with_details && kind == "filelists";
                    let all =
                        reading.all(|| Ok(listings.read()?.map(|one| one.map(|one| listed(&one, compared)))));
                    (listings.into_source(), wrap(all))
                }
                Err((fatal, unpacker)) => (reading.fail(fatal, unpacker), wrap(Vec::new())),
            }
        }
        _ => (unpacker, Parsed::Nothing),
    };
    let unpacked = unpacker.finish();
    let Reading { unusable, flaws, declared, entries } = reading;
    // What an unpacker or a file could not deliver is part of the measurement.
    let unusable = unusable.filter(|_| unpacked.problem.is_none());
    Ok((Contents { unpacked, unusable, flaws, declared, entries }, parsed))
}

fn listed(listing: &Listing, compared: bool) -> Listed {
    let nevra = maneki_ground_rpm::Nevra { name: &listing.name, evr: listing.evr.evr(), arch: &listing.arch };
    Listed {
        place: listing.place,
        pkgid: listing.pkgid.clone(),
        nevra: nevra.to_string(),
        files: compared
            .then(|| files_print(listing.files.iter().map(|file| (file.path.as_str(), file.kind)))),
    }
}

/// What is noted while a document is read.
#[derive(Default)]
struct Reading {
    unusable: Option<Unusable>,
    flaws: Vec<maneki_ground_rpm_metadata::Flaw>,
    declared: Option<u64>,
    entries: u64,
}

/// An entry, or why it cannot be used; nothing at the end of a document.
type Next<T> = Result<Option<Result<T, maneki_ground_rpm_metadata::Flaw>>, Fatal>;

impl Reading {
    /// Reads all entries that can be used.
    fn all<T>(&mut self, mut next: impl FnMut() -> Next<T>) -> Vec<T> {
        let mut all = Vec::new();
        loop {
            match next() {
                Ok(Some(entry)) => {
                    self.entries += 1;
                    match entry {
                        Ok(entry) => all.push(entry),
                        Err(flaw) => self.flaws.push(flaw),
                    }
                }
                Ok(None) => return all,
                Err(fatal) => {
                    self.unusable = Some(fatal.into());
                    return all;
                }
            }
        }
    }

    fn fail<R>(&mut self, fatal: Fatal, source: R) -> R {
        self.unusable = Some(fatal.into());
        source
    }
}
