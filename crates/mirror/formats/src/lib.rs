//! Answers as bytes. Each format is written by one function, which serves HTTP and the command line alike.
//!
//! - [`mirrorlist`]: the list that dnf reads
//! - [`comments()`]: lines before the list that explain it to people
//! - [`metalink`]: the list with the digests that dnf accepts
//! - [`download`]: one file on several mirrors, for browsers and download tools
//! - [`report`]: an answer with its reasons, for people
//! - [`check`]: the result of a round of checks, for people and for programs
//! - [`mirror_objects`], [`nearest_objects`] and [`Location`]: the debug objects of the reference service
//! - [`Envelope`]: the JSON object around the answers of the reference service, including errors

pub mod check;
mod comments;
mod debug;
pub mod download;
mod envelope;
pub mod metalink;
pub mod mirrorlist;
pub mod report;
mod xml;

pub use comments::comments;
pub use debug::{Location, MirrorObject, mirror_objects, nearest_objects};
pub use envelope::Envelope;
pub use maneki_ground_http::Audience;
