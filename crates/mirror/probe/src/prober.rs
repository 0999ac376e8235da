#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;

use maneki_ground_outbound::{Client, Destinations, Request};
use maneki_mirror_health::{Fault, Look, Report};
use maneki_mirror_model::BaseUrl;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use crate::fault;
use crate::limits::Limits;
use crate::look::look;
use crate::routes::parse_url;

/// Probes mirrors, politely and within limits.
#[derive(Debug, Clone)]
pub struct Prober {
    pub(crate) client: Client,
    pub(crate) limits: Limits,
    /// How many mirrors may be probed at a time.
    mirrors: Arc<Semaphore>,
}

impl Prober {
    /// A prober that sends its requests with a client.
    pub fn new(client: Client, limits: Limits) -> Self {
        Self { client, limits, mirrors: Arc::new(Semaphore::new(Limits::MIRRORS)) }
    }

    /// A prober with other destinations. Both together keep the limits of one.
    #[must_use]
    pub fn with_destinations(&self, destinations: Destinations) -> Self {
        Self { client: self.client.with_destinations(destinations), ..self.clone() }
    }

    /// This prober, keeping its limits together with another one.
    #[must_use]
    pub fn sharing_limits_with(self, other: &Self) -> Self {
        let client = self.client.sharing_hosts_with(&other.client);
        Self { client, mirrors: Arc::clone(&other.mirrors), ..self }
    }

    /// How many requests were sent so far.
    pub fn requests(&self) -> usize {
        self.client.requests()
    }

    /// Probes one mirror; always in time, and always with a report.
    pub async fn look(&self, planned: &Look) -> Report {
        look(planned, &self.client, &self.limits).await
    }

    /// Carries out the looks of a plan, and passes on each report as soon as it is there. Rounds may overlap: together
    /// they probe no more mirrors at a time than one.
    pub async fn round(&self, looks: Vec<Look>, mut seen: impl FnMut(Report)) {
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        for look in looks {
            let prober = self.clone();
            tasks.spawn(async move {
                sleep_until(start + look.after).await;
                let _place = prober.mirrors.acquire().await.expect("the semaphore is never closed");
                // Boxed, so that looks that wait for a place take little memory.
                Box::pin(prober.look(&look)).await
            });
        }
        while let Some(done) = tasks.join_next().await {
            // A look that panics is a bug: its mirror keeps its health, and the others go on.
            if let Ok(report) = done {
                seen(report);
            }
        }
        self.client.leave_all();
    }

    /// Whether the vault answers, and the URL that was requested.
    pub async fn vault(&self, base: &BaseUrl) -> (Arc<str>, Result<(), Fault>) {
        let url: Arc<str> = format!("{base}/").into();
        let deadline = Instant::now() + self.limits.mirror;
        let mut seen = self.answers(&url, deadline).await;
        if seen.is_err() {
            sleep(self.limits.pause).await;
            seen = self.answers(&url, deadline).await;
        }
        (url, seen)
    }

    async fn answers(&self, url: &str, deadline: Instant) -> Result<(), Fault> {
        let url = parse_url(url)?;
        let sent = self.client.send(&Request::head(&url, deadline)).await;
        match sent.map_err(|error| fault::from_request(error.fault, self.limits.mirror)) {
            // A server that lists no folders, or does not know HEAD, works.
            Ok(_) | Err(Fault::Status(403 | 405)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }
}
