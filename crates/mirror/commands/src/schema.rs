use std::process::ExitCode;

use clap::{Args, ValueEnum};
use maneki_mirror_lint::Schema;

use maneki_ground_command::{Failure, Session};

/// Print the JSON Schema of a file, for editors.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki mirror schema mirror > mirror.schema.json\n  maneki mirror schema config > config.schema.json\n\n\
    Exit codes:\n  0  printed\n  2  wrong usage\n  3  standard output cannot be written"
)]
pub(crate) struct Arguments {
    /// The file: a mirror file, or the config.yml of the registry
    name: Name,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Name {
    /// A mirror file
    Mirror,
    /// The registry's config.yml
    Config,
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let schema = match self.name {
            Name::Mirror => Schema::Mirror.json(),
            Name::Config => Schema::Config.json(),
        };
        session.print(&schema)?;
        Ok(ExitCode::SUCCESS)
    }
}
