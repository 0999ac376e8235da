//! The ladder once more, without indexes and without order: it visits every mirror for every rung, and
//! says which groups of equals an answer goes through.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use ipnet::IpNet;
use maneki_mirror_health::State;
use maneki_mirror_model::{BaseUrl, CloudRanges, CountryCode, Position, Protocol};
use maneki_mirror_registry::{CloudRegions, Mirror, Subnets, Tree, Urls};
use maneki_mirror_select::{Client, Query, Rung};
use maneki_mirror_snapshot::Place;

use crate::generated::World;

/// A mirror by its place in the world.
pub(crate) type Number = usize;

/// Equals of one rung; the lot decides among them.
pub(crate) type Group = (Rung, BTreeSet<Number>);

impl World {
    /// The groups of all mirrors that may be in an answer, the best first. A mirror may be in several.
    pub(crate) fn groups(&self, client: &Client, tree: &Tree) -> Vec<Group> {
        let mut groups = self.network_groups(client.address);
        groups.push((Rung::Asn, self.all(|mirror, _| declares_asn(mirror, client))));
        groups.extend(self.cloud_groups(client.address));
        let at_home = |place: &Place| client.country.is_some() && place.country == client.country;
        let near = |place: &Place| distance(client, place).is_some_and(|km| km <= 500);
        match (client.country, client.position) {
            (None, Some(Position::Centroid(_)) | None) => {}
            (_, Some(Position::Place(_))) => {
                groups.extend(self.by_lot(Rung::Near, client, tree, |place| at_home(place) && near(place)));
            }
            (Some(_), _) => groups.extend(self.by_lot(Rung::Country, client, tree, at_home)),
        }
        let place_known = matches!(client.position, Some(Position::Place(_)));
        let can_measure = client.position.is_some() && (place_known || client.country.is_some());
        if !can_measure {
            groups.push((Rung::Anywhere, self.public(tree, |_| true)));
            return groups;
        }
        if place_known {
            groups.extend(self.rings(Rung::Country, client, tree, |place| at_home(place) && !near(place)));
        }
        groups.extend(self.by_lot(Rung::Border, client, tree, |place| !at_home(place) && near(place)));
        groups.extend(self.rings(Rung::Far, client, tree, |place| !at_home(place) && !near(place)));
        groups.push((Rung::Far, self.public(tree, |place| place.coordinates.is_none())));
        groups
    }

    /// The mirrors that would be the whole answer, the best first.
    pub(crate) fn monopolies(&self, client: &Client) -> Vec<Group> {
        let mut groups = self.network_groups(client.address);
        groups.push((Rung::Asn, self.all(|mirror, _| mirror.private && declares_asn(mirror, client))));
        for (_, members) in &mut groups {
            members.retain(|&number| self.mirrors[number].0.monopoly);
        }
        groups
    }

    pub(crate) fn network_groups(&self, address: IpAddr) -> Vec<Group> {
        let networks = |mirror: &Mirror| match &mirror.subnets {
            Subnets::Listed(listed) => listed.clone(),
            Subnets::Remote(url) => self.networks.subnets.get(url).cloned().unwrap_or_default(),
        };
        self.narrowest_first(Rung::Subnet, address, networks)
    }

    pub(crate) fn cloud_groups(&self, address: IpAddr) -> Vec<Group> {
        let networks = |mirror: &Mirror| {
            let Some(cloud) = &mirror.cloud else { return Vec::new() };
            let serves = |region: &str| match &cloud.regions {
                CloudRegions::All => true,
                CloudRegions::Listed(listed) => listed.iter().any(|served| &**served == region),
            };
            let published = self.networks.clouds.get(&cloud.provider).into_iter().flat_map(CloudRanges::iter);
            published
                .filter(|(region, _)| serves(region))
                .flat_map(|(_, networks)| networks.to_vec())
                .collect()
        };
        self.narrowest_first(Rung::Cloud, address, networks)
    }

    fn narrowest_first(
        &self,
        rung: Rung,
        address: IpAddr,
        networks: impl Fn(&Mirror) -> Vec<IpNet>,
    ) -> Vec<Group> {
        let mut by_length = BTreeMap::<Reverse<u8>, BTreeSet<Number>>::new();
        for (number, (mirror, _)) in self.mirrors.iter().enumerate() {
            for network in networks(mirror).iter().filter(|net| net.contains(&address.to_canonical())) {
                by_length.entry(Reverse(network.prefix_len())).or_default().insert(number);
            }
        }
        by_length.into_values().map(|members| (rung, members)).collect()
    }

    /// Those in the client's own system, and then all.
    fn by_lot(
        &self,
        rung: Rung,
        client: &Client,
        tree: &Tree,
        belongs: impl Fn(&Place) -> bool,
    ) -> [Group; 2] {
        let neighbour = |place: &Place| client.asn.is_some() && place.asn == client.asn;
        let neighbours = self.public(tree, |place| belongs(place) && neighbour(place));
        [(rung, neighbours), (rung, self.public(tree, belongs))]
    }

    /// One group for each whole kilometre.
    fn rings(
        &self,
        rung: Rung,
        client: &Client,
        tree: &Tree,
        belongs: impl Fn(&Place) -> bool,
    ) -> Vec<Group> {
        let mut rings = BTreeMap::<u32, BTreeSet<Number>>::new();
        for number in self.public(tree, belongs) {
            if let Some(km) = distance(client, &self.mirrors[number].1) {
                rings.entry(km).or_default().insert(number);
            }
        }
        rings.into_values().map(|members| (rung, members)).collect()
    }

