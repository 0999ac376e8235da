use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::most::Most;

/// A web server for one test, which answers as the test says, however badly.
pub struct FakeMirror {
    /// Where it answers.
    pub address: SocketAddr,
    seen: Arc<Seen>,
}

/// What it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The path, as it came.
    pub path: String,
    /// The head, as it came.
    pub head: String,
}

/// What goes over the wire: these bytes, and then …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// What is sent first.
    pub bytes: Vec<u8>,
    /// What happens then.
    pub then: Then,
}

/// What happens after the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The next request.
    Next,
    /// The end.
    Close,
    /// Nothing, until the other side has enough.
    Hang,
    /// A byte now and then.
    Drip,
    /// More and more.
    Pour,
}

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<Request>>,
    asked: Most,
    open: Most,
    ended: AtomicBool,
}

impl Request {
    /// Whether the other side wants no more after it.
    fn is_the_last(&self) -> bool {
        self.head.to_ascii_lowercase().contains("\r\nconnection: close\r\n")
    }
}

type Answer = dyn Fn(&Request) -> Wire + Send + Sync;

impl FakeMirror {
    /// Starts on 127.0.0.1.
    ///
    /// # Panics
    /// Where nothing can be opened.
    pub fn start(answer: impl Fn(&Request) -> Wire + Send + Sync + 'static) -> Self {
        Self::start_on(Ipv4Addr::LOCALHOST.into(), answer)
    }

    /// Starts on an address of this machine.
    ///
    /// # Panics
    /// Where nothing can be opened.
    pub fn start_on(address: IpAddr, answer: impl Fn(&Request) -> Wire + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).unwrap_or_else(|error| panic!("{address}: {error}"));
        let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
        let seen = Arc::new(Seen::default());
        let (state, answer): (_, Arc<Answer>) = (Arc::clone(&seen), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                if state.ended.load(Ordering::SeqCst) {
                    return;
                }
                let open = state.open.one_more();
                let (state, answer) = (Arc::clone(&state), Arc::clone(&answer));
                thread::spawn(move || {
                    let mut stream = stream;
                    serve(&mut stream, &state, &*answer);
                    // Before the other side can see that it is over.
                    drop(open);
                    drop(stream);
                });
            }
        });
        Self { address, seen }
    }

    /// Its base URL, under a host name or an address.
    pub fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/linux", self.address.port())
    }

    /// Everything that it was asked so far.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The most questions that it had at a time.
    pub fn most_at_once(&self) -> usize {
        self.seen.asked.so_far()
    }

    /// The connections that it has now.
    pub fn open(&self) -> usize {
        self.seen.open.now()
    }

    /// The most connections that it had at a time: from when it took one to when it read the end of it, or ended it
    /// itself.
    pub fn most_open(&self) -> usize {
        self.seen.open.so_far()
    }
}

impl Drop for FakeMirror {
    fn drop(&mut self) {
        self.seen.ended.store(true, Ordering::SeqCst);
        // Wakes the one who waits for connections.
        let _ = TcpStream::connect(self.address);
    }
}

impl Wire {
    /// Status 200 with a body.
    pub fn ok(body: &[u8]) -> Self {
        Self::with(200, &[], body)
    }

    /// A status without a body.
    pub fn status(status: u16) -> Self {
        Self::with(status, &[], b"")
    }

    /// A status with headers and a body.
    pub fn with(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let head = format!("HTTP/1.1 {status} So\r\n{}Content-Length: {length}\r\n\r\n", lines.concat());
        Self { bytes: [head.as_bytes(), body].concat(), then: Then::Next }
    }

    /// These very bytes.
    pub fn raw(bytes: &[u8], then: Then) -> Self {
        Self { bytes: bytes.to_vec(), then }
    }
}

fn serve(stream: &mut TcpStream, seen: &Seen, answer: &Answer) {
    let mut waiting = Vec::new();
    while let Some(request) = next(stream, &mut waiting) {
        let asked = seen.asked.one_more();
        seen.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        let wire = answer(&request);
        let head_only = request.method == "HEAD";
        let end = wire.bytes.windows(4).position(|bytes| bytes == b"\r\n\r\n").map(|place| place + 4);
        let bytes = if head_only { &wire.bytes[..end.unwrap_or(wire.bytes.len())] } else { &wire.bytes[..] };
        // Before the last byte: whoever has the answer may ask again at once.
        let _until_given_up = (wire.then == Then::Hang).then_some(asked);
        let then = if request.is_the_last() && wire.then == Then::Next { Then::Close } else { wire.then };
        if stream.write_all(bytes).is_err() || !go_on(stream, then) {
            return;
        }
    }
}

/// Says whether there may be another request.
fn go_on(stream: &mut TcpStream, then: Then) -> bool {
    match then {
        Then::Next => return true,
        Then::Close => {}
        Then::Hang => {
            let mut rest = [0; 1024];
            while stream.read(&mut rest).is_ok_and(|length| length > 0) {}
        }
        Then::Drip => {
            // So seldom that not even the few bytes of a TIME are there before patience ends.
            while stream.write_all(b" ").is_ok() {
                thread::sleep(Duration::from_millis(200));
            }
        }
        Then::Pour => while stream.write_all(&[b' '; 16384]).is_ok() {},
    }
    false
}

fn next(stream: &mut TcpStream, waiting: &mut Vec<u8>) -> Option<Request> {
    loop {
        if let Some(end) = waiting.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let rest = waiting.split_off(end + 4);
            let head = String::from_utf8_lossy(&std::mem::replace(waiting, rest)).into_owned();
            let mut words = head.split(' ').map(str::to_owned);
            return Some(Request { method: words.next()?, path: words.next()?, head: head.clone() });
        }
        let mut buffer = [0; 4096];
        match stream.read(&mut buffer) {
            Ok(0) => return None,
            Ok(length) => waiting.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}
