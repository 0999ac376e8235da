use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use maneki_mirror_health::{
    BodyFault, ConnectFault, Defects, Family, Freshness, IsoHealth, MirrorHealth, RepositoryHealth, Route,
    RouteHealth, State, TimeFault, TreeHealth,
};
use maneki_mirror_model::Protocol;
use maneki_mirror_registry::{Holding, IsoFolder, Registry, Tree};
use serde::Deserialize;

use super::{NOW, images, publication};

/// A mirror of a story. Unless the story says otherwise, it has everything, as it is published.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "keys of a story")]
pub(crate) struct Mirror {
    /// What it has, by repository (`baseos`), or by repository and architecture (`baseos/x86_64`): a state, and
    /// the letter of its publication.
    #[serde(default)]
    pub(crate) has: BTreeMap<String, String>,
    /// The age of its `TIME`, or `missing`.
    #[serde(default = "an_hour")]
    pub(crate) time: String,
    /// When repositories that are not served any more were last good.
    pub(crate) good_until: Option<SignedDuration>,
    /// Whether it was checked at all.
    #[serde(default = "yes")]
    pub(crate) checked: bool,
    #[serde(default)]
    pub(crate) private: bool,
    #[serde(default)]
    pub(crate) drained: bool,
    /// Whether it carries the module.
    #[serde(default)]
    pub(crate) module: bool,
    /// Its images: `complete`, `incomplete`, `other` (another set is complete), or `unknown`.
    #[serde(default = "complete")]
    pub(crate) images: String,
    /// Whether plain HTTP works over IPv6; absent if that was not tried.
    pub(crate) ipv6: Option<bool>,
}

fn an_hour() -> String {
    "1h".to_owned()
}

fn yes() -> bool {
    true
}

fn complete() -> String {
    "complete".to_owned()
}

impl Mirror {
    pub(super) fn file(&self, name: &str) -> String {
        let private = if self.private { "private: true\nasn: [64496]\n" } else { "" };
        let module = if self.module {
            format!("address_optional: {{next: {{http: 'http://{name}/next/'}}}}\n")
        } else {
            String::new()
        };
        format!(
            "name: {name}\naddress: {{http: 'http://{name}/'}}\nupdate_frequency: 1h\nsponsor: S\n\
             sponsor_url: https://sponsor.example/\n{private}{module}"
        )
    }

    pub(crate) fn health(&self, registry: &Registry) -> Option<MirrorHealth> {
        let modules = registry.catalog.modules.keys().cloned().map(Tree::Module).filter(|_| self.module);
        let trees = modules.chain([Tree::Main]).map(|tree| (tree.clone(), self.tree(&tree, registry)));
        let health = MirrorHealth { checked: Some(NOW), failed_rounds: 0, trees: trees.collect() };
        Some(health).filter(|_| self.checked)
    }

    fn tree(&self, tree: &Tree, registry: &Registry) -> TreeHealth {
        let holdings = registry.catalog.holdings().into_iter().filter(|holding| holding.tree == *tree);
        let folders = registry.catalog.iso_folders().into_iter().filter(|folder| folder.tree == *tree);
        TreeHealth {
            full_look: Some(NOW),
            freshness: self.freshness(),
            routes: self.ipv6.map(over_ipv6).into_iter().collect(),
            repositories: holdings
                .map(|holding| {
                    let health = self.repository(&holding);
                    (Arc::new(holding), Arc::new(health))
                })
                .collect(),
            isos: folders.filter_map(|folder| self.isos(folder)).collect(),
        }
    }

    fn freshness(&self) -> Freshness {
        let mut freshness = Freshness::default();
        match self.time.parse::<SignedDuration>() {
            Ok(age) => freshness.claimed = Some(NOW - age),
            Err(_) if self.time == "missing" => freshness.fault = Some(TimeFault::Missing.into()),
            Err(error) => panic!("{}: {error}", self.time),
        }
        freshness
    }

    fn repository(&self, holding: &Holding) -> RepositoryHealth {
        let narrow = self.has.get(&format!("{}/{}", holding.repository, holding.arch));
        let words = narrow.or_else(|| self.has.get(holding.repository.as_str()));
        let words = words.map_or("current", String::as_str);
        let (state, letter) =
            words.split_once(' ').map_or((words, None), |(state, letter)| (state, Some(letter)));
        let state: State = state.parse().unwrap_or_else(|_| panic!("`{words}` does not begin with a state"));
        let mut defects = Defects::default();
        defects.good_until = self.good_until.filter(|_| !state.is_served()).map(|ago| NOW - ago);
        RepositoryHealth {
            state,
            since: Some(NOW),
            repomd: letter.map(|letter| Arc::new(publication(letter.parse().unwrap()))),
            validator: None,
            defects: Some(defects).filter(|defects| *defects != Defects::default()).map(Box::new),
        }
    }

    fn isos(&self, folder: IsoFolder) -> Option<(Arc<IsoFolder>, IsoHealth)> {
        let (set, fault) = match self.images.as_str() {
            "complete" => (images(1), None),
            "incomplete" => (images(1), Some(BodyFault::Absent.into())),
            "other" => (images(2), None),
            "unknown" => return None,
            other => panic!("images are not `{other}`"),
        };
        Some((Arc::new(folder), IsoHealth { set, fault, url: None, since: NOW, checked: NOW }))
    }
}

fn over_ipv6(works: bool) -> (Route, RouteHealth) {
    let fault = (!works).then(|| ConnectFault::Refused.into());
    let route = Route { protocol: Protocol::Http, family: Some(Family::V6) };
    (route, RouteHealth { fault, since: NOW, url: "http://mirror.example/TIME".into() })
}