    fn public(&self, tree: &Tree, belongs: impl Fn(&Place) -> bool) -> BTreeSet<Number> {
        self.all(|mirror, place| {
            !mirror.private && mirror.cloud.is_none() && urls(mirror, tree).is_some() && belongs(place)
        })
    }

    fn all(&self, belongs: impl Fn(&Mirror, &Place) -> bool) -> BTreeSet<Number> {
        let members = self.mirrors.iter().enumerate().filter(|(_, (mirror, place))| belongs(mirror, place));
        members.map(|(number, _)| number).collect()
    }

    /// The mirrors that can serve the query, with their URL, and whether they come after the others of their rung.
    pub(crate) fn usable(&self, query: &Query) -> BTreeMap<Number, (&BaseUrl, bool)> {
        let condition = self.condition(&query.target.tree);
        let usable = |number: Number| {
            let later = self.turn(number, &query.target.tree, condition)?;
            Some((number, (self.url(number, query, condition)?, later)))
        };
        (0..self.mirrors.len()).filter_map(usable).collect()
    }

    /// The state of a tree on all public mirrors.
    pub(crate) fn condition(&self, tree: &Tree) -> Condition {
        let counts = |number: &Number| {
            let mirror = &self.mirrors[*number].0;
            mirror.is_public() && urls(mirror, tree).is_some()
        };
        let looks: Vec<Look> =
            (0..self.mirrors.len()).filter(counts).map(|number| self.look(number, tree)).collect();
        let last = looks.iter().filter_map(|look| if let Look::Ill(ago) = look { *ago } else { None }).min();
        if looks.iter().any(|look| matches!(look, Look::First | Look::Later)) {
            Condition::Good
        } else if looks.contains(&Look::Unknown) {
            Condition::Unknown
        } else {
            last.map_or(Condition::Nothing, Condition::LastGood)
        }
    }

    /// How a mirror looks by itself.
    pub(crate) fn look(&self, number: Number, tree: &Tree) -> Look {
        let (mirror, wellness) = (&self.mirrors[number].0, &self.wellness[number]);
        if wellness.drained {
            return Look::Drained;
        }
        if !self.checked || mirror.private {
            return Look::First;
        }
        if !wellness.looked_at || urls(mirror, tree).is_none() {
            return Look::Unknown;
        }
        match wellness.state(tree) {
            State::Current | State::Ahead | State::Previous if wellness.age > ALLOWED_HOURS => {
                Look::Ill(Some(wellness.age - ALLOWED_HOURS))
            }
            State::Current => Look::First,
            State::Ahead | State::Previous => Look::Later,
            State::Unknown => Look::Unknown,
            State::Stale | State::Missing | State::Corrupt | State::Unreachable => {
                Look::Ill(wellness.good_until)
            }
        }
    }

    /// Whether a mirror comes after others; `None` if it is not served.
    fn turn(&self, number: Number, tree: &Tree, condition: Condition) -> Option<bool> {
        match (self.look(number, tree), condition) {
            (Look::First, _) | (Look::Unknown, Condition::Unknown) => Some(false),
            (Look::Later, _) => Some(true),
            (Look::Ill(Some(ago)), Condition::LastGood(last)) if ago <= last + ALLOWED_HOURS => Some(false),
            _ => None,
        }
    }

    fn url(&self, number: Number, query: &Query, condition: Condition) -> Option<&BaseUrl> {
        let (mirror, place) = &self.mirrors[number];
        let in_any = |countries: &[CountryCode]| place.country.is_some_and(|code| countries.contains(&code));
        let name = mirror.name.as_str();
        let refused = query.only_public && (mirror.private || mirror.cloud.is_some())
            || query.countries.as_ref().is_some_and(|wanted| !in_any(wanted))
            || in_any(&query.exclude_countries)
            || query.exclude.iter().any(|excluded| excluded.to_lowercase() == name);
        let urls = urls(mirror, &query.target.tree).filter(|_| !refused)?;
        let wellness = &self.wellness[number];
        let known = self.checked && condition == Condition::Good && wellness.looked_at && !mirror.private;
        let works = |protocol: Protocol| {
            urls.get(protocol).filter(|_| !known || !wellness.failing.contains(&protocol))
        };
        let (http, https) = (Protocol::Http, Protocol::Https);
        match query.protocol {
            Some(protocol) => works(protocol),
            None => {
                works(http).or_else(|| works(https)).or_else(|| urls.get(http)).or_else(|| urls.get(https))
            }
        }
    }
}

/// `allowed_outdate` of the generated registry.
const ALLOWED_HOURS: i64 = 12;

/// How one mirror looks by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    First,
    Later,
    Unknown,
    /// How many hours ago it was last good.
    Ill(Option<i64>),
    Drained,
}

/// The best that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Condition {
    Good,
    Unknown,
    /// How many hours ago a mirror last was good.
    LastGood(i64),
    Nothing,
}

pub(crate) fn distance(client: &Client, place: &Place) -> Option<u32> {
    let km = client.position?.coordinates().distance_km(place.coordinates?.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 20,016")]
    Some(km.floor() as u32)
}

fn declares_asn(mirror: &Mirror, client: &Client) -> bool {
    client.asn.is_some_and(|asn| mirror.asns.contains(&asn))
}

fn urls<'a>(mirror: &'a Mirror, tree: &Tree) -> Option<&'a Urls> {
    match tree {
        Tree::Main => Some(&mirror.urls),
        Tree::Module(module) => mirror.modules.iter().find(|(name, _)| name == module).map(|(_, urls)| urls),
        Tree::Vault => None,
    }
}
