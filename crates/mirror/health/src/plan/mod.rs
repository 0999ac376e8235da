//! What to ask which mirror now: a function of what is declared, believed and published.

mod due;
mod expected;
mod isos;
mod look;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_registry::{Holding, Mirror, Registry, Tree, Urls};

pub use expected::Expected;
pub use look::{Ask, IsoAsk, Look, Plan, TreeLook};

use crate::advance::Terms;
use crate::health::{HealthTable, MirrorHealth, TreeHealth};
use crate::observation::Report;
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
    let expected = Expected::from_catalog(&registry.catalog, reference);
    let looks = registry.mirrors.values().filter(|mirror| !mirror.private).filter_map(|mirror| {
        let health = table.get(&mirror.name).map(|health| &**health);
        due::is_due(health, policy, now).then(|| look(mirror, health, &expected, reference, policy, now))
    });
    let mut looks: Vec<Look> = looks.collect();
    looks.sort_by(|a, b| a.after.cmp(&b.after).then_with(|| a.mirror.cmp(&b.mirror)));
    Plan { looks, expected }
}

/// What to ask at once after a look at a sample that was not in order: what is the matter with it may be the matter
/// with everything else, and clients are sent there. `None`: the look was enough.
pub fn follow_up(mirror: &Mirror, health: &MirrorHealth, report: &Report, terms: Terms<'_>) -> Option<Look> {
    let Terms { expected, reference, now, .. } = terms;
    let sampled = report.trees.iter().filter(|tree| !tree.full && tree.abandoned.is_none());
    let trees = sampled.filter_map(|seen| {
        let tree = health.trees.get(&seen.tree)?;
        let holdings = expected.holdings(&seen.tree);
        // Of a single repository the sample was all.
        let rest = holdings.len() > 1;
        let lacking = rest && due::lacks_something(tree, tree.full_look?, holdings, reference);
        let urls = urls_of(mirror).find(|(name, _)| *name == seen.tree).map(|(_, urls)| urls)?;
        let isos = isos::due(Some(tree), reference, &seen.tree, true, now);
        lacking.then(|| {
            let wanted = holdings.iter();
            TreeLook { full: true, isos, ..tree_look(seen.tree.clone(), urls, wanted, Some(tree), reference) }
        })
    });
    let trees: Vec<TreeLook> = trees.collect();
    (!trees.is_empty()).then(|| Look { mirror: mirror.name.clone(), after: Duration::ZERO, trees })
}

fn look(
    mirror: &Mirror,
    health: Option<&MirrorHealth>,
    expected: &Expected,
    reference: &Reference,
    policy: &Policy,
    now: Timestamp,
) -> Look {
    let trees = urls_of(mirror).map(|(tree, urls)| {
        let believed = health.and_then(|health| health.trees.get(&tree));
        let holdings = expected.holdings(&tree);
        let full = due::is_full(believed, holdings, reference, policy, now);
        let round = due::round_number(&mirror.name, policy, now);
        let wanted: Vec<_> = if full { holdings.iter().collect() } else { due::sample(holdings, round) };
        let isos = isos::due(believed, reference, &tree, full, now);
        TreeLook { full, isos, ..tree_look(tree, urls, wanted.into_iter(), believed, reference) }
    });
    Look {
        mirror: mirror.name.clone(),
        after: due::delay(&mirror.name, policy),
        trees: trees.filter(|tree| !tree.bases.is_empty()).collect(),
    }
}

/// The trees that a mirror carries, each with where it lies.
fn urls_of(mirror: &Mirror) -> impl Iterator<Item = (Tree, &Urls)> {
    let modules = mirror.modules.iter().map(|(name, urls)| (Tree::Module(name.clone()), urls));
    std::iter::once((Tree::Main, &mirror.urls)).chain(modules)
}

/// A look at some repositories of a tree.
fn tree_look<'a>(
    tree: Tree,
    urls: &Urls,
    wanted: impl Iterator<Item = &'a Arc<Holding>>,
    believed: Option<&TreeHealth>,
    reference: &Reference,
) -> TreeLook {
    let asks = wanted.map(|holding| Ask::new(holding, believed, reference)).collect();
    let (asks, rsync) = (look::once_by_path(asks), urls.get(Protocol::Rsync).cloned());
    TreeLook { bases: bases(urls), tree, full: false, asks, isos: Vec::new(), rsync }
}

/// The URLs that dnf can use. Plain HTTP first: it is declared the most, and asks the least of everybody.
fn bases(urls: &Urls) -> Vec<BaseUrl> {
    [Protocol::Http, Protocol::Https].into_iter().filter_map(|protocol| urls.get(protocol).cloned()).collect()
}
