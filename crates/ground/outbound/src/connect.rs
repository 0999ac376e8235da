//! Opening a connection: name, TCP, TLS and protocol, each with its own time limit and its own fault.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::net::{IpAddr, SocketAddr};

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::connection::Connection;
use crate::destinations::Destinations;
use crate::fault::{ConnectFault, Fault, TlsFault};
use crate::from_io;
use crate::limits::Limits;
use crate::resolve::NameFault;
use crate::socket::{ConnectionPermit, Socket};
use crate::trust::Trust;

/// [`Destinations::check`] accepts only these schemes, whose URLs always have both.
const HAS_HOST: &str = "an http or https URL has a host and a port";

/// A family of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// 32 bits.
    V4,
    /// 128 bits.
    V6,
}

impl From<IpAddr> for Family {
    fn from(address: IpAddr) -> Self {
        if address.is_ipv4() { Self::V4 } else { Self::V6 }
    }
}

/// Opens connections to permitted destinations.
#[derive(Debug, Clone)]
pub(crate) struct Connector {
    pub(crate) trust: Trust,
    pub(crate) limits: Limits,
    pub(crate) destinations: Destinations,
}

impl Connector {
    /// A connection for HTTP to the host of a URL.
    pub(crate) async fn connect(
        &self,
        url: &Url,
        family: Option<Family>,
        permit: ConnectionPermit,
    ) -> Result<Connection, Fault> {
        let socket = self.open(url, family, permit).await?;
        let peer = socket.peer().map_err(|_| ConnectFault::Reset)?;
        if url.scheme() != "https" {
            return Connection::http1(socket, peer).await;
        }
        if let Some(reason) = &self.trust.missing {
            return Err(TlsFault::NoAuthorities(reason.clone()).into());
        }
        let host = url.host_str().expect(HAS_HOST).trim_matches(['[', ']']).to_owned();
        let name = ServerName::try_from(host)
            .map_err(|_| TlsFault::Other("the host name cannot be in a certificate".into()))?;
        let handshake = TlsConnector::from(self.trust.config.clone()).connect(name, socket);
        let stream = match timeout(self.limits.connect, handshake).await {
            Ok(done) => done.map_err(|error| from_io::from_handshake(&error))?,
            Err(_) => return Err(TlsFault::Timeout(self.limits.connect).into()),
        };
        match stream.get_ref().1.alpn_protocol() {
            Some(b"h2") => Connection::http2(stream, peer).await,
            _ => Connection::http1(stream, peer).await,
        }
    }

    /// A TCP connection to the host of a URL.
    pub(crate) async fn open(
        &self,
        url: &Url,
        family: Option<Family>,
        permit: ConnectionPermit,
    ) -> Result<Socket, Fault> {
        let addresses = self.addresses(url, family).await?;
        self.reach(&addresses, url.port_or_known_default().expect(HAS_HOST), permit).await
    }

    /// The permitted addresses of a URL's host, in one family or in both.
    pub(crate) async fn addresses(&self, url: &Url, family: Option<Family>) -> Result<Vec<IpAddr>, Fault> {
        let found = timeout(self.limits.connect, self.destinations.addresses(url)).await;
        let mut found = found.map_err(|_| NameFault::Silent)??;
        // An address in the URL itself is the only one, in whichever family.
        if matches!(url.host(), Some(Host::Domain(_))) {
            found.retain(|address| family.is_none_or(|family| Family::from(*address) == family));
        }
        if found.is_empty() { Err(NameFault::Absent.into()) } else { Ok(found) }
    }

    /// A connection to the first address that accepts one.
    async fn reach(
        &self,
        addresses: &[IpAddr],
        port: u16,
        mut permit: ConnectionPermit,
    ) -> Result<Socket, Fault> {
        let patience = self.limits.connect;
        let deadline = Instant::now() + patience;
        let mut last = ConnectFault::Unreachable;
        permit.begin();
        for address in addresses.iter().take(Limits::ADDRESSES) {
            match timeout_at(deadline, TcpStream::connect(SocketAddr::new(*address, port))).await {
                Ok(Ok(stream)) => {
                    // Requests are small and must not wait for more bytes.
                    let _ = stream.set_nodelay(true);
                    return Ok(Socket::new(stream, permit));
                }
                Ok(Err(error)) => last = from_io::from_connection(&error, patience)?,
                Err(_) => return Err(ConnectFault::Timeout(patience).into()),
            }
        }
        permit.free();
        Err(last.into())
    }
}
