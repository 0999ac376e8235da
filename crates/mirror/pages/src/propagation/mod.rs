//! `/propagation`: how the last publications reached the mirrors.
//!
//! [`Wanted`] is what the visitor wants to see of it. `curve` draws a publication, `ranks` compares the mirrors.

mod curve;
mod ranks;

use std::time::Duration;

use askama::Template;
use jiff::Timestamp;
use maneki_mirror_health::{Propagation, Publication};
use maneki_mirror_model::{Arch, RepositoryName, Version};
use maneki_mirror_registry::{Catalog, Tree};

use crate::choices::words;
use crate::view::View;
use curve::{Axis, Curve};
use maneki_ground_site::PageRequest;
use maneki_ground_site::Texts;
use ranks::{Ranks, ranks};

/// Something that was published, and how it reached the mirrors.
#[derive(Debug, Clone, Copy)]
pub struct MeasuredPublication<'a> {
    /// The repository, and the time.
    pub issue: &'a Publication,
    /// The time until each mirror had it.
    pub propagation: &'a Propagation,
}

/// The filters of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Publications of this version.
    pub version: Option<Version>,
    /// Publications of this repository.
    pub repository: Option<RepositoryName>,
    /// Publications for this architecture.
    pub arch: Option<Arch>,
}

/// Why none are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Nothing is kept of the past.
    NotKept,
    /// The history cannot be read at the moment.
    Unreadable,
    /// No such version is on the mirrors.
    Version,
    /// There is no such repository.
    Repository,
    /// There is no such architecture.
    Arch,
}

#[derive(Template)]
#[template(path = "propagation.html", whitespace = "minimize")]
struct PropagationPage<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    now: Timestamp,
    silence: Option<Silence>,
    publications: &'a [MeasuredPublication<'a>],
    axis: Axis,
    ranks: Option<Ranks<'a>>,
}

/// The publications of one repository at one time, for one or more architectures.
struct Figure<'a> {
    issue: &'a Publication,
    arches: String,
    label: String,
    /// A curve for each architecture.
    curves: Vec<Curve>,
}

/// After how many hours the table says how far a publication came.
const HOURS: [u64; 5] = [1, 3, 6, 12, 24];

/// The page at a time. The publications are those that are wanted, the newest first.
pub fn propagation(
    view: &View<'_>,
    publications: Result<&[MeasuredPublication<'_>], Silence>,
    now: Timestamp,
) -> String {
    let silence = publications.err();
    let publications = publications.unwrap_or_default();
    let (axis, ranks) = (Axis::new(publications), ranks(publications));
    let t = view.texts();
    let title = view.title(&t.get("propagation-title").to_string());
    view.page(&title, None, &PropagationPage { view, t, now, silence, publications, axis, ranks })
}

impl Wanted {
    /// Parses the filters.
    pub fn read(asked: &PageRequest, catalog: &Catalog) -> Result<Self, Silence> {
        let version = asked.argument("version").map(|text| {
            let (version, tree) = catalog.version(text).ok_or(Silence::Version)?;
            if tree == Tree::Vault { Err(Silence::Version) } else { Ok(version) }
        });
        let repository = asked.argument("repository").map(|text| {
            let mut names = catalog.repositories.keys();
            names.find(|name| name.as_str() == text).cloned().ok_or(Silence::Repository)
        });
        let arch = asked.argument("arch").map(|text| {
            let mut arches = catalog.arches.values().flatten();
            arches.find(|arch| arch.as_str() == text).cloned().ok_or(Silence::Arch)
        });
        Ok(Self {
            version: version.transpose()?,
            repository: repository.transpose()?,
            arch: arch.transpose()?,
        })
    }
}

impl Silence {
    /// Whether it is the visitor who can do something about it.
    pub fn is_misunderstood(self) -> bool {
        matches!(self, Self::Version | Self::Repository | Self::Arch)
    }

    fn key(self) -> &'static str {
        match self {
            Self::NotKept => "propagation-not-kept",
            Self::Unreadable => "propagation-unreadable",
            Self::Version => "propagation-bad-version",
            Self::Repository => "propagation-bad-repository",
            Self::Arch => "propagation-bad-arch",
        }
    }

    fn is_about(self, field: &str) -> bool {
        match self {
            Self::NotKept | Self::Unreadable => false,
            Self::Version => field == "version",
            Self::Repository => field == "repository",
            Self::Arch => field == "arch",
        }
    }
}

impl MeasuredPublication<'_> {
    /// How long it was the current publication, until a time.
    fn lived(&self, now: Timestamp) -> Duration {
        let until = self.issue.ended.unwrap_or(now).min(now);
        Duration::try_from(until.duration_since(self.issue.since)).unwrap_or_default()
    }

    /// How many mirrors in a hundred had it after so many hours; 100 are all of them. `None`: it did not live so
    /// long.
    fn percent_after(&self, hours: u64, now: Timestamp) -> Option<usize> {
        let time = Duration::from_hours(hours);
        let had = self.propagation.arrived.partition_point(|(_, took)| *took <= time);
        (self.lived(now) >= time).then(|| self.percent(had))
    }

    fn percent(&self, mirrors: usize) -> usize {
        mirrors * 100 / self.propagation.mirrors().max(1)
    }
}

