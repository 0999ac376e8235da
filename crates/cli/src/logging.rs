use std::io::{BufWriter, IsTerminal, stderr};

use tracing_appender::non_blocking::WorkerGuard;
use tracing_subscriber::EnvFilter;

use crate::settings::variable;

/// Sends log lines to standard error, through a thread of its own; they are all written when the guard is
/// dropped. `RUST_LOG` changes the levels.
pub(crate) fn start() -> WorkerGuard {
    let wanted = variable("RUST_LOG").unwrap_or_default();
    let filter = filter(&wanted.to_string_lossy());
    // The thread flushes whenever no line is waiting: at full load that is one write for many lines.
    let (writer, guard) = tracing_appender::non_blocking(BufWriter::with_capacity(64 * 1024, stderr()));
    let colours = stderr().is_terminal() && variable("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer).with_ansi(colours).init();
    guard
}

/// `info`, and then what is wanted: `access=off` leaves the rest as it was, and `warn` is for all.
fn filter(wanted: &str) -> EnvFilter {
    EnvFilter::builder().parse_lossy(format!("info,{wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_stays_as_it_was() {
        let directives = |wanted| {
            let shown = filter(wanted).to_string();
            let mut directives: Vec<_> = shown.split(',').map(str::to_owned).collect();
            directives.sort();
            directives
        };
        assert_eq!(directives(""), ["info"]);
        assert_eq!(directives("access=off"), ["access=off", "info"]);
        assert_eq!(directives("warn"), ["warn"]);
        assert_eq!(directives("maneki::networks=debug,warn"), ["maneki::networks=debug", "warn"]);
    }
}
