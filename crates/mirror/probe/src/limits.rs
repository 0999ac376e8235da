use std::time::Duration;

/// How much time and memory strangers may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For everything that one mirror is asked.
    pub mirror: Duration,
    /// Until a connection is there, TLS included.
    pub connect: Duration,
    /// From one question to the last byte of its answer, redirects included.
    pub request: Duration,
    /// Between a failure and the second question.
    pub pause: Duration,
    /// Until a server, also a busy one and far away, has noticed that we have ended a connection: those that say so
    /// are not waited for any longer.
    pub noticed: Duration,
}

impl Limits {
    /// The largest repomd.xml of a distribution has some 20 kB.
    pub const REPOMD_BYTES: usize = 1_000_000;
    /// A number with a fraction, and blanks.
    pub const TIME_BYTES: usize = 64;
    /// A hundred images with their digests, sizes and a signature.
    pub const CHECKSUM_BYTES: usize = 64_000;
    /// How often one question may be sent elsewhere.
    pub const REDIRECTS: usize = 5;
    /// Requests at a time to one host and port.
    pub const PER_HOST: usize = 2;
    /// Mirrors that are looked at at a time; twice as many connections, and the few that are about to end, stay below
    /// the usual 1,024 files.
    pub const MIRRORS: usize = 400;
    /// After so many failures of the server in a row, and no success, it is not asked any more.
    pub const FAILURES: usize = 4;

    /// Within the time of a mirror it can be found out four times that it is silent: twice `TIME`, twice a
    /// repository. A connection that does not come about is given up before the answer is, so that it is said what
    /// was missing.
    pub fn within(mirror: Duration) -> Self {
        let share = (mirror / 5).max(Duration::from_millis(200));
        Self {
            mirror,
            connect: (share * 5 / 6).min(Duration::from_secs(10)),
            request: share.min(Duration::from_secs(15)),
            pause: (mirror / 20).min(Duration::from_millis(300)),
            noticed: (mirror / 20).min(Duration::from_secs(2)),
        }
    }
}
