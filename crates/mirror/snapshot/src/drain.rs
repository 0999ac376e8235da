use std::collections::BTreeMap;

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;

/// The mirrors that the operator of the service has taken out, by name.
pub type Drains = BTreeMap<MirrorName, Drain>;

/// The decision of the operator to take a mirror out of all answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drain {
    /// When it began.
    pub since: Timestamp,
    /// When it ends; `None`: when the operator undoes it.
    pub until: Option<Timestamp>,
    /// Why, in the operator's words.
    pub reason: Option<Box<str>>,
}

impl Drain {
    /// Its end and its reason as text that follows the word `drained` or a name: ` until …: why`.
    pub fn terms(&self) -> String {
        let until = self.until.map(|until| format!(" until {until}")).unwrap_or_default();
        let reason = self.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        until + &reason
    }

    /// Whether it is in force at `now`.
    pub fn is_on(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}
