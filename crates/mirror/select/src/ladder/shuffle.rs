use std::net::IpAddr;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::client::Slot;
use crate::rung::Rung;

/// The usual number of mirrors that are taken from a lazy shuffle: a list of ten, and some that cannot serve.
const USUALLY_TAKEN: usize = 28;

/// Up to this many mirrors are copied before a lazy shuffle, which is faster than to track the swaps.
const FEW: usize = 1024;

/// The source of all random orders in one answer.
///
/// The orders must be fair but need not be secret: a client may predict its own answer. The generator
/// (xoshiro256++, seeded by `SplitMix64`) therefore is one that starts within nanoseconds, because an answer has many
/// shuffles.
#[derive(Clone, Copy)]
pub(super) struct Shuffle {
    seed: u64,
}

impl Shuffle {
    /// A source that depends on the client's address and the slot only.
    pub(super) fn new(address: IpAddr, slot: Slot) -> Self {
        let address = match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        let [high, low] = [0, 64].map(|shift| (address.to_bits() << shift >> 64) as u64);
        let seed = [high, low, slot.0].into_iter().fold(0, |seed, part| generator(seed ^ part).next_u64());
        Self { seed }
    }

    /// The generator of one shuffle. Each shuffle of a rung has another `number`.
    fn generator(self, rung: Rung, number: u32) -> Xoshiro256PlusPlus {
        generator(self.seed ^ u64::from(rung as u8) << 32 ^ u64::from(number))
    }

    /// Puts a short list into a random order.
    pub(super) fn in_place<T>(self, rung: Rung, number: u32, mirrors: &mut [T]) {
        if mirrors.len() < 2 {
            return;
        }
        let mut generator = self.generator(rung, number);
        for place in 0..mirrors.len() - 1 {
            let other = generator.random_range(place..mirrors.len());
            mirrors.swap(place, other);
        }
    }

    /// Yields mirrors in the order into which [`Self::in_place`] puts them. The cost depends on how many are taken,
    /// not on how many there are.
    pub(super) fn lazily<T: Copy>(self, rung: Rung, number: u32, mirrors: &[T]) -> impl Iterator<Item = T> {
        let deck = if mirrors.len() <= FEW {
            Deck::Copied(mirrors.to_vec())
        } else {
            Deck::Borrowed {
                mirrors,
                moved: FxHashMap::with_capacity_and_hasher(USUALLY_TAKEN, FxBuildHasher),
            }
        };
        LazyShuffle { generator: self.generator(rung, number), taken: 0, count: mirrors.len(), deck }
    }
}

/// A generator for a seed. Seeds that differ in a single bit give unrelated generators.
fn generator(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// A Fisher-Yates shuffle that stops where its reader stops.
struct LazyShuffle<'a, T> {
    generator: Xoshiro256PlusPlus,
    taken: usize,
    count: usize,
    deck: Deck<'a, T>,
}

/// What a lazy shuffle takes from. Both kinds give the same order.
enum Deck<'a, T> {
    /// A copy, in which elements are swapped.
    Copied(Vec<T>),
    /// The list itself. `moved` maps a place to the place whose element a swap has put there.
    Borrowed { mirrors: &'a [T], moved: FxHashMap<usize, usize> },
}

impl<T: Copy> Iterator for LazyShuffle<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let place = self.taken;
        if place >= self.count {
            return None;
        }
        self.taken += 1;
        let other = self.generator.random_range(place..self.count);
        match &mut self.deck {
            Deck::Copied(mirrors) => {
                mirrors.swap(place, other);
                mirrors.get(place).copied()
            }
            Deck::Borrowed { mirrors, moved } => {
                let here = moved.remove(&place).unwrap_or(place);
                let taken = if other == place { here } else { moved.insert(other, here).unwrap_or(other) };
                mirrors.get(taken).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn order(address: [u8; 4], slot: u64, rung: Rung, number: u32) -> Vec<u32> {
        Shuffle::new(IpAddr::from(address), Slot(slot))
            .lazily(rung, number, &[0, 1, 2, 3, 4, 5, 6, 7])
            .collect()
    }

    #[test]
    fn a_lazy_shuffle_of_few_and_of_many_gives_the_order_of_a_shuffle_in_place() {
        let shuffle = Shuffle::new(IpAddr::from([192, 0, 2, 1]), Slot(7));
        for count in [0, 1, 2, FEW, FEW + 1, 3 * FEW] {
            let mut mirrors: Vec<usize> = (0..count).collect();
            let lazy: Vec<usize> = shuffle.lazily(Rung::Country, 3, &mirrors).collect();
            shuffle.in_place(Rung::Country, 3, &mut mirrors);
            assert_eq!(lazy, mirrors, "{count}");
        }
    }

    #[test]
    fn an_order_changes_with_the_address_the_slot_the_rung_and_the_number_and_nothing_else() {
        let client = [192, 0, 2, 1];
        let order_of_client = order(client, 7, Rung::Near, 0);
        assert_eq!(order(client, 7, Rung::Near, 0), order_of_client);
        assert_ne!(order([192, 0, 2, 2], 7, Rung::Near, 0), order_of_client);
        assert_ne!(order(client, 8, Rung::Near, 0), order_of_client);
        assert_ne!(order(client, 7, Rung::Border, 0), order_of_client);
        assert_ne!(order(client, 7, Rung::Near, 1), order_of_client);
    }

    #[test]
    fn an_ipv4_address_inside_ipv6_gets_the_order_of_the_ipv4_address() {
        let mirrors = [0, 1, 2, 3, 4, 5, 6, 7];
        let order = |address: &str| -> Vec<u32> {
            Shuffle::new(address.parse().unwrap(), Slot(7)).lazily(Rung::Near, 0, &mirrors).collect()
        };
        assert_eq!(order("::ffff:192.0.2.1"), order("192.0.2.1"));
    }

    #[test]
    fn every_mirror_comes_first_for_about_as_many_clients() {
        let mut firsts = BTreeMap::<u32, u32>::new();
        for client in 0..=255 {
            for slot in 0..16 {
                *firsts.entry(order([192, 0, 2, client], slot, Rung::Near, 0)[0]).or_default() += 1;
            }
        }
        // 4,096 draws of eight: 512 each, with a standard deviation of 21.
        assert!(firsts.len() == 8 && firsts.values().all(|count| (412..612).contains(count)), "{firsts:?}");
    }
}
