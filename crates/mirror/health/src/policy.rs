use std::time::Duration;

/// How often and how thoroughly mirrors are checked, and how old their content may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Content older than this is not served.
    pub allowed_outdate: Duration,
    /// The time from the start of one round to the start of the next.
    pub interval: Duration,
    /// The looks of one round start within this time, spread evenly.
    pub spread: Duration,
}

impl Policy {
    /// A policy whose looks all start at once.
    pub fn new(allowed_outdate: Duration, interval: Duration) -> Self {
        Self { allowed_outdate, interval, spread: Duration::ZERO }
    }

    /// All repositories of a mirror are checked again after this time, whatever samples have shown.
    pub const FULL_LOOK_AFTER: Duration = Duration::from_hours(6);

    /// The number of failed rounds after which the pauses between checks of a mirror grow.
    pub const PATIENT_ROUNDS: u32 = 4;

    /// The longest pause between checks of a mirror that fails.
    pub const LONGEST_PAUSE: Duration = Duration::from_hours(1);

    /// How far the clocks of mirrors may be ahead.
    pub const CLOCK_DIFFERENCE: Duration = Duration::from_mins(5);

    /// A sample is one in this many repositories. With `TIME` and the other routes it costs less than a tenth of
    /// a full look.
    pub const SAMPLE_PART: usize = 16;

    /// The pause before the next check of a mirror after so many failed rounds.
    pub fn pause(&self, failed_rounds: u32) -> Duration {
        match failed_rounds.checked_sub(Self::PATIENT_ROUNDS) {
            None => Duration::ZERO,
            Some(more) => {
                let doubled = self.interval.saturating_mul(2_u32.saturating_pow(more + 1));
                doubled.min(Self::LONGEST_PAUSE.max(self.interval))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_start_after_four_failures_and_double_up_to_an_hour() {
        let interval = Duration::from_mins(15);
        let policy = Policy::new(Duration::from_hours(12), interval);
        let minutes = |failed| policy.pause(failed).as_secs() / 60;
        assert_eq!([0, 3, 4, 5, 6, 400].map(minutes), [0, 0, 30, 60, 60, 60]);
    }
}
