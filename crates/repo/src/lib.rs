//! RPM repositories: is a repository whole, what changed between two, how late is one, and what would it break?
//!
//! ```text
//! folder ──locate──► repositories ──load──► Repository (facts) ──rules──► findings
//!                                    ▲
//!                         tree (opens files safely)
//! ```
//!
//! - `locate` finds the repositories below a folder, and `tree` opens their files, never outside of the folder.
//! - `load` reads a repository into the facts of [`repository`], which have no opinion.
//! - [`RULES`] are functions of the facts. A rule is silent about what follows from the finding of another rule.
//! - [`verify()`] puts these together for many repositories.
//! - [`command`] is the command group `maneki repo`.

mod architecture;
pub mod command;
mod dist;
mod load;
mod locate;
mod reference;
pub mod repository;
mod rules;
mod span;
mod tree;
mod verify;

pub use command::Arguments;
pub use reference::reference_page;
pub use repository::{Depth, Repository, Terms};
pub use rules::RULES;
pub use verify::{RepositorySummary, Request, Verified, verify};
