//! A connection to a mirror: name, TCP, TLS, protocol, each with a time limit and a fault of its own.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::{http1, http2};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use maneki_ground_outbound::NoAddress;
use maneki_mirror_health::{ConnectFault, DnsFault, Family, Fault, TlsFault};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::{timeout, timeout_at};
use url::Url;

use crate::fault;
use crate::line::{Line, Room};
use crate::prober::Prober;

/// A question without a body, as all of ours are.
pub(crate) type Bare = Request<Empty<Bytes>>;

/// An open connection; dropped, it is closed.
#[derive(Debug)]
pub(crate) struct Connection {
    sender: Sender,
    task: JoinHandle<()>,
    /// The address at its other end.
    pub(crate) peer: IpAddr,
}

#[derive(Debug)]
enum Sender {
    Http1(http1::SendRequest<Empty<Bytes>>),
    Http2(http2::SendRequest<Empty<Bytes>>),
}

/// What strangers may make us remember of one answer's head.
const HEAD_BYTES: u32 = 64 << 10;
/// Servers send twenty headers on a bad day.
const HEADERS: usize = 100;
/// Of a body that nobody has read yet: what HTTP/2 itself begins with.
const WINDOW: u32 = 65_535;
/// Of the addresses of a name; more than these are not tried.
const ADDRESSES: usize = 3;

impl Prober {
    /// Opens a connection to where a URL leads.
    pub(crate) async fn connect(
        &self,
        url: &Url,
        family: Option<Family>,
        room: Room,
    ) -> Result<Connection, Fault> {
        let addresses = self.addresses(url, family).await?;
        let line = self.reach(&addresses, url.port_or_known_default().unwrap_or_default(), room).await?;
        let peer = line.peer().map_err(|_| ConnectFault::Reset)?;
        if url.scheme() != "https" {
            return Connection::http1(line, peer).await;
        }
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host).map_err(|_| TlsFault::Other("no name for a server".into()))?;
        let shake = self.tls.connect(name, line);
        let stream = match timeout(self.limits.connect, shake).await {
            Ok(shaken) => shaken.map_err(|error| fault::from_handshake(&error))?,
            Err(_) => return Err(TlsFault::Timeout(self.limits.connect).into()),
        };
        match stream.get_ref().1.alpn_protocol() {
            Some(b"h2") => Connection::http2(stream, peer).await,
            _ => Connection::http1(stream, peer).await,
        }
    }

    /// The addresses behind a URL: those that may be asked, and are of a family.
    pub(crate) async fn addresses(&self, url: &Url, family: Option<Family>) -> Result<Vec<IpAddr>, Fault> {
        let found = timeout(self.limits.connect, self.destinations.addresses(url)).await;
        let mut found = found.map_err(|_| DnsFault::Timeout)?.map_err(|none| match none {
            NoAddress::Refused(refusal) => fault::from_refusal(refusal),
            NoAddress::Name(name) => fault::from_name(name).into(),
        })?;
        // An address in the URL itself is the only way there.
        if matches!(url.host(), Some(url::Host::Domain(_))) {
            found.retain(|address| family.is_none_or(|family| family_of(*address) == family));
        }
        if found.is_empty() { Err(DnsFault::NoName.into()) } else { Ok(found) }
    }

    /// The first of some addresses that takes a connection.
    pub(crate) async fn reach(&self, addresses: &[IpAddr], port: u16, mut room: Room) -> Result<Line, Fault> {
        let patience = self.limits.connect;
        let deadline = tokio::time::Instant::now() + patience;
        let mut last = ConnectFault::Unreachable;
        room.open();
        for address in addresses.iter().take(ADDRESSES) {
            match timeout_at(deadline, TcpStream::connect(SocketAddr::new(*address, port))).await {
                Ok(Ok(stream)) => {
                    // Questions are small, and wait for nothing.
                    let _ = stream.set_nodelay(true);
                    return Ok(Line::new(stream, room));
                }
                Ok(Err(error)) => last = fault::from_connection(&error, patience)?,
                Err(_) => return Err(ConnectFault::Timeout(patience).into()),
            }
        }
        room.free();
        Err(last.into())
    }
}

pub(crate) fn family_of(address: IpAddr) -> Family {
    if address.is_ipv4() { Family::V4 } else { Family::V6 }
}

impl Connection {
    async fn http1<S>(stream: S, peer: IpAddr) -> Result<Self, Fault>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let shake = http1::Builder::new()
            .max_buf_size(HEAD_BYTES as usize)
            .max_headers(HEADERS)
            .handshake(TokioIo::new(stream));
        let (sender, connection) = shake.await.map_err(|error| fault::from_answer(&error))?;
        let task = tokio::spawn(async {
            // Whoever asks is told.
            let _ = connection.await;
        });
        Ok(Self { sender: Sender::Http1(sender), task, peer })
    }

    async fn http2<S>(stream: S, peer: IpAddr) -> Result<Self, Fault>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let shake = http2::Builder::new(TokioExecutor::new())
            .max_header_list_size(HEAD_BYTES)
            .initial_stream_window_size(WINDOW)
            .initial_connection_window_size(WINDOW)
            .handshake(TokioIo::new(stream));
        let (sender, connection) = shake.await.map_err(|error| fault::from_answer(&error))?;
        let task = tokio::spawn(async {
            let _ = connection.await;
        });
        Ok(Self { sender: Sender::Http2(sender), task, peer })
    }

    /// Whether it can be asked, once it is through with what it was asked before.
    pub(crate) async fn is_ready(&mut self) -> bool {
        match &mut self.sender {
            Sender::Http1(sender) => sender.ready().await.is_ok(),
            Sender::Http2(sender) => sender.ready().await.is_ok(),
        }
    }

    /// Whether the other side, or an error, has ended it.
    pub(crate) fn is_closed(&self) -> bool {
        match &self.sender {
            Sender::Http1(sender) => sender.is_closed(),
            Sender::Http2(sender) => sender.is_closed(),
        }
    }

    /// HTTP/2 asks for a whole URL; HTTP/1.1 for a path, and whose it is stands in the header `Host`.
    pub(crate) fn speaks_http2(&self) -> bool {
        matches!(self.sender, Sender::Http2(_))
    }

    pub(crate) async fn send(&mut self, question: Bare) -> hyper::Result<Response<Incoming>> {
        match &mut self.sender {
            Sender::Http1(sender) => sender.send_request(question).await,
            Sender::Http2(sender) => sender.send_request(question).await,
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // At once, whatever the other side is about to say.
        self.task.abort();
    }
}

/// What the TLS of mirrors is shaken with.
pub(crate) fn connector(mut config: rustls::ClientConfig) -> tokio_rustls::TlsConnector {
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config).into()
}

/// An error of the system in the place of a connection.
pub(crate) fn is_reset(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected};
    matches!(error.kind(), ConnectionReset | ConnectionAborted | BrokenPipe | NotConnected)
}
