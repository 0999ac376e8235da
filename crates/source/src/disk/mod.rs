//! The outside world: folders that are read and written, scripts and rpmspec that are run.
#![expect(clippy::disallowed_methods, reason = "this module is where the room meets the disk")]

mod folder;
mod limited;
mod rpmspec;
mod scratch;
mod scripts;
mod write;

pub use folder::{Folder, Unopened};
pub use rpmspec::Rpmspec;
pub use scripts::Bash;
pub use write::{Unwritable, write};
