//! Packages that the real rpmbuild makes, and those beside the checkout.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "a test reads packages, and CI must not skip it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use maneki_ground_rpm::{
    Agreement, DependencyKind, DigestKind, HeaderDependency, Identity, PackageError, PackageHeaders,
    PackagedFile, check,
};
use maneki_testkit::shared;
use tempfile::TempDir;

const SPEC: &str = "
Name: oak
Epoch: 2
Version: 1.0~rc1
Release: 3.el9
Summary: An oak
License: MIT
URL: https://oak.example.org/
BuildArch: noarch
Requires: root >= 1.5
Requires(pre): soil
Requires: (leaf if spring)
Provides: tree = 7
Conflicts: saw
Recommends: squirrel > 1
%description
A tree.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/etc
echo grow > %{buildroot}/usr/bin/oak
echo tall > %{buildroot}/etc/oak.conf
mkdir -p %{buildroot}/usr/share/oak %{buildroot}/var/log
touch %{buildroot}/var/log/oak
%files
/usr/bin/oak
%config /etc/oak.conf
%dir /usr/share/oak
%ghost /var/log/oak
";

/// A binary and a source package; `None` where rpmbuild is not installed.
fn build() -> Option<(TempDir, PathBuf, PathBuf)> {
    let answers =
        Command::new("rpmbuild").arg("--version").output().is_ok_and(|output| output.status.success());
    assert!(answers || std::env::var_os("CI").is_none(), "rpmbuild is needed");
    if !answers {
        println!("skipped: rpmbuild is needed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("oak.spec");
    fs::write(&spec, SPEC).unwrap();
    let top = format!("_topdir {}", folder.path().display());
    let output =
        Command::new("rpmbuild").args(["-ba", "--quiet", "--define", &top]).arg(&spec).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let binary = folder.path().join("RPMS/noarch/oak-1.0~rc1-3.el9.noarch.rpm");
    let source = folder.path().join("SRPMS/oak-1.0~rc1-3.el9.src.rpm");
    Some((folder, binary, source))
}

fn headers(path: &Path) -> PackageHeaders {
    PackageHeaders::read(&mut fs::File::open(path).unwrap()).unwrap().unwrap()
}

#[test]
fn the_headers_of_a_package_say_what_its_spec_says() {
    let Some((_folder, binary, source)) = build() else { return };
    let package = headers(&binary);
    let identity = Identity::read(&package.main).unwrap();
    assert_eq!(identity.nevra().to_string(), "oak-2:1.0~rc1-3.el9.noarch");
    assert_eq!(identity.source.as_deref(), Some("oak-1.0~rc1-3.el9.src.rpm"));
    let dependencies = |kind| -> Vec<String> {
        let all = HeaderDependency::read(&package.main, kind).unwrap();
        let named = all.iter().filter(|dependency| !dependency.is_rpmlib());
        named
            .map(|one| format!("{}{}", if one.is_pre() { "pre " } else { "" }, one.dependency().unwrap()))
            .collect()
    };
    assert_eq!(
        dependencies(DependencyKind::Requires),
        ["(leaf if spring)", "config(oak) = 2:1.0~rc1-3.el9", "root >= 1.5", "pre soil"]
    );
    assert_eq!(
        dependencies(DependencyKind::Provides),
        ["config(oak) = 2:1.0~rc1-3.el9", "oak = 2:1.0~rc1-3.el9", "tree = 7"]
    );
    assert_eq!(dependencies(DependencyKind::Conflicts), ["saw"]);
    assert_eq!(dependencies(DependencyKind::Recommends), ["squirrel > 1"]);
    assert_eq!(dependencies(DependencyKind::Enhances), [""; 0]);
    let files = PackagedFile::read(&package.main).unwrap();
    let listed: Vec<_> =
        files.iter().map(|file| (file.path.as_str(), file.is_folder(), file.is_ghost())).collect();
    assert_eq!(
        listed,
        [
            ("/etc/oak.conf", false, false),
            ("/usr/bin/oak", false, false),
            ("/usr/share/oak", true, false),
            ("/var/log/oak", false, true),
        ]
    );
    assert_eq!((files[0].user.as_ref(), files[0].digest.len()), ("root", 64));

    let package = headers(&source);
    let identity = Identity::read(&package.main).unwrap();
    assert_eq!(identity.nevra().to_string(), "oak-2:1.0~rc1-3.el9.src");
    assert_eq!(identity.source, None);
}

#[test]
fn one_pass_compares_every_digest() {
    let Some((_folder, binary, _)) = build() else { return };
    let bytes = fs::read(&binary).unwrap();
    let good = check(&bytes[..], Some(DigestKind::Sha256)).unwrap();
    assert_eq!((good.header_digest, good.payload_digest), (Agreement::Agrees, Agreement::Agrees));
    assert_eq!(good.size, bytes.len() as u64);
    assert_eq!(good.digest, Some(maneki_ground_rpm::Digest::of_bytes(DigestKind::Sha256, &bytes)));

    let package = good.headers.unwrap();
    let changed = |at: u64| {
        let mut bytes = bytes.clone();
        bytes[usize::try_from(at).unwrap()] ^= 1;
        let checked = check(&bytes[..], None).unwrap();
        (checked.header_digest, checked.payload_digest)
    };
    assert_eq!(changed(package.payload_start + 30), (Agreement::Agrees, Agreement::Differs));
    // A letter of the summary.
    let summary = bytes.windows(6).rposition(|window| window == b"An oak").unwrap() as u64;
    assert_eq!(changed(summary), (Agreement::Differs, Agreement::Agrees));
    let short = check(&bytes[..bytes.len() - 1], None).unwrap();
    assert_eq!(short.payload_digest, Agreement::Differs);
}

#[test]
fn a_package_that_ends_early_says_where() {
    let Some((_folder, binary, _)) = build() else { return };
    let bytes = fs::read(&binary).unwrap();
    let package = headers(&binary);
    let error = |end: u64| {
        let end = usize::try_from(end).unwrap();
        PackageHeaders::read(&mut &bytes[..end]).unwrap().unwrap_err().to_string()
    };
    assert_eq!(error(3), "it ends after 3 bytes, in the lead");
    assert_eq!(error(96), "it ends after 96 bytes, in the signature header");
    assert_eq!(
        error(package.main_start),
        format!("it ends after {} bytes, in the header", package.main_start)
    );
    assert!(error(package.payload_start - 1).ends_with("in the header"));
    let other = PackageHeaders::read(&mut &b"<html><body>not found"[..]).unwrap();
    assert_eq!(other.unwrap_err(), PackageError::NotPackage);
}

/// All packages below a folder.
fn packages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(packages(&path));
        } else if path.extension().is_some_and(|suffix| suffix == "rpm") {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_real_package_is_read_and_its_digests_agree() {
    let Some(folder) = shared("data/rpm") else { return };
    let packages = packages(&folder);
    assert!(packages.len() > 40, "{} packages", packages.len());
    for path in packages {
        let checked = check(fs::File::open(&path).unwrap(), Some(DigestKind::Sha256)).unwrap();
        let package = checked.headers.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_ne!(checked.header_digest, Agreement::Differs, "{}", path.display());
        assert_eq!(checked.payload_digest, Agreement::Agrees, "{}", path.display());
        let identity = Identity::read(&package.main).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(
            name.starts_with(identity.name.as_ref()) || name.contains("signed") || name.contains("-with-"),
            "{name}: {}",
            identity.nevra()
        );
        PackagedFile::read(&package.main).unwrap();
        for kind in DependencyKind::ALL {
            for dependency in HeaderDependency::read(&package.main, kind).unwrap() {
                dependency.dependency().unwrap();
            }
        }
    }
}
