use maneki_ground_rpm::DependencyKind::{Provides, Requires};
use proptest::prelude::*;

use super::*;

const GOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="2">
<package type="rpm">
  <name>oak</name>
  <arch>x86_64</arch>
  <version epoch="1" ver="2.0" rel="3.el9"/>
  <checksum type="sha256" pkgid="YES">aabb</checksum>
  <summary>An oak &amp; a half</summary>
  <description/>
  <packager/>
  <url>https://oak.example.org/</url>
  <time file="1700000001" build="1700000000"/>
  <size package="100" installed="200" archive="300"/>
  <location href="Packages/oak-2.0-3.el9.x86_64.rpm"/>
  <format>
    <rpm:license>MIT</rpm:license>
    <rpm:sourcerpm>oak-tree-2.0-3.el9.src.rpm</rpm:sourcerpm>
    <rpm:header-range start="400" end="500"/>
    <rpm:provides>
      <rpm:entry name="oak" flags="EQ" epoch="1" ver="2.0" rel="3.el9"/>
    </rpm:provides>
    <rpm:requires>
      <rpm:entry name="root" flags="GE" epoch="0" ver="1.5" pre="1"/>
      <rpm:entry name="(leaf if spring)"/>
    </rpm:requires>
    <file>/usr/bin/oak</file>
    <file type="dir">/etc/oak</file>
  </format>
</package>
<package type="rpm">
  <name>fir</name><arch>noarch</arch><version epoch="0" ver="1" rel="1"/>
  <checksum type="sha256" pkgid="YES">ccdd</checksum><location href="fir-1-1.noarch.rpm"/>
</package>
</metadata>
"#;

fn read(text: &str, limits: Limits) -> (Vec<Result<Package, Flaw>>, Option<Fatal>) {
    let mut found = Vec::new();
    let mut packages = match Packages::new(text.as_bytes(), limits) {
        Ok(packages) => packages,
        Err((error, _)) => return (found, Some(error)),
    };
    loop {
        match packages.read() {
            Ok(Some(package)) => found.push(package),
            Ok(None) => return (found, None),
            Err(error) => return (found, Some(error)),
        }
    }
}

#[test]
fn every_field_of_a_package_is_read() {
    let (found, fatal) = read(GOOD, Limits::default());
    assert!(fatal.is_none() && found.len() == 2);
    let oak = found[0].as_ref().unwrap();
    assert_eq!(oak.nevra().to_string(), "oak-1:2.0-3.el9.x86_64");
    assert_eq!(oak.place.to_string(), "3:1");
    assert_eq!((oak.checksum.kind.as_str(), oak.checksum.text.as_str()), ("sha256", "aabb"));
    assert_eq!((oak.summary.as_str(), oak.license.as_str()), ("An oak & a half", "MIT"));
    assert_eq!((oak.build_time, oak.file_time), (1_700_000_000, 1_700_000_001));
    assert_eq!((oak.size, oak.installed_size, oak.archive_size), (Some(100), 200, 300));
    assert_eq!(oak.header_range, Some((400, 500)));
    assert_eq!(oak.source_name(), Some("oak-tree"));
    let printed = |kind| -> Vec<String> {
        oak.dependencies(kind)
            .map(|one| format!("{}{}", if one.pre { "pre " } else { "" }, one.dependency()))
            .collect()
    };
    assert_eq!(printed(Requires), ["pre root >= 1.5", "(leaf if spring)"]);
    assert_eq!(printed(Provides), ["oak = 1:2.0-3.el9"]);
    let files: Vec<_> = oak.files.iter().map(|file| (file.path.as_str(), file.kind)).collect();
    assert_eq!(files, [("/usr/bin/oak", FileKind::File), ("/etc/oak", FileKind::Folder)]);
}

#[test]
fn the_root_declares_how_many_packages_there_are() {
    let packages = Packages::new(GOOD.as_bytes(), Limits::default()).map_err(|(error, _)| error).unwrap();
    assert_eq!(packages.declared(), Some(2));
}

#[test]
fn a_package_with_a_flaw_is_named_and_the_next_one_is_read() {
    let table = [
        ("<name>oak</name>", "", "3:1: a package has no `name`"),
        ("<arch>x86_64</arch>", "<arch/>", "3:1: oak has no `arch`"),
        ("<location href=\"Packages/oak-2.0-3.el9.x86_64.rpm\"/>", "", "3:1: oak has no `location`"),
        (
            "epoch=\"1\" ver=\"2.0\" rel=\"3.el9\"/>\n  <c",
            "epoch=\"-1\" ver=\"2.0\"/>\n  <c",
            "6:3: the epoch `-1` is not a number from 0 to 4294967295",
        ),
        ("flags=\"GE\"", "flags=\"ge\"", "23:7: the flags of `root` are `ge`; they are EQ, LT, LE, GT or GE"),
        ("package=\"100\"", "package=\"100 B\"", "13:3: `package` of `size` is not a number: `100 B`"),
    ];
    for (from, to, problem) in table {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD);
        let (found, fatal) = read(&text, Limits::default());
        assert!(fatal.is_none());
        assert_eq!(found[0].as_ref().unwrap_err().to_string(), problem);
        assert_eq!(found[1].as_ref().unwrap().name, "fir");
    }
}

#[test]
fn other_prefixes_and_unknown_elements_are_accepted() {
    let text = GOOD.replace("rpm:", "x:").replace("<url>", "<new><name>no</name></new><url>");
    let (found, _) = read(&text, Limits::default());
    assert_eq!(found[0].as_ref().unwrap().dependencies.len(), 3);
}

#[test]
fn limits_end_the_file() {
    let defaults = Limits::default();
    let fatal = |limits| read(GOOD, limits).1.unwrap().to_string();
    assert_eq!(fatal(Limits { packages: 1, ..defaults }), "30:1: there are more than 1 packages");
    assert_eq!(fatal(Limits { dependencies: 2, ..defaults }), "24:7: a package has more than 2 dependencies");
    assert_eq!(fatal(Limits { files: 1, ..defaults }), "27:30: a package has more than 1 files");
}

#[test]
fn a_document_that_ends_early_keeps_the_packages_before_its_end() {
    let end = GOOD.rfind("<version").unwrap();
    let (found, fatal) = read(&GOOD[..end], Limits::default());
    assert_eq!(found.len(), 1);
    assert!(matches!(fatal, Some(Fatal::Malformed { .. })));
}

proptest! {
    #[test]
    fn no_damage_brings_the_reader_down(place in 0..GOOD.len(), length in 1..40_usize, mask in 1..=127_u8) {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= mask);
        read(&String::from_utf8_lossy(&bytes), Limits::default());
    }
}
