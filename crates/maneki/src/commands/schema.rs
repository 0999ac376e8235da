use std::process::ExitCode;

use clap::{Args, ValueEnum};
use maneki_mirror_lint::Schema;

use super::print;
use crate::failure::Failure;

/// Print the JSON Schema of a file, for editors.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki schema mirror > mirror.schema.json\n  maneki schema config > config.schema.json\n\n\
    Exit codes:\n  0  printed\n  2  wrong usage\n  3  standard output cannot be written"
)]
pub(crate) struct Arguments {
    /// Which file
    of: Of,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Of {
    /// A mirror file
    Mirror,
    /// The registry's config.yml
    Config,
}

impl Arguments {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let schema = match self.of {
            Of::Mirror => Schema::Mirror.json(),
            Of::Config => Schema::Config.json(),
        };
        print(&schema)?;
        Ok(ExitCode::SUCCESS)
    }
}
