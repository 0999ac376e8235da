use std::io::{BufWriter, IsTerminal, stderr};

use maneki_mirror_service::AccessLines;
use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_subscriber::EnvFilter;

use crate::settings::variable;

/// The log of the service.
pub(crate) struct Log {
    /// Where lines go, without waiting.
    writer: NonBlocking,
    /// Dropped last: everything is written then.
    _guard: WorkerGuard,
}

/// Sends log lines to standard error, through a thread of its own. `RUST_LOG` sets the levels.
pub(crate) fn start() -> Log {
    let wanted = variable("RUST_LOG").unwrap_or_default();
    let filter = filter(&wanted.to_string_lossy());
    // The thread flushes whenever no line is waiting: at full load that is one write for many lines.
    let (writer, guard) = tracing_appender::non_blocking(BufWriter::with_capacity(64 * 1024, stderr()));
    let colours = stderr().is_terminal() && variable("NO_COLOR").is_none_or(|value| value.is_empty());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer.clone()).with_ansi(colours).init();
    Log { writer, _guard: guard }
}

impl Log {
    /// Where access lines go, unless `RUST_LOG` switches them off.
    pub(crate) fn access_lines(&self) -> Option<AccessLines> {
        let wanted = tracing::enabled!(target: "access", tracing::Level::INFO);
        wanted.then(|| Box::new(self.writer.clone()) as AccessLines)
    }
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
