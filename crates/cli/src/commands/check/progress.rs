use std::io::{IsTerminal, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a round is, for people at a terminal; nothing for anybody else.
pub(super) struct Progress(ProgressBar);

impl Progress {
    const TEMPLATE: &'static str =
        "{bar:30} {pos}/{len} mirrors, {msg} requests, {per_sec}, {elapsed}, {eta} to go";

    pub(super) fn new(mirrors: usize) -> Self {
        let target =
            if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(mirrors as u64), target);
        if let Ok(style) = ProgressStyle::with_template(Self::TEMPLATE) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// One mirror is done.
    pub(super) fn step(&self, requests: usize) {
        self.0.set_message(requests.to_string());
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
