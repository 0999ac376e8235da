//! The vocabulary of the mirror network: values that are valid once they are built.
//!
//! All other crates of the room use these types. None of them reads a file, a clock or the network. A `parse` makes
//! each of them and explains what is wrong with a text; after that, no check is needed.
//!
//! - identity and place: [`MirrorName`], [`CountryCode`], [`Continent`], [`Coordinates`], [`Position`], [`Asn`]
//! - access: [`BaseUrl`], [`Protocol`]
//! - content: [`Version`], [`Arch`], [`RepositoryName`], [`RepositoryPath`], [`ModuleName`]
//! - clouds: [`CloudProvider`], [`CloudRanges`]

mod asn;
mod base_url;
mod cloud;
mod cloud_ranges;
mod coordinates;
mod country;
mod mirror_name;
mod protocols;
mod repository;
mod version;

pub use asn::{Asn, InvalidAsn};
pub use base_url::{BaseUrl, InvalidBaseUrl, Protocol};
pub use cloud::CloudProvider;
pub use cloud_ranges::CloudRanges;
pub use coordinates::{Coordinates, EARTH_RADIUS_KM, Position, arc_km, whole_km};
pub use country::{Continent, CountryCode};
pub use mirror_name::{InvalidMirrorName, MirrorName};
pub use protocols::Protocols;
pub use repository::{
    Arch, BASEARCH, InvalidRepositoryPath, InvalidWord, ModuleName, RepositoryName, RepositoryPath,
};
pub use version::{InvalidVersion, Release, Version};
