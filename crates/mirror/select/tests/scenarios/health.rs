//! Turns the health in a story into the health that the service would have recorded.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{
    BodyFault, ConnectFault, Defects, Digest, Family, Freshness, HealthTable, IsoFile, IsoHealth,
    MirrorHealth, Reference, RepositoryHealth, Route, RouteHealth, State, TimeFault, TreeHealth,
};
use maneki_mirror_registry::{Holding, IsoFolder, Registry, Tree};
use maneki_mirror_snapshot::{Drain, Drains};

use crate::language::{Mirror, Scenario};
use crate::stage::protocol;

/// When every story happens.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);

/// The health of the mirrors that have been checked.
pub(crate) fn table(scenario: &Scenario, registry: &Registry) -> Result<HealthTable, String> {
    let looked_at = scenario.mirrors.iter().filter(|mirror| !mirror.unknown && !mirror.private);
    let row = |told: &Mirror| {
        let found = registry.mirrors.iter().find(|(name, _)| name.as_str() == told.name);
        let (name, declared) = found.ok_or_else(|| format!("{} is not declared", told.name))?;
        let modules = declared.modules.iter().map(|(module, _)| Tree::Module(module.clone()));
        let trees = [Tree::Main].into_iter().chain(modules);
        let trees = trees.map(|tree| Ok((tree.clone(), tree_health(told, &tree, registry)?)));
        let trees = trees.collect::<Result<_, String>>()?;
        Ok((name.clone(), Arc::new(MirrorHealth { checked: Some(NOW), failed_rounds: 0, trees })))
    };
    looked_at.map(row).collect()
}

/// What the reference tree publishes.
pub(crate) fn reference(scenario: &Scenario, registry: &Registry) -> Reference {
    let mut reference = Reference::default();
    for folder in registry.catalog.iso_folders().into_iter().filter(|_| scenario.isos) {
        reference.publish_isos(&Arc::new(folder), vec![image(1)]);
    }
    reference
}

fn image(digest: u8) -> IsoFile {
    IsoFile { name: "boot.iso".into(), size: Some(7), sha256: Digest::new([digest; 32]) }
}

/// The health of the images in one folder; `None` if they have not been checked.
fn iso_condition(word: &str) -> Result<Option<IsoHealth>, String> {
    let (digest, fault) = match word {
        "complete" => (1, None),
        "incomplete" => (1, Some(BodyFault::Absent.into())),
        "other" => (2, None),
        "unknown" => return Ok(None),
        other => return Err(format!("images are not `{other}`")),
    };
    let set = vec![image(digest)].into();
    Ok(Some(IsoHealth { set, fault, url: None, since: NOW, checked: NOW }))
}

/// Who is taken out, or was.
pub(crate) fn drains(scenario: &Scenario, registry: &Registry) -> Drains {
    let drain = |told: &Mirror| {
        let drained = told.drained.as_ref()?;
        let (name, _) = registry.mirrors.iter().find(|(name, _)| name.as_str() == told.name)?;
        let reason = drained.reason.as_deref().map(Into::into);
        let since = NOW - SignedDuration::from_hours(24);
        Some((name.clone(), Drain { since, until: drained.until.map(|until| NOW + until), reason }))
    };
    scenario.mirrors.iter().filter_map(drain).collect()
}

fn tree_health(told: &Mirror, tree: &Tree, registry: &Registry) -> Result<TreeHealth, String> {
    let nothing = BTreeMap::new();
    let has = match tree {
        Tree::Module(module) => told.modules_have.get(module.as_str()).unwrap_or(&nothing),
        _ => &told.has,
    };
    let holdings: Vec<Holding> =
        registry.catalog.holdings().into_iter().filter(|holding| holding.tree == *tree).collect();
    let names = |holding: &Holding| {
        let repository = holding.repository.to_string();
        [format!("{repository}/{}", holding.arch), repository]
    };
    if let Some(name) = has.keys().find(|name| !holdings.iter().any(|one| names(one).contains(name))) {
        return Err(format!("there is no repository `{name}`"));
    }
    let condition = |holding: Holding| {
        let [narrow, wide] = names(&holding);
        let word = has.get(&narrow).or_else(|| has.get(&wide)).map_or("current", String::as_str);
        Ok((Arc::new(holding), Arc::new(condition(state(word)?, told.good_until))))
    };
    let repositories = holdings.into_iter().map(condition).collect::<Result<_, String>>()?;
    let routes = told.failing.iter().map(|scheme| {
        let route = Route { protocol: protocol(scheme)?, family: Some(Family::V4) };
        let fault = Some(ConnectFault::Refused.into());
        Ok((route, RouteHealth { fault, since: NOW, url: "http://route.example/TIME".into() }))
    });
    // As the checks do: the other family is tried with one protocol.
    let over_ipv6 = told.protocols.first().zip(told.ipv6.as_deref()).map(|(scheme, word)| {
        let fault = match word {
            "works" => None,
            "fails" => Some(ConnectFault::Refused.into()),
            other => return Err(format!("IPv6 `works` or `fails`, not `{other}`")),
        };
        let route = Route { protocol: protocol(scheme)?, family: Some(Family::V6) };
        Ok((route, RouteHealth { fault, since: NOW, url: "http://route.example/TIME".into() }))
    });
    let folders = registry.catalog.iso_folders().into_iter().filter(|folder| folder.tree == *tree);
    let isos = folders.filter_map(|folder: IsoFolder| {
        let condition = iso_condition(&told.isos).transpose()?;
        Some(condition.map(|condition| (Arc::new(folder), condition)))
    });
    Ok(TreeHealth {
        isos: isos.collect::<Result<_, String>>()?,
        full_look: Some(NOW),
        freshness: freshness(&told.time)?,
        routes: routes.chain(over_ipv6).collect::<Result<_, String>>()?,
        repositories,
    })
}

fn condition(state: State, good_until: Option<SignedDuration>) -> RepositoryHealth {
    let defects = good_until.filter(|_| !state.is_served()).map(|ago| {
        let mut defects = Defects::default();
        defects.good_until = Some(NOW - ago);
        Box::new(defects)
    });
    RepositoryHealth { state, since: Some(NOW), defects, ..RepositoryHealth::default() }
}

fn freshness(time: &str) -> Result<Freshness, String> {
    let mut freshness = Freshness::default();
    if time == "missing" {
        freshness.fault = Some(TimeFault::Missing.into());
    } else {
        let age: SignedDuration = time.parse().map_err(|error| format!("`{time}`: {error}"))?;
        freshness.claimed = Some(NOW - age);
    }
    Ok(freshness)
}

fn state(word: &str) -> Result<State, String> {
    word.parse().map_err(|_| format!("`{word}` is not a state"))
}
