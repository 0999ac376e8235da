//! A small distribution: a reference tree and mirrors on this machine, and the service over them.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use maneki_testkit::http::get;
use maneki_testkit::{FakeMirror, Files, Program, until};
use tempfile::{TempDir, tempdir};

/// Where the one repository lies.
pub(crate) const REPOSITORY: &str = "4.2/BaseOS/x86_64/os";

const CONFIG: &str = r"config_version: 3
allowed_outdate: 12h
mirrors_dir: mirrors.d
versions: ['4', '4.2']
duplicated_versions: {'4': '4.2'}
vault_versions: ['4.1']
vault_mirror: http://vault.example/
required_protocols: [http]
arches: {'4': [x86_64]}
repos:
  - {name: baseos, path: BaseOS/$basearch/os/}
  - {name: extras, path: Extras/$basearch/os/}
";

/// Where the images lie.
pub(crate) const ISOS: &str = "4.2/isos/x86_64";

/// A service that checks its mirrors once, and again after an hour unless the test changes the interval.
pub(crate) struct Network {
    pub(crate) service: Program,
    pub(crate) folder: TempDir,
}

impl Network {
    /// Mirrors by name and base URL, and the reference tree's.
    pub(crate) fn start(reference: &str, mirrors: &[(&str, String)], variables: &[(&str, &str)]) -> Self {
        let folder = tempdir().unwrap();
        let registry = folder.path().join("registry");
        fs::create_dir_all(registry.join("mirrors.d")).unwrap();
        fs::write(registry.join("config.yml"), CONFIG).unwrap();
        for (name, url) in mirrors {
            let file = format!(
                "name: {name}\naddress: {{http: '{url}'}}\nupdate_frequency: 1h\nsponsor: Example\n\
                 sponsor_url: https://example.org/\n"
            );
            fs::write(registry.join(format!("mirrors.d/{name}.yml")), file).unwrap();
        }
        let service = serve(&folder, reference, variables);
        Self { service, folder }
    }

    /// The same once more, after it has ended.
    pub(crate) fn again(self, reference: &str) -> Self {
        let service = serve(&self.folder, reference, &[]);
        Self { service, ..self }
    }

    pub(crate) fn get(&self, path: &str) -> String {
        get(self.service.address, path, &[]).body
    }

    /// Waits until every mirror has been checked.
    pub(crate) fn wait_for_a_round(&self) {
        until("a round", || (!self.get("/readyz").contains("\"rounds\":0")).then_some(()));
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn serve(folder: &TempDir, reference: &str, variables: &[(&str, &str)]) -> Program {
    let always = [
        ("MANEKI_OUTBOUND__ALLOW_PRIVATE_ADDRESSES", "true"),
        ("MANEKI_MIRROR__CHECK__REFERENCE", reference),
        ("MANEKI_MIRROR__CHECK__REFERENCE_INTERVAL", "1s"),
        ("MANEKI_MIRROR__CHECK__INTERVAL", "1h"),
        ("MANEKI_MIRROR__CHECK__MIRROR_TIMEOUT", "5s"),
        // One order for the whole test.
        ("MANEKI_MIRROR__ROTATION", "8760h"),
    ];
    let variables: Vec<(&str, &str)> = always.iter().chain(variables).copied().collect();
    let registry = folder.path().join("registry");
    Program::serve(env!("CARGO_BIN_EXE_maneki"), &registry, folder.path(), &[] as &[&str], &variables)
}

/// A tree with a repository of a revision, which is only what its repomd.xml says.
pub(crate) fn tree(revision: u32) -> Files {
    let repomd = format!(
        "<?xml version=\"1.0\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"><revision>{revision}\
         </revision><data type=\"primary\"><checksum type=\"sha256\">00</checksum><timestamp>{revision}\
         </timestamp><location href=\"repodata/primary.xml.gz\"/><size>7</size></data></repomd>\n"
    );
    let now = Timestamp::now().as_second().to_string();
    Files::new([
        ("TIME", now.into_bytes()),
        (&*format!("{REPOSITORY}/repodata/repomd.xml"), repomd.into_bytes()),
        (&*format!("{REPOSITORY}/repodata/primary.xml.gz"), b"primary".to_vec()),
    ])
}

/// A mirror that has these files.
pub(crate) fn mirror(files: &Files) -> FakeMirror {
    let files = files.clone();
    FakeMirror::start(move |request| files.answer(request))
}

/// Where a mirror has its tree.
pub(crate) fn url(mirror: &FakeMirror) -> String {
    mirror.url("127.0.0.1")
}
