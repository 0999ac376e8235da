//! A TCP connection to a host, and the room there that it takes until the host has ended it as well.
//!
//! To a server a connection is there until it has read that it is over. So a connection of ours is ended in order:
//! we say that nothing more will come, and listen until the server says the same. Only then is its room free.

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

/// What is read of a server that goes on talking after we have ended the connection.
const REST: usize = 256 << 10;

/// The right to one connection to a host.
///
/// Dropped after an attempt at one, it is free again after a while only: a server may have a connection that we
/// never had.
#[derive(Debug)]
pub(crate) struct Room {
    permit: Option<OwnedSemaphorePermit>,
    tried: bool,
    noticed: Duration,
}

impl Room {
    /// Some room; servers are given some time to notice that a connection is over.
    pub(crate) fn new(permit: OwnedSemaphorePermit, noticed: Duration) -> Self {
        Self { permit: Some(permit), tried: false, noticed }
    }

    /// A connection is tried.
    pub(crate) fn open(&mut self) {
        self.tried = true;
    }

    /// There is no connection: gives it back at once.
    pub(crate) fn free(mut self) {
        self.tried = false;
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        if let (Some(permit), true, Ok(runtime)) = (self.permit.take(), self.tried, Handle::try_current()) {
            let noticed = self.noticed;
            runtime.spawn(async move {
                sleep(noticed).await;
                drop(permit);
            });
        }
    }
}

/// A TCP connection in its room; dropped, it is ended in order.
#[derive(Debug)]
pub(crate) struct Line(Option<(TcpStream, Room)>);

impl Line {
    pub(crate) fn new(stream: TcpStream, room: Room) -> Self {
        Self(Some((stream, room)))
    }

    /// The address at its other end.
    pub(crate) fn peer(&self) -> io::Result<IpAddr> {
        let (stream, _) = self.0.as_ref().ok_or_else(ended)?;
        Ok(stream.peer_addr()?.ip())
    }

    fn stream(&mut self) -> io::Result<Pin<&mut TcpStream>> {
        let (stream, _) = self.0.as_mut().ok_or_else(ended)?;
        Ok(Pin::new(stream))
    }
}

/// Nobody uses what was dropped.
fn ended() -> io::Error {
    io::ErrorKind::NotConnected.into()
}

impl Drop for Line {
    fn drop(&mut self) {
        if let (Some((stream, room)), Ok(runtime)) = (self.0.take(), Handle::try_current()) {
            runtime.spawn(end(stream, room));
        }
    }
}

async fn end(mut stream: TcpStream, room: Room) {
    let heard = timeout(room.noticed, is_ended(&mut stream)).await;
    drop(stream);
    // One that went on talking, or was silent, is only told by force, and does not tell us when it has heard.
    if heard == Ok(true) {
        room.free();
    }
}

/// Says that nothing more will come, and waits until the server says so, too.
async fn is_ended(stream: &mut TcpStream) -> bool {
    // An error: it is over already.
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

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.stream()?.poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
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
