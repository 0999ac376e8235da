use std::net::IpAddr;

use ipnet::IpNet;
use prefix_trie::joint::map::JointPrefixMap;

use crate::entry::MirrorId;

/// Networks, and the mirrors that name them.
#[derive(Debug, Default)]
pub(crate) struct NetworkIndex(JointPrefixMap<IpNet, Vec<MirrorId>>);

impl NetworkIndex {
    /// Adds a mirror to a network. Mirrors come in order; regions of a cloud may share a network, and the mirror
    /// is added once.
    pub(crate) fn insert(&mut self, network: IpNet, mirror: MirrorId) {
        let mirrors = self.0.entry(network).or_default();
        if mirrors.last() != Some(&mirror) {
            mirrors.push(mirror);
        }
    }

    /// The networks that contain an address, the narrowest first. An IPv4-mapped address is in the networks of its
    /// IPv4 address.
    pub(crate) fn containing(&self, address: IpAddr) -> impl Iterator<Item = (IpNet, &[MirrorId])> {
        let address = IpNet::from(address.to_canonical());
        let mut networks: Vec<_> = self.0.cover(&address).map(|(net, ids)| (net, ids.as_slice())).collect();
        networks.reverse();
        networks.into_iter()
    }
}
