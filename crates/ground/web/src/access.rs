//! The access log: one line for each request, written by a thread of its own.

use std::fmt::Write as _;
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use axum::body::HttpBody;
use axum::http::{Method, Uri};
use axum::response::Response;
use jiff::Timestamp;

/// The greatest number of lines that wait for the writer: some tenths of a second at full load, a few megabytes.
const WAITING: usize = 16_384;

/// The greatest length of a logged path, in bytes; ordinary paths have less than a hundred.
const LONGEST_PATH: usize = 1024;

/// How often the writer looks for lines. Requests never wake it: that would cost more than an answer.
const PAUSE: Duration = Duration::from_millis(20);

/// The number of bytes in one write.
const BURST: usize = 16 * 1024;

/// The writer of lines; it must not be slow.
pub type AccessLines = Box<dyn Write + Send>;

/// Takes lines from requests. If the writer falls behind, lines are counted instead of written.
#[derive(Clone)]
pub(crate) struct AccessLog(Option<Arc<Mutex<Batch>>>);

/// The thread that writes the lines.
pub(crate) struct Writer(Option<JoinHandle<()>>);

/// What is known about a request before it is answered.
#[derive(Debug, Clone, Copy)]
pub struct Arrival {
    /// When it arrived.
    pub at: Timestamp,
    /// The same by the monotonic clock.
    pub(crate) began: Instant,
    /// The client's address, after trusted proxies.
    pub client: IpAddr,
    /// Whether the access log contains the whole address.
    pub(crate) whole_address: bool,
}

/// Lines that wait. The writer swaps it for an empty batch, so the lock is held only while a line is copied.
#[derive(Default)]
struct Batch {
    lines: Vec<Line>,
    /// The paths of all lines, concatenated.
    paths: String,
    lost: u64,
}

/// A request that was answered.
struct Line {
    arrival: Arrival,
    method: Method,
    /// The end of its path in the paths of the batch.
    path_end: usize,
    status: u16,
    bytes: u64,
    took: Duration,
}
impl AccessLog {
    /// Starts the writer. Without lines to write to, nothing is logged.
    pub(crate) fn start(place: Option<AccessLines>) -> std::io::Result<(Self, Writer)> {
        let Some(place) = place else { return Ok((Self(None), Writer(None))) };
        let waiting = Arc::default();
        let log = Self(Some(Arc::clone(&waiting)));
        let thread = std::thread::Builder::new().name("access-log".into());
        let thread = thread.spawn(move || write(&waiting, place))?;
        Ok((log, Writer(Some(thread))))
    }

    /// Notes a request and its response.
    pub(crate) fn note(&self, arrival: Arrival, method: &Method, uri: &Uri, response: &Response) {
        let Some(waiting) = &self.0 else { return };
        let took = arrival.began.elapsed();
        let path = uri.path_and_query().map_or("", |path| path.as_str());
        let bytes = response.body().size_hint().lower();
        let (method, status) = (method.clone(), response.status().as_u16());
        let mut batch = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if batch.lines.len() == WAITING {
            batch.lost += 1;
            return;
        }
        batch.paths.push_str(&path[..path.floor_char_boundary(LONGEST_PATH)]);
        let path_end = batch.paths.len();
        batch.lines.push(Line { arrival, method, path_end, status, bytes, took });
    }
}

impl Writer {
    /// Waits until the last lines are written, but not for a connection that was cut off and still holds the log.
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

/// Writes the waiting lines at intervals, until no request can add one.
fn write(waiting: &Arc<Mutex<Batch>>, mut place: AccessLines) {
    let mut batch = Batch::default();
    let mut text = Text::default();
    loop {
        let is_last = Arc::strong_count(waiting) == 1;
        std::mem::swap(&mut batch, &mut *waiting.lock().unwrap_or_else(PoisonError::into_inner));
        let mut path_begin = 0;
        for line in batch.lines.drain(..) {
            text.append(&line, &batch.paths[path_begin..line.path_end]);
            path_begin = line.path_end;
            if text.lines.len() >= BURST {
                text.write_to(&mut place);
            }
        }
        text.write_to(&mut place);
        batch.paths.clear();
        let missed = std::mem::take(&mut batch.lost);
        if missed > 0 {
            tracing::warn!(target: "access", missed, "access lines were lost: the log is slower than the requests");
        }
        if is_last {
            return;
        }
        std::thread::sleep(PAUSE);
    }
}

/// Lines in the format of `tracing` events with the target `access`. They are formatted here because a line through
/// the layers of `tracing` costs a third of an answer at full load.
#[derive(Default)]
struct Text {
    lines: String,
    /// The second of the last line, and its text: thousands of lines share it.
    second: Option<(i64, String)>,
}

impl Text {
    fn append(&mut self, line: &Line, path: &str) {
        let Line { arrival, method, status, bytes, took, .. } = line;
        let at = arrival.at;
        let second = match &mut self.second {
            Some((second, text)) if *second == at.as_second() => text,
            second => &mut second.insert((at.as_second(), at.strftime("%Y-%m-%dT%H:%M:%S").to_string())).1,
        };
        let client = if arrival.whole_address { arrival.client } else { cut(arrival.client) };
        // A String takes any text.
        let _ = writeln!(
            self.lines,
            "{second}.{:06}Z  INFO access: client={client} method={method} path={path} status={status} bytes={bytes} micros={}",
            at.subsec_microsecond(),
            took.as_micros()
        );
    }

    fn write_to(&mut self, place: &mut AccessLines) {
        if !self.lines.is_empty() {
            // A log that cannot be written must not stop answers.
            let _ = place.write_all(self.lines.as_bytes());
            self.lines.clear();
        }
    }
}

/// The network of an address, which shows where a client is but not who it is: /24 and /48.
fn cut(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits() & !0xff).into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & !(u128::MAX >> 48)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn a_line_has_the_format_of_the_log() {
        let mut text = Text::default();
        for (micros, path) in [(123, "/mirrorlist/9/baseos?arch=x86_64"), (999_999, "/"), (1_000_000, "/")] {
            let client = "192.0.2.77".parse().unwrap();
            let at = Timestamp::from_microsecond(1_795_417_502_000_000 + micros).unwrap();
            let line = Line {
                arrival: Arrival { at, began: clock::instant(), client, whole_address: false },
                method: Method::GET,
                path_end: 0,
                status: 200,
                bytes: 612,
                took: Duration::from_micros(9),
            };
            text.append(&line, path);
        }
        assert_eq!(
            text.lines,
            "2026-11-23T07:05:02.000123Z  INFO access: client=192.0.2.0 method=GET \
             path=/mirrorlist/9/baseos?arch=x86_64 status=200 bytes=612 micros=9\n\
             2026-11-23T07:05:02.999999Z  INFO access: client=192.0.2.0 method=GET path=/ status=200 bytes=612 micros=9\n\
             2026-11-23T07:05:03.000000Z  INFO access: client=192.0.2.0 method=GET path=/ status=200 bytes=612 micros=9\n"
        );
    }

    #[test]
    fn addresses_are_cut_to_their_network() {
        let cut = |text: &str| cut(text.parse().unwrap()).to_string();
        assert_eq!(cut("192.0.2.77"), "192.0.2.0");
        assert_eq!(cut("2001:db8:1:2:3::4"), "2001:db8:1::");
    }
}
