use maneki_model::{Arch, ModuleName, Version};

use crate::catalog::Catalog;
use crate::target::Tree;

/// Where the installation images of a version lie, for one architecture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct IsoFolder {
    /// The tree that it is a part of.
    pub tree: Tree,
    /// The version, as it stands in the path.
    pub version: Version,
    /// The architecture.
    pub arch: Arch,
    /// The path below the base URL of the tree, without a slash at its end: `9.8/isos/x86_64`.
    pub path: Box<str>,
}

impl IsoFolder {
    /// The path of the file that names the images.
    pub fn checksum(&self) -> String {
        format!("{}/CHECKSUM", self.path)
    }
}

impl Catalog {
    /// Every folder of images that mirrors may have, in order: the main tree's, then each module's. A version
    /// that another one stands for is there once.
    pub fn iso_folders(&self) -> Vec<IsoFolder> {
        let folder = |tree: Tree, version: &Version, arch: &Arch| IsoFolder {
            tree,
            version: version.clone(),
            arch: arch.clone(),
            path: format!("{version}/isos/{arch}").into(),
        };
        let of = |tree: &Tree, version: &Version| -> Vec<IsoFolder> {
            self.arches_in(version).into_iter().map(|arch| folder(tree.clone(), version, arch)).collect()
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
}

#[cfg(test)]
mod tests {
    use crate::{Policy, SourceTree, parse};

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
        vault_mirror: https://vault.example.org/\nversions: ['9', '9.6']\n\
        duplicated_versions: {'9': '9.6'}\noptional_module_versions: {kitten: ['9']}\n\
        vault_versions: ['8.3']\nrequired_protocols: [http, https]\n\
        arches: {'9': [x86_64, aarch64]}\nrepos:\n  - {name: baseos, path: BaseOS/$basearch/os/}\n";

    #[test]
    fn each_version_and_architecture_has_its_folder() {
        let parsed = parse(&SourceTree::from_texts(CONFIG, []), Policy::default());
        let registry = parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics));
        let paths: Vec<String> =
            registry.catalog.iso_folders().iter().map(super::IsoFolder::checksum).collect();
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
}
