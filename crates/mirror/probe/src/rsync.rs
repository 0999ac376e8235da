//! rsync, as far as its greeting and its list of modules: lines of text, and never a file.

use std::sync::Arc;

use maneki_ground_outbound::shorten;
use maneki_mirror_health::{Fault, Observation, Outcome, Route, RsyncFault, Subject};
use maneki_mirror_model::{BaseUrl, Protocol};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use crate::line::Line;
use crate::look::observed;
use crate::prober::Prober;

/// The greeting of rsync 3.1 to 3.2.6: with a newer one, servers want to hear of digests as well.
const GREETING: &[u8] = b"@RSYNCD: 31.0\n";

/// The greeting, a message of the day and some hundred modules.
const BYTES: usize = 64 << 10;

/// The port of rsync.
const PORT: u16 = 873;

/// Nobody sees IPv4 and IPv6 apart here: rsync is for mirrors of mirrors.
const ROUTE: Route = Route { protocol: Protocol::Rsync, family: None };

impl Prober {
    /// Is there an rsync server, with the module that a URL names?
    pub(crate) async fn ask_modules(&self, base: &BaseUrl, deadline: Instant) -> Observation {
        let found = timeout_at(deadline, self.modules(base)).await;
        let outcome = match found.map_err(|_| Fault::OutOfTime(self.limits.mirror)).flatten() {
            Ok(()) => Outcome::Present,
            Err(fault) => Outcome::Failed(fault),
        };
        observed(Subject::Modules, Arc::from(base.as_str()), ROUTE, outcome)
    }

    async fn modules(&self, base: &BaseUrl) -> Result<(), Fault> {
        let (url, module) = place(base).ok_or_else(|| Fault::Other("this is no URL".into()))?;
        let permit = self.hosts.permit(&url).await?;
        // Never over a connection that waits there: it speaks something else.
        let room = permit.room().await?;
        self.count();
        let silent = |_| Fault::Timeout(self.limits.request);
        let exchange = async {
            let addresses = self.addresses(&url, None).await?;
            let line = self.reach(&addresses, url.port_or_known_default().unwrap_or(PORT), room).await?;
            list(line, &module).await
        };
        timeout(self.limits.request, exchange).await.map_err(silent)?
    }
}

/// Where to connect, as a URL that the rule for destinations understands, and the module.
fn place(base: &BaseUrl) -> Option<(Url, String)> {
    // Only in a URL of the web is `0x7f.1` an address in disguise.
    let rest = base.as_str().split_once("://")?.1;
    let port = Url::parse(&format!("rsync://{rest}")).ok()?.port().unwrap_or(PORT);
    let mut url = Url::parse(&format!("http://{rest}")).ok()?;
    url.set_port(Some(port)).ok()?;
    let module = url.path_segments()?.next().unwrap_or_default().to_owned();
    Some((url, module))
}

async fn list(line: Line, module: &str) -> Result<(), Fault> {
    let mut stream = BufReader::new(line.take(BYTES as u64));
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
            // A module, blanks, a tab and its description; a line without a tab is the message of the day.
            _ if text.split_once('\t').is_some_and(|(name, _)| name.trim_end() == module) => return Ok(()),
            _ => {}
        }
    }
    if module.is_empty() { Ok(()) } else { Err(RsyncFault::NoModule(shorten(module).into()).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_disguise_is_an_address_and_the_port_is_that_of_rsync() {
        let place = |text: &str| {
            let (url, module) = place(&BaseUrl::parse(text).unwrap()).unwrap();
            (url.host_str().unwrap().to_owned(), url.port_or_known_default(), module)
        };
        assert_eq!(place("rsync://127.0.0.1/a/b"), ("127.0.0.1".to_owned(), Some(873), "a".to_owned()));
        assert_eq!(place("rsync://0x7f.1/"), ("127.0.0.1".to_owned(), Some(873), String::new()));
        assert_eq!(place("rsync://example.org:80/a"), ("example.org".to_owned(), Some(80), "a".to_owned()));
    }
}
