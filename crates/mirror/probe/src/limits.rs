use std::time::Duration;

/// How much time and memory the servers of strangers may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For everything that one mirror is probed for.
    pub mirror: Duration,
    /// For one request.
    pub request: maneki_ground_outbound::Limits,
    /// Between a failure and the second attempt.
    pub pause: Duration,
}

impl Limits {
    /// The largest repomd.xml of a distribution has some 20 kB.
    pub const REPOMD_BYTES: usize = 1_000_000;
    /// A number with a fraction, and spaces.
    pub const TIME_BYTES: usize = 64;
    /// A hundred images with their digests, sizes and a signature.
    pub const CHECKSUM_BYTES: usize = 64_000;
    /// How many mirrors are probed at a time. Twice as many connections, and the few that are about to end, stay below
    /// the usual limit of 1,024 open files.
    pub const MIRRORS: usize = 400;
    /// A server that fails this often in a row, without a success, gets no further requests.
    pub const FAILURES: usize = 4;

    /// The limits that follow from the time for one mirror.
    ///
    /// A silent server is noticed four times within that time: twice by `TIME`, twice by a repository. The limit for a
    /// connection is shorter than the limit for a response, so that the report shows which of them was missing.
    pub fn within(mirror: Duration) -> Self {
        let share = (mirror / 5).max(Duration::from_millis(200));
        Self {
            mirror,
            request: maneki_ground_outbound::Limits {
                connect: (share * 5 / 6).min(Duration::from_secs(10)),
                request: share.min(Duration::from_secs(15)),
                linger: (mirror / 20).min(Duration::from_secs(2)),
            },
            pause: (mirror / 20).min(Duration::from_millis(300)),
        }
    }
}
