use std::fmt;
use std::io::{BufRead, Write};

/// The streams of the process.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn BufRead,
    /// Standard output, for results.
    pub output: &'a mut dyn Write,
    /// Standard error, for messages about the work.
    pub notes: &'a mut dyn Write,
}

impl fmt::Debug for Streams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams").finish_non_exhaustive()
    }
}
