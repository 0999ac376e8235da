//! The commands of the room as a program of their own, for tests.

use std::process::ExitCode;

use clap::Parser;
use maneki_ground_command::{Environment, GlobalArguments, Session};
use maneki_ground_config::Keys;
use maneki_source::command::Arguments;

#[derive(Debug, Parser)]
struct Cli {
    #[command(flatten)]
    global: GlobalArguments,
    #[command(flatten)]
    arguments: Arguments,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let session = Session {
        keys: Keys::new(&[maneki_ground_config::KEYS]),
        environment: Environment::of_process(),
        global: cli.global,
        version: env!("CARGO_PKG_VERSION"),
    };
    match cli.arguments.run(&session) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
