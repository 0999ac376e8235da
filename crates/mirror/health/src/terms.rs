use jiff::Timestamp;

use crate::expected::Expected;
use crate::policy::Policy;
use crate::reference::Reference;

/// What observations are compared with.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// What mirrors should have.
    pub expected: &'a Expected,
    /// What the reference trees have.
    pub reference: &'a Reference,
    pub policy: &'a Policy,
    pub now: Timestamp,
}
