//! Amazon: one list for each address family, with each prefix once for every service that uses it.

use serde::Deserialize;

use super::Entry;
use crate::document::{ShapeError, read_json};

#[derive(Deserialize)]
struct File {
    prefixes: Vec<V4>,
    #[serde(default)]
    ipv6_prefixes: Vec<V6>,
}

#[derive(Deserialize)]
struct V4 {
    #[serde(default)]
    ip_prefix: String,
    #[serde(default)]
    region: String,
}

#[derive(Deserialize)]
struct V6 {
    #[serde(default)]
    ipv6_prefix: String,
    #[serde(default)]
    region: String,
}

pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, ShapeError> {
    let File { prefixes, ipv6_prefixes } = read_json(bytes)?;
    let v4 = prefixes.into_iter().map(|entry| (entry.region, entry.ip_prefix));
    let v6 = ipv6_prefixes.into_iter().map(|entry| (entry.region, entry.ipv6_prefix));
    Ok(v4.chain(v6).collect())
}
