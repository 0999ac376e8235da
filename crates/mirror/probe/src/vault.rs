//! The vault: one question a round.

use std::sync::Arc;

use hyper::Method;
use maneki_mirror_health::{Fault, Route};
use maneki_mirror_model::BaseUrl;
use tokio::time::{Instant, sleep};

use crate::prober::Prober;
use crate::request::Question;

impl Prober {
    /// Whether the vault is at home, and where it was asked.
    pub async fn vault(&self, base: &BaseUrl) -> (Arc<str>, Result<(), Fault>) {
        let url: Arc<str> = format!("{base}/").into();
        let deadline = Instant::now() + self.limits.mirror;
        let ask = || async {
            let route = Route { protocol: base.protocol(), family: None };
            let question =
                Question { method: Method::HEAD, url: &url, route, known: None, limit: 0, deadline };
            match self.ask(question).await {
                // A server that shows no folders, or has no ear for HEAD, is one that works.
                Ok(_) | Err(Fault::Status(403 | 405)) => Ok(()),
                Err(fault) => Err(fault),
            }
        };
        let mut seen = ask().await;
        if seen.is_err() {
            sleep(self.limits.pause).await;
            seen = ask().await;
        }
        (url, seen)
    }
}
