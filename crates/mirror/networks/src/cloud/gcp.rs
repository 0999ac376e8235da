//! Google: one list with entries of both address families; the region is called `scope`.

use serde::Deserialize;

use super::Entry;
use crate::document::{ShapeError, read_json};

#[derive(Deserialize)]
struct File {
    prefixes: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    ipv4_prefix: Option<String>,
    ipv6_prefix: Option<String>,
    #[serde(default)]
    scope: String,
}

pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, ShapeError> {
    let file: File = read_json(bytes)?;
    let entry = |entry: Row| (entry.scope, entry.ipv4_prefix.or(entry.ipv6_prefix).unwrap_or_default());
    Ok(file.prefixes.into_iter().map(entry).collect())
}