impl PropagationPage<'_> {
    fn versions(&self) -> Vec<String> {
        let catalog = &self.view.snapshot.catalog;
        let own =
            catalog.versions.iter().filter(|version| !catalog.duplicated_versions.contains_key(*version));
        words(own.cloned().chain(catalog.module_versions()), self.asked("version"))
    }

    fn repositories(&self) -> Vec<String> {
        let repositories = self.view.snapshot.catalog.repositories.iter();
        words(repositories.filter(|(_, one)| !one.vault).map(|(name, _)| name), self.asked("repository"))
    }

    fn arches(&self) -> Vec<String> {
        words(self.view.snapshot.catalog.arches.values().flatten(), self.asked("arch"))
    }

    fn asked(&self, name: &str) -> Option<&str> {
        self.view.request().argument(name)
    }

    fn is_narrow(&self) -> bool {
        ["version", "repository", "arch"].into_iter().any(|name| self.asked(name).is_some())
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.silence.is_some_and(|silence| silence.is_about(field))
    }

    /// The pictures: what was published at once of one repository for several architectures is one.
    fn figures(&self) -> Vec<Figure<'_>> {
        let is_one = |one: &MeasuredPublication<'_>, other: &MeasuredPublication<'_>| {
            let key = |publication: &MeasuredPublication<'_>| {
                let holding = &publication.issue.holding;
                (
                    publication.issue.since,
                    holding.tree.clone(),
                    holding.version.clone(),
                    holding.repository.clone(),
                )
            };
            key(one) == key(other)
        };
        self.publications.chunk_by(is_one).map(|group| self.figure(group)).collect()
    }

    fn figure<'b>(&self, group: &'b [MeasuredPublication<'b>]) -> Figure<'b> {
        let arch = |publication: &MeasuredPublication<'b>| publication.issue.holding.arch.as_str();
        let label = |publication: &MeasuredPublication<'_>| {
            let text = self.t.get("curve-label").arg("had", publication.propagation.arrived.len());
            let text = text.arg("mirrors", publication.propagation.mirrors());
            let text = text.arg("half", self.time(publication, 50)).arg("most", self.time(publication, 90));
            format!("{}: {text}", publication.issue.holding.arch)
        };
        Figure {
            issue: group[0].issue,
            arches: group.iter().map(arch).collect::<Vec<_>>().join(", "),
            label: group.iter().map(label).collect::<Vec<_>>().join("; "),
            curves: group.iter().map(|publication| Curve::new(publication, &self.axis, self.now)).collect(),
        }
    }

    /// After how long so many mirrors in a hundred had it.
    fn time(&self, publication: &MeasuredPublication<'_>, percent: usize) -> String {
        let time = publication.propagation.percentile(percent);
        time.map_or_else(|| self.t.get("propagation-not-reached").to_string(), |time| self.t.duration(&time))
    }

    fn mirror(&self, name: &str) -> String {
        self.view.mirror(name)
    }

    /// The publications of the same repository for the same architecture.
    fn of_repository(&self, publication: &MeasuredPublication<'_>) -> String {
        let holding = &publication.issue.holding;
        let arguments = [
            ("version", holding.version.as_str()),
            ("repository", holding.repository.as_str()),
            ("arch", holding.arch.as_str()),
        ];
        self.view.request().link_with("/propagation", arguments.into_iter())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use maneki_mirror_health::{Digest, RepomdFacts};
    use maneki_mirror_model::MirrorName;
    use maneki_mirror_registry::Holding;

    use super::*;

    /// Something that was published at the beginning of time, for so many hours.
    pub(in crate::propagation) fn issue(repository: &str, hours: Option<i64>) -> Publication {
        let holding = Holding {
            tree: Tree::Main,
            version: "4.2".parse().unwrap(),
            repository: RepositoryName::parse(repository).unwrap(),
            arch: Arch::parse("x86_64").unwrap(),
            path: format!("4.2/{repository}/x86_64/os").into(),
        };
        let repomd = RepomdFacts { digest: Digest::new([1; 32]), size: 1, revision: None, timestamp: None };
        let ended = hours.map(|hours| Timestamp::from_second(hours * 3600).unwrap());
        Publication { holding: Arc::new(holding), repomd, witness: None, since: Timestamp::UNIX_EPOCH, ended }
    }

    #[test]
    fn a_share_is_only_whole_when_all_have_it_and_only_known_while_it_lived() {
        let issue = issue("baseos", Some(6));
        let name = |n: u64| MirrorName::parse(&format!("m{n}.example")).unwrap();
        let arrived = (0..199).map(|n| (name(n), Duration::from_secs(60 * n))).collect();
        let propagation = Propagation { arrived, missing: vec![name(200)] };
        let publication = MeasuredPublication { issue: &issue, propagation: &propagation };
        let after = |hours| publication.percent_after(hours, Timestamp::MAX);
        assert_eq!([1, 3, 6, 12].map(after), [Some(30), Some(90), Some(99), None]);
    }
}
