//! One short function for each route.

pub(crate) mod api;
pub(crate) mod debug;
mod iso;
mod isolist;
pub(crate) mod list;
mod metalink;
mod mirrorlist;
mod order;
mod question;
