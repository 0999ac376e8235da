//! axe, whose rules the tests with a browser use to check whether pages are accessible.

use std::path::Path;

use crate::packages::{Package, Registry};

const AXE: Package = Package {
    registry: Registry::Npm,
    name: "axe-core",
    version: "4.14.1",
    file: "axe-core-4.14.1.tgz",
    sha256: "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
};

/// The folder of the unpacked package, which the tests read.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools");

/// Its name and version, if [`install`] has to download it.
pub(super) fn to_install() -> Option<String> {
    let is_downloaded = AXE.is_downloaded(Path::new(FOLDER));
    (!is_downloaded).then(|| format!("{} {}", AXE.name, AXE.version))
}

/// Downloads and unpacks it. If that fails, the tests with a browser fail, and say so.
#[expect(clippy::print_stdout, reason = "reports what is missing")]
pub(super) fn install() {
    if let Err(error) = AXE.fetch(Path::new(FOLDER)) {
        println!("axe, which the tests with a browser need, cannot be installed with npm: {error:#}\n");
    }
}
