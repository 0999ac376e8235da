use maneki_mirror_health::State;
use maneki_mirror_snapshot::{Cause, MirrorEntry, MirrorId, Snapshot, Standings};

use crate::client::{Client, Slot};
use crate::ladder::select;
use crate::query::Query;
use crate::selection::{Choice, Selection};

/// Why a mirror is not in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Exclusion {
    /// What is asked for lies in the vault alone.
    OnlyVault,
    /// It does not carry the module.
    ModuleNotCarried,
    /// The operator of the service has taken it out.
    Drained,
    /// It cannot serve what is asked for, for this reason.
    Unhealthy(Cause),
    /// Nobody has looked at it yet, and others are known to be good.
    NotYetChecked,
    /// What it was last seen with is not what is published, and was not: a client that is told the digests
    /// refuses it.
    NotPublished,
    /// It has no URL for the protocol.
    WrongProtocol,
    /// The protocol that is asked for fails there.
    ProtocolFails,
    /// The client comes over IPv6, and the mirror does not serve over that; others do.
    FailsOverIpv6,
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
            Self::Drained => "drained",
            Self::Unhealthy(_) => "unhealthy",
            Self::NotYetChecked => "not-yet-checked",
            Self::NotPublished => "not-published",
            Self::WrongProtocol => "wrong-protocol",
            Self::ProtocolFails => "protocol-fails",
            Self::FailsOverIpv6 => "fails-over-ipv6",
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
            Self::Drained => "taken out by the operator of the service",
            Self::Unhealthy(ill) => match ill {
                Cause::Expired => "too old, or without a TIME that says how old",
                Cause::Incomplete => "without some of these images",
                Cause::Repository(State::Stale) => "with an outlived or unknown copy of this repository",
                Cause::Repository(State::Missing) => "without this repository",
                Cause::Repository(State::Corrupt) => "with a damaged copy of this repository",
                Cause::Repository(_) => "without an answer when last asked for this repository",
            },
            Self::NotYetChecked => "not looked at yet",
            Self::NotPublished => "with a copy of this repository that was not published, as far as is known",
            Self::WrongProtocol => "without a URL for the protocol",
            Self::ProtocolFails => "by the protocol asked for, which fails there",
            Self::FailsOverIpv6 => "over IPv6, which fails there",
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
    let standings = snapshot.standings(&query.target);
    // Where everybody else fails over IPv6, too, that is no reason.
    let fails = |choice: &Choice| {
        let routes = standings.map(|standings| standings.routes(choice.mirror));
        routes.is_some_and(|routes| routes.failing_over_ipv6.contains(choice.protocol))
    };
    let over_ipv6 = client.is_over_ipv6() && !selection.choices.iter().any(fails);
    let reasons = Reasons { snapshot, standings, client, query, over_ipv6, selection: &selection };
    let chosen = |id: MirrorId| selection.choices.iter().any(|choice| choice.mirror == id);
    let excluded = snapshot
        .entries()
        .filter(|(id, _)| !chosen(*id))
        .map(|(id, entry)| (id, reasons.exclusion(id, entry)))
        .collect();
    Explanation { selection, excluded }
}

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
        if self.query.target.tree == maneki_mirror_registry::Tree::Vault {
            return Exclusion::OnlyVault;
        }
        if let Err(reason) = self.query.admits(id, entry, self.standings, self.over_ipv6) {
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
