//! What to ask which mirror now: a function of what is declared, believed and published.

mod due;
mod expected;
mod look;

use jiff::Timestamp;
use maneki_model::{BaseUrl, Protocol};
use maneki_registry::{Mirror, Registry, Tree, Urls};

pub use expected::Expected;
pub use look::{Ask, IsoAsk, Look, Plan, TreeLook};

use crate::health::{HealthTable, MirrorHealth};
use crate::policy::Policy;
use crate::reference::Reference;

/// Plans one round. Private mirrors are not asked, for nobody can reach them from outside.
pub fn plan(
    registry: &Registry,
    table: &HealthTable,
    reference: &Reference,
    policy: &Policy,
    now: Timestamp,
) -> Plan {
    let expected = Expected::of_catalog(&registry.catalog, reference);
    let looks = registry.mirrors.values().filter(|mirror| !mirror.private).filter_map(|mirror| {
        let health = table.get(&mirror.name).map(|health| &**health);
        due::is_due(health, policy, now).then(|| look(mirror, health, &expected, reference, policy, now))
    });
    let mut looks: Vec<Look> = looks.collect();
    looks.sort_by(|a, b| a.after.cmp(&b.after).then_with(|| a.mirror.cmp(&b.mirror)));
    Plan { looks, expected }
}

fn look(
    mirror: &Mirror,
    health: Option<&MirrorHealth>,
    expected: &Expected,
    reference: &Reference,
    policy: &Policy,
    now: Timestamp,
) -> Look {
    let modules = mirror.modules.iter().map(|(name, urls)| (Tree::Module(name.clone()), urls));
    let trees = std::iter::once((Tree::Main, &mirror.urls)).chain(modules).map(|(tree, urls)| {
        let believed = health.and_then(|health| health.trees.get(&tree));
        let holdings = expected.of(&tree);
        let full = due::is_full(believed, holdings, reference, policy, now);
        let turn = due::turn(&mirror.name, policy, now);
        let wanted: Vec<_> = if full { holdings.iter().collect() } else { due::sample(holdings, turn) };
        let asks = wanted.into_iter().map(|holding| Ask::new(holding, believed, reference)).collect();
        let isos = due::isos(believed, reference, &tree, full, now);
        let rsync = urls.get(Protocol::Rsync).cloned();
        TreeLook { bases: bases(urls), tree, full, asks: look::once_by_path(asks), isos, rsync }
    });
    Look {
        mirror: mirror.name.clone(),
        after: due::delay(&mirror.name, policy),
        trees: trees.filter(|tree| !tree.bases.is_empty()).collect(),
    }
}

/// The URLs that dnf can use. Plain HTTP first: it is declared the most, and asks the least of everybody.
fn bases(urls: &Urls) -> Vec<BaseUrl> {
    [Protocol::Http, Protocol::Https].into_iter().filter_map(|protocol| urls.get(protocol).cloned()).collect()
}
