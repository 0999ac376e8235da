mod answer;
mod around;
mod on_net;
mod shuffle;

use maneki_mirror_model::Position;
use maneki_mirror_registry::Tree;
use maneki_mirror_snapshot::Snapshot;

use crate::client::{Client, Slot};
use crate::query::Query;
use crate::selection::{Rung, Selection};
use answer::Answer;
use around::{Around, Here};
use shuffle::Lot;

/// How far a mirror may be to count as near, in whole kilometres. The reference service's constant.
pub const NEAR_KM: u32 = 500;

/// The mirrors that a client gets.
///
/// The order is random and can be repeated: the lots are drawn from the slot and the client's address, and
/// nothing else, before it is asked who can serve. Two repositories of one client name the same mirrors in
/// the same order.
pub fn select(snapshot: &Snapshot, client: &Client, query: &Query, slot: Slot) -> Selection {
    if query.target.tree == Tree::Vault {
        return Selection::default();
    }
    let selection = climb(snapshot, client, query, slot, client.is_over_ipv6());
    if selection.choices.is_empty() && client.is_over_ipv6() {
        // Whoever fails over IPv6 is better than nobody.
        return climb(snapshot, client, query, slot, false);
    }
    selection
}

/// Goes up the ladder; `over_ipv6`: whether it counts that the client comes over IPv6.
fn climb(snapshot: &Snapshot, client: &Client, query: &Query, slot: Slot, over_ipv6: bool) -> Selection {
    let lot = Lot::new(client.address, slot);
    let mut answer = Answer::new(snapshot, client, query, over_ipv6);
    on_net::offer(&mut answer, lot);
    if answer.is_full() {
        return answer.into_selection();
    }
    let around = Around::new(snapshot, client, query);
    match (client.country, client.position) {
        (Some(country), Some(Position::Place(place))) => {
            let here = Here::new(place);
            around.near(&mut answer, lot, country, here);
            around.country(&mut answer, lot, country, here);
            around.border(&mut answer, lot, Some(country), here);
            around.far(&mut answer, lot, Some(country), here);
        }
        (None, Some(Position::Place(place))) => {
            let here = Here::new(place);
            around.border(&mut answer, lot, None, here);
            around.far(&mut answer, lot, None, here);
        }
        // A centroid is no place to measure 500 km from: within the country the lot decides.
        (Some(country), Some(Position::Centroid(middle))) => {
            around.anywhere_in(&mut answer, lot, country);
            let here = Here::new(middle);
            around.border(&mut answer, lot, Some(country), here);
            around.far(&mut answer, lot, Some(country), here);
        }
        (Some(country), None) => {
            around.anywhere_in(&mut answer, lot, country);
            around.anywhere(&mut answer, lot);
        }
        (None, _) => around.anywhere(&mut answer, lot),
    }
    answer.into_selection()
}

impl Rung {
    /// What keeps the lots of the rungs apart.
    fn salt(self) -> u8 {
        self as u8
    }
}
