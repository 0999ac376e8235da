//! What to ask which mirror now: a function of what is declared, known and published.

mod due;
mod isos;
mod look;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_registry::{Holding, Mirror, Registry, Tree, Urls};

pub use look::{Ask, IsoAsk, Look, Plan, TreeLook};

use crate::expected::Expected;
use crate::health::{HealthTable, MirrorHealth, TreeHealth};
use crate::observation::{Report, TreeReport};
use crate::policy::Policy;
use crate::reference::Reference;
use crate::terms::Terms;

/// Plans one round. Private mirrors are left out, because they cannot be reached from outside their networks.
pub fn plan(
    registry: &Registry,
    table: &HealthTable,
    reference: &Reference,
    policy: &Policy,
    now: Timestamp,
) -> Plan {
    let expected = Expected::from_catalog(&registry.catalog, reference);
    let terms = Terms { expected: &expected, reference, policy, now };
    let public = registry.mirrors.values().filter(|mirror| !mirror.private);
    let looks = public.filter_map(|mirror| {
        let health = table.get(&mirror.name).map(|health| &**health);
        due::is_due(health, policy, now).then(|| look(mirror, health, terms))
    });
    let mut looks: Vec<Look> = looks.collect();
    looks.sort_by(|a, b| a.after.cmp(&b.after).then_with(|| a.mirror.cmp(&b.mirror)));
    Plan { looks, expected }
}

/// A look at everything after a sample that was not in order: other repositories may have the same fault, and
/// clients are sent there. `None` if the sample was in order.
pub fn follow_up(mirror: &Mirror, health: &MirrorHealth, report: &Report, terms: Terms<'_>) -> Option<Look> {
    let trees = report.trees.iter().filter_map(|seen| follow_up_of_tree(mirror, health, seen, terms));
    let trees: Vec<TreeLook> = trees.collect();
    (!trees.is_empty()).then(|| Look { mirror: mirror.name.clone(), after: Duration::ZERO, trees })
}

fn follow_up_of_tree(
    mirror: &Mirror,
    health: &MirrorHealth,
    report: &TreeReport,
    terms: Terms<'_>,
) -> Option<TreeLook> {
    let holdings = terms.expected.holdings(&report.tree);
    // The sample of a single repository was everything.
    if report.full || report.abandoned.is_some() || holdings.len() <= 1 {
        return None;
    }
    let tree = health.trees.get(&report.tree)?;
    if !due::lacks_something(tree, tree.full_look?, holdings, terms.reference) {
        return None;
    }
    let (_, urls) = carried_trees(mirror).find(|(name, _)| *name == report.tree)?;
    Some(tree_look(report.tree.clone(), urls, holdings, true, Some(tree), terms))
}

fn look(mirror: &Mirror, health: Option<&MirrorHealth>, terms: Terms<'_>) -> Look {
    let trees = carried_trees(mirror).map(|(tree, urls)| {
        let known = health.and_then(|health| health.trees.get(&tree));
        let holdings = terms.expected.holdings(&tree);
        let full = due::is_full(known, holdings, terms.reference, terms.policy, terms.now);
        let round = due::round_number(&mirror.name, terms.policy, terms.now);
        let wanted = if full { holdings } else { due::sample(holdings, round) };
        tree_look(tree, urls, wanted, full, known, terms)
    });
    Look {
        mirror: mirror.name.clone(),
        after: due::delay(&mirror.name, terms.policy),
        trees: trees.filter(|tree| !tree.bases.is_empty()).collect(),
    }
}

/// A look at some repositories of a tree; `full` if these are all.
fn tree_look(
    tree: Tree,
    urls: &Urls,
    holdings: &[Arc<Holding>],
    full: bool,
    known: Option<&TreeHealth>,
    terms: Terms<'_>,
) -> TreeLook {
    let asks = holdings.iter().map(|holding| Ask::new(holding, known, terms.reference));
    TreeLook {
        full,
        asks: look::once_by_path(asks),
        isos: isos::due(known, terms.reference, &tree, full, terms.now),
        bases: bases(urls),
        rsync: urls.get(Protocol::Rsync).cloned(),
        tree,
    }
}

/// The trees that a mirror carries, with its URLs for each.
fn carried_trees(mirror: &Mirror) -> impl Iterator<Item = (Tree, &Urls)> {
    let modules = mirror.modules.iter().map(|(name, urls)| (Tree::Module(name.clone()), urls));
    std::iter::once((Tree::Main, &mirror.urls)).chain(modules)
}

/// The URLs that dnf can use. Plain HTTP is first, because most mirrors declare it and it costs them least.
fn bases(urls: &Urls) -> Vec<BaseUrl> {
    [Protocol::Http, Protocol::Https].into_iter().filter_map(|protocol| urls.get(protocol).cloned()).collect()
}
