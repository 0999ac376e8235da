//! Verification of a published ledger: what the hashes prove, what can be computed again, what only the operator
//! says, and what no third party can check.

mod attestation;
mod ballot;
mod chain;
mod recount;
mod request;
mod statement;

pub(crate) use request::rare_weights;
pub use request::{Request, verify};
pub use statement::{Label, Statement};

use chain::Chain;
