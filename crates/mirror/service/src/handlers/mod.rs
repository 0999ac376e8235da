//! One short function for each route.

pub(crate) mod api;
pub(crate) mod debug;
pub(crate) mod health;
mod iso;
mod isolist;
pub(crate) mod list;
mod metalink;
mod mirrorlist;
mod order;
