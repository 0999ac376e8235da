use std::io::{BufWriter, ErrorKind, Write, stderr, stdin, stdout};
use std::process::ExitCode;

use clap::Args;
use maneki_repo::command::{Command, Streams};

use maneki_ground_command::Failure;

/// Read RPM repositories offline, and report what is wrong with them.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki repo vercmp 1.0~rc1 1.0")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

impl Arguments {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let mut output = BufWriter::new(stdout().lock());
        let streams =
            &mut Streams { input: &mut stdin().lock(), output: &mut output, notes: &mut stderr().lock() };
        let result = self.command.run(streams).and_then(|code| Ok(output.flush().map(|()| code)?));
        match result {
            Ok(code) => Ok(ExitCode::from(code)),
            Err(failure) => failed(failure),
        }
    }
}

/// A reader that went away (`| head`) is not a failure.
fn failed(failure: maneki_repo::command::Failure) -> Result<ExitCode, Failure> {
    use maneki_repo::command::Failure as Room;
    match failure {
        Room::Usage(text) => Err(Failure::Usage(text)),
        Room::Stream(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        outside => Err(Failure::Outside(outside.to_string())),
    }
}
