use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Why a check failed, from the host name to the digest of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The host name cannot be resolved.
    #[error(transparent)]
    Dns(#[from] DnsFault),
    /// The host name resolves only to addresses that must not be requested.
    #[error("the name resolves to {addresses}, but only public addresses are requested")]
    Forbidden {
        /// The addresses, each with its kind.
        addresses: Box<str>,
    },
    /// There is no connection.
    #[error(transparent)]
    Connect(#[from] ConnectFault),
    /// The server is not trusted.
    #[error(transparent)]
    Tls(#[from] TlsFault),
    /// The server did not answer in time.
    #[error("no complete answer within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// The server closed the connection without an answer.
    #[error("the connection was closed without an answer")]
    Closed,
    /// The answer is not HTTP, or its headers exceed the limits.
    #[error("the answer is not valid HTTP: {0}")]
    NotHttp(Box<str>),
    /// The status is not a success.
    #[error("status {0}")]
    Status(u16),
    /// A redirect leads to nothing.
    #[error(transparent)]
    Redirect(#[from] RedirectFault),
    /// The body is not the expected file.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// The rsync server does not serve the tree.
    #[error(transparent)]
    Rsync(#[from] RsyncFault),
    /// `TIME` is unusable, or says that the content is too old.
    #[error(transparent)]
    Time(#[from] TimeFault),
    /// The repomd.xml is not the published one.
    #[error(transparent)]
    Digest(#[from] DigestFault),
    /// The time limit for the whole mirror ended before this request.
    #[error("not reached within the {} s allowed for one mirror", .0.as_secs_f32())]
    OutOfTime(Duration),
    /// Another error of the HTTP client.
    #[error("{0}")]
    Other(Box<str>),
}

/// Why a host name has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DnsFault {
    /// The name does not exist, or has no address.
    #[error("the name has no address")]
    NoName,
    /// Its name servers fail.
    #[error("the name cannot be resolved: its name servers fail")]
    Server,
    /// Its name servers do not answer.
    #[error("the name cannot be resolved: no answer in time")]
    Timeout,
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectFault {
    /// No process listens on the port.
    #[error("the connection is refused")]
    Refused,
    /// No packet came back in time.
    #[error("no connection within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// The other side ended the connection.
    #[error("the connection is reset")]
    Reset,
    /// There is no route to the address.
    #[error("there is no route to the address")]
    Unreachable,
}

/// Why a server is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum TlsFault {
    /// The certificate is self-signed, or its issuer is unknown.
    #[error("its certificate is not signed by a trusted authority")]
    UnknownIssuer,
    /// The certificate is no longer valid, or not yet.
    #[error("its certificate has expired, or is not valid yet")]
    Expired,
    /// The certificate is for another host.
    #[error("its certificate is for another host")]
    WrongHost,
    /// The handshake did not finish in time.
    #[error("the TLS handshake did not finish within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// Another error of TLS.
    #[error("TLS fails: {0}")]
    Other(Box<str>),
}

/// Why a redirect leads to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum RedirectFault {
    /// The redirects lead back to an earlier URL.
    #[error("the redirects form a loop")]
    Loop,
    /// There are more redirects than the limit.
    #[error("redirected more than {0} times")]
    TooMany(usize),
    /// The redirect has no target, or its target is not an http or https URL.
    #[error("redirected to something that is not an http or https URL")]
    Nowhere,
}

/// Why a body is not the expected file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum BodyFault {
    /// It ends early.
    #[error("the body is cut off")]
    CutOff,
    /// It is larger than the limit.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// It is compressed although the request did not allow that; dnf does not unpack it either.
    #[error("the body is encoded as {0}, which the request did not allow")]
    Encoded(Box<str>),
    /// It is empty.
    #[error("the body is empty")]
    Empty,
    /// It is not a repomd.xml.
    #[error("this is not a repomd.xml: {0}")]
    NotRepomd(Box<str>),
    /// The mirror lacks a file that repomd.xml names.
    #[error("a file that repomd.xml names is missing")]
    Absent,
    /// The file has another size than expected.
    #[error("the file has {found} bytes instead of {expected}")]
    Size {
        /// The size that repomd.xml or CHECKSUM gives.
        expected: u64,
        /// The size that the server reports.
        found: u64,
    },
}

/// Why rsync does not serve the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum RsyncFault {
    /// The server does not send the greeting of rsync.
    #[error("the server does not speak rsync")]
    NotRsync,
    /// It refuses, with this message.
    #[error("rsync refuses: {0}")]
    Refused(Box<str>),
    /// The list of modules is longer than the limit.
    #[error("the list of rsync modules is longer than {0} bytes")]
    TooLong(usize),
    /// It does not list the module that the URL names.
    #[error("rsync has no module `{0}`")]
    NoModule(Box<str>),
}

/// Why a mirror is not served because of its `TIME`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum TimeFault {
    /// The file is missing.
    #[error("TIME is missing")]
    Missing,
    /// It is longer than 64 bytes, or not a number.
    #[error("TIME is not a number")]
    NotANumber,
    /// It is `nan` or `inf`.
    #[error("TIME is not a finite number")]
    NotFinite,
    /// It is later than now by more than clocks may differ.
    #[error("TIME is in the future")]
    Future,
    /// It is older than the distribution allows.
    #[error("TIME is {} h old", .0.as_secs() / 3600)]
    TooOld(Duration),
}

/// How a valid repomd.xml differs from the published one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DigestFault {
    /// It was published before, and may still be served.
    #[error("an older publication, still within the allowed time")]
    Previous,
    /// It was published before, and is too old to be served.
    #[error("an older publication, past the allowed time")]
    Outlived,
    /// It is not known to have been published, and is not newer than the published one.
    #[error("not what the reference tree publishes")]
    Unknown,
    /// It is newer than the published one, and not known yet.
    #[error("newer than the reference tree")]
    Ahead,
}

impl Fault {
    /// Whether the server answered over HTTP, so that the route to it works.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Status(_) | Self::Redirect(_) | Self::Body(_) | Self::Time(_) | Self::Digest(_))
    }

    /// Whether the whole server seems to fail, so that more requests are useless.
    pub fn is_server_wide(&self) -> bool {
        !self.is_answer() || matches!(self, Self::Status(429 | 500..=599) | Self::Body(BodyFault::CutOff))
    }
}
