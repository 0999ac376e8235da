//! What a spec file says: its sections, its declarations, its epoch, version and release.

mod declaration;
mod evr;
pub mod lookaside;
mod macros;
mod section;

pub use declaration::{Declaration, declarations};
pub use evr::{Evr, EvrError, Macros, evr};
pub use section::{
    PREAMBLE, SECTIONS, Section, changelog_start, declarations_end, is_changelog, owner, section_name,
    sections,
};
