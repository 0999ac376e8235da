use std::process::ExitCode;

use clap::Args;
use maneki_ground_command::{Failure, Session};

/// The schema of the config, as it is published for editors.
const SCHEMA: &str = include_str!("../../../../schemas/source.schema.json");

/// Print the JSON Schema of the config, for editors.
#[derive(Debug, Args)]
pub(super) struct Arguments {}

impl Arguments {
    #[expect(clippy::unused_self, reason = "commands are run alike")]
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        session.print(SCHEMA)?;
        Ok(ExitCode::SUCCESS)
    }
}
