//! A folder in memory: what is in it, what was changed, and which files a target means.
//!
//! A [`Tree`] never touches the disk. It is made from a list of what there is and reads contents from a [`Source`],
//! the first time that they are needed; changes stay in memory until a caller writes [`Tree::changes`].

mod change;
mod entry;
mod glob;
mod memory;
mod target;
#[expect(clippy::module_inception, reason = "the folder is about the type of this name")]
mod tree;

pub use change::Change;
pub use entry::{Entry, FILE_MODE};
pub use memory::Memory;
pub(crate) use target::path_matches;
pub use target::{Hit, Hits, Resolved};
pub use tree::{Source, Tree, Unreadable};
