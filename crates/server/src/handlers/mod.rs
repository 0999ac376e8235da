//! One short function for each route.

pub(crate) mod api;
pub(crate) mod debug;
pub(crate) mod health;
pub(crate) mod list;
mod metalink;
mod mirrorlist;
