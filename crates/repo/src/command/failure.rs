use std::io;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// An argument is wrong; exit code 2.
    #[error("{0}")]
    Usage(String),
    /// A file or the network failed; exit code 3.
    #[error("{0}")]
    Outside(String),
    /// A stream of the process failed; a closed pipe is not worth a message.
    #[error("standard input or output failed: {0}")]
    Stream(#[from] io::Error),
}
