use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_snapshot::{MirrorId, Snapshot, Standing};

use crate::client::Client;
use crate::rung::Rung;

/// A chosen mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    pub mirror: MirrorId,
    /// The rung on which it was found.
    pub rung: Rung,
    /// The protocol of its URL.
    pub protocol: Protocol,
}

/// The mirrors that a client gets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The mirrors, best first; empty for the vault, which is a single server.
    pub choices: Vec<Choice>,
    /// The mirror that is the whole answer because it has a monopoly here.
    pub monopoly: Option<MirrorId>,
    /// Mirrors that were left out because a better mirror has the same URL.
    pub duplicates: Vec<MirrorId>,
}

impl Selection {
    /// Whether no mirror can serve: it is empty, or contains only mirrors that were good last.
    pub fn is_last_resort(&self, snapshot: &Snapshot, target: &Target) -> bool {
        let standings = snapshot.standings(target);
        self.choices.iter().all(|choice| {
            standings.is_some_and(|known| matches!(known.standing(choice.mirror), Standing::LastGood(_)))
        })
    }
}

impl Choice {
    /// The distance from the client in whole kilometres, if both places are known.
    pub fn distance_km(&self, snapshot: &Snapshot, client: &Client) -> Option<u32> {
        snapshot.distance_km(self.mirror, client.position?.coordinates())
    }

    /// The base URL of the mirror for the chosen protocol.
    pub fn url<'a>(&self, snapshot: &'a Snapshot, tree: &Tree) -> Option<&'a BaseUrl> {
        snapshot.entry(self.mirror).urls(tree)?.get(self.protocol)
    }
}
