use std::collections::BTreeMap;

use serde_json::Value;

use super::Hit;

/// Findings of an earlier scan, which are not reported again.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    known: BTreeMap<[String; 4], usize>,
}

/// A baseline that is not the result of a scan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the baseline is not the JSON of an earlier scan: {0}")]
pub struct BadBaseline(String);

impl Baseline {
    /// Reads the JSON of an earlier scan.
    pub fn parse(text: &str) -> Result<Self, BadBaseline> {
        let document: Value = serde_json::from_str(text).map_err(|error| BadBaseline(error.to_string()))?;
        let found = document.get("diagnostics").and_then(Value::as_array);
        let found = found.ok_or_else(|| BadBaseline("there is no list `diagnostics`".to_owned()))?;
        let mut known = BTreeMap::new();
        for one in found {
            let field = |name: &str| one.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            *known.entry([field("path"), field("code"), field("text"), field("content")]).or_default() += 1;
        }
        Ok(Self { known })
    }

    /// Whether a finding is old. Each one of the baseline counts once.
    pub fn take(&mut self, hit: &Hit) -> bool {
        let key = [hit.path.clone(), hit.code.to_owned(), hit.text.clone(), hit.content.clone()];
        match self.known.get_mut(&key) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}
