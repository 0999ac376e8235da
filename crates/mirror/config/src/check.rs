use std::collections::BTreeMap;
use std::time::Duration;

use maneki_ground_config::{Noted, Reader, Source, duration};
use maneki_mirror_model::ModuleName;

/// `[mirror.check]`: how mirrors are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The interval between two checks of a mirror; at least one second, like every duration here.
    pub interval: Duration,
    /// The time limit for the whole check of one mirror.
    pub mirror_timeout: Duration,
    /// The tree that all mirrors copy.
    pub reference: Option<Source>,
    /// The interval between two requests to the reference tree.
    pub reference_interval: Duration,
    /// The reference trees of optional modules.
    pub module_references: BTreeMap<ModuleName, Source>,
}

impl Check {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let interval = reader.text("mirror.check.interval", duration);
        let mirror_timeout = reader.text("mirror.check.mirror_timeout", duration);
        let reference = reader.optional("mirror.check.reference", Source::parse);
        let reference_interval = reader.text("mirror.check.reference_interval", duration);
        let module_references = module_references(reader);
        Ok(Self {
            interval: interval?,
            mirror_timeout: mirror_timeout?,
            reference: reference?,
            reference_interval: reference_interval?,
            module_references: module_references?,
        })
    }
}

fn module_references(reader: &mut Reader<'_>) -> Result<BTreeMap<ModuleName, Source>, Noted> {
    let entries = reader.map("mirror.check.module_references", |module, text| {
        let module = ModuleName::parse(module).map_err(|_| "that is not the name of a module")?;
        Ok((module, Source::parse(text)?))
    });
    entries.map(BTreeMap::from_iter)
}
