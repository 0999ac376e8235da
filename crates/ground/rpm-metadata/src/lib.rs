//! RPM repository metadata, read as streams: bytes in, one package (advisory, group, …) at a time out.
//!
//! The modules follow the order of the data:
//!
//! 1. [`Unpacker`] unpacks a file by its [`Packing`], and measures it in the same pass: size and digest, before and
//!    after unpacking, within [`Limits`].
//! 2. [`repomd()`] reads `repomd.xml`, which names the other files.
//! 3. [`Packages`] reads `primary`; [`Listings`] reads `filelists` and `other`.
//! 4. [`Advisories`] reads `updateinfo`; [`comps()`] reads groups of packages.
//!
//! A reader of a file returns a [`Flaw`] for an entry that it cannot use, and goes on with the next one. Only a
//! [`Fatal`] error ends the file. Both have the line and the column in the unpacked text. Which file it is, and how
//! its bytes arrive, is known to the caller alone.

mod comps;
mod error;
mod evr;
mod limits;
mod listing;
mod location;
mod measure;
mod packing;
mod place;
mod primary;
mod repomd;
mod unpack;
mod updateinfo;
mod xml;

pub use comps::{Comps, Environment, Group, GroupMember, Membership, comps};
pub use error::{Fatal, Flaw};
pub use evr::OwnedEvr;
pub use limits::Limits;
pub use listing::{Change, Listing, Listings};
pub use location::{Checksum, Location, UnsafeHref, check_href};
pub use measure::Measurement;
pub use packing::Packing;
pub use place::Place;
pub use primary::{FileKind, MetadataDependency, MetadataFile, Package, Packages};
pub use repomd::{Data, Repomd, repomd};
pub use unpack::{Unpacked, Unpacker, UnpackingProblem};
pub use updateinfo::{Advisories, Advisory, AdvisoryPackage, Collection, ModuleReference, Reference};
