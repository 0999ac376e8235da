#![expect(clippy::print_stderr, reason = "errors of the command line go to standard error")]

use std::process::ExitCode;

use maneki_ground_diagnostics::printable;

/// Why a command could not do its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Wrong usage or configuration: exit code 2, the code of clap's own errors.
    Usage(String),
    /// A file, the network or a database failed: exit code 3.
    Outside(String),
}

impl Failure {
    /// Reports the failure on standard error, and returns its exit code.
    pub fn report(&self) -> ExitCode {
        eprintln!("{}", self.message());
        ExitCode::from(self.code())
    }

    /// The text of the failure, without `error:`.
    pub fn text(&self) -> &str {
        let (Self::Usage(text) | Self::Outside(text)) = self;
        text
    }

    fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Outside(_) => 3,
        }
    }

    /// The message: each problem begins with `error:`; its indented lines follow it.
    fn message(&self) -> String {
        let text = printable(self.text());
        let lines = text.lines().map(|line| {
            if line.starts_with(' ') || line.is_empty() { line.to_owned() } else { format!("error: {line}") }
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_of_a_list_begins_with_error() {
        let text = "a is wrong\n  at maneki.toml:1:1\n  help: write b\nc is wrong\n  help: write d";
        assert_eq!(
            Failure::Usage(text.to_owned()).message(),
            "error: a is wrong\n  at maneki.toml:1:1\n  help: write b\nerror: c is wrong\n  help: write d"
        );
    }
}
