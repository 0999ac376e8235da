//! The command group `maneki election`, with a file for each command.
#![expect(clippy::disallowed_methods, reason = "commands read the files that they are given")]

mod board;
mod certify;
mod check;
mod committee;
mod context;
mod count;
mod files;
mod findings;
mod folder;
mod plan;
mod publish;
mod roll;
mod rules;
mod rules_file;
mod vacancy;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use maneki_ground_command::{Failure, Session};

pub use committee::{CommitteeArguments, CommitteeCommand};
pub use context::{Context, Done};

/// Check, count, verify and publish elections.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  maneki election count ballots.blt --method scottish\n\n\
    Exit codes:\n  0  done and good\n  1  done, and an error was found, or the result is undecided\n  \
    2  wrong usage\n  3  a path cannot be read")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the built-in rule sets, or show one with its sources, conflicts and open questions
    Rules(rules::Arguments),
    /// Check the folder of an election: plan, roll, nominations, board
    Check(check::Arguments),
    /// Show every window of the plan, with its slack in days
    Plan(plan::Arguments),
    /// Show every member: who may vote, with which weight, and why not
    Roll(roll::Arguments),
    /// Show the board: cohorts, seats at risk, control
    Board(board::Arguments),
    /// Show what may happen with a seat that became empty
    Vacancy(vacancy::Arguments),
    /// Count a file of votes
    Count(count::Arguments),
    /// Check, count and compare an election, and certify its result
    Certify(certify::Arguments),
    /// Write the page of an election, or compare it with the data
    Publish(publish::Arguments),
    /// Verify a published ledger: chain, receipts, recount
    Verify(verify::Arguments),
}

impl Arguments {
    /// Runs the command and prints its result.
    pub fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let at = match &self.command {
            Command::Certify(arguments) => Some(session.time(arguments.time)?),
            _ => None,
        };
        let context = Context { colour: session.has_colours(), version: session.version, at };
        let done = self.command.execute(&context)?;
        session.print(&done.output)?;
        session.note(&done.note);
        Ok(ExitCode::from(done.code))
    }
}

impl Command {
    /// Does everything but printing.
    pub fn execute(self, context: &Context) -> Result<Done, Failure> {
        match self {
            Self::Rules(arguments) => arguments.execute(context),
            Self::Check(arguments) => arguments.execute(context),
            Self::Plan(arguments) => arguments.execute(context),
            Self::Roll(arguments) => arguments.execute(context),
            Self::Board(arguments) => arguments.execute(context),
            Self::Vacancy(arguments) => arguments.execute(context),
            Self::Count(arguments) => arguments.execute(context),
            Self::Certify(arguments) => arguments.execute(context),
            Self::Publish(arguments) => arguments.execute(context),
            Self::Verify(arguments) => arguments.execute(context),
        }
    }
}
