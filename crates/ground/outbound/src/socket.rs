//! A TCP connection, which counts against its host until the host has ended it too.
//!
//! A server counts a connection until it has read its end. So this side ends a connection in order: it sends the end
//! and reads until the server has sent its own. Only then is the permit free.

use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{sleep, timeout};

/// How many bytes are read from a server that goes on sending after this side has ended the connection.
const REST: usize = 256 << 10;

/// The permission for one connection to a host.
///
/// If it is dropped after an attempt to connect, it is free again after a delay: the server may have a connection that
/// this side does not know of.
#[derive(Debug)]
pub(crate) struct ConnectionPermit {
    permit: Option<OwnedSemaphorePermit>,
    tried: bool,
    linger: Duration,
}

impl ConnectionPermit {
    pub(crate) fn new(permit: OwnedSemaphorePermit, linger: Duration) -> Self {
        Self { permit: Some(permit), tried: false, linger }
    }

    /// Records an attempt to connect.
    pub(crate) fn begin(&mut self) {
        self.tried = true;
    }

    /// Frees the permit at once, because there is no connection.
    pub(crate) fn free(mut self) {
        self.tried = false;
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        if let (Some(permit), true, Ok(runtime)) = (self.permit.take(), self.tried, Handle::try_current()) {
            let linger = self.linger;
            runtime.spawn(async move {
                sleep(linger).await;
                drop(permit);
            });
        }
    }
}

/// A TCP connection with its permit; dropped, it is ended in order.
#[derive(Debug)]
pub(crate) struct Socket(Option<(TcpStream, ConnectionPermit)>);

impl Socket {
    pub(crate) fn new(stream: TcpStream, permit: ConnectionPermit) -> Self {
        Self(Some((stream, permit)))
    }

    /// The server's address.
    pub(crate) fn peer(&self) -> io::Result<IpAddr> {
        let (stream, _) = self.0.as_ref().ok_or_else(not_connected)?;
        Ok(stream.peer_addr()?.ip())
    }

    fn stream(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        let (stream, _) = self.0.as_mut().ok_or_else(not_connected)?;
        Ok(Pin::new(stream))
    }
}

/// The stream is gone only while the socket is dropped.
fn not_connected() -> io::Error {
    io::ErrorKind::NotConnected.into()
}

impl Drop for Socket {
    fn drop(&mut self) {
        if let (Some((stream, permit)), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(end(stream, permit));
        }
    }
}

async fn end(mut stream: TcpStream, permit: ConnectionPermit) {
    let confirmed = timeout(permit.linger, is_ended(&mut stream)).await;
    drop(stream);
    // A server that goes on sending, or stays silent, does not show when it has noticed the end.
    if confirmed == Ok(true) {
        permit.free();
    }
}

/// Sends the end of the connection, and waits until the server sends its own.
async fn is_ended(stream: &mut TcpStream) -> bool {
    // An error means that the connection is over already.
    if stream.shutdown().await.is_err() {
        return true;
    }
    let mut buffer = vec![0; 4096];
    let mut rest = REST;
    while rest > 0 {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return true,
            Ok(length) => rest = rest.saturating_sub(length),
        }
    }
    false
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream()?.poll_read(context, buffer)
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream()?.poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream()?.poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream()?.poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.as_ref().is_some_and(|(stream, _)| stream.is_write_vectored())
    }
}
