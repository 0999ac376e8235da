//! Where is this address, and where is this city?
//!
//! [`Atlas`] answers the first question with a [`Location`]. It asks the operator's own databases, whose
//! many layouts the module `mmdb` reads, and then the tables in the binary, so that a machine without any
//! file still knows country and autonomous system of each address.
//!
//! [`city`] answers the second question from a gazetteer in the binary ([`city_size`] says how well known the
//! place is), and [`centroid()`] says where a
//! country is when nothing more is known.
//!
//! The tables lie in `data`, packed in two formats: [`ranges`] from addresses to values, which is unpacked when
//! the first address is looked for (clients ask all the time), and [`names`] from names to places, which is
//! searched in place (mirrors are looked for now and then). `cargo dev world` makes them; for it the formats and
//! the keys ([`gazetteer::key`], [`address_key`], [`country_value`]) are public.

mod atlas;
mod built_in;
mod bytes;
mod centroid;
pub mod gazetteer;
mod location;
mod mmdb;
pub mod names;
mod origins;
pub mod ranges;

pub use atlas::Atlas;
pub use built_in::{country_value, key as address_key};
pub use centroid::{centroid, centroids};
pub use gazetteer::{city, city_size};
pub use location::Location;
pub use mmdb::DatabaseError;
