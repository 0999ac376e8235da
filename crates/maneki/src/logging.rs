use std::io::{BufWriter, stderr};

use maneki_ground_web::AccessLines;
use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_subscriber::EnvFilter;

use maneki_ground_command::Session;

/// The log of the service.
pub(crate) struct Log {
    /// Takes lines without waiting.
    writer: NonBlocking,
    /// Writes the remaining lines when it is dropped.
    _guard: WorkerGuard,
}

/// Sends log lines to standard error, through a thread of its own. `RUST_LOG` sets the levels, over `-q` and `-v`.
pub(crate) fn start(session: &Session) -> Log {
    let wanted = session.environment.get("RUST_LOG").unwrap_or_default();
    let level = match (session.global.quiet, session.global.verbose) {
        (true, _) => "warn",
        (false, 0) => "info",
        (false, 1) => "info,maneki=debug",
        (false, _) => "trace",
    };
    let filter = filter(level, &wanted.to_string_lossy());
    // The thread flushes whenever no line is waiting: at full load one write takes many lines.
    let (writer, guard) = tracing_appender::non_blocking(BufWriter::with_capacity(64 * 1024, stderr()));
    let colours = session.has_coloured_notes();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(writer.clone()).with_ansi(colours).init();
    Log { writer, _guard: guard }
}

impl Log {
    /// The writer of access lines, unless `RUST_LOG` switches them off.
    pub(crate) fn access_lines(&self) -> Option<AccessLines> {
        let wanted = tracing::enabled!(target: "access", tracing::Level::INFO);
        wanted.then(|| Box::new(self.writer.clone()) as AccessLines)
    }
}

/// The default level, then the wanted levels: `access=off` keeps the default for the rest, `warn` replaces it.
fn filter(level: &str, wanted: &str) -> EnvFilter {
    EnvFilter::builder().parse_lossy(format!("{level},{wanted}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_keeps_the_default_for_the_rest() {
        let directives = |wanted| {
            let shown = filter("info", wanted).to_string();
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
