//! The access log: one line for each request, written by a thread of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use axum::http::{Method, Uri};

/// How many lines may wait for the writer. Some tenths of a second at full load, and a few megabytes.
const WAITING: usize = 16_384;

/// Takes lines from requests without ever letting them wait: where the writer falls behind, lines are
/// counted instead of written.
#[derive(Clone)]
pub(crate) struct AccessLog {
    lines: Option<SyncSender<Line>>,
    lost: Arc<AtomicU64>,
}

/// What is remembered of a request.
pub(crate) struct Line {
    pub(crate) client: IpAddr,
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) status: u16,
    pub(crate) bytes: Option<u64>,
    pub(crate) took: Duration,
    /// Whole addresses are logged only where the operator says so.
    pub(crate) whole_address: bool,
}

impl AccessLog {
    /// Starts the writer; it ends when the last clone is gone. Without a reader of the lines nothing is
    /// kept.
    pub(crate) fn start() -> std::io::Result<Self> {
        let lost = Arc::new(AtomicU64::new(0));
        if !tracing::enabled!(target: "access", tracing::Level::INFO) {
            return Ok(Self { lines: None, lost });
        }
        let (sender, receiver) = sync_channel(WAITING);
        let lost_lines = Arc::clone(&lost);
        std::thread::Builder::new().name("access-log".into()).spawn(move || write(&receiver, &lost_lines))?;
        Ok(Self { lines: Some(sender), lost })
    }

    pub(crate) fn is_on(&self) -> bool {
        self.lines.is_some()
    }

    pub(crate) fn note(&self, line: Line) {
        if let Some(lines) = &self.lines
            && lines.try_send(line).is_err()
        {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn write(lines: &Receiver<Line>, lost: &AtomicU64) {
    while let Ok(line) = lines.recv() {
        let client = if line.whole_address { line.client } else { cut(line.client) };
        tracing::info!(
            target: "access",
            %client,
            method = %line.method,
            path = %line.uri,
            status = line.status,
            bytes = line.bytes,
            micros = u64::try_from(line.took.as_micros()).unwrap_or(u64::MAX),
        );
        let missed = lost.swap(0, Ordering::Relaxed);
        if missed > 0 {
            tracing::warn!(target: "access", missed, "lines were lost: the log is slower than the requests");
        }
    }
}

/// The network of an address that says where a client is and not who: /24 and /48.
fn cut(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits() & !0xff).into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !(u128::MAX >> 48)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_cut_to_their_network() {
        let cut = |text: &str| cut(text.parse().unwrap()).to_string();
        assert_eq!(cut("192.0.2.77"), "192.0.2.0");
        assert_eq!(cut("2001:db8:1:2:3::4"), "2001:db8:1::");
    }
}
