//! Tasks for developers: `cargo dev <task>`.
//!
//! - [`mod@test`] runs all checks.
//! - [`demo`] serves mirrors that run on this machine, with a month of history.
//! - [`generate`] writes the reference pages that are generated from code.
//! - [`world`] builds the geographic tables that are committed under `crates/mirror/geo/data`.

mod demo;
mod generate;
mod packages;
mod test;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tasks for developers
#[derive(Debug, Parser)]
#[command(name = "cargo dev", bin_name = "cargo dev")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run all checks: format, lints, documentation, tests, licences, generated pages
    Test(test::Arguments),
    /// Serve mirrors that run on this machine, with a month of history
    Demo(demo::Arguments),
    /// Write the generated reference pages
    Generate(generate::Arguments),
    /// Build the geographic tables from their pinned sources
    World(world::Arguments),
}

#[expect(clippy::print_stderr, reason = "reports why the task failed")]
fn main() -> ExitCode {
    let result = match Arguments::parse().task {
        Task::Test(arguments) => test::run(&arguments),
        Task::Demo(arguments) => demo::run(&arguments),
        Task::Generate(arguments) => generate::run(&arguments),
        Task::World(arguments) => world::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
