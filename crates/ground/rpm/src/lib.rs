//! RPM packages: versions, dependencies and package files, without an opinion about any distribution.
//!
//! The modules follow the order of the data:
//!
//! 1. [`Evr`] is the version of a package (epoch, version, release), compared by [`vercmp()`]; [`Nevra`] adds the
//!    name and the architecture.
//! 2. [`Dependency`] names a capability and, often, a [`Bound`] on its version. [`Rich`] combines dependencies
//!    with `and`, `or`, `if`, `unless`, `with` and `without`.
//! 3. [`Header`] reads one header of a package file, and checks every number in it before it uses it.
//! 4. [`PackageHeaders`] are the two headers of a package file; [`Identity`], [`HeaderDependency`] and
//!    [`PackagedFile`] are what they say. [`check()`] reads a package once, and compares every [`Digest`].
//!
//! Values borrow the text that they were parsed from. Text equality (`==`) differs from the order of rpm: `1.05`
//! and `1.5` are two texts and one version, so [`Evr`] implements no `Ord`; callers choose [`Evr::compare`].

mod dependency;
mod digest;
mod evr;
pub mod header;
mod nevra;
mod package;
mod rich;
mod vercmp;

pub use dependency::{Bound, Dependency, Sense};
pub use digest::{Digest, DigestKind, Hasher};
pub use evr::{BadEvr, Evr};
pub use header::{Header, HeaderError, Section};
pub use nevra::{BadNevra, Nevra};
pub use package::{
    Agreement, Checked, DependencyKind, HeaderDependency, Identity, PackageError, PackageHeaders,
    PackagedFile, Place, check, check_headers,
};
pub use rich::{BadRich, Rich};
pub use vercmp::vercmp;
