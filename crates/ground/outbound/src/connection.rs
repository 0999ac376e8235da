use std::net::IpAddr;

use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::{http1, http2};
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinHandle;

use crate::fault::Fault;
use crate::from_io;
use crate::limits::Limits;

/// A request without a body, as every request here is.
pub(crate) type BareRequest = Request<Empty<Bytes>>;

/// An open connection that speaks HTTP; dropped, it is closed.
#[derive(Debug)]
pub(crate) struct Connection {
    sender: Sender,
    task: JoinHandle<()>,
    /// The server's address.
    pub(crate) peer: IpAddr,
}

#[derive(Debug)]
enum Sender {
    Http1(http1::SendRequest<Empty<Bytes>>),
    Http2(http2::SendRequest<Empty<Bytes>>),
}

/// How much of a body HTTP/2 buffers before it is read: its own initial window.
const WINDOW: u32 = 65_535;

impl Connection {
    pub(crate) async fn http1<S>(stream: S, peer: IpAddr) -> Result<Self, Fault>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let handshake = http1::Builder::new()
            .max_buf_size(Limits::HEAD_BYTES as usize)
            .max_headers(Limits::HEADERS)
            .handshake(TokioIo::new(stream));
        let (sender, connection) = handshake.await.map_err(|error| from_io::from_head(&error))?;
        let task = tokio::spawn(async {
            // The request that waits for the response reports the error.
            let _ = connection.await;
        });
        Ok(Self { sender: Sender::Http1(sender), task, peer })
    }

    pub(crate) async fn http2<S>(stream: S, peer: IpAddr) -> Result<Self, Fault>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let handshake = http2::Builder::new(TokioExecutor::new())
            .max_header_list_size(Limits::HEAD_BYTES)
            .initial_stream_window_size(WINDOW)
            .initial_connection_window_size(WINDOW)
            .handshake(TokioIo::new(stream));
        let (sender, connection) = handshake.await.map_err(|error| from_io::from_head(&error))?;
        let task = tokio::spawn(async {
            let _ = connection.await;
        });
        Ok(Self { sender: Sender::Http2(sender), task, peer })
    }

    /// Waits until the previous request is over; `false` if the connection takes no further one.
    pub(crate) async fn is_ready(&mut self) -> bool {
        match &mut self.sender {
            Sender::Http1(sender) => sender.ready().await.is_ok(),
            Sender::Http2(sender) => sender.ready().await.is_ok(),
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        match &self.sender {
            Sender::Http1(sender) => sender.is_closed(),
            Sender::Http2(sender) => sender.is_closed(),
        }
    }

    /// HTTP/2 requests name the whole URL; HTTP/1.1 requests name the path, and the host in the header `Host`.
    pub(crate) fn speaks_http2(&self) -> bool {
        matches!(self.sender, Sender::Http2(_))
    }

    pub(crate) async fn send(&mut self, request: BareRequest) -> hyper::Result<Response<Incoming>> {
        match &mut self.sender {
            Sender::Http1(sender) => sender.send_request(request).await,
            Sender::Http2(sender) => sender.send_request(request).await,
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // At once, even if the server is still sending.
        self.task.abort();
    }
}
