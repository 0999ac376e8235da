//! The words of a story, as `README.md` explains them. A word that is not here is an error.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::SignedDuration;
use serde::Deserialize;

/// One file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    pub(crate) story: String,
    /// Whether checks are switched on. Otherwise every mirror is taken to have what it declares.
    #[serde(default)]
    pub(crate) checked: bool,
    /// Whether the reference tree names images, in every folder that may have some.
    #[serde(default)]
    pub(crate) isos: bool,
    pub(crate) mirrors: Vec<Mirror>,
    #[serde(default)]
    pub(crate) cloud_ranges: Vec<CloudRange>,
    pub(crate) clients: BTreeMap<String, Client>,
    pub(crate) questions: Vec<Question>,
}

/// A mirror: what its file declares, and where it was found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Mirror {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) at: Option<[f64; 2]>,
    #[serde(default = "http_and_https")]
    pub(crate) protocols: Vec<String>,
    /// Protocols by module.
    #[serde(default)]
    pub(crate) modules: BTreeMap<String, Vec<String>>,
    /// The host of its URLs, where that is not its name.
    pub(crate) host: Option<String>,
    #[serde(default)]
    pub(crate) asn: Vec<u32>,
    pub(crate) own_asn: Option<u32>,
    #[serde(default)]
    pub(crate) subnets: Vec<String>,
    #[serde(default)]
    pub(crate) private: bool,
    #[serde(default)]
    pub(crate) monopoly: bool,
    pub(crate) cloud: Option<Cloud>,
    pub(crate) drained: Option<Drained>,

    /// What it has that is not current: states by repository, or by repository and architecture.
    #[serde(default)]
    pub(crate) has: BTreeMap<String, String>,
    /// The same for modules.
    #[serde(default)]
    pub(crate) modules_have: BTreeMap<String, BTreeMap<String, String>>,
    /// What it has of the images: `complete`, `incomplete`, `other` for a set that was published before, or
    /// `unknown`.
    #[serde(default = "complete")]
    pub(crate) isos: String,
    /// How long ago what it cannot serve now was last good.
    pub(crate) good_until: Option<SignedDuration>,
    /// How old `TIME` is, or `missing`.
    #[serde(default = "an_hour")]
    pub(crate) time: String,
    /// The protocols that fail.
    #[serde(default)]
    pub(crate) failing: Vec<String>,
    /// Whether it serves over IPv6: `works` or `fails`, where it was tried.
    pub(crate) ipv6: Option<String>,
    /// Whether it has not been checked yet.
    #[serde(default)]
    pub(crate) unknown: bool,
}

/// That the operator has taken a mirror out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Drained {
    pub(crate) reason: Option<String>,
    /// From now; `1h ago` is over.
    pub(crate) until: Option<SignedDuration>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cloud {
    pub(crate) provider: String,
    pub(crate) regions: Vec<String>,
}

/// What a cloud publishes of one region.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloudRange {
    pub(crate) provider: String,
    pub(crate) region: String,
    pub(crate) networks: Vec<String>,
}

/// Who asks, and what is known of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Client {
    pub(crate) address: IpAddr,
    pub(crate) country: Option<String>,
    pub(crate) at: Option<[f64; 2]>,
    /// The centroid of the country, where nothing better is known.
    pub(crate) middle: Option<[f64; 2]>,
    pub(crate) asn: Option<u32>,
}

/// A question, and the expected answer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Question {
    pub(crate) client: String,
    #[serde(default = "current")]
    pub(crate) version: String,
    #[serde(default = "baseos")]
    pub(crate) repository: String,
    /// Whether the question is about the images, and not about the repository.
    #[serde(default)]
    pub(crate) isos: bool,
    pub(crate) arch: Option<String>,
    pub(crate) protocol: Option<String>,
    pub(crate) country: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) exclude_country: Vec<String>,
    #[serde(default)]
    pub(crate) exclude: Vec<String>,
    #[serde(default = "ten")]
    pub(crate) limit: usize,

    pub(crate) answer: Vec<Step>,
    #[serde(default)]
    pub(crate) whole_answer: bool,
    #[serde(default)]
    pub(crate) never: Vec<String>,
    #[serde(default)]
    pub(crate) why_not: BTreeMap<String, String>,
}

/// A stretch of the answer: one `mirror`, or several `in_order` or in `any_order`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    pub(crate) rung: String,
    pub(crate) mirror: Option<String>,
    #[serde(default)]
    pub(crate) in_order: Vec<String>,
    #[serde(default)]
    pub(crate) any_order: Vec<String>,
    /// How many of `any_order` are in the answer; by default all.
    pub(crate) take: Option<usize>,
    pub(crate) km: Option<u32>,
    pub(crate) by: Option<String>,
}

fn http_and_https() -> Vec<String> {
    vec!["http".into(), "https".into()]
}

fn an_hour() -> String {
    "1h".into()
}

fn complete() -> String {
    "complete".into()
}

fn current() -> String {
    "4".into()
}

fn baseos() -> String {
    "baseos".into()
}

fn ten() -> usize {
    10
}
