#![expect(clippy::print_stderr, reason = "this is where the command line says what went wrong")]

use std::process::ExitCode;

use maneki_ground_diagnostics::printable;
use maneki_mirror_checker::ProbersError;

/// Why a command could not do its work; each kind has its exit code.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Wrong usage or configuration: 2, as clap exits.
    Usage(String),
    /// The outside world failed, a file, the network or a database: 3.
    Outside(String),
}

impl From<ProbersError> for Failure {
    fn from(error: ProbersError) -> Self {
        let text = format!("mirrors cannot be checked: {error}");
        if error.is_of_a_file() { Self::Outside(text) } else { Self::Usage(text) }
    }
}

impl Failure {
    /// Says what is wrong on standard error, and how to exit.
    pub(crate) fn report(&self) -> ExitCode {
        let (text, code) = match self {
            Self::Usage(text) => (text, 2),
            Self::Outside(text) => (text, 3),
        };
        eprintln!("error: {}", printable(text));
        ExitCode::from(code)
    }
}
