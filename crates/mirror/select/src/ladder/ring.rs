use maneki_mirror_snapshot::{MirrorId, Sight, Spot};

use super::builder::SelectionBuilder;
use super::shuffle::Shuffle;
use crate::rung::Rung;

/// More mirrors than this at one spot are shuffled lazily, because the first of them may be enough.
const SMALL: usize = 32;

/// The spots at one distance, in whole kilometres. Their mirrors are equal, and shuffled.
pub(super) struct Ring<'a> {
    rung: Rung,
    shuffle: Shuffle,
    km: u32,
    spots: Vec<&'a Spot>,
    /// Where mirrors are put in order. It is reused, because an answer may have many small rings.
    mirrors: Vec<MirrorId>,
}

impl<'a> Ring<'a> {
    pub(super) fn new(rung: Rung, shuffle: Shuffle) -> Self {
        Self { rung, shuffle, km: 0, spots: Vec::new(), mirrors: Vec::new() }
    }

    /// Adds a spot. The spots before it are offered first if they are at another distance.
    pub(super) fn add(&mut self, sight: Sight<'a>, builder: &mut SelectionBuilder<'_>) {
        if sight.km() != self.km {
            self.offer(builder);
            self.km = sight.km();
        }
        self.spots.push(sight.spot);
    }

    /// Offers its mirrors, and empties it.
    pub(super) fn offer(&mut self, builder: &mut SelectionBuilder<'_>) {
        let mut mirrors = self.spots.iter().flat_map(|spot| spot.mirrors());
        if mirrors.all(|&mirror| builder.is_out(mirror)) {
            self.spots.clear();
            return;
        }
        match *self.spots {
            [spot] if spot.mirrors().len() > SMALL => {
                builder.offer(self.rung, self.shuffle.lazily(self.rung, self.km, spot.mirrors()));
            }
            _ => {
                self.mirrors.extend(self.spots.iter().flat_map(|spot| spot.mirrors()));
                if self.spots.len() > 1 {
                    self.mirrors.sort_unstable();
                }
                self.shuffle.in_place(self.rung, self.km, &mut self.mirrors);
                builder.offer(self.rung, self.mirrors.drain(..));
            }
        }
        self.spots.clear();
    }
}
