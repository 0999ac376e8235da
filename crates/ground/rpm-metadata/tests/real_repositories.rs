//! Repositories of other tools, where they are beside the checkout: everything in them is read and compared
//! with its sizes and checksums.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "a test reads its data")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use maneki_ground_rpm_metadata::{
    Checksum, Data, Limits, Listings, Packages, Packing, Unpacked, Unpacker, check_href, repomd,
};
use maneki_testkit::shared;

/// What was read of a file: how many packages, how many flaws, and the measurement.
struct Read {
    packages: usize,
    flaws: Vec<String>,
    unpacked: Unpacked,
}

fn read(path: &Path, data: &Data) -> Read {
    let kind = |checksum: &Option<Checksum>| checksum.as_ref().and_then(Checksum::digest_kind);
    let unpacker = Unpacker::new(
        File::open(path).unwrap(),
        kind(&data.checksum),
        kind(&data.open_checksum),
        data.open_size.unwrap_or(1 << 30),
    );
    let unpacker = unpacker.unwrap();
    let mut found = Vec::new();
    let unpacker = match data.kind.as_str() {
        "primary" => {
            let mut packages =
                Packages::new(unpacker, Limits::default()).map_err(|(error, _)| error).unwrap();
            while let Some(package) = packages.read().unwrap() {
                found.push(package.map(|package| package.nevra().to_string()));
            }
            packages.into_source()
        }
        "filelists" | "other" => {
            let root = if data.kind == "other" { "otherdata" } else { "filelists" };
            let mut listings =
                Listings::new(unpacker, root, Limits::default()).map_err(|(error, _)| error).unwrap();
            while let Some(listing) = listings.read().unwrap() {
                found.push(listing.map(|listing| listing.name));
            }
            listings.into_source()
        }
        _ => unpacker,
    };
    let flaws = found.iter().filter_map(|one| Some(one.as_ref().err()?.to_string())).collect();
    Read { packages: found.len(), flaws, unpacked: unpacker.finish() }
}

/// Every folder with a `repodata/repomd.xml`.
fn repositories(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = entries.filter(|path| path.join("repodata/repomd.xml").exists()).collect();
    found.sort();
    found
}

#[test]
fn everything_in_real_repositories_is_read_and_a_changed_file_is_noticed() {
    let Some(folder) = shared("data/rpm/createrepo_c") else { return };
    let (mut packings, mut differ) = (Vec::new(), Vec::<String>::new());
    let repositories = repositories(&folder);
    assert_eq!(repositories.len(), 9);
    for repository in repositories {
        let document = File::open(repository.join("repodata/repomd.xml")).unwrap();
        let document = repomd(document, Limits::default()).unwrap();
        assert_eq!(document.flaws, [], "{}", repository.display());
        let mut counts = Vec::new();
        for data in &document.data {
            check_href(&data.location.href).unwrap();
            let path = repository.join(&data.location.href);
            let read = read(&path, data);
            let shown = path.display();
            assert_eq!(read.flaws, [""; 0], "{shown}");
            assert_eq!(read.unpacked.problem, None, "{shown}");
            let expected = |checksum: &Option<Checksum>| checksum.as_ref().and_then(Checksum::digest);
            let contents = read.unpacked.contents;
            let agrees = read.unpacked.file.size == data.size.unwrap_or(read.unpacked.file.size)
                && read.unpacked.file.digest == expected(&data.checksum)
                && contents.is_none_or(|contents| contents.digest == expected(&data.open_checksum));
            if !agrees {
                differ.push(format!("{} {}", repository.file_name().unwrap().display(), data.kind));
            }
            packings.push(read.unpacked.packing);
            if ["primary", "filelists", "other"].contains(&data.kind.as_str()) {
                counts.push(read.packages);
            }
        }
        assert!(counts.iter().all(|&count| count == counts[0]), "{}: {counts:?}", repository.display());
    }
    // This file was changed after its repomd.xml was made.
    assert_eq!(differ, ["repo_01 primary"]);
    assert!(packings.contains(&Packing::Gzip) && packings.contains(&Packing::Zchunk));
}

#[test]
fn altered_files_are_read_or_refused_with_a_place() {
    let Some(folder) = shared("data/rpm/createrepo_c/modified_repo_files") else { return };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = File::open(&path).unwrap();
        let kind = ["primary", "filelists", "other"].into_iter().find(|kind| name.contains(kind));
        let mut problems: Vec<String> = Vec::new();
        match kind {
            Some("primary") => match Packages::new(text, Limits::default()) {
                Err((error, _)) => problems.push(error.to_string()),
                Ok(mut packages) => loop {
                    match packages.read() {
                        Ok(Some(package)) => problems.extend(package.err().map(|flaw| flaw.to_string())),
                        Ok(None) => break,
                        Err(error) => {
                            problems.push(error.to_string());
                            break;
                        }
                    }
                },
            },
            Some(kind) => {
                let root = if kind == "other" { "otherdata" } else { "filelists" };
                match Listings::new(text, root, Limits::default()) {
                    Err((error, _)) => problems.push(error.to_string()),
                    Ok(mut listings) => loop {
                        match listings.read() {
                            Ok(Some(listing)) => problems.extend(listing.err().map(|flaw| flaw.to_string())),
                            Ok(None) => break,
                            Err(error) => {
                                problems.push(error.to_string());
                                break;
                            }
                        }
                    },
                }
            }
            None => continue,
        }
        // What another reader only warns about is a flaw here in some files, and passed over in others.
        if !name.starts_with("multiple_warnings") {
            let broken = name.starts_with("error") || name.starts_with("no_pkgid");
            assert_eq!(!problems.is_empty(), broken, "{name}: {problems:?}");
        }
        let placed =
            |problem: &String| problem.split(':').take(2).all(|number| number.parse::<u32>().is_ok());
        assert!(problems.iter().all(placed), "{name}: {problems:?}");
    }
}
