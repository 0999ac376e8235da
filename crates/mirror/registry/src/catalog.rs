use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use maneki_mirror_model::{
    Arch, BaseUrl, ModuleName, Protocol, Release, RepositoryName, RepositoryPath, Version,
};

use crate::not_found::NotFound;
use crate::target::{Target, Tree};

/// The versions, repositories and architectures of the distribution, from `config.yml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    /// A mirror whose content is older than this is not served to clients.
    pub allowed_outdate: Duration,
    /// The folder of the mirror files, relative to the registry.
    pub mirrors_dir: Box<str>,
    pub versions: Vec<Version>,
    /// The current point release of each alias, such as a major version.
    pub duplicated_versions: BTreeMap<Version, Version>,
    /// The optional modules, and the versions of each.
    pub modules: BTreeMap<ModuleName, Vec<Version>>,
    /// Versions that only the vault has.
    pub vault_versions: Vec<Version>,
    /// The server with all releases.
    pub vault: BaseUrl,
    /// A mirror must have a URL for one of these.
    pub required_protocols: Vec<Protocol>,
    pub arches: BTreeMap<Version, Vec<Arch>>,
    pub repositories: BTreeMap<RepositoryName, Repository>,
}

/// A repository of the distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The path below a version.
    pub path: RepositoryPath,
    /// The only architectures with it; empty: all.
    pub arches: Vec<Arch>,
    /// The only versions with it; empty: all.
    pub versions: Vec<Version>,
    /// Whether only the vault has it.
    pub vault: bool,
}

impl Repository {
    fn may_have(&self, arch: &Arch) -> bool {
        self.arches.is_empty() || self.arches.contains(arch)
    }
}

impl Catalog {
    /// The tag of versions before their release.
    const BETA: &'static str = "beta";

    /// The place in a tree that a request names.
    ///
    /// Without an architecture, a literal `$basearch` remains in the path, and dnf replaces it.
    pub fn target(&self, version: &str, repository: &str, arch: Option<&str>) -> Result<Target, NotFound> {
        let named = self.repositories.get(repository).ok_or_else(|| self.unknown_repository(repository))?;
        let (version, tree) = self.version(version).ok_or_else(|| self.unknown_version(version))?;
        if self.versions.contains(&version) && !self.carries(named, &version) {
            return Err(NotFound::combination(repository, &version));
        }
        let find = |arch: &str| {
            let mut listed = self.listed_arches(&version);
            let found = listed.find(|known| known.as_str() == arch && named.may_have(known));
            found.ok_or_else(|| unknown_arch(arch, self.arches_of(named, &version)))
        };
        let arch = arch.map(find).transpose()?;
        let tree = if named.vault { Tree::Vault } else { tree };
        Ok(Target::new(version, tree, &named.path, arch))
    }

    /// The version that a request names, and its tree.
    ///
    /// A listed version means itself, or its current point release if it is an alias. Clients of old point releases
    /// continue to request them, so an unlisted minor version of a known major version means the current one. The only
    /// tags are `beta` and the names of modules, each for the major versions that it is declared for.
    pub fn version(&self, text: &str) -> Option<(Version, Tree)> {
        let asked: Version = text.parse().ok()?;
        if self.versions.contains(&asked) {
            return Some((self.current(&asked), Tree::Main));
        }
        if self.vault_versions.contains(&asked) {
            return Some((asked, Tree::Vault));
        }
        match asked.tag() {
            None => {}
            Some(Self::BETA) if self.has_beta(asked.major()) => {}
            Some(tag) => {
                let (module, versions) = self.modules.iter().find(|(name, _)| name.as_str() == tag)?;
                let declared = versions.contains(&Version::new(asked.release(), None));
                return declared.then(|| (asked, Tree::Module(module.clone())));
            }
        }
        let major = Version::new(Release::major(asked.major()), None);
        self.duplicated_versions.get(&major).map(|current| (current.clone(), Tree::Main))
    }

    /// The architectures that a repository has in a version.
    pub fn arches_of<'a>(
        &'a self,
        repository: &'a Repository,
        version: &Version,
    ) -> impl Iterator<Item = &'a Arch> {
        self.arches_in(version).into_iter().filter(|arch| repository.may_have(arch))
    }

    /// The architectures that a version has.
    pub fn arches_in(&self, version: &Version) -> BTreeSet<&Arch> {
        self.listed_arches(version).collect()
    }

    /// The same in the order of the file, perhaps repeated.
    pub(crate) fn listed_arches(&self, version: &Version) -> impl Iterator<Item = &Arch> {
        let major = || Version::new(Release::major(version.major()), None);
        let listed = self.arches.get(version).or_else(|| self.arches.get(&major()));
        // A version that is not in `arches` (an old one in the vault) may have any of them.
        let any = listed.is_none().then(|| self.arches.values().flatten());
        listed.into_iter().flatten().chain(any.into_iter().flatten())
    }

    /// The versions of modules as requests name them: `10-kitten`.
    pub fn module_versions(&self) -> impl Iterator<Item = Version> {
        self.modules.iter().flat_map(|(name, versions)| {
            versions.iter().map(|version| Version::new(version.release(), Some(name.as_str())))
        })
    }

    fn unknown_repository(&self, requested: &str) -> NotFound {
        NotFound::unknown(("repository", "repositories"), requested, self.repositories.keys())
    }

    pub(crate) fn unknown_version(&self, requested: &str) -> NotFound {
        let modules: Vec<Version> = self.module_versions().collect();
        let known = self.versions.iter().chain(&self.vault_versions).chain(&modules);
        NotFound::unknown(("version", "versions"), requested, known)
    }

    fn current(&self, version: &Version) -> Version {
        self.duplicated_versions.get(version).unwrap_or(version).clone()
    }

    /// Whether a repository lists a version, or an alias of it.
    pub(crate) fn carries(&self, repository: &Repository, version: &Version) -> bool {
        let named = |listed: &Version| listed == version || self.current(listed) == *version;
        repository.versions.is_empty() || repository.versions.iter().any(named)
    }

    fn has_beta(&self, major: u16) -> bool {
        let beta = |version: &&Version| version.tag() == Some(Self::BETA) && version.major() == major;
        self.versions.iter().chain(&self.vault_versions).find(beta).is_some()
    }
}

pub(crate) fn unknown_arch<'a>(requested: &str, known: impl IntoIterator<Item = &'a Arch>) -> NotFound {
    NotFound::unknown(("architecture", "arches"), requested, known)
}
