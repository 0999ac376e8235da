use std::io::{IsTerminal, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use maneki_ground_diagnostics::Applicability;
use maneki_mirror_lint::{Format, Request, run};
use maneki_mirror_service::lint_options;

use super::{print, print_note};
use crate::failure::Failure;
use crate::settings::{ConfigArguments, variable};

/// Judge a registry folder, or single mirror files.
///
/// Says everything that is wrong, where, and what to write instead; never needs the network. An error means
/// that `maneki serve` leaves the file out.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
#[command(after_help = "Examples:\n  maneki lint examples/registry\n  \
    maneki lint --format concise examples/registry/mirrors.d/paris.mirror.example.org.yml\n  \
    maneki lint --diff examples/registry\n  maneki lint --strict --format github examples/registry\n\n\
    Exit codes:\n  0  no error\n  1  an error; with --strict also a warning; with --diff something to fix\n  \
    2  wrong usage or configuration\n  3  a path cannot be read or written; the others are judged")]
pub(crate) struct Arguments {
    /// Registry folders, judged as a whole, and single mirror files, judged alone
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, default_value = "full")]
    format: FormatWord,
    /// Warnings fail as well
    #[arg(long)]
    strict: bool,
    /// Put right in place what a program can without changing the meaning; comments, order and quotes stay
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: also what changes the meaning, such as `City` to `city`; look at each
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what fixing would change, and write nothing
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    config: ConfigArguments,
}

#[derive(Debug, Clone, Copy)]
struct FormatWord(Format);

impl ValueEnum for FormatWord {
    fn value_variants<'a>() -> &'a [Self] {
        const {
            &[
                Self(Format::Full),
                Self(Format::Concise),
                Self(Format::Json),
                Self(Format::Github),
                Self(Format::Sarif),
            ]
        }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            Format::Full => "With the piece of the file, for people",
            Format::Concise => "One finding a line: path:line:column: severity[rule-code]: message",
            Format::Json => "One document, for programs",
            Format::Github => "Annotations of GitHub Actions",
            Format::Sarif => "A SARIF 2.1.0 log, for code scanning",
        };
        Some(PossibleValue::new(self.0.word()).help(help))
    }
}

impl Arguments {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        if self.unsafe_fixes && !self.fix && !self.diff {
            let message =
                "--unsafe-fixes only says which fixes: add --diff to see them, or --fix to write them";
            return Err(Failure::Usage(message.to_owned()));
        }
        let fix = match (self.fix, self.unsafe_fixes) {
            (_, true) => Some(Applicability::Unsafe),
            (true, false) => Some(Applicability::Safe),
            (false, false) => None,
        };
        let options = lint_options(&self.config.load(&[])?.config);
        let request =
            Request { paths: self.paths, format: self.format.0, strict: self.strict, fix, diff: self.diff };
        let outcome = run(&request, &options, wants_colour(), env!("CARGO_PKG_VERSION"))
            .map_err(|failure| Failure::Outside(failure.to_string()))?;
        print(&outcome.output)?;
        print_note(&outcome.note);
        for unreadable in &outcome.unreadable {
            Failure::Outside(unreadable.to_string()).report();
        }
        Ok(ExitCode::from(outcome.exit_code))
    }
}

/// Colours are for terminals whose owner did not decline them (<https://no-color.org>).
pub(super) fn wants_colour() -> bool {
    stdout().is_terminal() && variable("NO_COLOR").is_none_or(|value| value.is_empty())
}
