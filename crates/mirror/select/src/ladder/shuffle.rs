use std::net::IpAddr;

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, RngExt, SeedableRng};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::client::Slot;
use crate::selection::Rung;

/// How many lots are usually drawn: a list of ten, and some mirrors that cannot serve.
const USUAL_DRAWS: usize = 28;

/// Up to how many mirrors are copied to be drawn from; that is quicker than to remember which were drawn.
const FEW: usize = 1024;

/// Where the lots of one answer come from.
///
/// They have to be fair and need no secret: whoever knows the address and the slot may know the answer. So they are
/// of a generator that begins within nanoseconds (xoshiro256++, seeded by `SplitMix64`), for an answer has many
/// beginnings.
#[derive(Clone, Copy)]
pub(super) struct Lot {
    seed: u64,
}

impl Lot {
    /// Seeded from the client's address and the slot, and nothing else.
    pub(super) fn new(address: IpAddr, slot: Slot) -> Self {
        let address = match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        let [high, low] = [0, 64].map(|shift| (address.to_bits() << shift >> 64) as u64);
        let seed = [high, low, slot.0].into_iter().fold(0, |seed, part| source(seed ^ part).next_u64());
        Self { seed }
    }

    /// The lots of one rung; `draw` tells several shuffles of one rung apart.
    fn source(self, rung: Rung, draw: u32) -> Xoshiro256PlusPlus {
        source(self.seed ^ u64::from(rung.salt()) << 32 ^ u64::from(draw))
    }

    /// Goes through mirrors in a random order, without touching those that nobody asks for: the order into which
    /// [`Self::shuffle`] puts them.
    pub(super) fn draw<T: Copy>(self, rung: Rung, draw: u32, mirrors: &[T]) -> impl Iterator<Item = T> {
        let deck = if mirrors.len() <= FEW {
            Deck::Copied(mirrors.to_vec())
        } else {
            Deck::Kept { mirrors, moved: FxHashMap::with_capacity_and_hasher(USUAL_DRAWS, FxBuildHasher) }
        };
        Draw { lots: self.source(rung, draw), drawn: 0, of: mirrors.len(), deck }
    }

    /// Puts a short list into a random order.
    pub(super) fn shuffle<T>(self, rung: Rung, draw: u32, mirrors: &mut [T]) {
        if mirrors.len() < 2 {
            return;
        }
        let mut lots = self.source(rung, draw);
        for place in 0..mirrors.len() - 1 {
            let other = lots.random_range(place..mirrors.len());
            mirrors.swap(place, other);
        }
    }
}

/// Seeds that differ in any bit have nothing to do with each other.
fn source(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// A Fisher-Yates shuffle that goes only as far as it is read.
struct Draw<'a, T> {
    lots: Xoshiro256PlusPlus,
    drawn: usize,
    of: usize,
    deck: Deck<'a, T>,
}

/// What lots are drawn from. Both sorts give the same order.
enum Deck<'a, T> {
    Copied(Vec<T>),
    /// `moved` holds the places whose content is no longer their own.
    Kept {
        mirrors: &'a [T],
        moved: FxHashMap<usize, usize>,
    },
}

impl<T: Copy> Iterator for Draw<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let place = self.drawn;
        if place >= self.of {
            return None;
        }
        self.drawn += 1;
        let other = self.lots.random_range(place..self.of);
        match &mut self.deck {
            Deck::Copied(mirrors) => {
                mirrors.swap(place, other);
                mirrors.get(place).copied()
            }
            Deck::Kept { mirrors, moved } => {
                let here = moved.remove(&place).unwrap_or(place);
                let drawn = if other == place { here } else { moved.insert(other, here).unwrap_or(other) };
                mirrors.get(drawn).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_and_many_are_drawn_as_they_are_shuffled() {
        let lot = Lot::new(IpAddr::from([192, 0, 2, 1]), Slot(7));
        for count in [0, 1, 2, FEW, FEW + 1, 3 * FEW] {
            let mut mirrors: Vec<usize> = (0..count).collect();
            let drawn: Vec<usize> = lot.draw(Rung::Country, 3, &mirrors).collect();
            lot.shuffle(Rung::Country, 3, &mut mirrors);
            assert_eq!(drawn, mirrors, "{count}");
        }
    }
}
