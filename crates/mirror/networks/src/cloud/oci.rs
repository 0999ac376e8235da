//! Oracle: a list of regions, each with its prefixes.

use serde::Deserialize;

use super::Entry;
use crate::document::{ShapeError, read_json};

#[derive(Deserialize)]
struct File {
    regions: Vec<Region>,
}

#[derive(Deserialize)]
struct Region {
    #[serde(default)]
    region: String,
    #[serde(default)]
    cidrs: Vec<Block>,
}

#[derive(Deserialize)]
struct Block {
    #[serde(default)]
    cidr: String,
}

pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, ShapeError> {
    let file: File = read_json(bytes)?;
    let entries =
        |Region { region, cidrs }: Region| cidrs.into_iter().map(move |block| (region.clone(), block.cidr));
    Ok(file.regions.into_iter().flat_map(entries).collect())
}
