use maneki_ground_diagnostics::Problem;

/// What is wrong with the checks themselves.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    /// New settings that cannot be used.
    pub(crate) setup: Option<Problem>,
    /// Reference trees that cannot be read.
    pub(crate) reference: Vec<Problem>,
    /// A loss of mirrors that is more likely a fault of this machine.
    pub(crate) guard: Option<Problem>,
}

impl Problems {
    pub(crate) fn all(&self) -> Vec<Problem> {
        self.setup.iter().chain(&self.reference).chain(&self.guard).cloned().collect()
    }
}
