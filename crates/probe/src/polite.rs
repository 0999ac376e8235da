//! No host is asked more than two things at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use url::Url;

use crate::limits::Limits;

/// The queues in front of hosts.
#[derive(Debug, Default)]
pub(crate) struct Queues {
    hosts: Mutex<BTreeMap<String, Arc<Semaphore>>>,
}

impl Queues {
    /// Waits until it is one's turn to ask the host and port of a URL.
    pub(crate) async fn turn(&self, url: &Url) -> Option<OwnedSemaphorePermit> {
        let host = format!(
            "{}:{}",
            url.host_str().unwrap_or_default(),
            url.port_or_known_default().unwrap_or_default()
        );
        let queue = {
            let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(hosts.entry(host).or_insert_with(|| Arc::new(Semaphore::new(Limits::PER_HOST))))
        };
        // Nobody closes a queue.
        queue.acquire_owned().await.ok()
    }

    /// Forgets the hosts that nobody waits for.
    pub(crate) fn tidy(&self) {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.retain(|_, queue| Arc::strong_count(queue) > 1);
    }
}
