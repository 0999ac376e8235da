//! HTTP without normalisation: the request of a test goes over the wire unchanged.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The header lines, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
}

impl Reply {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The lines of the body.
    pub fn lines(&self) -> Vec<&str> {
        self.body.lines().collect()
    }
}

/// Sends a GET request. The path goes over the wire unchanged.
///
/// # Panics
/// If the server does not answer.
pub fn get(server: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Reply {
    request(server, "GET", path, headers)
}

/// Sends a GET request for a URL of this machine, such as that of a `Location`.
///
/// # Panics
/// If the URL is not of this machine, or the server does not answer.
pub fn get_url(url: &str) -> Reply {
    let parts = url.strip_prefix("http://").and_then(|rest| rest.split_once('/'));
    let found = parts.and_then(|(server, path)| Some((server.parse().ok()?, path)));
    let (server, path) = found.unwrap_or_else(|| panic!("{url:?} is not of this machine"));
    get(server, &format!("/{path}"), &[])
}

/// Sends a request with any method. Unlike real clients, it normalises nothing.
///
/// # Panics
/// If the server does not answer.
pub fn request(server: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let line = |(name, value): &(&str, &str)| format!("{name}: {value}\r\n");
    let lines = headers.iter().map(line).collect::<Vec<_>>().concat();
    let text = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n{lines}\r\n");
    let reply = exchange(server, text.as_bytes());
    parse(&reply).unwrap_or_else(|| panic!("{method} {path}: not HTTP: {reply:?}"))
}

/// Sends bytes, and returns the answer up to the end of the connection.
///
/// # Panics
/// If the server cannot be reached, or keeps the connection open for half a minute.
pub fn exchange(server: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(server).unwrap_or_else(|error| panic!("{server}: {error}"));
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).unwrap_or_else(|error| panic!("{error}"));
    // A server that has read enough may close the connection before it has received everything.
    let _ = stream.write_all(bytes);
    let mut reply = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => reply.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => break,
            Err(error) => panic!("{server}: {error}"),
        }
    }
    String::from_utf8_lossy(&reply).into_owned()
}

fn parse(reply: &str) -> Option<Reply> {
    let (head, body) = reply.split_once("\r\n\r\n")?;
    let mut lines = head.lines();
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let header =
        |line: &str| line.split_once(": ").map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    Some(Reply { status, headers: lines.filter_map(header).collect(), body: body.to_owned() })
}
