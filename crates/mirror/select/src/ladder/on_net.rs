//! The first three rungs: mirrors that name the client's network, autonomous system or cloud region.

use maneki_mirror_registry::Mirror;
use maneki_mirror_snapshot::MirrorId;

use super::builder::SelectionBuilder;
use super::shuffle::Shuffle;
use crate::rung::Rung;

/// Offers the mirrors that name the client's network.
///
/// A mirror with a monopoly is the whole answer. On the subnet rung any mirror may have one, on the system rung only
/// a private mirror, so that no public mirror captures all clients of a provider. A narrower network of a mirror
/// without a monopoly does not prevent a monopoly.
pub(super) fn offer(builder: &mut SelectionBuilder<'_>, shuffle: Shuffle) {
    let (snapshot, client) = (builder.snapshot, builder.client);
    let by_network = narrowest_first(shuffle, Rung::Subnet, snapshot.by_network(client.address));
    let mut by_asn = client.asn.map(|asn| snapshot.by_asn(asn).to_vec()).unwrap_or_default();
    shuffle.in_place(Rung::Asn, 0, &mut by_asn);

    let mirror = |id: MirrorId| &snapshot.entry(id).mirror;
    for &id in by_network.iter().filter(|&&id| mirror(id).monopoly) {
        builder.offer_monopoly(Rung::Subnet, id);
    }
    for &id in by_asn.iter().filter(|&&id| is_private_monopoly(mirror(id))) {
        builder.offer_monopoly(Rung::Asn, id);
    }
    builder.offer(Rung::Subnet, by_network);
    builder.offer(Rung::Asn, by_asn);
    if !builder.is_full() {
        let by_cloud = narrowest_first(shuffle, Rung::Cloud, snapshot.by_cloud(client.address));
        builder.offer(Rung::Cloud, by_cloud);
    }
}

fn is_private_monopoly(mirror: &Mirror) -> bool {
    mirror.monopoly && mirror.private
}

/// The mirrors of all networks, shuffled within each network.
fn narrowest_first<'a, Network>(
    shuffle: Shuffle,
    rung: Rung,
    networks: impl Iterator<Item = (Network, &'a [MirrorId])>,
) -> Vec<MirrorId> {
    let mut ordered = Vec::new();
    for (number, (_, mirrors)) in (0..).zip(networks) {
        let begin = ordered.len();
        ordered.extend_from_slice(mirrors);
        shuffle.in_place(rung, number, &mut ordered[begin..]);
    }
    ordered
}
