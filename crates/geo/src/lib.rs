//! Where is this address, and where is this city?
mod built_in;
mod bytes;
mod centroid;
pub mod gazetteer;
pub mod names;
pub mod ranges;
pub use built_in::{country_value, key as address_key};
pub use centroid::centroid;
pub use gazetteer::city;
