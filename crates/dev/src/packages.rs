//! Packages of registries: pinned, downloaded once, held against their digest, unpacked.

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package in its registry.
pub(crate) struct Package {
    /// Which.
    pub(crate) registry: Registry,
    /// What it is called there.
    pub(crate) name: &'static str,
    /// Exactly this one.
    pub(crate) version: &'static str,
    /// What the registry's client calls the downloaded file.
    pub(crate) file: &'static str,
    /// Of that file.
    pub(crate) sha256: &'static str,
}

/// Where packages are had from, by its own client.
#[derive(Clone, Copy)]
pub(crate) enum Registry {
    Npm,
    PyPi,
}

impl Package {
    /// Downloads it where it is not there yet, checks it and unpacks it; says where to.
    #[expect(clippy::disallowed_methods, reason = "packages are files")]
    pub(crate) fn fetch(&self, cache: &Path) -> anyhow::Result<PathBuf> {
        std::fs::create_dir_all(cache).with_context(|| format!("cannot make {}", cache.display()))?;
        let archive = cache.join(self.file);
        if !archive.exists() {
            self.download(cache)?;
        }
        let bytes = std::fs::read(&archive).with_context(|| format!("cannot read {}", archive.display()))?;
        let digest = digest(&bytes);
        if digest != self.sha256 {
            bail!("{} has the SHA-256 {digest}, and not {}", archive.display(), self.sha256);
        }
        self.unpack(cache)?;
        Ok(self.folder(cache))
    }

    /// Where it is unpacked to.
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
