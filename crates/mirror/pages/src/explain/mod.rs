//! `/explain`: the answer that a client gets, rung by rung, and why every other mirror is not in it.
//!
//! [`Question`] is parsed from the URL. `reasons` puts an answer into words; `chart` draws it.

mod chart;
mod form;
mod reasons;

use std::net::IpAddr;

use askama::Template;
use maneki_mirror_model::{Arch, Position};
use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_select::{Client, Explanation};
use maneki_mirror_snapshot::{MirrorEntry, Standings, Tier};

use crate::choices::words;
use crate::map::Marked;
use crate::names::country_name;
use crate::status::Status;
use crate::view::View;
use chart::Chart;
pub use form::{Misunderstood, Question};
use form::{Versions, versions};
use maneki_ground_site::Texts;
use reasons::{Chosen, Group, Meant, Step, groups, meant, steps};

/// An answer with its reasons, without what the visitor may not see.
#[derive(Debug, Clone, Copy)]
pub struct Explained<'a> {
    /// The client that the answer is for.
    pub client: &'a Client,
    /// The requested repository.
    pub target: &'a Target,
    /// How many mirrors there can be in the answer.
    pub limit: usize,
    /// The chosen mirrors, and the reasons why the others are left out.
    pub explanation: &'a Explanation,
    /// Whether private mirrors could not be chosen.
    pub without_private: bool,
    /// The URL that is served if no mirror can be.
    pub fallback: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "explain.html", whitespace = "minimize")]
struct ExplainPage<'a> {
    view: &'a View<'a>,
    t: &'a Texts,
    question: &'a Question,
    caller: IpAddr,
    misunderstood: Option<Misunderstood>,
    answer: Option<Answer<'a>>,
}

/// An answer as the page shows it.
struct Answer<'a> {
    explained: Explained<'a>,
    meant: Option<Meant<'a>>,
    chart: Option<Chart>,
    statuses: Vec<Status>,
    steps: Vec<Step<'a>>,
    groups: Vec<Group<'a>>,
}

/// The page. `caller` is the visitor's address.
pub fn explain(view: &View<'_>, caller: IpAddr, explained: Result<Explained<'_>, Misunderstood>) -> String {
    let question = Question::read(view.request(), &view.snapshot.catalog);
    let misunderstood = explained.as_ref().err().copied();
    let answer = explained.ok().map(|explained| Answer::new(view, &question, explained));
    let t = view.texts();
    let title = view.title(&t.get("explain-title").to_string());
    view.page(&title, None, &ExplainPage { view, t, question: &question, caller, misunderstood, answer })
}

impl ExplainPage<'_> {
    fn versions(&self) -> Vec<Versions> {
        versions(&self.view.snapshot.catalog, &self.question.version)
    }

    fn repositories(&self) -> Vec<String> {
        words(self.view.snapshot.catalog.repositories.keys(), Some(&self.question.repository))
    }

    fn arches(&self) -> Vec<String> {
        let known = self.view.snapshot.catalog.arches.values().flatten().map(Arch::as_str);
        words(known, self.question.arch.as_deref())
    }

    fn protocols(&self) -> Vec<String> {
        words(["http", "https"], self.question.protocol.as_deref())
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.misunderstood.is_some_and(|misunderstood| misunderstood.field() == field)
    }

    fn mirror(&self, entry: &MirrorEntry) -> String {
        self.view.mirror(entry.mirror.name.as_str())
    }

    /// The same answer for programs.
    fn as_json(&self) -> String {
        let Question { ip, version, repository, arch, protocol, .. } = self.question;
        let given = [("ip", ip), ("arch", arch), ("protocol", protocol)];
        let given = given.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let all = [("version", version.as_str()), ("repository", repository)].into_iter().chain(given);
        maneki_ground_site::path_with_query("/api/v1/explain", all)
    }
}

impl<'a> Answer<'a> {
    fn new(view: &View<'a>, question: &Question, explained: Explained<'a>) -> Self {
        let meant = question.mirror.as_deref().map(|name| meant(view, &explained, name));
        let is_meant = |name: &str| question.mirror.as_deref() == Some(name);
        let steps = steps(view, &explained, is_meant);
        let rows = || steps.iter().flat_map(|step| &step.rows);
        let mut statuses: Vec<Status> = rows().map(|row| row.status).collect();
        statuses.sort_unstable();
        statuses.dedup();
        let marks: Vec<Marked<'_>> = rows().filter_map(Chosen::mark).collect();
        let position = explained.client.position.filter(|_| !marks.is_empty());
        let chart = position.map(|position| Chart::new(position.coordinates(), &marks));
        let groups = groups(view, &explained, is_meant);
        Self { explained, meant, chart, statuses, steps, groups }
    }

    fn is_in_vault(&self) -> bool {
        self.explained.target.tree == Tree::Vault
    }

    /// Where the client is, in words.
    fn whereabouts(&self, t: &Texts) -> String {
        let client = self.explained.client;
        match (client.country, client.position) {
            (Some(country), Some(Position::Place(_))) => country_name(t, country),
            (Some(country), _) => {
                t.get("explain-somewhere-in").arg("country", country_name(t, country)).to_string()
            }
            (None, Some(_)) => t.get("explain-no-country").to_string(),
            (None, None) => t.get("explain-nowhere").to_string(),
        }
    }

    /// The key of what there is to say where the mirrors are not those that were seen to be good.
    fn remark(&self, view: &View<'_>) -> Option<&'static str> {
        match view.snapshot.standings(self.explained.target).map(Standings::tier)? {
            Tier::Good => None,
            Tier::Unknown => Some("explain-made-of-unknown"),
            Tier::LastGood => Some("explain-made-of-last-good"),
            Tier::Nothing => Some("explain-made-of-nothing"),
        }
    }

    fn left_out(&self) -> usize {
        self.groups.iter().map(|group| group.count).sum()
    }

    fn chosen(&self) -> usize {
        self.explained.explanation.selection.choices.len()
    }
}
