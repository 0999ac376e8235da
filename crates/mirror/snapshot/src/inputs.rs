use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnet::IpNet;
use jiff::Timestamp;
use maneki_mirror_health::{HealthTable, Policy, Reference};
use maneki_mirror_model::{Asn, CloudProvider, CloudRanges, Coordinates, CountryCode, MirrorName};
use url::Url;

/// What was learned about the mirrors of a registry.
#[derive(Debug, Clone)]
pub struct Observations<'a> {
    /// Where they stand.
    pub places: Places,
    /// The address ranges that do not stand in the registry itself.
    pub networks: &'a Networks,
    /// What they have; `None` where nobody checks: everything declared counts as there.
    pub health: Option<Health<'a>>,
    /// Which of them the operator has taken out.
    pub drains: &'a Drains,
}

impl<'a> Observations<'a> {
    /// Where nobody checks and nobody is taken out.
    pub fn unchecked(places: Places, networks: &'a Networks) -> Self {
        static NOBODY: Drains = Drains::new();
        Self { places, networks, health: None, drains: &NOBODY }
    }
}

/// What is believed about the health of mirrors.
#[derive(Debug, Clone, Copy)]
pub struct Health<'a> {
    /// By name; one that is missing was not looked at yet.
    pub table: &'a HealthTable,
    /// What the reference trees publish.
    pub reference: &'a Reference,
    /// How patient we are.
    pub policy: &'a Policy,
}

/// The mirrors that the operator has taken out.
pub type Drains = BTreeMap<MirrorName, Drain>;

/// A mirror that the operator has taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drain {
    /// Since when.
    pub since: Timestamp,
    /// Until when; `None`: until it is undone.
    pub until: Option<Timestamp>,
    /// Why, in the operator's words.
    pub reason: Option<Box<str>>,
}

impl Drain {
    /// Until when and why, to stand behind the word or the name of who is drained: ` until …: why`.
    pub fn terms(&self) -> String {
        let until = self.until.map(|until| format!(" until {until}"));
        let reason = self.reason.as_ref().map(|reason| format!(": {reason}"));
        until.unwrap_or_default() + &reason.unwrap_or_default()
    }

    /// Whether it is in force at a time.
    pub fn is_on(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// Where every mirror stands, by name; one that is missing stands nowhere.
pub type Places = BTreeMap<MirrorName, Place>;

/// Where a mirror stands, as far as it could be found out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// The country.
    pub country: Option<CountryCode>,
    /// The coordinates, and what they rest on.
    pub coordinates: Option<(Coordinates, Basis)>,
    /// The addresses that its name stands for.
    pub addresses: Vec<IpAddr>,
    /// The system that its own address belongs to.
    pub asn: Option<Asn>,
}

/// What coordinates rest on, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// The operator wrote them down.
    Declared,
    /// The city that the operator wrote down.
    City,
    /// An address database.
    Address,
    /// The middle of the country.
    Country,
}

/// The address ranges that do not stand in the registry itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Networks {
    /// The published ranges of the clouds that are configured.
    pub clouds: BTreeMap<CloudProvider, CloudRanges>,
    /// What the `subnets` URLs of mirror files hold.
    pub subnets: BTreeMap<Url, Vec<IpNet>>,
}
