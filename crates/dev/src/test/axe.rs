//! Brings axe, by whose rules the tests with a browser judge whether a page keeps somebody out.

use std::path::Path;

use crate::packages::{Package, Registry};

const AXE: Package = Package {
    registry: Registry::Npm,
    name: "axe-core",
    version: "4.14.1",
    file: "axe-core-4.14.1.tgz",
    sha256: "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
};

/// Where it is unpacked; the tests know it, too.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools");

/// Downloads it where it is not yet and can be. Without it the tests with a browser fail, and say so.
#[expect(clippy::print_stdout, reason = "says what is missing")]
pub(super) fn bring() {
    if let Err(error) = AXE.fetch(Path::new(FOLDER)) {
        println!("axe, for the tests with a browser, is not to be had; npm is needed: {error:#}\n");
    }
}
