use std::net::IpAddr;

use maneki_snapshot::MirrorId;
use rand::RngExt;
use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::client::Slot;
use crate::selection::Rung;

/// How many lots are usually drawn: a list of ten, and some mirrors that cannot serve.
const USUAL_DRAWS: usize = 28;

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

    /// Goes through mirrors in a random order, without touching those that nobody asks for.
    pub(super) fn draw(self, rung: Rung, mirrors: &[MirrorId]) -> impl Iterator<Item = MirrorId> {
        let moved = FxHashMap::with_capacity_and_hasher(USUAL_DRAWS, FxBuildHasher);
        Draw { lots: self.source(rung, 0), mirrors, drawn: 0, moved }
    }

    /// Puts a short list into a random order.
    pub(super) fn shuffle(self, rung: Rung, draw: u32, mirrors: &mut [MirrorId]) {
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

/// A Fisher-Yates shuffle that swaps only as far as it is read: `moved` holds the places whose content is
/// no longer their own.
struct Draw<'a> {
    lots: ChaCha8Rng,
    mirrors: &'a [MirrorId],
    drawn: usize,
    moved: FxHashMap<usize, usize>,
}

impl Iterator for Draw<'_> {
    type Item = MirrorId;

    fn next(&mut self) -> Option<MirrorId> {
        if self.drawn >= self.mirrors.len() {
            return None;
        }
        let other = self.lots.random_range(self.drawn..self.mirrors.len());
        let here = self.moved.remove(&self.drawn).unwrap_or(self.drawn);
        let drawn = if other == self.drawn { here } else { self.moved.insert(other, here).unwrap_or(other) };
        self.drawn += 1;
        self.mirrors.get(drawn).copied()
    }
}
