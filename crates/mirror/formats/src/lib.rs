//! Answers as bytes: each format is a printer, and the same one serves HTTP and the command line.
//!
//! - [`mirrorlist`]: what dnf reads
//! - [`comments()`]: lines before it that say why, for people
//! - [`metalink`]: the same with the digests that dnf is to accept
//! - [`download`]: a file on mirrors, for browsers and download tools
//! - [`report`]: an answer with its reasons, for people
//! - [`check`]: what a round of checks found out, for people and for programs
//! - [`mirror_objects`], [`nearest_objects`] and [`Location`]: the debug objects that the reference's readers know
//! - [`Envelope`]: the JSON around all of the reference's answers, errors among them

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
