use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::Timestamp;

use crate::moment::moment;

/// Flags of every command.
#[derive(Debug, Clone, Default, Args)]
pub struct GlobalArguments {
    /// When to use colours
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto, global = true)]
    pub color: Colour,
    /// Print results and errors only: no notes, no progress; the service logs warnings and errors
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Log more: -v for details, -vv for everything
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// When output has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The flag that names the configuration file.
#[derive(Debug, Clone, Default, Args)]
pub struct ConfigArguments {
    /// The configuration file [default: ./maneki.toml if it exists]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The flag that names the state folder.
#[derive(Debug, Clone, Default, Args)]
pub struct StateArguments {
    /// The folder for what must survive a restart [default: `$XDG_STATE_HOME/maneki`, else
    /// `~/.local/state/maneki`]
    #[arg(long, value_name = "DIR")]
    pub state: Option<PathBuf>,
}

/// The flag that sets the time of a command.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct TimeArgument {
    /// The time that counts as now, in RFC 3339 or as Unix seconds [default: `$SOURCE_DATE_EPOCH`, else the clock]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub at: Option<Timestamp>,
}
