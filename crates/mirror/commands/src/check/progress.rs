use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};
use maneki_ground_command::Session;
use maneki_mirror_probe::Prober;

/// The progress bar of a round. It appears at a terminal only.
pub(super) struct Progress(ProgressBar);

impl Progress {
    const TEMPLATE: &'static str =
        "{bar:30} {pos}/{len} mirrors, {requests} requests, {rate}/s, {elapsed}, {eta} to go";

    /// The caller reports each mirror; the prober counts requests.
    pub(super) fn new(session: &Session, mirrors: usize, prober: &Prober) -> Self {
        let target = if session.shows_progress() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(mirrors as u64), target);
        if let Ok(style) = ProgressStyle::with_template(Self::TEMPLATE) {
            let (counted, timed) = (prober.clone(), prober.clone());
            // A progress bar that cannot be written is not an error.
            let requests = move |_: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{}", counted.requests());
            };
            let rate = move |state: &ProgressState, out: &mut dyn Write| {
                let _ = write!(out, "{}", rate(timed.requests(), state.elapsed()));
            };
            bar.set_style(style.with_key("requests", requests).with_key("rate", rate));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Counts a mirror as done.
    pub(super) fn step(&self) {
        self.0.inc(1);
    }
}

/// Requests per second, rounded down.
fn rate(requests: usize, elapsed: Duration) -> u128 {
    (requests as u128 * 1000).checked_div(elapsed.as_millis()).unwrap_or_default()
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
