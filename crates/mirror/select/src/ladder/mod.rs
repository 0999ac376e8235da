mod around;
mod builder;
mod on_net;
mod ring;
mod shuffle;

use maneki_mirror_model::Position;
use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::Snapshot;

use crate::client::{Client, Slot};
use crate::query::Query;
use crate::selection::Selection;
use around::{Around, Here};
use builder::SelectionBuilder;
use shuffle::Shuffle;

/// The distance up to which a mirror counts as near, in whole kilometres. It is the constant of the reference
/// service.
pub const NEAR_KM: u32 = 500;

/// The mirrors that a client gets.
///
/// Equal mirrors are shuffled. The shuffle depends only on the slot and the client's address, and is done before
/// anything is known about which mirrors can serve. Two repositories therefore name the same mirrors in the same
/// order to one client.
pub fn select(snapshot: &Snapshot, client: &Client, query: &Query, slot: Slot) -> Selection {
    if query.target.tree == Tree::Vault {
        return Selection::default();
    }
    let selection = climb(snapshot, client, query, slot, client.is_over_ipv6());
    if selection.choices.is_empty() && client.is_over_ipv6() {
        // A mirror that fails over IPv6 is better than none.
        return climb(snapshot, client, query, slot, false);
    }
    selection
}

/// Climbs the ladder. `over_ipv6`: whether mirrors must not fail over IPv6.
fn climb(snapshot: &Snapshot, client: &Client, query: &Query, slot: Slot, over_ipv6: bool) -> Selection {
    let shuffle = Shuffle::new(client.address, slot);
    let mut builder = SelectionBuilder::new(snapshot, client, query, over_ipv6);
    on_net::offer(&mut builder, shuffle);
    if builder.is_full() {
        return builder.build();
    }
    let around = Around::new(snapshot, client, query, shuffle);
    match (client.country, client.position) {
        (Some(country), Some(Position::Place(place))) => {
            let here = Here::new(place);
            around.near(&mut builder, country, here);
            around.country(&mut builder, country, here);
            around.border(&mut builder, Some(country), here);
            around.far(&mut builder, Some(country), here);
        }
        (None, Some(Position::Place(place))) => {
            let here = Here::new(place);
            around.border(&mut builder, None, here);
            around.far(&mut builder, None, here);
        }
        // A centroid is too vague to measure 500 km from: all mirrors of the country are equal.
        (Some(country), Some(Position::Centroid(middle))) => {
            around.anywhere_in(&mut builder, country);
            let here = Here::new(middle);
            around.border(&mut builder, Some(country), here);
            around.far(&mut builder, Some(country), here);
        }
        (Some(country), None) => {
            around.anywhere_in(&mut builder, country);
            around.anywhere(&mut builder);
        }
        (None, _) => around.anywhere(&mut builder),
    }
    builder.build()
}
