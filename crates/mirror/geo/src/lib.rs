//! Where is this address, and where is this city?
//!
//! [`Atlas`] answers the first question with a [`Location`]. It searches the operator's own databases, whose layouts
//! the module `mmdb` reads, and then the tables in the binary. So a machine without any database still knows the
//! country and the autonomous system of each address.
//!
//! [`city`] answers the second question from a gazetteer in the binary. [`city_size`] is a measure of how well known a
//! place is, and [`centroid()`] is the place of a country if nothing more is known.
//!
//! The tables are in `data`, packed in two formats. [`ranges`] map addresses to values and are unpacked, because every
//! answer searches them; a service calls [`unpack`] before it listens. [`names`] map names to places and are searched in
//! their packed form, because only mirrors need them. `cargo dev world` writes the tables; for it the formats and the keys ([`gazetteer::key`], [`address_key`], [`country_value`]) are public.

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
pub use built_in::{country_value, key as address_key, unpack};
pub use centroid::{centroid, centroids};
pub use gazetteer::{city, city_size};
pub use location::Location;
pub use mmdb::DatabaseError;
