use tokio::time::{Instant, sleep_until};

/// When the checker has something to do.
#[derive(Debug)]
pub(crate) struct Clocks {
    /// The next round; `None` until the reference trees were read for the first time.
    pub(crate) round: Option<Instant>,
    /// The next reading of the reference trees; `None` while they are read, and if there are none.
    pub(crate) reference: Option<Instant>,
    /// The beginning of the last reading.
    pub(crate) reference_read: Instant,
    /// Whether a mirror was ahead of the reference trees since then.
    pub(crate) read_again: bool,
    /// The next publication of changes.
    pub(crate) publish: Option<Instant>,
    pub(crate) started: Instant,
}

impl Clocks {
    pub(crate) fn new(now: Instant) -> Self {
        Self {
            round: None,
            reference: None,
            reference_read: now,
            read_again: false,
            publish: None,
            started: now,
        }
    }
}

/// Waits until a time; for ever if there is none.
pub(crate) async fn due(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at).await,
        None => std::future::pending().await,
    }
}
