use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_registry::{Catalog, Holding, IsoFolder};

use super::calendar::{self, PRIMARY, PRIMARY_BYTES, number};

/// The repositories and folders of images that every mirror should have, by path.
#[derive(Debug)]
pub(super) struct Tree {
    holdings: BTreeMap<Box<str>, Holding>,
    folders: BTreeMap<Box<str>, IsoFolder>,
}

impl Tree {
    pub(super) fn of(catalog: &Catalog) -> Self {
        Self {
            holdings: catalog.holdings().into_iter().map(|it| (it.path.clone(), it)).collect(),
            folders: catalog.iso_folders().into_iter().map(|it| (it.path.clone(), it)).collect(),
        }
    }
}

/// The behaviour of a mirror, which never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Temper {
    /// The time from one synchronisation to the next.
    period: SignedDuration,
    /// The offset of synchronisations within the period, in seconds.
    phase: i64,
    quirk: Quirk,
}

/// A fault of a mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quirk {
    None,
    /// It has not been synchronised for three days.
    Stopped,
    /// It does not answer for five hours of every week.
    Silent,
    /// It never has this repository.
    Lacks(&'static str),
    /// The repositories of one architecture have been damaged for 20 hours.
    Damaged,
    /// It has not answered for a week.
    Gone,
}

/// The answer of a mirror to a path below its base URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// A file with this content.
    File(Vec<u8>),
    /// A file of this size, whose content is never requested.
    Large(u64),
    Missing,
    /// The connection is closed without an answer.
    Silence,
}

impl Temper {
    /// The reference tree, which has each publication immediately.
    pub(super) const REFERENCE: Self = Self { period: SignedDuration::ZERO, phase: 0, quirk: Quirk::None };

    /// The behaviour of the n-th mirror. One in five has a fault, as in a network on a bad day.
    pub(super) fn of(name: &str, place: usize) -> Self {
        let quirk = match place % 30 {
            3 => Quirk::Stopped,
            7 | 22 => Quirk::Silent,
            11 => Quirk::Lacks("highavailability"),
            17 => Quirk::Damaged,
            26 => Quirk::Gone,
            _ => Quirk::None,
        };
        let draw = number(name);
        // Most synchronise within four hours, some about twice a day.
        let minutes = if draw % 9 == 0 { 600 + draw % 500 } else { 30 + draw % 210 };
        Self { period: SignedDuration::from_mins(minutes), phase: draw, quirk }
    }

    /// The answer at a time. `end` is the time at which the history ends.
    pub(super) fn answer(self, tree: &Tree, path: &str, at: Timestamp, end: Timestamp) -> Answer {
        let ago = end.duration_since(at);
        let hours = at.as_second() / 3600;
        let is_silent = match self.quirk {
            Quirk::Gone => ago < SignedDuration::from_hours(7 * 24),
            Quirk::Silent => (hours + self.phase) % (7 * 24) < 5,
            _ => false,
        };
        if is_silent {
            return Answer::Silence;
        }
        let synchronised = self.synchronised(at, end);
        if path == "TIME" {
            return Answer::File(synchronised.as_second().to_string().into_bytes());
        }
        if let Some((place, file)) = path.split_once("/repodata/") {
            let holding = tree.holdings.get(place);
            return holding
                .map_or(Answer::Missing, |holding| self.of_repository(holding, file, synchronised, ago));
        }
        let Some((place, name)) = path.rsplit_once('/') else { return Answer::Missing };
        let Some(folder) = tree.folders.get(place) else { return Answer::Missing };
        if name == "CHECKSUM" {
            return Answer::File(calendar::checksum(folder));
        }
        let image = calendar::images(folder).into_iter().find(|(image, _)| image == name);
        image.map_or(Answer::Missing, |(_, size)| Answer::Large(size))
    }

    fn of_repository(
        self,
        holding: &Holding,
        file: &str,
        synchronised: Timestamp,
        ago: SignedDuration,
    ) -> Answer {
        if matches!(self.quirk, Quirk::Lacks(repository) if holding.repository.as_str() == repository) {
            return Answer::Missing;
        }
        match file {
            "repomd.xml" => {
                let repomd = calendar::repomd(holding, synchronised);
                let is_damaged = self.quirk == Quirk::Damaged
                    && holding.arch.as_str() == "aarch64"
                    && ago < SignedDuration::from_hours(20);
                let length = if is_damaged { repomd.len() / 2 } else { repomd.len() };
                Answer::File(repomd[..length].to_vec())
            }
            PRIMARY => Answer::File(PRIMARY_BYTES.to_vec()),
            _ => Answer::Missing,
        }
    }

    /// The time of the last synchronisation.
    fn synchronised(self, at: Timestamp, end: Timestamp) -> Timestamp {
        let last = match self.quirk {
            Quirk::Stopped => at.min(end - SignedDuration::from_hours(3 * 24)),
            _ => at,
        };
        match self.period.as_secs() {
            0 => last,
            period => last - SignedDuration::from_secs((last.as_second() + self.phase).rem_euclid(period)),
        }
    }
}
