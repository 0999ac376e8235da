use std::io::{read_to_string, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};
use maneki_ground_command::{ConfigArguments, Failure, Session};
use maneki_ground_diagnostics::Applicability;
use maneki_ground_lint::Request as How;
use maneki_mirror_lint::{Format, Request, STANDARD_INPUT, run};
use maneki_mirror_service::lint_options;

use maneki_mirror_config::Config;

/// Check the files of a registry, and fix what is simple.
///
/// Reports every problem with its place and its fix, and never uses the network. `maneki serve` leaves out files with
/// errors.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
#[command(after_help = "Examples:\n  maneki mirror lint examples/registry\n  \
    maneki mirror lint --format concise examples/registry/mirrors.d/paris.mirror.example.org.yml\n  \
    maneki mirror lint --diff examples/registry\n  maneki mirror lint --strict --format github examples/registry\n\n\
    Exit codes:\n  0  no error\n  1  an error; with --strict also a warning; with --diff something to fix\n  \
    2  wrong usage or configuration\n  3  a path cannot be read or written; the others are checked")]
pub(crate) struct Arguments {
    /// Registry folders, single mirror files, and `-` for standard input
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format of the findings
    #[arg(long, default_value = "full")]
    format: FormatWord,
    /// Fail on warnings as well
    #[arg(long)]
    strict: bool,
    /// Fix problems in place where the meaning does not change; comments, order and quoting are preserved
    #[arg(long)]
    fix: bool,
    /// With --fix or --diff: also apply fixes that may change the meaning, such as `City` to `city`; review each
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what --fix would change, and write nothing
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
            Format::Full => "With excerpts of the files, for people",
            Format::Concise => "One finding per line: path:line:column: severity[rule-code]: message",
            Format::Json => "One document, for programs",
            Format::Github => "Annotations of GitHub Actions",
            Format::Sarif => "A SARIF 2.1.0 log, for code scanning",
        };
        Some(PossibleValue::new(self.0.word()).help(help))
    }
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        if self.unsafe_fixes && !self.fix && !self.diff {
            let message =
                "--unsafe-fixes only selects fixes: add --diff to show them, or --fix to write them";
            return Err(Failure::Usage(message.to_owned()));
        }
        let fix = match (self.fix, self.unsafe_fixes) {
            (_, true) => Some(Applicability::Unsafe),
            (true, false) => Some(Applicability::Safe),
            (false, false) => None,
        };
        let options = lint_options(&session.config(&self.config, Config::resolve, &[])?.config);
        let standard_input = self.paths.iter().any(|path| path == Path::new(STANDARD_INPUT));
        let standard_input = standard_input
            .then(|| read_to_string(stdin()))
            .transpose()
            .map_err(|error| Failure::Outside(format!("standard input cannot be read: {error}")))?;
        let how = How { format: self.format.0, strict: self.strict, fix, diff: self.diff };
        let request = Request { paths: self.paths, standard_input, how };
        let outcome = run(&request, &options, session.has_colours(), session.version)
            .map_err(|failure| Failure::Outside(failure.to_string()))?;
        session.print(&outcome.output)?;
        session.note(&outcome.note);
        for unreadable in &outcome.unreadable {
            Failure::Outside(unreadable.clone()).report();
        }
        Ok(ExitCode::from(outcome.exit_code))
    }
}
