//! A web server on loopback that answers as it is told, well-behaved or not.
//!
//! ```text
//! let server = Server::start(|path| Reply::ok("[]")).await;
//! fetcher.fetch(&server.url("127.0.0.1", "/list.json")).await
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// What goes over the wire, as it stands.
pub(crate) struct Reply {
    head: String,
    body: Vec<u8>,
    /// The body once more, again and again, with a pause before each.
    forever: Option<Duration>,
}

impl Reply {
    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> Self {
        Self::status("200 OK", body)
    }

    pub(crate) fn status(status: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let head =
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        Self { head, body, forever: None }
    }

    pub(crate) fn redirect(target: &str) -> Self {
        let head = format!("HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n");
        Self { head, body: Vec::new(), forever: None }
    }

    /// A body without a length and without an end.
    pub(crate) fn forever(body: impl Into<Vec<u8>>, pause: Duration) -> Self {
        let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_owned();
        Self { head, body: body.into(), forever: Some(pause) }
    }

    /// A body that ends before it should.
    pub(crate) fn cut_off(body: &str) -> Self {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len() + 1);
        Self { head, body: body.into(), forever: None }
    }
}

pub(crate) struct Server {
    port: u16,
    requests: Arc<AtomicUsize>,
}

impl Server {
    /// Answers each request from its whole head: the request line first, then the header lines.
    pub(crate) async fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("loopback has a free port");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let requests = Arc::new(AtomicUsize::new(0));
        let (answer, counter) = (Arc::new(answer), Arc::clone(&requests));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counter.fetch_add(1, Ordering::SeqCst);
                let answer = Arc::clone(&answer);
                // A client that hangs up early is what many of the tests are about.
                tokio::spawn(async move { serve(stream, |head| answer(head)).await.ok() });
            }
        });
        Self { port, requests }
    }

    pub(crate) fn url(&self, host: &str, path: &str) -> Url {
        format!("http://{host}:{}{path}", self.port).parse().expect("a host and a path make a URL")
    }

    /// How many connections were made.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn serve(stream: TcpStream, answer: impl Fn(&str) -> Reply) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while stream.read_line(&mut head).await? > 2 {}
    let reply = answer(&head);
    stream.write_all(reply.head.as_bytes()).await?;
    stream.write_all(&reply.body).await?;
    while let Some(pause) = reply.forever {
        tokio::time::sleep(pause).await;
        stream.write_all(&reply.body).await?;
    }
    stream.shutdown().await
}
