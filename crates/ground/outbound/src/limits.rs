use std::time::Duration;

/// How long a server may take. What a response may hold is a limit of each [`Request`](crate::Request).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For each step of a connection: the name, all attempts of TCP, the TLS handshake.
    pub connect: Duration,
    /// From a request to the last byte of its response, for each redirect again.
    pub request: Duration,
    /// How long a server, even a busy and distant one, takes to notice that a connection has ended. A server that
    /// confirms the end is not waited for.
    pub linger: Duration,
}

impl Limits {
    /// For files of some megabytes from servers anywhere in the world.
    pub const USUAL: Self = Self {
        connect: Duration::from_secs(10),
        request: Duration::from_secs(30),
        linger: Duration::from_secs(2),
    };
    /// How many redirects a request follows.
    pub const REDIRECTS: usize = 5;
    /// How many requests, and how many connections, one host and port has at a time.
    pub const PER_HOST: usize = 2;
    /// How many addresses of a name are tried.
    pub const ADDRESSES: usize = 3;
    /// The largest head of a response.
    pub const HEAD_BYTES: u32 = 64 << 10;
    /// The most header fields of a response; servers rarely send twenty.
    pub const HEADERS: usize = 100;
}
