use std::collections::BTreeMap;

use ipnet::IpNet;
use maneki_mirror_health::{HealthTable, Policy, Reference};
use maneki_mirror_model::{CloudProvider, CloudRanges};
use url::Url;

use crate::drain::Drains;
use crate::place::Places;

/// Everything that a snapshot is made from besides the registry.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// Where the mirrors are.
    pub places: Places,
    /// The address ranges that mirror files refer to.
    pub networks: &'a Networks,
    /// What the mirrors have; `None` when checks are switched off. Then every mirror is taken to have
    /// what it declares.
    pub health: Option<Health<'a>>,
    /// The mirrors that the operator has taken out.
    pub drains: &'a Drains,
}

impl<'a> Inputs<'a> {
    /// Inputs without checks and drains.
    pub fn unchecked(places: Places, networks: &'a Networks) -> Self {
        static NO_DRAINS: Drains = Drains::new();
        Self { places, networks, health: None, drains: &NO_DRAINS }
    }
}

/// The health of the mirrors, and what it is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Health<'a> {
    /// By name; a mirror that is missing has not been checked yet.
    pub table: &'a HealthTable,
    /// What the reference trees publish.
    pub reference: &'a Reference,
    /// How old content may be.
    pub policy: &'a Policy,
}

/// The address ranges that mirror files refer to and that are fetched from elsewhere.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Networks {
    /// The ranges that cloud providers publish, for each provider that is configured.
    pub clouds: BTreeMap<CloudProvider, CloudRanges>,
    /// The networks that were fetched from the `subnets` URLs of mirror files.
    pub subnets: BTreeMap<Url, Vec<IpNet>>,
}
