use std::fmt;

use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_snapshot::{MirrorId, Snapshot, Standing};

use crate::client::Client;

/// A step of the ladder; the first is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// The mirror names a network that the client is in.
    Subnet,
    /// The mirror names the system that the client's address belongs to.
    Asn,
    /// The mirror serves the cloud region that the client is in.
    Cloud,
    /// The same country, at most [`NEAR_KM`](crate::NEAR_KM) away.
    Near,
    /// The same country, farther; or anywhere in it, where only the client's country is known.
    Country,
    /// Another country, at most [`NEAR_KM`](crate::NEAR_KM) away.
    Border,
    /// The rest, the nearest first.
    Far,
    /// Drawn by lot, for a client of whom nothing is known.
    Anywhere,
}

impl Rung {
    /// The ladder from its best rung down.
    pub const ALL: [Self; 8] = [
        Self::Subnet,
        Self::Asn,
        Self::Cloud,
        Self::Near,
        Self::Country,
        Self::Border,
        Self::Far,
        Self::Anywhere,
    ];

    /// The word for the rung in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Subnet => "subnet",
            Self::Asn => "asn",
            Self::Cloud => "cloud",
            Self::Near => "near",
            Self::Country => "country",
            Self::Border => "border",
            Self::Far => "far",
            Self::Anywhere => "anywhere",
        }
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A mirror that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Which.
    pub mirror: MirrorId,
    /// On which rung.
    pub rung: Rung,
    /// By which protocol.
    pub protocol: Protocol,
}

/// The mirrors for a client, best first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The mirrors; none for the vault, which is one server and no choice.
    pub choices: Vec<Choice>,
    /// The mirror that is the whole answer because it has a monopoly here.
    pub monopoly: Option<MirrorId>,
    /// Mirrors that were left out because a better one has the same URL.
    pub duplicates: Vec<MirrorId>,
}

impl Selection {
    /// Whether no mirror can serve: nobody is in it, or only those that were last good.
    pub fn is_last_resort(&self, snapshot: &Snapshot, target: &Target) -> bool {
        let standings = snapshot.standings(target);
        let is_ill = |choice: &Choice| {
            standings.is_some_and(|known| matches!(known.standing(choice.mirror), Standing::LastGood(_)))
        };
        self.choices.iter().all(is_ill)
    }
}

impl Choice {
    /// How far the mirror is from the client, in whole kilometres, where both places are known.
    pub fn distance_km(&self, snapshot: &Snapshot, client: &Client) -> Option<u32> {
        snapshot.distance_km(self.mirror, client.position?.coordinates())
    }

    /// The base URL that the choice stands for.
    pub fn url<'a>(&self, snapshot: &'a Snapshot, tree: &Tree) -> Option<&'a BaseUrl> {
        snapshot.entry(self.mirror).urls(tree)?.get(self.protocol)
    }
}
