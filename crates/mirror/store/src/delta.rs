//! The difference between the state and the last record.

use std::collections::BTreeMap;
use std::sync::Arc;

use maneki_mirror_health::{
    HealthTable, IsoHealth, IsoSet, MirrorHealth, Published, Reference, RepositoryHealth, TreeHealth,
};
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Holding, IsoFolder, Tree};

use crate::remembered::Remembered;

/// The rows to write and to delete, so that the database equals the state.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Delta<'a> {
    pub(crate) mirrors: Vec<(&'a MirrorName, &'a MirrorHealth)>,
    pub(crate) trees: Vec<(&'a MirrorName, &'a Tree, &'a TreeHealth)>,
    pub(crate) repositories: Vec<(&'a MirrorName, &'a Arc<Holding>, &'a RepositoryHealth)>,
    pub(crate) isos: Vec<(&'a MirrorName, &'a Arc<IsoFolder>, &'a IsoHealth)>,
    pub(crate) published: Vec<(&'a Arc<Holding>, &'a Published)>,
    pub(crate) published_isos: Vec<(&'a Arc<IsoFolder>, &'a IsoSet)>,
    pub(crate) gone_mirrors: Vec<&'a MirrorName>,
    pub(crate) gone_trees: Vec<(&'a MirrorName, &'a Tree)>,
    pub(crate) gone_repositories: Vec<(&'a MirrorName, &'a Arc<Holding>)>,
    pub(crate) gone_isos: Vec<(&'a MirrorName, &'a Arc<IsoFolder>)>,
    pub(crate) gone_published: Vec<&'a Arc<Holding>>,
    pub(crate) gone_published_isos: Vec<&'a Arc<IsoFolder>>,
}

impl<'a> Delta<'a> {
    pub(crate) fn new(before: &'a Remembered, table: &'a HealthTable, reference: &'a Reference) -> Self {
        let mut delta = Self::default();
        for (name, health) in table {
            match before.table.get(name) {
                Some(known) if Arc::ptr_eq(known, health) => {}
                known => delta.add_mirror(name, known.map(Arc::as_ref), health),
            }
        }
        delta.gone_mirrors.extend(gone(&before.table, table));
        let published = reference.iter().filter(|(holding, now)| before.reference.get(holding) != Some(*now));
        delta.published.extend(published);
        let known = before.reference.iter().map(|(holding, _)| holding);
        delta.gone_published.extend(known.filter(|holding| reference.get(holding).is_none()));
        let sets = reference.iso_sets().filter(|(folder, now)| before.reference.isos(folder) != Some(*now));
        delta.published_isos.extend(sets);
        let known = before.reference.iso_sets().map(|(folder, _)| folder);
        delta.gone_published_isos.extend(known.filter(|folder| reference.isos(folder).is_none()));
        delta
    }

    fn add_mirror(&mut self, name: &'a MirrorName, before: Option<&'a MirrorHealth>, now: &'a MirrorHealth) {
        let own = |health: &MirrorHealth| (health.checked, health.failed_rounds);
        if before.map(own) != Some(own(now)) {
            self.mirrors.push((name, now));
        }
        for (tree, health) in &now.trees {
            self.add_tree(name, tree, before.and_then(|before| before.trees.get(tree)), health);
        }
        for (tree, health) in before.into_iter().flat_map(|before| &before.trees) {
            if !now.trees.contains_key(tree) {
                self.gone_trees.push((name, tree));
                self.gone_repositories.extend(health.repositories.keys().map(|holding| (name, holding)));
                self.gone_isos.extend(health.isos.keys().map(|folder| (name, folder)));
            }
        }
    }

    fn add_tree(
        &mut self,
        name: &'a MirrorName,
        tree: &'a Tree,
        before: Option<&'a TreeHealth>,
        now: &'a TreeHealth,
    ) {
        let own = |health: &'a TreeHealth| (health.full_look, &health.freshness, &health.routes);
        if before.map(own) != Some(own(now)) {
            self.trees.push((name, tree, now));
        }
        for (holding, condition) in &now.repositories {
            if before.and_then(|before| before.repositories.get(holding)) != Some(condition) {
                self.repositories.push((name, holding, condition));
            }
        }
        for (folder, condition) in &now.isos {
            if before.and_then(|before| before.isos.get(folder)) != Some(condition) {
                self.isos.push((name, folder, condition));
            }
        }
        if let Some(before) = before {
            let lost = gone(&before.repositories, &now.repositories);
            self.gone_repositories.extend(lost.map(|holding| (name, holding)));
            self.gone_isos.extend(gone(&before.isos, &now.isos).map(|folder| (name, folder)));
        }
    }
}

fn gone<'a, K: Ord, V>(before: &'a BTreeMap<K, V>, now: &BTreeMap<K, V>) -> impl Iterator<Item = &'a K> {
    before.keys().filter(|key| !now.contains_key(*key))
}
