use maneki_ground_yaml::{Mapping, Node};
use maneki_mirror_model::BaseUrl;

/// A URL in a mirror file.
#[derive(Debug)]
pub(crate) struct DeclaredUrl {
    module: Option<String>,
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
        let nodes = group.entries.iter().map(|entry| entry.node.clone());
        let urls = nodes.filter_map(|node| {
            let url = BaseUrl::parse(&node.scalar()?.text).ok();
            Some(Self { module: module.cloned(), node, url })
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
