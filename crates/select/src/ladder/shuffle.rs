use std::net::IpAddr;

use rand::RngExt;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::client::Slot;
use crate::selection::Rung;

/// How many lots are usually drawn: a list of ten, and some mirrors that cannot serve.
const USUAL_DRAWS: usize = 28;

/// Up to how many mirrors are copied to be drawn from; that is quicker than to remember which were drawn.
const FEW: usize = 1024;

/// Where the lots of one answer come from.
#[derive(Clone, Copy)]
pub(super) struct Lot {
    seed: [u8; 32],
}

impl Lot {
    /// Seeded from the client's address and the slot, and nothing else.
    pub(super) fn new(address: IpAddr, slot: Slot) -> Self {
        let address = match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        let mut seed = [0; 32];
        seed[..16].copy_from_slice(&address.octets());
        seed[16..24].copy_from_slice(&slot.0.to_le_bytes());
        Self { seed }
    }

    /// The lots of one rung; `draw` tells several shuffles of one rung apart.
    fn source(self, rung: Rung, draw: u32) -> ChaCha8Rng {
        let mut seed = self.seed;
        seed[24] = rung.salt();
        seed[28..].copy_from_slice(&draw.to_le_bytes());
        ChaCha8Rng::from_seed(seed)
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

/// A Fisher-Yates shuffle that goes only as far as it is read.
struct Draw<'a, T> {
    lots: ChaCha8Rng,
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
