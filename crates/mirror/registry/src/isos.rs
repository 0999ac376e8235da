use maneki_mirror_model::{Arch, ModuleName, Version};

use crate::catalog::{Catalog, unknown_arch};
use crate::not_found::NotFound;
use crate::target::{Target, Tree};

/// The folder of the installation images of a version, for one architecture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IsoFolder {
    pub tree: Tree,
    /// The version in the path.
    pub version: Version,
    pub arch: Arch,
    /// The path below the base URL of the tree, without a slash at the end: `9.8/isos/x86_64`.
    pub path: Box<str>,
}

impl IsoFolder {
    fn new(tree: Tree, version: Version, arch: Arch) -> Self {
        let path = [version.as_str(), "/isos/", arch.as_str()].concat().into();
        Self { tree, version, arch, path }
    }

    /// The path of the file that names the images.
    pub fn checksum(&self) -> String {
        format!("{}/{}", self.path, Self::CHECKSUM)
    }

    /// The file that names the images.
    pub const CHECKSUM: &str = "CHECKSUM";

    /// The folder as a target for the selection of mirrors.
    pub fn target(&self) -> Target {
        Target { version: self.version.clone(), tree: self.tree.clone(), path: self.path.clone() }
    }
}

impl Catalog {
    /// Every folder of images that mirrors may have, in order: those of the main tree, then those of each module. An
    /// alias adds no folder.
    pub fn iso_folders(&self) -> Vec<IsoFolder> {
        let of = |tree: &Tree, version: &Version| -> Vec<IsoFolder> {
            let folder = |arch: &Arch| IsoFolder::new(tree.clone(), version.clone(), arch.clone());
            self.arches_in(version).into_iter().map(folder).collect()
        };
        let main = self.versions.iter().filter(|version| !self.duplicated_versions.contains_key(*version));
        let of_module = |(name, versions): (&ModuleName, &Vec<Version>)| -> Vec<IsoFolder> {
            let tree = Tree::Module(name.clone());
            let tagged = versions.iter().map(|version| Version::new(version.release(), Some(name.as_str())));
            tagged.flat_map(|version| of(&tree, &version)).collect()
        };
        let main = main.flat_map(|version| of(&Tree::Main, version));
        let mut folders: Vec<IsoFolder> = main.chain(self.modules.iter().flat_map(of_module)).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    /// The folder of the newest version of the main tree, for the most common architecture if the version has it. A
    /// version with a tag is older than the same version without a tag.
    pub fn newest_iso_folder(&self) -> Option<IsoFolder> {
        const USUAL_ARCH: &str = "x86_64";
        let main = self.iso_folders().into_iter().filter(|folder| folder.tree == Tree::Main);
        main.max_by_key(|folder| {
            let version = &folder.version;
            (version.release(), version.tag().is_none(), folder.arch.as_str() == USUAL_ARCH)
        })
    }

    /// The folder that a request names.
    pub fn iso_folder(&self, version: &str, arch: &str) -> Result<IsoFolder, NotFound> {
        let (version, tree) = self.version(version).ok_or_else(|| self.unknown_version(version))?;
        let known = self.listed_arches(&version).find(|known| known.as_str() == arch).cloned();
        let arch = known.ok_or_else(|| unknown_arch(arch, self.arches_in(&version)))?;
        Ok(IsoFolder::new(tree, version, arch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ParseOptions, SourceTree, parse};

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
        vault_mirror: https://vault.example.org/\nversions: ['9', '9.6']\n\
        duplicated_versions: {'9': '9.6'}\noptional_module_versions: {kitten: ['9']}\n\
        vault_versions: ['8.3']\nrequired_protocols: [http, https]\n\
        arches: {'9': [x86_64, aarch64]}\nrepos:\n  - {name: baseos, path: BaseOS/$basearch/os/}\n";

    fn catalog() -> Catalog {
        let parsed = parse(&SourceTree::from_texts(CONFIG, []), ParseOptions::default());
        parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)).catalog
    }

    #[test]
    fn each_version_and_architecture_has_its_folder() {
        let paths: Vec<String> = catalog().iso_folders().iter().map(IsoFolder::checksum).collect();
        assert_eq!(
            paths,
            [
                "9.6/isos/aarch64/CHECKSUM",
                "9.6/isos/x86_64/CHECKSUM",
                "9-kitten/isos/aarch64/CHECKSUM",
                "9-kitten/isos/x86_64/CHECKSUM",
            ]
        );
    }

    #[test]
    fn the_newest_folder_is_of_the_greatest_release_and_the_usual_architecture() {
        let newest = |versions: &str| {
            let config = CONFIG.replace("['9', '9.6']", versions);
            let parsed = parse(&SourceTree::from_texts(&config, []), ParseOptions::default());
            let registry = parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics));
            registry.catalog.newest_iso_folder().map(|folder| folder.path)
        };
        assert_eq!(newest("['9', '9.6']").as_deref(), Some("9.6/isos/x86_64"));
        assert_eq!(newest("['9', '9.6', '9.10', '9.9']").as_deref(), Some("9.10/isos/x86_64"));
        assert_eq!(newest("['9', '9.6', '9.6-beta']").as_deref(), Some("9.6/isos/x86_64"));
        assert_eq!(newest("[]"), None);
    }

    #[test]
    fn a_request_may_name_a_version_by_an_alias() {
        let catalog = catalog();
        let meant = |version, arch| catalog.iso_folder(version, arch);
        for (asked, path, tree) in [
            ("9", "9.6/isos/x86_64", Tree::Main),
            ("9.6", "9.6/isos/x86_64", Tree::Main),
            ("9.1", "9.6/isos/x86_64", Tree::Main),
            ("8.3", "8.3/isos/x86_64", Tree::Vault),
            ("9-kitten", "9-kitten/isos/x86_64", Tree::Module(ModuleName::parse("kitten").unwrap())),
        ] {
            let folder = meant(asked, "x86_64").unwrap();
            assert_eq!((&*folder.path, folder.tree), (path, tree), "{asked}");
        }
        for (version, arch, why) in [
            ("80", "x86_64", "Unknown version"),
            ("9-kittens", "x86_64", "Unknown version"),
            ("9", "sparc", "Unknown architecture"),
            ("9", "", "Unknown architecture"),
            ("9", "../x86_64", "Unknown architecture"),
        ] {
            assert!(meant(version, arch).unwrap_err().to_string().starts_with(why), "{version} {arch}");
        }
    }
}
