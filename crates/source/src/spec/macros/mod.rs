//! Macros of a spec, as much of them as epoch, version and release need, without running anything.
//!
//! What cannot be known without rpm itself (shell, Lua, included files, macros of other packages) is *unknown*, and so
//! is everything that is made of it. Depth and size are bounded, so that no spec expands without end.

mod arch;
mod expand;
mod expression;
mod preamble;
mod table;

pub(super) use preamble::read_tags;
pub use table::Macros;

/// An expression whose value only rpm itself can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown(pub String);

impl Unknown {
    fn new(expression: impl AsRef<str>) -> Self {
        Self(expression.as_ref().chars().take(60).collect())
    }
}
