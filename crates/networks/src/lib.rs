//! Which networks are whose, where the registry itself does not say: what the clouds publish, and the
//! `subnets` that a mirror file gives as a URL.
//!
//! - [`cloud::parse`] and [`subnets::parse`] turn bytes into a [`Reading`]: networks, and how many entries
//!   were no networks. They are functions of the bytes and nothing else.

pub mod cloud;
mod document;
pub mod subnets;

pub use document::{NotTheShape, Reading};
