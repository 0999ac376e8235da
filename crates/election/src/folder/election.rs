use std::sync::Arc;

use jiff::civil::Date;
use maneki_ground_yaml::{Field, Table};

use super::day::{date, folded, number, optional, required, table, text};
use super::placed::Placed;
use crate::read::{DIALECT, Report, Source, raw, text_at};

/// What `election.yml` says.
#[derive(Debug, Clone)]
pub struct Election {
    pub path: Arc<str>,
    pub rules: Placed<String>,
    pub seats: Placed<u64>,
    pub record_date: Placed<Date>,
    pub voting_opens: Placed<Date>,
    pub voting_closes: Placed<Date>,
    pub announced: Option<Placed<Date>>,
    /// The day on which the board resolved to hold the election.
    pub resolution: Option<Placed<Date>>,
    pub nominations_open: Option<Placed<Date>>,
    pub nominations_close: Option<Placed<Date>>,
    pub candidates_published: Option<Placed<Date>>,
    pub results_by: Option<Placed<Date>>,
    pub slug: Option<String>,
    pub title: Option<String>,
    pub organisation: Option<String>,
    pub timezone: Option<String>,
    pub cohort: Option<Placed<String>>,
    pub previous_cohort: Option<Placed<String>>,
    /// Ids of the members of the election committee.
    pub committee: Vec<Placed<String>>,
    /// Answers to open questions of the rules.
    pub decide: Vec<(String, String)>,
    /// The most who may be elected, and the ids of the candidates.
    pub groups: Vec<(usize, Vec<String>)>,
    pub published: Vec<Published>,
}

/// A fact that a page or a message states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub fact: String,
    pub value: Placed<String>,
    pub source: Option<String>,
}

static FILE: Table<()> = table(
    "at the top of `election.yml`",
    &[
        required("rules", "The rule set: a built-in name, or a path relative to the folder."),
        required("seats", "How many seats are filled."),
        required("dates", "The days of the election."),
        optional("election", "A short name for file names and addresses."),
        optional("title", "The title of the page."),
        optional("organisation", "The organisation that elects."),
        optional("timezone", "The time zone of the days; UTC if missing."),
        optional("cohort", "The cohort whose seats are filled."),
        optional("previous-cohort", "The cohort of the election before."),
        optional("committee", "The ids of the members of the election committee."),
        optional("decide", "Answers to open questions of the rules."),
        optional("groups", "Groups of candidates, each with a limit on how many may be elected."),
        optional("published", "Facts that pages and messages state."),
    ],
);

static DATES: Table<()> = table(
    "in `dates`",
    &[
        required("record-date", "The day on which membership decides who may vote."),
        required("voting-opens", "The first day of the vote."),
        required("voting-closes", "The last day of the vote."),
        optional("announced", "The day of the announcement."),
        optional("resolution", "The day on which the board resolved to hold the election."),
        optional("nominations-open", "The first day of nominations."),
        optional("nominations-close", "The last day of nominations."),
        optional("candidates-published", "The day on which candidates are published."),
        optional("results-by", "The day by which results are published."),
    ],
);

static PUBLISHED: Table<()> = table(
    "in an item of `published`",
    &[
        required("fact", "What is stated."),
        required("value", "The value that is stated."),
        optional("source", "Where it is stated."),
    ],
);

static GROUP: Table<()> = table(
    "in an item of `groups`",
    &[
        required("max", "How many of them may be elected."),
        required("candidates", "The ids of the candidates."),
    ],
);

static DECIDE: Table<()> = table("in `decide`", &[]);

/// Reads `election.yml`; `None` where something required is missing, which is in the report.
pub fn read_election(source: &Source, report: &mut Report<'_>) -> Option<Election> {
    let mut yaml = report.yaml();
    let yaml = &mut yaml;
    let document = yaml.compose(&DIALECT)?;
    let file = Field::file(&document.root).group(&FILE, yaml)?;
    let dates = file.get("dates").and_then(|field| field.group(&DATES, yaml));
    let rules = text(&file, "rules", yaml);
    let seats = number(&file, "seats", yaml);
    let mut day = |key| dates.as_ref().and_then(|dates| date(dates, key, yaml));
    let [record_date, voting_opens, voting_closes] =
        ["record-date", "voting-opens", "voting-closes"].map(&mut day);
    let [announced, resolution, nominations_open] =
        ["announced", "resolution", "nominations-open"].map(&mut day);
    let [nominations_close, candidates_published, results_by] =
        ["nominations-close", "candidates-published", "results-by"].map(&mut day);
    let mut plain = |key| text(&file, key, yaml).map(|text| text.value);
    let [slug, title, organisation, timezone] =
        ["election", "title", "organisation", "timezone"].map(&mut plain);
    let cohort = text(&file, "cohort", yaml);
    let previous_cohort = text(&file, "previous-cohort", yaml);
    let mut committee = Vec::new();
    for item in file.get("committee").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let span = item.span();
        committee.extend(text_at(&item, yaml).map(|id| Placed::new(folded(&id), span)));
    }
    let mut decide = Vec::new();
    if let Some(group) = file.get("decide").and_then(|field| field.group(&DECIDE, yaml)) {
        for (entry, field) in group.entries() {
            decide.extend(text_at(&field, yaml).map(|value| (entry.key.clone(), value)));
        }
    }
    let mut groups = Vec::new();
    for item in file.get("groups").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&GROUP, yaml) else { continue };
        let max = number(&group, "max", yaml).and_then(|max| usize::try_from(max.value).ok());
        let members = group.get("candidates").and_then(|field| field.list(yaml)).unwrap_or_default();
        let members = members.iter().filter_map(|member| raw(member).map(folded)).collect();
        groups.extend(max.map(|max| (max, members)));
    }
    let mut published = Vec::new();
    for item in file.get("published").and_then(|field| field.list(yaml)).unwrap_or_default() {
        let Some(group) = item.group(&PUBLISHED, yaml) else { continue };
        let (fact, value) = (text(&group, "fact", yaml), text(&group, "value", yaml));
        let source = text(&group, "source", yaml).map(|source| source.value);
        if let (Some(fact), Some(value)) = (fact, value) {
            published.push(Published { fact: fact.value, value, source });
        }
    }
    Some(Election {
        path: source.path.clone(),
        rules: rules?,
        seats: seats?,
        record_date: record_date?,
        voting_opens: voting_opens?,
        voting_closes: voting_closes?,
        announced,
        resolution,
        nominations_open,
        nominations_close,
        candidates_published,
        results_by,
        slug,
        title,
        organisation,
        timezone,
        cohort,
        previous_cohort,
        committee,
        decide,
        groups,
        published,
    })
}
