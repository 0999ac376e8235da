#![expect(clippy::print_stderr, reason = "notes of the command line go to standard error")]

use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write, stderr, stdout};

use crate::arguments::Colour;
use crate::failure::Failure;

/// Writes a result to standard output. A reader that went away (`| head`) is not a failure.
pub(crate) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Outside(format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a note to standard error, apart from the result.
pub(crate) fn note(text: &str) {
    eprint!("{text}");
}

/// A standard stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    Output,
    Error,
}

impl Stream {
    pub(crate) fn is_terminal(self) -> bool {
        match self {
            Self::Output => stdout().is_terminal(),
            Self::Error => stderr().is_terminal(),
        }
    }
}

/// Whether output has colours; users decline them with `NO_COLOR` (<https://no-color.org>).
pub(crate) fn has_colours(colour: Colour, is_terminal: bool, is_declined: bool) -> bool {
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && !is_declined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_wins_over_the_terminal_and_the_environment() {
        assert!(has_colours(Colour::Auto, true, false));
        assert!(!has_colours(Colour::Auto, true, true) && !has_colours(Colour::Auto, false, false));
        assert!(has_colours(Colour::Always, false, true));
        assert!(!has_colours(Colour::Never, true, false));
    }
}
