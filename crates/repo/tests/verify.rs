//! A repository that the real `createrepo_c` made has no finding; each damage to it has the finding that it should
//! have, and no other.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "a test makes and damages files")]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroUsize;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use maneki_ground_rpm::{Digest, DigestKind, PackageHeaders};
use maneki_repo::{Depth, Request, Terms, Verified, verify};
use tempfile::TempDir;

/// Three small packages; `gate` shares its source with `gate-doc`.
const SPEC: &str = "
Name: gate
Version: 1.0
Release: 1.el9
Summary: A gate for tests
License: MIT
BuildArch: noarch
Requires: hinge >= 2
Requires(post): /usr/bin/latch
Provides: door = 3
%package doc
Summary: About the gate
Recommends: gate = 1.0
%package -n hinge
Summary: A hinge
Epoch: 2
Version: 2.8~rc1
%description
A gate.
%description doc
About it.
%description -n hinge
A hinge.
%install
mkdir -p %{buildroot}/usr/bin %{buildroot}/etc/gate %{buildroot}/usr/share/gate
head -c 3000 /dev/urandom > %{buildroot}/usr/bin/latch
echo open > %{buildroot}/etc/gate/gate.conf
echo text > %{buildroot}/usr/share/gate/text
%files
/usr/bin/latch
%config /etc/gate/gate.conf
%ghost /usr/share/gate/ghost
%files doc
/usr/share/gate/text
%files -n hinge
%dir /etc/gate
";

