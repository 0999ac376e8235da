use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts simultaneous things, and records the maximum.
#[derive(Debug, Clone, Default)]
pub struct Most(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// One thing, which counts until it is dropped.
#[derive(Debug)]
pub struct One(Most);

impl Most {
    /// Counts one more.
    #[must_use]
    pub fn one_more(&self) -> One {
        let now = self.0.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.0.most.fetch_max(now, Ordering::SeqCst);
        One(self.clone())
    }

    /// The current number.
    pub fn now(&self) -> usize {
        self.0.now.load(Ordering::SeqCst)
    }

    /// The maximum so far.
    pub fn so_far(&self) -> usize {
        self.0.most.load(Ordering::SeqCst)
    }
}

impl Drop for One {
    fn drop(&mut self) {
        self.0.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}
