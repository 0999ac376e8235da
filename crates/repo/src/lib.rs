//! RPM repositories: is a repository whole, what changed between two, how late is one, and what would it break?
//!
//! [`command`] is the command group `maneki repo`.

pub mod command;
