use maneki_mirror_model::{Arch, ModuleName, RepositoryName, Version};

use crate::catalog::{Catalog, Repository};
use crate::target::{Target, Tree};

/// A part of a tree that a mirror carries: a repository of a version for an architecture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    pub tree: Tree,
    /// The version in the path.
    pub version: Version,
    /// The name of the repository in requests.
    pub repository: RepositoryName,
    pub arch: Arch,
    /// The path below the base URL of the tree, without a slash at the end: `9.8/BaseOS/x86_64/os`.
    pub path: Box<str>,
}

impl Holding {
    /// The path of the index of the repository.
    pub fn repomd(&self) -> String {
        [&self.path, "/repodata/repomd.xml"].concat()
    }
}

impl Catalog {
    /// Everything that mirrors carry, in order: the main tree, then each module. The vault is not included, and an
    /// alias of a version adds nothing.
    pub fn holdings(&self) -> Vec<Holding> {
        let aliases = |version: &&Version| !self.duplicated_versions.contains_key(version);
        let main = self.versions.iter().filter(aliases).flat_map(|version| {
            let carried = move |repository: &&Repository| self.carries(repository, version);
            self.holdings_of(&Tree::Main, version, carried)
        });
        let of_module = |(name, versions): (&ModuleName, &Vec<Version>)| -> Vec<Holding> {
            let tree = Tree::Module(name.clone());
            let tagged = versions.iter().map(|version| Version::new(version.release(), Some(name.as_str())));
            let everywhere = |repository: &&Repository| repository.versions.is_empty();
            tagged.flat_map(|version| self.holdings_of(&tree, &version, everywhere)).collect()
        };
        let mut holdings: Vec<Holding> = main.chain(self.modules.iter().flat_map(of_module)).collect();
        holdings.sort();
        holdings.dedup();
        holdings
    }

    fn holdings_of(
        &self,
        tree: &Tree,
        version: &Version,
        carried: impl Fn(&&Repository) -> bool,
    ) -> Vec<Holding> {
        let repositories = self.repositories.iter().filter(|(_, one)| !one.vault && carried(one));
        let holding = |(name, repository): (&RepositoryName, &Repository), arch: &Arch| {
            let path = Target::new(version.clone(), tree.clone(), &repository.path, Some(arch)).path;
            Holding {
                tree: tree.clone(),
                version: version.clone(),
                repository: name.clone(),
                arch: arch.clone(),
                path: path.trim_end_matches('/').into(),
            }
        };
        repositories
            .flat_map(|(name, one)| self.arches_of(one, version).map(move |arch| holding((name, one), arch)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{ParseOptions, SourceTree, parse};

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
        vault_mirror: https://vault.example.org/\nversions: ['8', '8.10', '9', '9.6']\n\
        duplicated_versions: {'8': '8.10', '9': '9.6'}\noptional_module_versions: {kitten: ['9']}\n\
        vault_versions: ['8.3']\nrequired_protocols: [http, https]\n\
        arches: {'8': [x86_64], '9': [x86_64, aarch64]}\nrepos:\n  \
        - {name: baseos, path: BaseOS/$basearch/os/}\n  \
        - {name: crb, path: CRB/$basearch/os/, versions: ['9.6'], arches: [x86_64]}\n  \
        - {name: source, path: BaseOS/Source/, vault: true}\n";

    #[test]
    fn each_version_repository_and_architecture_is_listed_once() {
        let parsed = parse(&SourceTree::from_texts(CONFIG, []), ParseOptions::default());
        let holdings =
            parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)).catalog.holdings();
        let paths: Vec<String> = holdings.iter().map(super::Holding::repomd).collect();
        assert_eq!(
            paths,
            [
                "8.10/BaseOS/x86_64/os/repodata/repomd.xml",
                "9.6/BaseOS/aarch64/os/repodata/repomd.xml",
                "9.6/BaseOS/x86_64/os/repodata/repomd.xml",
                "9.6/CRB/x86_64/os/repodata/repomd.xml",
                "9-kitten/BaseOS/aarch64/os/repodata/repomd.xml",
                "9-kitten/BaseOS/x86_64/os/repodata/repomd.xml",
            ]
        );
    }
}
