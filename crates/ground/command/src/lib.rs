//! What the commands of every room share: exit codes, output, configuration, state folder and time.
//!
//! `main` reads the environment and the global flags once, into a [`Session`], and passes it to the command of a room.
//! A command has a clap type with a `run(self, session: &Session) -> Result<ExitCode, Failure>`:
//!
//! ```
//! use std::process::ExitCode;
//!
//! use maneki_ground_command::{Failure, Session};
//!
//! /// Compare two versions.
//! #[derive(Debug, clap::Args)]
//! struct Arguments {
//!     left: String,
//!     right: String,
//! }
//!
//! impl Arguments {
//!     fn run(self, session: &Session) -> Result<ExitCode, Failure> {
//!         session.print(&format!("{:?}\n", self.left.cmp(&self.right)))?;
//!         Ok(ExitCode::SUCCESS)
//!     }
//! }
//! ```
//!
//! - [`Session`]: everything a command may know besides its own arguments
//! - [`Failure`]: why a command could not do its work; each kind has an exit code
//! - [`GlobalArguments`], [`ConfigArguments`], [`StateArguments`], [`TimeArgument`]: flags that commands share
//!
//! Every command exits with 0 if it is done and found nothing wrong, with 1 if it is done and found something wrong,
//! and otherwise with the code of its [`Failure`].

mod arguments;
mod environment;
mod failure;
mod moment;
mod output;
mod session;

pub use arguments::{Colour, ConfigArguments, GlobalArguments, StateArguments, TimeArgument};
pub use environment::Environment;
pub use failure::Failure;
pub use moment::moment;
pub use session::Session;
