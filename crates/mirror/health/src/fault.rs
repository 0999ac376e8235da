use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::repository_health::State;

/// What can be wrong with an answer: the whole failure space, from the name to the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// The name leads nowhere.
    #[error(transparent)]
    Dns(#[from] DnsFault),
    /// It leads to addresses that are not asked.
    #[error("it leads to {addresses}, and only public addresses are asked")]
    Forbidden {
        /// Which, and of what kind.
        addresses: Box<str>,
    },
    /// No connection.
    #[error(transparent)]
    Connect(#[from] ConnectFault),
    /// No trust.
    #[error(transparent)]
    Tls(#[from] TlsFault),
    /// Connected, and then nothing in time.
    #[error("no whole answer within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// The connection ended in the place of an answer.
    #[error("the connection was closed in the place of an answer")]
    Closed,
    /// What came back is not HTTP, or has more headers than anybody needs.
    #[error("the answer is not HTTP as it should be: {0}")]
    NotHttp(Box<str>),
    /// A status that brings nothing.
    #[error("status {0}")]
    Status(u16),
    /// Sent elsewhere, in vain.
    #[error(transparent)]
    Redirect(#[from] RedirectFault),
    /// An answer, but not the file.
    #[error(transparent)]
    Body(#[from] BodyFault),
    /// rsync answers, and not as it should.
    #[error(transparent)]
    Rsync(#[from] RsyncFault),
    /// `TIME` says nothing, or that the mirror is too old.
    #[error(transparent)]
    Time(#[from] TimeFault),
    /// A repomd.xml, but not one that is handed out.
    #[error(transparent)]
    Digest(#[from] DigestFault),
    /// The time for the whole mirror was over before it came to this.
    #[error("not reached within the {} s that a mirror has", .0.as_secs_f32())]
    OutOfTime(Duration),
    /// Something else that the HTTP client told.
    #[error("{0}")]
    Other(Box<str>),
}

/// Why a name gives no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DnsFault {
    /// It does not exist, or has no address.
    #[error("the name has no address")]
    NoName,
    /// Its servers fail.
    #[error("the name cannot be looked up: its servers fail")]
    Server,
    /// Its servers are silent.
    #[error("the name cannot be looked up: no answer in time")]
    Timeout,
}

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectFault {
    /// Nobody listens.
    #[error("the connection is refused")]
    Refused,
    /// Nobody says anything.
    #[error("no connection within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// Ended by the other side.
    #[error("the connection is reset")]
    Reset,
    /// There is no way to the address.
    #[error("there is no route to the address")]
    Unreachable,
}

/// Why a server is not trusted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum TlsFault {
    /// Signed by itself or by somebody unknown.
    #[error("its certificate is signed by nobody whom we trust")]
    UnknownIssuer,
    /// No longer valid, or not yet.
    #[error("its certificate is out of date")]
    Expired,
    /// A certificate of another host.
    #[error("its certificate is that of another host")]
    WrongHost,
    /// The handshake does not end.
    #[error("the TLS handshake was not over within {} s", .0.as_secs_f32())]
    Timeout(Duration),
    /// Anything else.
    #[error("TLS fails: {0}")]
    Other(Box<str>),
}

/// Why a redirect leads to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum RedirectFault {
    /// Back to where it was before.
    #[error("redirected in a circle")]
    Loop,
    /// From place to place.
    #[error("redirected more than {0} times")]
    TooMany(usize),
    /// No target, or one that is no http or https URL.
    #[error("redirected to what is no web address")]
    Nowhere,
}

/// Why a body is not the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum BodyFault {
    /// It ends before it is complete.
    #[error("the body is cut off")]
    CutOff,
    /// It does not end, or nearly so.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// Compressed, though nobody asked; dnf does not unpack it either.
    #[error("the body is encoded as {0}, though nobody asked for that")]
    Encoded(Box<str>),
    /// No bytes.
    #[error("the body is empty")]
    Empty,
    /// Not a repomd.xml.
    #[error("this is no repomd.xml: {0}")]
    NotRepomd(Box<str>),
    /// A file that repomd.xml names is not there.
    #[error("a file that repomd.xml names is not there")]
    Absent,
    /// A file is not as large as it was announced.
    #[error("the file has {found} bytes in the place of {expected}")]
    Size {
        /// As repomd.xml or CHECKSUM says.
        expected: u64,
        /// As the server says.
        found: u64,
    },
}

/// Why nothing can be had by rsync.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum RsyncFault {
    /// No greeting, or another one.
    #[error("what answers there is not rsync")]
    NotRsync,
    /// It sends us away, in its own words.
    #[error("rsync refuses: {0}")]
    Refused(Box<str>),
    /// The list does not end, or nearly so.
    #[error("the list of rsync modules is longer than {0} bytes")]
    TooLong(usize),
    /// The URL names a module that is not in the list.
    #[error("rsync has no module `{0}`")]
    NoModule(Box<str>),
}

/// Why `TIME` does not speak for a mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum TimeFault {
    /// There is no such file.
    #[error("there is no TIME")]
    Missing,
    /// More than 64 bytes, or not a number.
    #[error("TIME is not a number")]
    NotANumber,
    /// `nan`, `inf`.
    #[error("TIME is not a finite number")]
    NotFinite,
    /// Ahead of us by more than clocks differ.
    #[error("TIME lies in the future")]
    Future,
    /// Older than the distribution allows.
    #[error("TIME is {} h old", .0.as_secs() / 3600)]
    TooOld(Duration),
}

/// Why a well-formed repomd.xml is not handed out, or only after others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DigestFault {
    /// Published before what is published now.
    #[error("an older publication, still within its time")]
    Previous,
    /// Published before, and too long ago.
    #[error("an older publication, outlived")]
    Outlived,
    /// Never published as far as we know, and not newer than what is.
    #[error("not what the reference tree publishes")]
    Unknown,
    /// Not known yet, and newer than the reference tree.
    #[error("newer than the reference tree")]
    Ahead,
}

impl Fault {
    /// Whether there was an answer in HTTP at all: the way to the server works, and it is at home.
    pub fn is_answer(&self) -> bool {
        matches!(self, Self::Status(_) | Self::Redirect(_) | Self::Body(_) | Self::Time(_) | Self::Digest(_))
    }

    /// Whether all of the server seems to be in trouble, so that asking on does no good.
    pub fn is_of_the_server(&self) -> bool {
        !self.is_answer() || matches!(self, Self::Status(429 | 500..=599) | Self::Body(BodyFault::CutOff))
    }

    /// What it makes of a repository.
    pub fn state(&self) -> State {
        match self {
            Self::Status(404 | 410) => State::Missing,
            Self::Body(BodyFault::CutOff) => State::Unreachable,
            Self::Body(_) => State::Corrupt,
            Self::Digest(DigestFault::Previous) => State::Previous,
            Self::Digest(DigestFault::Ahead) => State::Ahead,
            Self::Digest(DigestFault::Outlived | DigestFault::Unknown) => State::Stale,
            _ => State::Unreachable,
        }
    }
}
