//! Brands that were left in a source tree, where people or programs would meet them.
//!
//! [`scan_file`] checks one file: its name, and each line by the context that the line has in a file of this kind
//! ([`Context`]). The rules are data ([`Rules`]). An [`AllowList`] and a [`Baseline`] take findings away again.

mod allow;
mod baseline;
mod context;
mod file;
mod hit;
mod name;
mod rules;
mod sbat;

pub use allow::{AllowList, BadAllow};
pub use baseline::{BadBaseline, Baseline};
pub use context::Context;
pub use file::scan_file;
pub use hit::Hit;
pub use rules::Rules;
