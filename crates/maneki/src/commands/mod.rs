//! The commands that do not belong to a room.

pub(crate) mod config;
pub(crate) mod generated;
pub(crate) mod serve;
