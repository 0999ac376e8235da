//! The question of `/explain`: parsed from the URL, and shown in the form again.

use maneki_mirror_model::{RepositoryName, Version};
use maneki_mirror_registry::{Catalog, Target, Tree};

use crate::text::folded;
use maneki_ground_site::PageRequest;

/// The content of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The address of the client. `None` is the visitor's.
    pub ip: Option<String>,
    /// The version.
    pub version: String,
    /// The name of the repository.
    pub repository: String,
    /// The architecture; `None`: it is left to the client.
    pub arch: Option<String>,
    /// The protocol; `None`: any.
    pub protocol: Option<String>,
    /// The mirror that the question is about.
    pub mirror: Option<String>,
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misunderstood {
    /// The address is not an IP address.
    Address,
    /// There is no such version.
    Version,
    /// There is no such repository.
    Repository,
    /// The version does not have the repository.
    Combination,
    /// The repository is not there for the architecture.
    Arch,
    /// Clients do not use the protocol.
    Protocol,
    /// An argument that is not in the form.
    Other,
}

/// Versions of one kind, to choose from.
pub(super) struct Versions {
    /// The key of what they are called together.
    pub(super) key: &'static str,
    pub(super) versions: Vec<String>,
}

impl Question {
    /// Reads a question. What is not said is what most would ask for: a repository of the newest version.
    pub fn read(asked: &PageRequest, catalog: &Catalog) -> Self {
        let given = |name: &str| asked.argument(name).map(str::to_owned);
        let version = given("version").unwrap_or_else(|| newest(catalog));
        let has = |name: &&str| {
            catalog.target(&version, name, None).is_ok_and(|target| {
                let is_in_vault = target.tree == Tree::Vault;
                !is_in_vault || catalog.version(&version).is_some_and(|(_, tree)| tree == Tree::Vault)
            })
        };
        let repository = given("repository").unwrap_or_else(|| {
            let mut names = catalog.repositories.keys().map(RepositoryName::as_str);
            names.find(has).unwrap_or_default().to_owned()
        });
        let mirror = given("mirror").map(|name| folded(&name));
        let (ip, arch, protocol) = (given("ip"), given("arch"), given("protocol"));
        Self { ip, version, repository, arch, protocol, mirror }
    }

    /// The place in the tree that is meant.
    pub fn target(&self, catalog: &Catalog) -> Result<Target, Misunderstood> {
        let Self { version, repository, arch, .. } = self;
        let target = catalog.target(version, repository, arch.as_deref());
        target.map_err(|_| {
            if catalog.version(version).is_none() {
                Misunderstood::Version
            } else if !catalog.repositories.contains_key(repository.as_str()) {
                Misunderstood::Repository
            } else if catalog.target(version, repository, None).is_err() {
                Misunderstood::Combination
            } else {
                Misunderstood::Arch
            }
        })
    }
}

impl Misunderstood {
    /// The key of its text.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Address => "explain-bad-address",
            Self::Version => "explain-bad-version",
            Self::Repository => "explain-bad-repository",
            Self::Combination => "explain-bad-combination",
            Self::Arch => "explain-bad-arch",
            Self::Protocol => "explain-bad-protocol",
            Self::Other => "explain-bad-other",
        }
    }

    /// The field of the form that it is about.
    pub(super) fn field(self) -> &'static str {
        match self {
            Self::Address => "ip",
            Self::Version => "version",
            Self::Repository | Self::Combination => "repository",
            Self::Arch => "arch",
            Self::Protocol => "protocol",
            Self::Other => "",
        }
    }
}

/// The newest released version, by its shortest name.
fn newest(catalog: &Catalog) -> String {
    let released =
        |version: &&Version| version.tag().is_none() && !catalog.duplicated_versions.contains_key(*version);
    let newest = catalog.versions.iter().filter(released).max().or(catalog.versions.last());
    newest.map(ToString::to_string).unwrap_or_default()
}

/// All versions, the newest first. A requested version that is not among them is added.
pub(super) fn versions(catalog: &Catalog, asked: &str) -> Vec<Versions> {
    let of = |key, versions: Vec<&Version>| {
        let mut versions = versions;
        versions.sort_by(|one, other| other.cmp(one));
        Versions { key, versions: versions.into_iter().map(ToString::to_string).collect() }
    };
    let modules: Vec<Version> = catalog.module_versions().collect();
    let mut groups = vec![
        of("versions-main", catalog.versions.iter().collect()),
        of("versions-modules", modules.iter().collect()),
        of("versions-vault", catalog.vault_versions.iter().collect()),
    ];
    let is_there = groups.iter().any(|group| group.versions.iter().any(|version| version == asked));
    if !is_there && !asked.is_empty() {
        groups.insert(0, Versions { key: "versions-asked", versions: vec![asked.to_owned()] });
    }
    groups.retain(|group| !group.versions.is_empty());
    groups
}
