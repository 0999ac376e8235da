use std::collections::BTreeMap;

use maneki_ground_config::{Noted, Reader, Source};
use maneki_mirror_model::CloudProvider;

/// `[mirror.cloud]`: sources of the address ranges of clouds. A provider without a source has no ranges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cloud {
    /// The configured sources.
    pub sources: BTreeMap<CloudProvider, Source>,
}

impl Cloud {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let read: Vec<_> = CloudProvider::ALL
            .into_iter()
            .map(|provider| (provider, reader.optional(&format!("mirror.cloud.{provider}"), Source::parse)))
            .collect();
        let mut sources = BTreeMap::new();
        for (provider, source) in read {
            if let Some(source) = source? {
                sources.insert(provider, source);
            }
        }
        Ok(Self { sources })
    }
}
