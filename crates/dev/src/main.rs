//! What developers do now and then and not by hand: `cargo dev <task>`.
//!
//! - [`mod@test`] is the one command that says whether everything is in order.
//! - [`demo`] serves something to look at: mirrors on this machine, with a month of history.
//! - [`generate`] writes the reference pages that are made from the code.
//! - [`world`] builds the geographic tables that are committed under `crates/mirror/geo/data`.

mod demo;
mod generate;
mod packages;
mod test;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Tasks for developers.
#[derive(Debug, Parser)]
#[command(name = "cargo dev", bin_name = "cargo dev")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Look at everything: format, lints, documentation, tests, licences, generated pages.
    Test(test::Arguments),
    /// Serve mirrors that stand on this machine, with a month of history.
    Demo(demo::Arguments),
    /// Write the generated reference pages.
    Generate(generate::Arguments),
    /// Build the geographic tables from their pinned sources.
    World(world::Arguments),
}

#[expect(clippy::print_stderr, reason = "a program tells a person what went wrong")]
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
