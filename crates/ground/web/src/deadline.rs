#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// How long a client may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// For the head of a request, and between two requests.
    pub(crate) for_a_request: Duration,
    /// The rate at which it must read an answer, in bytes per second.
    pub(crate) bytes_per_second: u64,
}

impl Patience {
    /// The time for an answer of this length and the next request.
    fn after(self, bytes: u64) -> Duration {
        self.for_a_request + Duration::from_secs(bytes / self.bytes_per_second.max(1))
    }
}

/// When a connection is closed, unless a request extends it.
///
/// Bytes that a client drips or sips in between extend nothing: each request buys the time for its answer, and no more.
/// One timer per connection checks it at intervals; a request only stores a number.
#[derive(Debug, Clone)]
pub(crate) struct Deadline {
    patience: Patience,
    opened: Instant,
    /// In milliseconds since the connection was opened.
    closes: Arc<AtomicU64>,
}

impl Deadline {
    /// The deadline of a connection that is opened now.
    pub(crate) fn new(patience: Patience) -> Self {
        let deadline = Self { patience, opened: Instant::now(), closes: Arc::default() };
        deadline.answering(deadline.opened, 0);
        deadline
    }

    /// A whole request is answered now, with this many bytes.
    pub(crate) fn answering(&self, now: Instant, bytes: u64) {
        self.closes.store(self.after(now, bytes), Ordering::Relaxed);
    }

    /// The same while other answers may be under way; their time is not shortened.
    pub(crate) fn answering_beside_others(&self, now: Instant, bytes: u64) {
        self.closes.fetch_max(self.after(now, bytes), Ordering::Relaxed);
    }

    fn after(&self, now: Instant, bytes: u64) -> u64 {
        let closes = now.saturating_duration_since(self.opened) + self.patience.after(bytes);
        u64::try_from(closes.as_millis()).unwrap_or(u64::MAX)
    }

    /// Waits until it has passed; at most as long again as a request may take, because a request may also
    /// draw it nearer.
    pub(crate) async fn passed(&self) {
        loop {
            let closes = Duration::from_millis(self.closes.load(Ordering::Relaxed));
            let left = closes.saturating_sub(self.opened.elapsed());
            if left.is_zero() {
                return;
            }
            sleep(left.min(self.patience.for_a_request)).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { for_a_request: Duration::from_secs(20), bytes_per_second: 1000 };

    /// How many seconds after a request with such an answer the connection is closed.
    async fn seconds_after(deadline: &Deadline, bytes: u64) -> u64 {
        let asked = Instant::now();
        deadline.answering(asked, bytes);
        deadline.passed().await;
        asked.elapsed().as_secs()
    }

    #[tokio::test(start_paused = true)]
    async fn each_request_buys_the_time_for_its_answer() {
        let deadline = Deadline::new(PATIENCE);
        let opened = Instant::now();
        deadline.passed().await;
        assert_eq!(opened.elapsed().as_secs(), 20);
        assert_eq!(seconds_after(&deadline, 0).await, 20);
        assert_eq!(seconds_after(&deadline, 90_000).await, 110);
        assert_eq!(seconds_after(&deadline, 600).await, 20);
    }

    #[tokio::test(start_paused = true)]
    async fn a_small_answer_beside_a_large_one_does_not_cut_it_short() {
        let deadline = Deadline::new(PATIENCE);
        let opened = Instant::now();
        deadline.answering_beside_others(opened, 90_000);
        deadline.answering_beside_others(opened, 0);
        deadline.passed().await;
        assert_eq!(opened.elapsed().as_secs(), 110);
    }

    #[tokio::test(start_paused = true)]
    async fn requests_put_it_off_while_it_is_waited_for() {
        let deadline = Deadline::new(PATIENCE);
        let asking = async {
            for _ in 0..10 {
                sleep(Duration::from_secs(19)).await;
                deadline.answering(Instant::now(), 0);
            }
        };
        let opened = Instant::now();
        tokio::join!(asking, deadline.passed());
        assert_eq!(opened.elapsed().as_secs(), 210);
    }
}
