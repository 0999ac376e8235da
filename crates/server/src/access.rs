//! The access log: one line for each request, written by a thread of its own.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::http::{Method, Uri};

/// How many lines may wait for the writer. Some tenths of a second at full load, and a few megabytes.
const WAITING: usize = 16_384;

/// How often the writer looks for lines. It is never woken by a request: that would cost each of them more
/// than its answer does.
const PAUSE: Duration = Duration::from_millis(20);

/// Takes lines from requests without ever letting them wait: where the writer falls behind, lines are
/// counted instead of written.
#[derive(Clone)]
pub(crate) struct AccessLog {
    lines: Option<SyncSender<Line>>,
    lost: Arc<AtomicU64>,
}

/// The thread that writes.
pub(crate) struct Writer(Option<JoinHandle<()>>);

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
    /// Starts the writer. Where access lines are switched off, nothing is kept.
    pub(crate) fn start() -> std::io::Result<(Self, Writer)> {
        let lost = Arc::new(AtomicU64::new(0));
        if !tracing::enabled!(target: "access", tracing::Level::INFO) {
            return Ok((Self { lines: None, lost }, Writer(None)));
        }
        let (sender, receiver) = sync_channel(WAITING);
        let lost_lines = Arc::clone(&lost);
        let thread = std::thread::Builder::new().name("access-log".into());
        let thread = thread.spawn(move || write(&receiver, &lost_lines))?;
        Ok((Self { lines: Some(sender), lost }, Writer(Some(thread))))
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

impl Writer {
    /// Waits until the last lines are written. A connection that was cut off may still hold the log: that is
    /// not waited for.
    pub(crate) async fn finish(self) {
        let Some(thread) = self.0 else { return };
        for _ in 0..50 {
            if thread.is_finished() {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

fn write(lines: &Receiver<Line>, lost: &AtomicU64) {
    loop {
        match lines.try_recv() {
            Ok(line) => line.write(),
            Err(TryRecvError::Empty) => {
                let missed = lost.swap(0, Ordering::Relaxed);
                if missed > 0 {
                    tracing::warn!(target: "access", missed, "lines were lost: the log is slower than the requests");
                }
                std::thread::sleep(PAUSE);
            }
            Err(TryRecvError::Disconnected) => return,
        }
    }
}

impl Line {
    fn write(&self) {
        let client = if self.whole_address { self.client } else { cut(self.client) };
        tracing::info!(
            target: "access",
            %client,
            method = %self.method,
            path = %self.uri,
            status = self.status,
            bytes = self.bytes,
            micros = u64::try_from(self.took.as_micros()).unwrap_or(u64::MAX),
        );
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
