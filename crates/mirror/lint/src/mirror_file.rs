use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use jiff::{Span as TimeSpan, SpanRelativeTo};
use maneki_ground_address::{parse_network, unmapped};
use maneki_ground_diagnostics::Span;
use maneki_mirror_model::{Asn, BaseUrl, MirrorName};
use maneki_mirror_registry::document::{Mapping, Node, ScalarKind};

/// A mirror file as rules look at it: every value with its place, and nothing said about what is wrong
/// with it, which loading does.
pub(crate) struct MirrorFile<'a> {
    pub(crate) path: &'a Arc<str>,
    pub(crate) text: &'a str,
    pub(crate) root: &'a Mapping,
    /// The name, if it can be one.
    pub(crate) name: Option<Written<'a>>,
    /// The URLs of the main tree, then those of the modules.
    pub(crate) urls: Vec<DeclaredUrl<'a>>,
    /// The networks of the list, those that are none left out.
    pub(crate) networks: Vec<(IpNet, &'a Node)>,
    /// Whether there is a network, or a URL of some.
    pub(crate) has_subnets: bool,
    pub(crate) asns: Vec<(u32, Span)>,
    pub(crate) private: bool,
    /// Where it says to be a monopoly, if it does.
    pub(crate) monopoly: Option<Span>,
}

/// A text and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) value: &'a str,
    pub(crate) node: &'a Node,
}

/// A URL as it stands in a file.
pub(crate) struct DeclaredUrl<'a> {
    /// Whose tree lies there; `None`: the distribution's.
    pub(crate) module: Option<&'a str>,
    pub(crate) written: &'a str,
    pub(crate) node: &'a Node,
    /// `None` where it cannot be used.
    pub(crate) url: Option<BaseUrl>,
}

impl<'a> MirrorFile<'a> {
    /// The view of a file; `None` where it is no group of keys.
    pub(crate) fn new(path: &'a Arc<str>, text: &'a str, node: &'a Node) -> Option<Self> {
        let root = node.mapping()?;
        let mut urls = Vec::new();
        if let Some(address) = root.get("address").and_then(|entry| entry.node.mapping()) {
            urls.extend(declared(None, address));
        }
        let modules = root.get("address_optional").and_then(|entry| entry.node.mapping());
        for module in modules.into_iter().flat_map(|modules| &modules.entries) {
            urls.extend(
                module.node.mapping().into_iter().flat_map(|group| declared(Some(&module.key), group)),
            );
        }
        let subnets = root.get("subnets").map(|entry| &entry.node);
        let networks: Vec<(IpNet, &Node)> = subnets.and_then(Node::items).map(networks).unwrap_or_default();
        let is_url = subnets.and_then(Node::scalar).is_some_and(|scalar| scalar.text.contains("://"));
        Some(Self {
            path,
            text,
            root,
            name: text_of(root, "name").filter(|name| MirrorName::parse(name.value).is_ok()),
            urls,
            has_subnets: is_url || !networks.is_empty(),
            networks,
            asns: asns(root),
            private: truth(root, "private"),
            monopoly: root.get("monopoly").filter(|_| truth(root, "monopoly")).map(|entry| entry.key_span),
        })
    }

    /// The URLs of the main tree whose hosts are names, each with where it stands.
    pub(crate) fn named_urls(&self) -> impl Iterator<Item = (&BaseUrl, &'a Node)> {
        let main = self.urls.iter().filter(|declared| declared.module.is_none());
        let named = |url: &&BaseUrl| url.address().is_none();
        main.filter_map(move |declared| Some((declared.url.as_ref().filter(named)?, declared.node)))
    }

    /// The file's name without folders.
    pub(crate) fn file_name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// The file's name without folders and without what stands behind the last point.
    pub(crate) fn stem(&self) -> &'a str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }
}

/// The text under a key, if it is one.
pub(crate) fn text_of<'a>(mapping: &'a Mapping, key: &str) -> Option<Written<'a>> {
    let node = &mapping.get(key)?.node;
    let scalar = node.scalar().filter(|scalar| scalar.is_text())?;
    Some(Written { value: &scalar.text, node })
}

/// A duration such as `12h`; a day has 24 hours.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let span: TimeSpan = text.trim().parse().ok()?;
    let duration = span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?;
    Duration::try_from(duration).ok()
}

fn declared<'a>(module: Option<&'a str>, group: &'a Mapping) -> impl Iterator<Item = DeclaredUrl<'a>> {
    group.entries.iter().filter_map(move |entry| {
        let written = entry.node.scalar()?.text.as_str();
        Some(DeclaredUrl { module, written, node: &entry.node, url: BaseUrl::parse(written).ok() })
    })
}

fn networks(items: &[Node]) -> Vec<(IpNet, &Node)> {
    let network =
        |node: &Node| parse_network(node.scalar()?.text.trim()).map(|network| unmapped(network).trunc());
    items.iter().filter_map(|node| network(node).map(|network| (network, node))).collect()
}

fn asns(root: &Mapping) -> Vec<(u32, Span)> {
    let Some(node) = root.get("asn").map(|entry| &entry.node) else { return Vec::new() };
    let number = |node: &Node| match node.scalar()?.kind() {
        ScalarKind::Integer(integer) => {
            Asn::new(u32::try_from(integer.value?).ok()?).map(|asn| (asn.get(), node.span))
        }
        _ => None,
    };
    match node.items() {
        Some(items) => items.iter().filter_map(number).collect(),
        None => number(node).into_iter().collect(),
    }
}

fn truth(root: &Mapping, key: &str) -> bool {
    let scalar = root.get(key).and_then(|entry| entry.node.scalar());
    scalar.is_some_and(|scalar| scalar.kind() == ScalarKind::Boolean(true))
}
