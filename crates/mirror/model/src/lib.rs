//! The vocabulary: values that cannot be wrong once they are built.
//!
//! Every other crate speaks in these types. None of them reads a file, a clock or the network; each is
//! made by a `parse` that says what is wrong with the text, and compared, printed and copied afterwards
//! without further checks.
//!
//! - who and where: [`MirrorName`], [`CountryCode`], [`Continent`], [`Coordinates`], [`Position`], [`Asn`]
//! - how a mirror is reached: [`BaseUrl`], [`Protocol`]
//! - what is mirrored: [`Version`], [`Arch`], [`RepositoryName`], [`RepositoryPath`], [`ModuleName`]
//! - whose network it is: [`CloudProvider`], [`CloudRanges`]

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
