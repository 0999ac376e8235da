#![expect(clippy::disallowed_methods, reason = "the environment says which material must exist")]
#![expect(clippy::print_stderr, reason = "reports that a test was skipped")]

use std::path::{Path, PathBuf};

/// A path in the folder of shared material, which is beside the checkout, or which `MANEKI_SHARED` names.
///
/// `None` if it is missing: the test then reports that it was skipped.
///
/// # Panics
/// If the material is missing and `MANEKI_REQUIRE_SHARED=1`.
pub fn shared(path: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("MANEKI_SHARED").map_or(beside, PathBuf::from);
    let found = folder.join(path);
    if found.exists() {
        return Some(found);
    }
    let demanded = std::env::var_os("MANEKI_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(!demanded, "MANEKI_REQUIRE_SHARED=1, but shared/{path} is missing beside the checkout");
    eprintln!("skipped: shared/{path} is missing beside the checkout");
    None
}

/// The registry in `examples/`.
pub fn example_registry() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/registry")
}
