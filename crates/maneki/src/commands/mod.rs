//! What the binary can do, a file for each.

mod check;
mod config;
mod drain;
mod generated;
mod lint;
mod new;
mod repo;
mod schema;
mod select;
mod serve;

use std::io::{self, BufWriter, ErrorKind, Write, stdout};
use std::process::ExitCode;

use clap::Subcommand;

use crate::failure::Failure;

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Answer clients: load the registry, publish it, keep it fresh
    Serve(serve::Arguments),
    /// Judge a registry folder, or single mirror files
    Lint(lint::Arguments),
    /// Write a mirror file: from flags, or from answers to questions
    New(new::Arguments),
    /// Look at every mirror now, and say which are good and why the others are not
    Check(check::Arguments),
    /// Take a mirror out at once, and let it serve again
    Drain(drain::Arguments),
    /// Show the answer that a client would get, and why
    Select(select::Arguments),
    /// Read RPM repositories, and report what is wrong with them
    Repo(repo::Arguments),
    /// Show the configuration that is in force
    Config(config::Arguments),
    /// Print the JSON Schema of a file, for editors
    Schema(schema::Arguments),
    /// Print completions for a shell
    Completions(generated::Completions),
    /// Print the manual page, or write one for each command
    Man(generated::Man),
}

impl Command {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        match self {
            Self::Serve(arguments) => arguments.run(),
            Self::Lint(arguments) => arguments.run(),
            Self::New(arguments) => arguments.run(),
            Self::Check(arguments) => arguments.run(),
            Self::Drain(arguments) => arguments.run(),
            Self::Select(arguments) => arguments.run(),
            Self::Repo(arguments) => arguments.run(),
            Self::Config(arguments) => arguments.run(),
            Self::Schema(arguments) => arguments.run(),
            Self::Completions(arguments) => arguments.run(),
            Self::Man(arguments) => arguments.run(),
        }
    }
}

/// Writes to standard output; a reader that went away (`| head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    print_by(|out| out.write_all(text.as_bytes()))
}

/// The same for what is better written piece by piece.
fn print_by(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Outside(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a word about the work to standard error, apart from its result.
#[expect(clippy::print_stderr, reason = "notes are for the person and not for the pipe")]
fn print_note(note: &str) {
    eprint!("{note}");
}
