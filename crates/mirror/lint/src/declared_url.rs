use maneki_ground_yaml::{KeyPath, Mapping, Node};
use maneki_mirror_model::BaseUrl;

/// A URL in a mirror file.
#[derive(Debug)]
pub(crate) struct DeclaredUrl {
    module: Option<String>,
    /// The keys that lead to it, as messages name them: `` `address.http` ``.
    pub(crate) at: String,
    pub(crate) node: Node,
    /// `None` if it cannot be used.
    pub(crate) url: Option<BaseUrl>,
}

impl DeclaredUrl {
    /// The URLs of a mirror file: those of the main tree, then those of the modules.
    pub(crate) fn all(root: &Mapping) -> Vec<Self> {
        let group = |key: &str| root.get(key).and_then(|entry| entry.node.mapping());
        let main = group("address").into_iter().flat_map(|group| Self::in_tree(None, group));
        let modules = group("address_optional").into_iter().flat_map(|modules| &modules.entries);
        let modules = modules.filter_map(|module| Some((&module.key, module.node.mapping()?)));
        main.chain(modules.flat_map(|(module, group)| Self::in_tree(Some(module), group))).collect()
    }

    fn in_tree(module: Option<&String>, group: &Mapping) -> Vec<Self> {
        let tree = KeyPath::file();
        let tree = match module {
            Some(module) => tree.child("address_optional").child(module),
            None => tree.child("address"),
        };
        let urls = group.entries.iter().filter_map(|entry| {
            let url = BaseUrl::parse(&entry.node.scalar()?.text).ok();
            let at = tree.child(&entry.key).to_string();
            Some(Self { module: module.cloned(), at, node: entry.node.clone(), url })
        });
        urls.collect()
    }

    /// The module whose tree is at the URL; `None` for the distribution.
    pub(crate) fn module(&self) -> Option<&str> {
        self.module.as_deref()
    }

    /// The text of the URL.
    pub(crate) fn written(&self) -> &str {
        self.node.scalar().map_or("", |scalar| &scalar.text)
    }
}
