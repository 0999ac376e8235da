//! The greeting and the list of modules of an rsync server: lines of text, and never a file.

use std::sync::Arc;

use maneki_ground_outbound::{Client, shorten};
use maneki_mirror_health::{Fault, Observation, Outcome, Route, RsyncFault, Subject};
use maneki_mirror_model::{BaseUrl, Protocol};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use crate::fault;
use crate::limits::Limits;
use crate::observed::observed;

/// The greeting of rsync 3.1 to 3.2.6. After a newer one, servers expect a list of digests.
const GREETING: &[u8] = b"@RSYNCD: 31.0\n";

/// The greeting, a message of the day and some hundred modules.
const BYTES: usize = 64 << 10;

/// The port of rsync.
const PORT: u16 = 873;

/// IPv4 and IPv6 are one route, because only other mirrors use rsync.
const ROUTE: Route = Route { protocol: Protocol::Rsync, family: None };

/// Whether there is an rsync server that lists the module of a URL.
pub(crate) async fn modules(
    base: &BaseUrl,
    client: &Client,
    limits: &Limits,
    deadline: Instant,
) -> Observation {
    let found = timeout_at(deadline, has_module(base, client, limits)).await;
    let outcome = match found.map_err(|_| Fault::OutOfTime(limits.mirror)).flatten() {
        Ok(()) => Outcome::Present,
        Err(fault) => Outcome::Failed(fault),
    };
    observed(Subject::Modules, Arc::from(base.as_str()), ROUTE, outcome)
}

async fn has_module(base: &BaseUrl, client: &Client, limits: &Limits) -> Result<(), Fault> {
    let (url, module) = place(base).ok_or_else(|| Fault::Other("this is not a URL".into()))?;
    let stream = client.open(&url).await.map_err(|fault| fault::from_request(fault, limits.mirror))?;
    let limit = limits.request.request;
    timeout(limit, list(stream, &module)).await.map_err(|_| Fault::Timeout(limit))?
}

/// The URL to connect to, and the module.
fn place(base: &BaseUrl) -> Option<(Url, String)> {
    // Only in an http URL is `0x7f.1` read as an address.
    let rest = base.as_str().split_once("://")?.1;
    let port = Url::parse(&format!("rsync://{rest}")).ok()?.port().unwrap_or(PORT);
    let mut url = Url::parse(&format!("http://{rest}")).ok()?;
    url.set_port(Some(port)).ok()?;
    let module = url.path_segments()?.next().unwrap_or_default().to_owned();
    Some((url, module))
}

/// Reads the greeting, asks for the list, and searches it for a module. An empty name is the list itself.
async fn list<S: AsyncRead + AsyncWrite + Unpin>(stream: S, module: &str) -> Result<(), Fault> {
    let mut stream = BufReader::new(stream.take(BYTES as u64));
    let mut line = Vec::new();
    let mut bytes = 0;
    let mut greeted = false;
    loop {
        line.clear();
        let length = stream.read_until(b'\n', &mut line).await.map_err(|_| Fault::Closed)?;
        bytes += length;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        match text {
            _ if length == 0 && bytes >= BYTES => return Err(RsyncFault::TooLong(BYTES).into()),
            _ if length == 0 && !greeted => return Err(Fault::Closed),
            _ if length == 0 => break,
            _ if text.starts_with("@ERROR") => {
                let words = text.trim_start_matches("@ERROR").trim_start_matches([':', ' ']);
                return Err(RsyncFault::Refused(shorten(words).into()).into());
            }
            "@RSYNCD: EXIT" => break,
            _ if !greeted && text.starts_with("@RSYNCD: ") => {
                greeted = true;
                let question = [GREETING, b"#list\n"].concat();
                stream.get_mut().get_mut().write_all(&question).await.map_err(|_| Fault::Closed)?;
            }
            _ if !greeted => return Err(RsyncFault::NotRsync.into()),
            // A module, spaces, a tab and its description; a line without a tab is the message of the day.
            _ if text.split_once('\t').is_some_and(|(name, _)| name.trim_end() == module) => return Ok(()),
            _ => {}
        }
    }
    if module.is_empty() { Ok(()) } else { Err(RsyncFault::NoModule(shorten(module).into()).into()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What is made of a server that sends these bytes and ends.
    async fn answer_to(bytes: &[u8], module: &str) -> Result<(), Fault> {
        let (ours, mut theirs) = tokio::io::duplex(1 << 20);
        theirs.write_all(bytes).await.unwrap();
        theirs.shutdown().await.unwrap();
        list(ours, module).await
    }

    fn nearly_rsync() -> impl Strategy<Value = Vec<u8>> {
        let pieces =
            ["@RSYNCD: ", "31.0", "EXIT", "\n", "@ERROR", ": no", "linux", " \t", "\r", "\u{0}", "\u{fffd}"];
        proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..30)
            .prop_map(|pieces| pieces.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn whatever_a_server_sends_the_list_ends(
            bytes in prop_oneof![nearly_rsync(), proptest::collection::vec(any::<u8>(), 0..300)],
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let answer = runtime.block_on(answer_to(&bytes, "linux"));
            let names_module = bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"linux"));
            prop_assert!(answer.is_err() || names_module);
        }
    }

    #[test]
    fn an_address_is_read_in_every_notation_and_the_port_is_that_of_rsync() {
        let place = |text: &str| {
            let (url, module) = place(&BaseUrl::parse(text).unwrap()).unwrap();
            (url.host_str().unwrap().to_owned(), url.port_or_known_default(), module)
        };
        assert_eq!(place("rsync://127.0.0.1/a/b"), ("127.0.0.1".to_owned(), Some(873), "a".to_owned()));
        assert_eq!(place("rsync://0x7f.1/"), ("127.0.0.1".to_owned(), Some(873), String::new()));
        assert_eq!(place("rsync://example.org:80/a"), ("example.org".to_owned(), Some(80), "a".to_owned()));
    }
}
