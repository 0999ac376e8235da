use std::time::Duration;

/// How patient and how thorough checks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Content older than this is not handed out.
    pub allowed_outdate: Duration,
    /// From the beginning of one round to that of the next.
    pub interval: Duration,
    /// Looks of one round begin spread over this time.
    pub spread: Duration,
}

impl Policy {
    /// Looks that begin at once.
    pub fn new(allowed_outdate: Duration, interval: Duration) -> Self {
        Self { allowed_outdate, interval, spread: Duration::ZERO }
    }

    /// A look at everything is repeated after this time, whatever the mirror seems to have.
    pub const FULL_LOOK_AFTER: Duration = Duration::from_hours(6);

    /// The number of failed rounds after which a mirror is left in peace for longer and longer.
    pub const PATIENT_ROUNDS: u32 = 4;

    /// The longest time that a mirror is left in peace.
    pub const LONGEST_PAUSE: Duration = Duration::from_hours(1);

    /// How far clocks may differ.
    pub const CLOCK_DIFFERENCE: Duration = Duration::from_mins(5);

    /// A sample is this part of all repositories: with `TIME` and the other ways it stays below a tenth of
    /// a full look.
    pub const SAMPLE_PART: usize = 16;

    /// How long to leave a mirror in peace after that many failed rounds.
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
    fn pauses_begin_after_four_failures_double_and_end_at_an_hour() {
        let interval = Duration::from_mins(15);
        let policy = Policy::new(Duration::from_hours(12), interval);
        let minutes = |failed| policy.pause(failed).as_secs() / 60;
        assert_eq!([0, 3, 4, 5, 6, 400].map(minutes), [0, 0, 30, 60, 60, 60]);
    }
}
