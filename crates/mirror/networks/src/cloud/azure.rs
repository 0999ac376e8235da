//! Microsoft: the "service tags". Those named `AzureCloud.<region>` hold all prefixes of a region.
//!
//! The tags of single services repeat some of these prefixes, and the tag `AzureCloud` holds all regions together. Several
//! tags may name one region: all of them count.

use serde::Deserialize;

use super::Entry;
use crate::document::{ShapeError, read_json};

#[derive(Deserialize)]
struct File {
    values: Vec<Tag>,
}

#[derive(Deserialize)]
struct Tag {
    #[serde(default)]
    name: String,
    properties: Properties,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    #[serde(default)]
    region: String,
    #[serde(default)]
    address_prefixes: Vec<String>,
}

pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, ShapeError> {
    let file: File = read_json(bytes)?;
    let of_a_region = file.values.into_iter().filter(|tag| tag.name.starts_with("AzureCloud."));
    let entries = |tag: Tag| {
        let Properties { region, address_prefixes } = tag.properties;
        address_prefixes.into_iter().map(move |prefix| (region.clone(), prefix))
    };
    Ok(of_a_region.flat_map(entries).collect())
}
