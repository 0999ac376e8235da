//! The page of an election: one value for Markdown, HTML and JSON, so that they cannot disagree.

mod block;
mod page;
mod result;

pub(crate) use block::{html, markdown};
pub(crate) use page::Page;
pub(crate) use result::PageResult;
