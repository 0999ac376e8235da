use std::collections::{BTreeMap, BTreeSet};

use ipnet::IpNet;

/// The networks of one cloud, by region.
///
/// Regions are lower case and in alphabetical order. The networks of a region are sorted, have no host bits, and are not
/// repeated. A network may belong to several regions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CloudRanges {
    regions: BTreeMap<String, Vec<IpNet>>,
}

impl CloudRanges {
    /// The networks of a region, in any case; empty if the cloud has no such region.
    pub fn region(&self, name: &str) -> &[IpNet] {
        self.regions.get(&name.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// Every region with its networks.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[IpNet])> {
        self.regions.iter().map(|(name, networks)| (name.as_str(), networks.as_slice()))
    }

    /// The number of networks in all regions.
    pub fn network_count(&self) -> usize {
        self.regions.values().map(Vec::len).sum()
    }

    /// Whether there are no networks.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }
}

impl<Region: AsRef<str>> FromIterator<(Region, IpNet)> for CloudRanges {
    fn from_iter<I: IntoIterator<Item = (Region, IpNet)>>(pairs: I) -> Self {
        let mut regions: BTreeMap<String, BTreeSet<IpNet>> = BTreeMap::new();
        for (region, network) in pairs {
            regions.entry(region.as_ref().to_lowercase()).or_default().insert(network.trunc());
        }
        let sorted = |(name, networks): (String, BTreeSet<IpNet>)| (name, networks.into_iter().collect());
        Self { regions: regions.into_iter().map(sorted).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_are_sorted_cut_and_kept_once() {
        let pair = |region, network: &str| (region, network.parse::<IpNet>().unwrap());
        let ranges = CloudRanges::from_iter([
            pair("EU-West-1", "203.0.113.0/24"),
            pair("eu-west-1", "192.0.2.77/24"),
            pair("eu-west-1", "203.0.113.9/24"),
            pair("GLOBAL", "203.0.113.0/24"),
        ]);
        let names: Vec<&str> = ranges.iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["eu-west-1", "global"]);
        let texts: Vec<String> = ranges.region("Eu-West-1").iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["192.0.2.0/24", "203.0.113.0/24"]);
        assert_eq!(ranges.network_count(), 3);
        assert!(ranges.region("mars").is_empty());
    }
}
