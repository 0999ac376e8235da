#![expect(clippy::disallowed_methods, reason = "tests learn from the environment what must be there")]
#![expect(clippy::print_stderr, reason = "a test that was skipped says so")]

use std::path::{Path, PathBuf};

/// A path in the folder of shared material, which lies beside the checkout (or where `MANEKI_SHARED`
/// says).
///
/// `None` where it is missing: the test then says that it was skipped, unless `MANEKI_REQUIRE_SHARED=1`
/// demands it.
///
/// # Panics
/// Where the material is missing and demanded.
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