/// The folder of a repository that `createrepo_c` made; `None` where the tools are not installed.
fn original() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<TempDir>> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let answers = |program: &&str| {
            Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
        };
        let here = ["rpmbuild", "createrepo_c"].iter().all(answers);
        assert!(here || std::env::var_os("CI").is_none(), "rpm and createrepo-c are needed");
        if !here {
            println!("skipped: rpm and createrepo-c are needed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let (spec, repository) = (folder.path().join("gate.spec"), folder.path().join("os"));
        fs::write(&spec, SPEC).unwrap();
        let top = format!("_topdir {}", folder.path().join("build").display());
        let packages = format!("_rpmdir {}", repository.join("Packages").display());
        run(Command::new("rpmbuild")
            .args(["-bb", "--quiet", "--define", &top, "--define", &packages])
            .arg(&spec));
        run(Command::new("createrepo_c").arg("--quiet").arg(&repository));
        Some(folder)
    });
    folder.as_ref().map(TempDir::path)
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A copy of the repository that a test may damage.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        run(Command::new("cp").arg("-a").arg(original()?.join("os")).arg(folder.path()));
        Some(Self { folder })
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("os")
    }

    fn package(&self, name: &str) -> PathBuf {
        self.root().join("Packages/noarch").join(name)
    }

    fn gate(&self) -> PathBuf {
        self.package("gate-1.0-1.el9.noarch.rpm")
    }

    /// The file of a type, by the end of its name.
    fn metadata(&self, kind: &str) -> PathBuf {
        let entries = fs::read_dir(self.root().join("repodata")).unwrap();
        let mut paths = entries.map(|entry| entry.unwrap().path());
        let end = format!("{kind}.xml.gz");
        paths.find(|path| path.to_str().unwrap().ends_with(&end)).unwrap()
    }

    fn replace_in_repomd(&self, from: &str, to: &str) {
        let path = self.root().join("repodata/repomd.xml");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "no `{from}` in {text}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    /// Changes the text of `primary`, and `repomd.xml` with it.
    fn change_primary(&self, change: impl FnOnce(String) -> String) {
        let path = self.metadata("primary");
        let mut text = String::new();
        GzDecoder::new(fs::File::open(&path).unwrap()).read_to_string(&mut text).unwrap();
        self.publish_primary("primary.xml.gz", &gzip(change(text).as_bytes()), None);
    }

    /// Replaces `primary` with other bytes, with the right size and checksum in `repomd.xml`.
    fn publish_primary(&self, name: &str, bytes: &[u8], open_size: Option<u64>) {
        fs::remove_file(self.metadata("primary")).unwrap();
        fs::write(self.root().join("repodata").join(name), bytes).unwrap();
        let open_size = open_size.map(|size| format!("<open-size>{size}</open-size>")).unwrap_or_default();
        let data = format!(
            "<data type=\"primary\"><checksum type=\"sha256\">{}</checksum><location href=\"repodata/{name}\"/>\
             <size>{}</size>{open_size}</data>",
            Digest::of_bytes(DigestKind::Sha256, bytes),
            bytes.len()
        );
        let path = self.root().join("repodata/repomd.xml");
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find("<data type=\"primary\">").unwrap();
        let end = start + text[start..].find("</data>").unwrap() + "</data>".len();
        fs::write(path, format!("{}{data}{}", &text[..start], &text[end..])).unwrap();
    }

    fn verify_with(&self, terms: Terms, jobs: usize) -> Verified {
        let request = Request {
            paths: vec![self.root()],
            terms,
            ignored: Vec::new(),
            jobs: NonZeroUsize::new(jobs).unwrap(),
        };
        verify(&request, |_| {})
    }

    /// All findings but the one about signatures.
    fn findings(&self, depth: Depth) -> Vec<String> {
        let verified = self.verify_with(Terms { depth, at: 4_000_000_000, ..Terms::default() }, 2);
        let root = self.root().display().to_string();
        verified
            .diagnostics
            .iter()
            .filter(|found| found.code.0 != "signatures-not-judged")
            .map(|found| maneki_ground_diagnostics::concise(found).replace(&root, "os"))
            .collect()
    }

    /// The codes of all findings but the one about signatures, each once.
    fn codes(&self) -> Vec<String> {
        let code = |found: &String| found.split(['[', ']']).nth(1).unwrap().to_owned();
        let mut codes: Vec<String> = self.findings(Depth::Full).iter().map(code).collect();
        codes.sort();
        codes.dedup();
        codes
    }
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn what_createrepo_made_has_no_finding_at_any_depth() {
    let Some(copy) = Copy::new() else { return };
    for depth in [Depth::Metadata, Depth::Headers, Depth::Full] {
        assert_eq!(copy.findings(depth), [""; 0], "{depth:?}");
    }
    let verified = copy.verify_with(Terms { at: 4_000_000_000, ..Terms::default() }, 1);
    assert_eq!(verified.repositories.len(), 1);
    assert_eq!(verified.repositories[0].packages, 3);
    assert_eq!(verified.diagnostics.len(), 1, "signatures are not checked");
}

/// A damage, and the codes of the findings that it must have.
type Case = (&'static str, fn(&Copy), &'static [&'static str]);

const METADATA: &[Case] = &[
    (
        "no repomd.xml",
        |copy| fs::remove_file(copy.root().join("repodata/repomd.xml")).unwrap(),
        &["repomd-missing"],
    ),
    (
        "a web page",
        |copy| fs::write(copy.root().join("repodata/repomd.xml"), "<html/>").unwrap(),
        &["metadata-malformed"],
    ),
    ("a cut file", |copy| change(&copy.metadata("primary"), |bytes| bytes.truncate(100)), &["metadata-size"]),
    (
        "a flipped bit",
        |copy| change(&copy.metadata("filelists"), |bytes| bytes[60] ^= 1),
        &["metadata-checksum"],
    ),
    ("a missing file", |copy| fs::remove_file(copy.metadata("other")).unwrap(), &["metadata-missing"]),
    (
        "a file that nothing names",
        |copy| fs::write(copy.root().join("repodata/modules.yaml"), "x").unwrap(),
        &["metadata-unreferenced"],
    ),
    (
        "damaged gzip",
        |copy| copy.publish_primary("primary.xml.gz", &gzip(b"<metadata/>")[..15], None),
        &["metadata-unpack"],
    ),
    (
        "neither packed nor a document",
        |copy| copy.publish_primary("primary.xml.gz", b"\x01\x02\x03", None),
        &["metadata-unpack"],
    ),
    (
        "a bomb",
        |copy| copy.publish_primary("primary.xml.gz", &gzip(&vec![0; 40 << 20]), Some(100)),
        &["metadata-too-large"],
    ),
    ("another size", |copy| copy.replace_in_repomd("<open-size>", "<open-size>1"), &["metadata-open-size"]),
    (
        "another checksum of the contents",
        |copy| {
            let text = fs::read_to_string(copy.root().join("repodata/repomd.xml")).unwrap();
            let start = text.find("<open-checksum type=\"sha256\">").unwrap() + 29;
            copy.replace_in_repomd(&text[start..start + 64], &"0".repeat(64));
        },
        &["metadata-open-checksum"],
    ),
    (
        "an unknown kind of checksum",
        |copy| copy.replace_in_repomd("<checksum type=\"sha256\">", "<checksum type=\"crc32\">"),
        &["checksum-unknown"],
    ),
    (
        "a file named twice",
        |copy| {
            let text = fs::read_to_string(copy.root().join("repodata/repomd.xml")).unwrap();
            let start = text.find("<data type=\"other\">").unwrap();
            let data = &text[start..start + text[start..].find("</data>").unwrap() + 7];
            copy.replace_in_repomd("</repomd>", &format!("{data}</repomd>"));
        },
        &["duplicate-data-type"],
    ),
    (
        "no filelists",
        |copy| copy.replace_in_repomd("<data type=\"filelists\">", "<data type=\"lists\">"),
        &["metadata-absent"],
    ),
    (
        "no primary",
        |copy| copy.replace_in_repomd("<data type=\"primary\">", "<data type=\"first\">"),
        &["required-metadata-missing"],
    ),
    (
        "an absolute path",
        |copy| copy.replace_in_repomd("href=\"repodata/", "href=\"/etc/repodata/"),
        &["href-unsafe", "metadata-unreferenced"],
    ),
    ("a revision to come", |copy| copy.replace_in_repomd("<revision>", "<revision>9"), &["time-in-future"]),
];

const PRIMARY: &[Case] = &[
    (
        "another number of packages",
        |copy| copy.change_primary(|text| text.replace("packages=\"3\"", "packages=\"9\"")),
        &["package-count"],
    ),
    (
        "an internal subset",
        |copy| {
            copy.change_primary(|text| {
                text.replace("<metadata ", "<!DOCTYPE x [<!ENTITY e \"x\">]><metadata ")
            });
        },
        &["xml-doctype"],
    ),
    (
        "a missing end",
        |copy| copy.change_primary(|text| text.replacen("</package>", "", 1)),
        &["metadata-malformed"],
    ),
    (
        "a package without a name",
        |copy| copy.change_primary(|text| text.replacen("<name>gate</name>", "", 1)),
        &["metadata-malformed", "package-unreferenced"],
    ),
    (
        "deep elements",
        |copy| {
            copy.change_primary(|text| {
                text.replacen("<packager>", &format!("{}<packager>", "<x>".repeat(40)), 1)
            });
        },
        &["limit-exceeded"],
    ),
    (
        "a path that leads out",
        |copy| {
            copy.change_primary(|text| {
                text.replacen("href=\"Packages/noarch/gate-1", "href=\"../%2e%2e/gate-1", 1)
            });
        },
        &["href-unsafe", "package-unreferenced"],
    ),
    (
        "another server",
        |copy| {
            copy.change_primary(|text| {
                text.replacen("<location href", "<location xml:base=\"https://mirror.example.org/\" href", 1)
            });
        },
        &["location-elsewhere"],
    ),
    (
        "another version",
        |copy| {
            copy.change_primary(|text| {
                text.replacen(
                    "ver=\"1.0\" rel=\"1.el9\"/>\n  <checksum",
                    "ver=\"2.0\" rel=\"1.el9\"/>\n  <checksum",
                    1,
                )
            });
        },
        &["file-name-mismatch", "header-mismatch"],
    ),
    (
        "another requirement",
        |copy| {
            copy.change_primary(|text| {
                text.replacen("name=\"hinge\" flags=\"GE\"", "name=\"hinge\" flags=\"LE\"", 1)
            });
        },
        &["header-mismatch"],
    ),
    (
        "another file",
        |copy| copy.change_primary(|text| text.replacen("<file>/usr/bin/latch", "<file>/usr/bin/lock", 1)),
        &["header-mismatch"],
    ),
    (
        "a package twice",
        |copy| {
            copy.change_primary(|text| {
                let start = text.find("<package ").unwrap();
                let package = text[start..start + text[start..].find("</package>").unwrap() + 10].to_owned();
                text.replace("packages=\"3\"", "packages=\"4\"")
                    .replace("</metadata>", &format!("{package}</metadata>"))
            });
        },
        &["duplicate-package"],
    ),
    (
        "a package left out",
        |copy| {
            copy.change_primary(|text| {
                let start = text.find("<package ").unwrap();
                let end = start + text[start..].find("</package>").unwrap() + 10;
                format!("{}{}", &text[..start], &text[end..]).replace("packages=\"3\"", "packages=\"2\"")
            });
        },
        &["package-unreferenced", "pkgid-mismatch"],
    ),
    (
        "a plain file with a suffix",
        |copy| copy.publish_primary("primary.xml.gz", b"<metadata packages=\"0\"/>", None),
        &["compression-mismatch", "package-unreferenced", "pkgid-mismatch"],
    ),
];

const PACKAGES: &[Case] = &[
    ("a missing package", |copy| fs::remove_file(copy.gate()).unwrap(), &["package-missing"]),
    ("a longer package", |copy| change(&copy.gate(), |bytes| bytes.push(0)), &["package-size"]),
    ("a cut package", |copy| change(&copy.gate(), |bytes| bytes.truncate(500)), &["package-truncated"]),
    ("another lead", |copy| change(&copy.gate(), |bytes| bytes[20] ^= 1), &["package-checksum"]),
    (
        "another payload",
        |copy| {
            let headers = PackageHeaders::read(&mut fs::File::open(copy.gate()).unwrap()).unwrap().unwrap();
            change(&copy.gate(), |bytes| {
                bytes[usize::try_from(headers.payload_start).unwrap() + 30] ^= 1;
            });
        },
        &["payload-digest"],
    ),
    (
        "another summary",
        |copy| {
            change(&copy.gate(), |bytes| {
                let at = bytes.windows(16).rposition(|window| window == b"A gate for tests").unwrap();
                bytes[at] = b'B';
            });
        },
        &["header-digest"],
    ),
    (
        "numbers that lie",
        |copy| change(&copy.gate(), |bytes| bytes[104..108].fill(0x7f)),
        &["header-malformed"],
    ),
    (
        "not a package",
        |copy| fs::write(copy.gate(), vec![b'x'; 100]).unwrap(),
        &["header-malformed", "package-size"],
    ),
    (
        "a package that nothing lists",
        |copy| {
            fs::copy(copy.gate(), copy.package("gate.rpm")).unwrap();
        },
        &["package-unreferenced"],
    ),
    (
        "a link out of the tree",
        |copy| {
            let elsewhere = copy.folder.path().join("elsewhere.rpm");
            fs::rename(copy.gate(), &elsewhere).unwrap();
            symlink(elsewhere, copy.gate()).unwrap();
        },
        &["symlink-outside"],
    ),
    (
        "a pipe",
        |copy| {
            fs::remove_file(copy.gate()).unwrap();
            run(Command::new("mkfifo").arg(copy.gate()));
        },
        &["package-missing"],
    ),
];

fn tell_apart(cases: &[Case]) {
    for (name, damage, codes) in cases {
        let Some(copy) = Copy::new() else { return };
        damage(&copy);
        assert_eq!(copy.codes(), *codes, "{name}: {:#?}", copy.findings(Depth::Full));
    }
}

#[test]
fn each_damage_to_metadata_has_its_finding_and_no_other() {
    tell_apart(METADATA);
}

#[test]
fn each_damage_to_primary_has_its_finding_and_no_other() {
    tell_apart(PRIMARY);
}

#[test]
fn each_damage_to_a_package_has_its_finding_and_no_other() {
    tell_apart(PACKAGES);
}

#[test]
fn a_finding_names_the_package_the_place_and_what_to_do() {
    let Some(copy) = Copy::new() else { return };
    copy.change_primary(|text| {
        text.replacen(
            "ver=\"2.8~rc1\" rel=\"1.el9\"/>\n  <checksum",
            "ver=\"2.9\" rel=\"1.el9\"/>\n  <checksum",
            1,
        )
    });
    let findings = copy.findings(Depth::Headers);
    let mismatch = findings.iter().find(|found| found.contains("[header-mismatch]")).unwrap();
    let (place, message) = mismatch.split_once(": error[header-mismatch]: ").unwrap();
    assert!(place.starts_with("os/repodata/primary.xml.gz:") && place.ends_with(":1"), "{place}");
    assert_eq!(
        message,
        "hinge-2:2.8~rc1-1.el9.noarch: the metadata say version `2.9`, the header `2.8~rc1`; run `createrepo_c` again"
    );
}

#[test]
fn the_number_of_jobs_changes_nothing() {
    let Some(copy) = Copy::new() else { return };
    fs::remove_file(copy.gate()).unwrap();
    change(&copy.package("gate-doc-1.0-1.el9.noarch.rpm"), |bytes| bytes.push(0));
    let terms = Terms { at: 4_000_000_000, ..Terms::default() };
    let one = copy.verify_with(terms.clone(), 1).diagnostics;
    assert_eq!(one.len(), 3);
    assert_eq!(one, copy.verify_with(terms, 8).diagnostics);
}

#[test]
fn a_folder_stands_for_all_repositories_below_it_and_a_damaged_one_spares_the_others() {
    let (Some(good), Some(bad)) = (Copy::new(), Copy::new()) else { return };
    let tree = tempfile::tempdir().unwrap();
    fs::rename(good.root(), tree.path().join("b")).unwrap();
    fs::write(bad.root().join("repodata/repomd.xml"), "<repomd>").unwrap();
    fs::rename(bad.root(), tree.path().join("a")).unwrap();
    let terms = Terms { depth: Depth::Metadata, at: 4_000_000_000, ..Terms::default() };
    let jobs = NonZeroUsize::new(2).unwrap();
    let request = Request { paths: vec![tree.path().to_owned()], terms, ignored: Vec::new(), jobs };
    let verified = verify(&request, |_| {});
    let packages: Vec<usize> = verified.repositories.iter().map(|repository| repository.packages).collect();
    assert_eq!(packages, [0, 3]);
    let codes: Vec<&str> = verified.diagnostics.iter().map(|found| found.code.0).collect();
    assert_eq!(codes, ["metadata-malformed"]);
}

#[test]
fn a_folder_that_is_not_there_is_reported_apart_from_findings() {
    let jobs = NonZeroUsize::MIN;
    let request =
        Request { paths: vec!["/nonexistent/os".into()], terms: Terms::default(), ignored: Vec::new(), jobs };
    let verified = verify(&request, |_| {});
    assert!(verified.diagnostics.is_empty() && verified.repositories.is_empty());
    assert!(verified.unreadable[0].starts_with("/nonexistent/os: the folder cannot be read"));
}
