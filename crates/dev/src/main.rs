//! What developers do now and then and not by hand: `cargo dev <task>`.
//!
//! - [`generate`] writes the reference pages that are made from the code.
//! - [`world`] builds the geographic tables that are committed under `crates/geo/data`.

mod generate;
mod world;

use clap::{Parser, Subcommand};

/// Tasks for developers.
#[derive(Debug, Parser)]
#[command(name = "cargo dev")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Write the generated reference pages.
    Generate(generate::Arguments),
    /// Build the geographic tables from their pinned sources.
    World(world::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Generate(arguments) => generate::run(&arguments),
        Task::World(arguments) => world::run(&arguments),
    }
}
