//! The services whose pages are tested.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use maneki_testkit::{Program, example_registry};
use tempfile::TempDir;

/// A service with a registry whose mirrors are not checked.
pub(crate) struct World {
    pub(crate) service: Program,
    _folder: TempDir,
}

impl World {
    /// The example.
    pub(crate) fn example() -> Self {
        Self::of(&example_registry(), tempfile::tempdir().unwrap())
    }

    /// A number of mirrors in one city. The file of the last one is hostile.
    pub(crate) fn crowded(mirrors: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let registry = folder.path().join("registry");
        fs::create_dir_all(registry.join("mirrors.d")).unwrap();
        fs::copy(example_registry().join("config.yml"), registry.join("config.yml")).unwrap();
        for number in 0..mirrors {
            let name = format!("m{number:03}.example.org");
            let mut file =
                format!("name: {name}\naddress: {{http: 'http://{name}/tanuki/'}}\nupdate_frequency: 1h\n");
            let (sponsor, page) = if number + 1 == mirrors {
                ("<script>document.title = 'taken over'</script>", "javascript:alert(1)")
            } else {
                ("Example Hosting", "https://example.org/")
            };
            writeln!(file, "sponsor: \"{sponsor}\"\nsponsor_url: \"{page}\"").unwrap();
            file.push_str("geolocation: {country: JP, city: Osaka}\n");
            fs::write(registry.join(format!("mirrors.d/{name}.yml")), file).unwrap();
        }
        Self::of(&registry, folder)
    }

    fn of(registry: &Path, folder: TempDir) -> Self {
        let binary = env!("CARGO_BIN_EXE_maneki");
        Self {
            service: Program::serve(binary, registry, folder.path(), &["--no-check"], &[]),
            _folder: folder,
        }
    }
}
