use std::io::{ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::most::Most;

/// A web server for one test. It answers exactly as the test says, correctly or not.
pub struct FakeMirror {
    /// The address that it listens on.
    pub address: SocketAddr,
    seen: Arc<Seen>,
}

/// A request that it received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The method, such as `GET`.
    pub method: String,
    /// The path as received.
    pub path: String,
    /// The whole head as received.
    pub head: String,
}

/// An answer as bytes on the wire, and what happens after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// Head and body.
    pub bytes: Vec<u8>,
    /// The state of the connection afterwards.
    pub then: Then,
}

/// What happens after the bytes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The server reads the next request.
    Next,
    /// The server closes the connection.
    Close,
    /// The server sends nothing until the client closes the connection.
    Hang,
    /// The server sends a byte now and then.
    Drip,
    /// The server sends bytes without end.
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
    /// Whether the client asks to close the connection after the answer.
    fn is_the_last(&self) -> bool {
        self.head.to_ascii_lowercase().contains("\r\nconnection: close\r\n")
    }
}

type Answer = dyn Fn(&Request) -> Wire + Send + Sync;

impl FakeMirror {
    /// Starts on 127.0.0.1.
    ///
    /// # Panics
    /// If it cannot listen.
    pub fn start(answer: impl Fn(&Request) -> Wire + Send + Sync + 'static) -> Self {
        Self::start_on(Ipv4Addr::LOCALHOST.into(), answer)
    }

    /// Starts on an address of this machine.
    ///
    /// # Panics
    /// If it cannot listen.
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
                    // Count before the client can see the end of the connection.
                    drop(open);
                    drop(stream);
                });
            }
        });
        Self { address, seen }
    }

    /// Its base URL with this host name or address.
    pub fn url(&self, host: &str) -> String {
        format!("http://{host}:{}/linux", self.address.port())
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Request> {
        self.seen.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The greatest number of simultaneous requests so far.
    pub fn most_at_once(&self) -> usize {
        self.seen.asked.so_far()
    }

    /// The number of open connections.
    pub fn open(&self) -> usize {
        self.seen.open.now()
    }

    /// The greatest number of simultaneous connections so far. A connection counts from its acceptance until the server
    /// reads its end or closes it.
    pub fn most_open(&self) -> usize {
        self.seen.open.so_far()
    }
}

impl Drop for FakeMirror {
    fn drop(&mut self) {
        self.seen.ended.store(true, Ordering::SeqCst);
        // Wake the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
    }
}

impl Wire {
    /// An answer with status 200 and a body.
    pub fn ok(body: &[u8]) -> Self {
        Self::with(200, &[], body)
    }

    /// An answer with a status and an empty body.
    pub fn status(status: u16) -> Self {
        Self::with(status, &[], b"")
    }

    /// An answer with a status, headers and a body.
    pub fn with(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let lines: Vec<String> = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let head = format!("HTTP/1.1 {status} So\r\n{}Content-Length: {length}\r\n\r\n", lines.concat());
        Self { bytes: [head.as_bytes(), body].concat(), then: Then::Next }
    }

    /// An answer of exactly these bytes.
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
        // End the count before the last byte, because the client may send its next request as soon as it has the answer.
        let _until_given_up = (wire.then == Then::Hang).then_some(asked);
        let then = if request.is_the_last() && wire.then == Then::Next { Then::Close } else { wire.then };
        if stream.write_all(bytes).is_err() || !go_on(stream, then) {
            return;
        }
    }
}

/// Returns whether another request can follow.
fn go_on(stream: &mut TcpStream, then: Then) -> bool {
    match then {
        Then::Next => return true,
        Then::Close => {}
        Then::Hang => {
            let mut rest = [0; 1024];
            while stream.read(&mut rest).is_ok_and(|length| length > 0) {}
        }
        Then::Drip => {
            // So slow that even the few bytes of a `TIME` file do not arrive before the client gives up.
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
