use maneki_snapshot::{Entry, MirrorId, Snapshot};

use crate::client::{Client, Slot};
use crate::ladder::select;
use crate::query::Query;
use crate::selection::Selection;

/// Why a mirror is not in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Exclusion {
    /// What is asked for lies in the vault alone.
    OnlyVault,
    /// It does not carry the module.
    ModuleNotCarried,
    /// It has no URL for the protocol.
    WrongProtocol,
    /// It stands in none of the countries that the client asked for.
    OtherCountry,
    /// It stands in a country that the client excludes.
    CountryExcluded,
    /// The client excludes it by name.
    NameExcluded,
    /// It is private, and the client is in none of its networks.
    Private,
    /// It serves a cloud alone, and the client is in none of its regions.
    Cloud,
    /// Another mirror has a monopoly for the client's network.
    Monopoly,
    /// A better mirror has the same URL.
    DuplicateUrl,
    /// The list was full with better ones.
    ListFull,
}

impl Exclusion {
    /// The word for the reason in machine-readable output.
    pub fn word(self) -> &'static str {
        match self {
            Self::OnlyVault => "only-vault",
            Self::ModuleNotCarried => "module-not-carried",
            Self::WrongProtocol => "wrong-protocol",
            Self::OtherCountry => "other-country",
            Self::CountryExcluded => "country-excluded",
            Self::NameExcluded => "name-excluded",
            Self::Private => "private",
            Self::Cloud => "cloud",
            Self::Monopoly => "monopoly",
            Self::DuplicateUrl => "duplicate-url",
            Self::ListFull => "list-full",
        }
    }

    /// The reason in words, for one mirror as for many.
    pub fn words(self) -> &'static str {
        match self {
            Self::OnlyVault => "what is asked for lies in the vault alone",
            Self::ModuleNotCarried => "without the module",
            Self::WrongProtocol => "without a URL for the protocol",
            Self::OtherCountry => "in none of the countries asked for",
            Self::CountryExcluded => "in an excluded country",
            Self::NameExcluded => "excluded by name",
            Self::Private => "private, for other networks",
            Self::Cloud => "for cloud regions that the client is not in",
            Self::Monopoly => "another mirror has a monopoly for this network",
            Self::DuplicateUrl => "with the URL of a better mirror",
            Self::ListFull => "the list is full with better ones",
        }
    }
}

/// An answer, and why every other mirror is not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The same answer that [`select`] gives.
    pub selection: Selection,
    /// Every mirror that is not in it, by name.
    pub excluded: Vec<(MirrorId, Exclusion)>,
}

/// Selects, and says of every other mirror why it was left out. Looks at all of them: for people.
pub fn explain(snapshot: &Snapshot, client: &Client, query: &Query, slot: Slot) -> Explanation {
    let selection = select(snapshot, client, query, slot);
    let reasons = Reasons { snapshot, client, query, selection: &selection };
    let chosen = |id: MirrorId| selection.choices.iter().any(|choice| choice.mirror == id);
    let excluded = snapshot
        .entries()
        .filter(|(id, _)| !chosen(*id))
        .map(|(id, entry)| (id, reasons.of(id, entry)))
        .collect();
    Explanation { selection, excluded }
}

struct Reasons<'a> {
    snapshot: &'a Snapshot,
    client: &'a Client,
    query: &'a Query,
    selection: &'a Selection,
}

impl Reasons<'_> {
    fn of(&self, id: MirrorId, entry: &Entry) -> Exclusion {
        if self.query.target.tree == maneki_registry::Tree::Vault {
            return Exclusion::OnlyVault;
        }
        if let Err(reason) = self.query.admits(entry) {
            return reason;
        }
        let mirror = &entry.mirror;
        if !mirror.is_public() && !self.on_net(id) {
            return if mirror.private { Exclusion::Private } else { Exclusion::Cloud };
        }
        if self.selection.monopoly.is_some() {
            return Exclusion::Monopoly;
        }
        if self.selection.duplicates.contains(&id) { Exclusion::DuplicateUrl } else { Exclusion::ListFull }
    }

    fn on_net(&self, id: MirrorId) -> bool {
        let Client { address, asn, .. } = *self.client;
        self.snapshot.by_network(address).any(|(_, mirrors)| mirrors.contains(&id))
            || asn.is_some_and(|asn| self.snapshot.by_asn(asn).contains(&id))
            || self.snapshot.by_cloud(address).any(|(_, mirrors)| mirrors.contains(&id))
    }
}
