//! The first three rungs: mirrors that name the client's network, system or cloud region.

use maneki_mirror_snapshot::MirrorId;

use super::answer::Answer;
use super::shuffle::Lot;
use crate::selection::Rung;

/// Offers the mirrors that know the client's network.
///
/// A mirror with a monopoly is the whole answer: on the subnet rung any, on the system rung only a private
/// one, so that no public mirror captures a whole provider. A narrower match without a monopoly does not
/// stop it.
pub(super) fn offer(answer: &mut Answer<'_>, lot: Lot) {
    let (snapshot, client) = (answer.snapshot, answer.client);
    let by_network = narrowest_first(lot, Rung::Subnet, snapshot.by_network(client.address));
    let mut by_asn = client.asn.map(|asn| snapshot.by_asn(asn).to_vec()).unwrap_or_default();
    lot.shuffle(Rung::Asn, 0, &mut by_asn);

    for &mirror in by_network.iter().filter(|&&id| snapshot.entry(id).mirror.monopoly) {
        answer.offer_monopoly(Rung::Subnet, mirror);
    }
    let private = |id: MirrorId| {
        let mirror = &snapshot.entry(id).mirror;
        mirror.monopoly && mirror.private
    };
    for &mirror in by_asn.iter().filter(|&&id| private(id)) {
        answer.offer_monopoly(Rung::Asn, mirror);
    }
    answer.offer(Rung::Subnet, by_network);
    answer.offer(Rung::Asn, by_asn);
    if !answer.is_full() {
        let by_cloud = narrowest_first(lot, Rung::Cloud, snapshot.by_cloud(client.address));
        answer.offer(Rung::Cloud, by_cloud);
    }
}

fn narrowest_first<'a, Network>(
    lot: Lot,
    rung: Rung,
    matches: impl Iterator<Item = (Network, &'a [MirrorId])>,
) -> Vec<MirrorId> {
    let mut ordered = Vec::new();
    for (draw, (_, mirrors)) in (0..).zip(matches) {
        let begin = ordered.len();
        ordered.extend_from_slice(mirrors);
        lot.shuffle(rung, draw, &mut ordered[begin..]);
    }
    ordered
}
