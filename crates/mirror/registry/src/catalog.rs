use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use maneki_mirror_model::{
    Arch, BaseUrl, ModuleName, Protocol, Release, RepositoryName, RepositoryPath, Version,
};

use crate::target::{NotFound, Target, Tree};

/// What the distribution has: versions, repositories and architectures, as `config.yml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalog {
    /// A mirror whose content is older than this is not handed out.
    pub allowed_outdate: Duration,
    /// The folder of the mirror files, relative to the registry.
    pub mirrors_dir: Box<str>,
    /// The versions that mirrors carry.
    pub versions: Vec<Version>,
    /// Major version to the point release that stands for it.
    pub duplicated_versions: BTreeMap<Version, Version>,
    /// Optional modules with the versions that they exist for.
    pub modules: BTreeMap<ModuleName, Vec<Version>>,
    /// The versions that only the vault has.
    pub vault_versions: Vec<Version>,
    /// The vault: one server with everything that was ever released.
    pub vault: BaseUrl,
    /// A mirror must serve one of these.
    pub required_protocols: Vec<Protocol>,
    /// Architectures by version.
    pub arches: BTreeMap<Version, Vec<Arch>>,
    /// Repositories by name.
    pub repositories: BTreeMap<RepositoryName, Repository>,
}

/// A repository of the distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Where it lies below a version.
    pub path: RepositoryPath,
    /// The only architectures that have it; empty: all.
    pub arches: Vec<Arch>,
    /// The only versions that have it; empty: all.
    pub versions: Vec<Version>,
    /// Kept by the vault alone.
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

    /// What a client asks for: names in, place in the tree out.
    ///
    /// Without an architecture a literal `$basearch` stays in the path, which dnf fills in.
    pub fn target(&self, version: &str, repository: &str, arch: Option<&str>) -> Result<Target, NotFound> {
        let named =
            self.repositories.get(repository).ok_or_else(|| NotFound::repository(repository, self))?;
        let (version, tree) = self.version(version).ok_or_else(|| NotFound::version(version, self))?;
        if self.versions.contains(&version) && !self.carries(named, &version) {
            return Err(NotFound::combination(repository, &version));
        }
        let find = |arch: &str| {
            let mut listed = self.listed_arches(&version);
            let found = listed.find(|known| known.as_str() == arch && named.may_have(known));
            found.ok_or_else(|| NotFound::arch(arch, self.arches_of(named, &version)))
        };
        let arch = arch.map(find).transpose()?;
        let tree = if named.vault { Tree::Vault } else { tree };
        Ok(Target::new(version, tree, &named.path, arch))
    }

    /// Which version a client means, and in which tree it lies.
    ///
    /// A version that is listed means itself, or the point release that stands for it. Clients of old
    /// point releases go on asking for them: an unlisted minor of a known major means the current one. The
    /// only tags are `beta` and the names of modules, each for the majors that it is declared for.
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

    /// The same as they are listed: in any order, and perhaps twice.
    pub(crate) fn listed_arches(&self, version: &Version) -> impl Iterator<Item = &Arch> {
        let major = || Version::new(Release::major(version.major()), None);
        let listed = self.arches.get(version).or_else(|| self.arches.get(&major()));
        // A version that `arches` does not know (an old one of the vault) may have any of them.
        let any = listed.is_none().then(|| self.arches.values().flatten());
        listed.into_iter().flatten().chain(any.into_iter().flatten())
    }

    /// The modules' versions as clients name them: `10-kitten`.
    pub fn module_versions(&self) -> impl Iterator<Item = Version> {
        self.modules.iter().flat_map(|(name, versions)| {
            versions.iter().map(|version| Version::new(version.release(), Some(name.as_str())))
        })
    }

    fn current(&self, version: &Version) -> Version {
        self.duplicated_versions.get(version).unwrap_or(version).clone()
    }

    /// Whether a repository lists a version, itself or by its major.
    pub(crate) fn carries(&self, repository: &Repository, version: &Version) -> bool {
        let named = |listed: &Version| listed == version || self.current(listed) == *version;
        repository.versions.is_empty() || repository.versions.iter().any(named)
    }

    fn has_beta(&self, major: u16) -> bool {
        let beta = |version: &&Version| version.tag() == Some(Self::BETA) && version.major() == major;
        self.versions.iter().chain(&self.vault_versions).find(beta).is_some()
    }
}
