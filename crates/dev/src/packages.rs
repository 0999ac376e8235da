//! Packages from registries: pinned, downloaded once, compared with their digest, unpacked.

#![expect(clippy::disallowed_methods, reason = "reads and writes files")]

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package of exactly one version.
pub(crate) struct Package {
    pub(crate) registry: Registry,
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// The name that the registry's client gives to the downloaded file.
    pub(crate) file: &'static str,
    /// The digest of that file in hexadecimal.
    pub(crate) sha256: &'static str,
}

/// A registry, whose own client downloads the packages.
#[derive(Clone, Copy)]
pub(crate) enum Registry {
    Npm,
    PyPi,
}

impl Package {
    /// Downloads it unless it is downloaded, checks its digest and unpacks it. Returns the unpacked folder.
    #[expect(clippy::disallowed_methods, reason = "packages are files")]
    pub(crate) fn fetch(&self, cache: &Path) -> anyhow::Result<PathBuf> {
        std::fs::create_dir_all(cache).with_context(|| format!("cannot make {}", cache.display()))?;
        let archive = cache.join(self.file);
        if !self.is_downloaded(cache) {
            self.download(cache)?;
        }
        let bytes = std::fs::read(&archive).with_context(|| format!("cannot read {}", archive.display()))?;
        let digest = digest(&bytes);
        if digest != self.sha256 {
            bail!(
                "{}: the SHA-256 is {digest} instead of {}; delete the file to download it again",
                archive.display(),
                self.sha256
            );
        }
        self.unpack(cache)?;
        Ok(self.folder(cache))
    }

    /// Whether the archive is in the cache.
    pub(crate) fn is_downloaded(&self, cache: &Path) -> bool {
        cache.join(self.file).exists()
    }

    /// The folder of the unpacked package.
    pub(crate) fn folder(&self, cache: &Path) -> PathBuf {
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

/// The SHA-256 in hexadecimal.
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
