//! The access log: one line for each request, written by a thread of its own.

use std::fmt::Write as _;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::http::{Method, Uri};
use jiff::Timestamp;

/// How many lines may wait for the writer. Some tenths of a second at full load, and a few megabytes.
const WAITING: usize = 16_384;

/// How often the writer looks for lines. It is never woken by a request: that would cost each of them more
/// than its answer does.
const PAUSE: Duration = Duration::from_millis(20);

/// How many bytes are written at once.
const BURST: usize = 16 * 1024;

/// Where lines go.
pub type Place = Box<dyn Write + Send>;

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
    pub(crate) at: Timestamp,
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
    /// Starts the writer of lines. Without a place for them nothing is kept.
    pub(crate) fn start(place: Option<Place>) -> std::io::Result<(Self, Writer)> {
        let lost = Arc::new(AtomicU64::new(0));
        let Some(place) = place else {
            return Ok((Self { lines: None, lost }, Writer(None)));
        };
        let (sender, receiver) = sync_channel(WAITING);
        let lost_lines = Arc::clone(&lost);
        let thread = std::thread::Builder::new().name("access-log".into());
        let thread = thread.spawn(move || write(&receiver, &lost_lines, place))?;
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

fn write(lines: &Receiver<Line>, lost: &AtomicU64, mut place: Place) {
    let mut text = String::with_capacity(2 * BURST);
    loop {
        let line = lines.try_recv();
        if let Ok(line) = &line {
            line.append_to(&mut text);
        }
        if text.len() >= BURST || (line.is_err() && !text.is_empty()) {
            // A log that cannot be written is not worth an answer.
            let _ = place.write_all(text.as_bytes());
            text.clear();
        }
        match line {
            Ok(_) => {}
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
    /// Appends the line as `tracing` writes an event of target `access`; by hand, because at full load a
    /// line through its layers costs a third of an answer.
    fn append_to(&self, text: &mut String) {
        let Self { at, client, method, uri, status, bytes, took, .. } = self;
        let client = if self.whole_address { *client } else { cut(*client) };
        let (bytes, micros) = (bytes.unwrap_or_default(), took.as_micros());
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "{at:.6}  INFO access: client={client} method={method} path={uri} status={status} bytes={bytes} micros={micros}"
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
    fn a_line_looks_like_any_other_of_the_log() {
        let line = Line {
            at: Timestamp::from_microsecond(1_795_417_502_000_123).unwrap(),
            client: "192.0.2.77".parse().unwrap(),
            method: Method::GET,
            uri: "/mirrorlist/9/baseos?arch=x86_64".parse().unwrap(),
            status: 200,
            bytes: Some(612),
            took: Duration::from_micros(9),
            whole_address: false,
        };
        let mut text = String::new();
        line.append_to(&mut text);
        assert_eq!(
            text,
            "2026-11-23T07:05:02.000123Z  INFO access: client=192.0.2.0 method=GET \
             path=/mirrorlist/9/baseos?arch=x86_64 status=200 bytes=612 micros=9\n"
        );
    }

    #[test]
    fn addresses_are_cut_to_their_network() {
        let cut = |text: &str| cut(text.parse().unwrap()).to_string();
        assert_eq!(cut("192.0.2.77"), "192.0.2.0");
        assert_eq!(cut("2001:db8:1:2:3::4"), "2001:db8:1::");
    }
}
