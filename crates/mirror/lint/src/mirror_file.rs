use std::sync::Arc;

use ipnet::IpNet;
use maneki_ground_address::{parse_network, unmapped};
use maneki_ground_diagnostics::Span;
use maneki_ground_yaml::{Mapping, Node, ScalarKind};
use maneki_mirror_model::{Asn, BaseUrl, MirrorName};
use maneki_mirror_registry::ParsedFile;

use crate::declared_url::DeclaredUrl;

/// A mirror file as rules look at it: every value with its place. Loading reports the values that cannot be used;
/// here they are left out.
#[derive(Debug)]
pub(crate) struct MirrorFile {
    pub(crate) path: Arc<str>,
    pub(crate) text: Arc<str>,
    file: Arc<ParsedFile>,
    has_name: bool,
    /// The URLs of the main tree, then those of the modules.
    pub(crate) urls: Vec<DeclaredUrl>,
    networks: Vec<(IpNet, Node)>,
    /// Whether there is a network, or the URL of a list of networks.
    pub(crate) has_subnets: bool,
    pub(crate) asns: Vec<(u32, Span)>,
    pub(crate) private: bool,
    /// The place of the key `monopoly`, if it is true.
    pub(crate) monopoly: Option<Span>,
}

/// A text and its node.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedText<'a> {
    pub(crate) value: &'a str,
    pub(crate) node: &'a Node,
}

impl MirrorFile {
    /// The view of a file; `None` if it is not a group of keys.
    pub(crate) fn new(file: &Arc<ParsedFile>) -> Option<Self> {
        let root = file.root()?;
        let subnets = root.get("subnets").map(|entry| &entry.node);
        let networks = subnets.and_then(Node::items).map(networks).unwrap_or_default();
        let is_url = subnets.and_then(Node::scalar).is_some_and(|scalar| scalar.text.contains("://"));
        Some(Self {
            path: Arc::clone(&file.path),
            text: Arc::clone(&file.text),
            has_name: text_of(root, "name").is_some_and(|name| MirrorName::parse(name.value).is_ok()),
            urls: DeclaredUrl::all(root),
            has_subnets: is_url || !networks.is_empty(),
            networks,
            asns: asns(root),
            private: is_true(root, "private"),
            monopoly: root.get("monopoly").filter(|_| is_true(root, "monopoly")).map(|entry| entry.key_span),
            file: Arc::clone(file),
        })
    }

    /// The keys of the file.
    pub(crate) fn root(&self) -> &Mapping {
        self.file.root().expect("`new` refuses a file without keys")
    }

    /// The name, if it has the form of one.
    pub(crate) fn name(&self) -> Option<PlacedText<'_>> {
        text_of(self.root(), "name").filter(|_| self.has_name)
    }

    /// The networks of the list.
    pub(crate) fn networks(&self) -> impl Iterator<Item = (IpNet, &Node)> {
        self.networks.iter().map(|(network, node)| (*network, node))
    }

    /// The URLs of the main tree whose hosts are names, each with its declaration.
    pub(crate) fn named_urls(&self) -> impl Iterator<Item = (&BaseUrl, &DeclaredUrl)> {
        let main = self.urls.iter().filter(|declared| declared.module().is_none());
        let named = |url: &&BaseUrl| url.address().is_none();
        main.filter_map(move |declared| Some((declared.url.as_ref().filter(named)?, declared)))
    }

    /// The file's name without folders.
    pub(crate) fn file_name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }

    /// The file's name without folders and without its extension.
    pub(crate) fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// The text under a key, if it is one.
pub(crate) fn text_of<'a>(mapping: &'a Mapping, key: &str) -> Option<PlacedText<'a>> {
    let node = &mapping.get(key)?.node;
    let scalar = node.scalar().filter(|scalar| scalar.is_text())?;
    Some(PlacedText { value: &scalar.text, node })
}

fn networks(items: &[Node]) -> Vec<(IpNet, Node)> {
    let network =
        |node: &Node| parse_network(node.scalar()?.text.trim()).map(|network| unmapped(network).trunc());
    items.iter().filter_map(|node| network(node).map(|network| (network, node.clone()))).collect()
}

fn asns(root: &Mapping) -> Vec<(u32, Span)> {
    let Some(node) = root.get("asn").map(|entry| &entry.node) else { return Vec::new() };
    match node.items() {
        Some(items) => items.iter().filter_map(asn).collect(),
        None => asn(node).into_iter().collect(),
    }
}

fn asn(node: &Node) -> Option<(u32, Span)> {
    let ScalarKind::Integer(integer) = node.scalar()?.kind else { return None };
    let asn = Asn::new(u32::try_from(integer.value?).ok()?)?;
    Some((asn.get(), node.span))
}

fn is_true(root: &Mapping, key: &str) -> bool {
    let scalar = root.get(key).and_then(|entry| entry.node.scalar());
    scalar.is_some_and(|scalar| scalar.kind == ScalarKind::Boolean(true))
}
