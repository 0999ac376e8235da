use std::io::{BufWriter, IsTerminal, stderr};

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::EnvFilter;

use crate::settings::variable;

/// Sends log lines to standard error, through a thread of its own; they are all written when the guard is
/// dropped. `RUST_LOG` sets the levels.
pub(crate) fn start() -> WorkerGuard {
    let wanted = variable("RUST_LOG").unwrap_or_default();
    let filter = EnvFilter::builder()
        .with_default_directive(tracing::Level::INFO.into())
        .parse_lossy(wanted.to_string_lossy());
    // The thread flushes whenever no line is waiting: at full load that is one write for many lines.
    let (writer, guard) = tracing_appender::non_blocking(BufWriter::with_capacity(64 * 1024, stderr()));
    let colours = stderr().is_terminal() && variable("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(colours).init();
    guard
}
