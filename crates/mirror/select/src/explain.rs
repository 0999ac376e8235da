use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::{MirrorEntry, MirrorId, Snapshot, Standings};

use crate::client::{Client, Slot};
use crate::exclusion::Exclusion;
use crate::ladder::select;
use crate::query::Query;
use crate::selection::{Choice, Selection};

/// An answer, and why every other mirror is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The answer that [`select`] gives.
    pub selection: Selection,
    /// All other mirrors, by name.
    pub excluded: Vec<(MirrorId, Exclusion)>,
}

/// Selects mirrors, and finds for every other mirror the reason why it was left out. It visits all mirrors, and is
/// much slower than [`select`].
pub fn explain(snapshot: &Snapshot, client: &Client, query: &Query, slot: Slot) -> Explanation {
    let selection = select(snapshot, client, query, slot);
    let standings = snapshot.standings(&query.target);
    let over_ipv6 = client.is_over_ipv6() && !fails_over_ipv6(&selection, standings);
    let reasons = Reasons { snapshot, standings, client, query, over_ipv6, selection: &selection };
    let is_chosen = |id: MirrorId| selection.choices.iter().any(|choice| choice.mirror == id);
    let others = snapshot.entries().filter(|(id, _)| !is_chosen(*id));
    let excluded = others.map(|(id, entry)| (id, reasons.exclusion(id, entry))).collect();
    Explanation { selection, excluded }
}

/// Whether a mirror was chosen although it fails over IPv6, which means that all others fail too.
fn fails_over_ipv6(selection: &Selection, standings: Option<&Standings>) -> bool {
    let Some(standings) = standings else { return false };
    let fails = |choice: &Choice| standings.routes(choice.mirror).failing_over_ipv6.contains(choice.protocol);
    selection.choices.iter().any(fails)
}

/// What the reasons for exclusions depend on.
struct Reasons<'a> {
    snapshot: &'a Snapshot,
    standings: Option<&'a Standings>,
    client: &'a Client,
    query: &'a Query,
    over_ipv6: bool,
    selection: &'a Selection,
}

impl Reasons<'_> {
    fn exclusion(&self, id: MirrorId, entry: &MirrorEntry) -> Exclusion {
        if self.query.target.tree == Tree::Vault {
            return Exclusion::OnlyVault;
        }
        if let Err(reason) = self.query.admits(id, entry, self.standings, self.over_ipv6) {
            return reason;
        }
        let mirror = &entry.mirror;
        if !mirror.is_public() && !self.is_on_net(id) {
            return if mirror.private { Exclusion::Private } else { Exclusion::Cloud };
        }
        if self.selection.monopoly.is_some() {
            return Exclusion::Monopoly;
        }
        if self.selection.duplicates.contains(&id) { Exclusion::DuplicateUrl } else { Exclusion::ListFull }
    }

    /// Whether a mirror names the network, the system or the cloud region of the client.
    fn is_on_net(&self, id: MirrorId) -> bool {
        let Client { address, asn, .. } = *self.client;
        self.snapshot.by_network(address).any(|(_, mirrors)| mirrors.contains(&id))
            || asn.is_some_and(|asn| self.snapshot.by_asn(asn).contains(&id))
            || self.snapshot.by_cloud(address).any(|(_, mirrors)| mirrors.contains(&id))
    }
}
