//! The bookkeeping of conditionals with which places are found from below: one flag, without nesting, as the reference
//! keeps it.

use crate::text::lines::without_end;

/// What a walk upwards knows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Upwards {
    /// The line that opened a conditional from below, and no line above has closed it.
    pub(super) inside: Option<usize>,
}

impl Upwards {
    /// Takes the next line above.
    pub(super) fn take(&mut self, number: usize, line: &str) {
        if opens(line) {
            self.inside = Some(number);
        } else if line.starts_with("%i") || line.starts_with("push") {
            self.inside = None;
        }
    }
}

/// Whether a line ends a conditional or a change of the folder: from below, it begins one.
fn opens(line: &str) -> bool {
    ["%endif", "popd"].iter().any(|word| {
        let rest = without_end(line).strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// Whether a line begins a conditional or another branch of one.
pub(super) fn begins_branch(line: &str) -> bool {
    ["%if", "%else", "%elif"].iter().any(|word| line.starts_with(word))
}
