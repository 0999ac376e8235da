//! The rule sets of the model distribution, as examples of the format.

use crate::read::Source;

/// The names of the built-in rule sets, with their texts.
pub const BUILT_IN: [(&str, &str); 4] = [
    ("almalinux-2022", include_str!("../../rules/almalinux-2022.yml")),
    ("almalinux-2023", include_str!("../../rules/almalinux-2023.yml")),
    ("almalinux-2025", include_str!("../../rules/almalinux-2025.yml")),
    ("almalinux-2026", include_str!("../../rules/almalinux-2026.yml")),
];

/// The text of a built-in rule set.
pub fn built_in(name: &str) -> Option<Source> {
    let (name, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    Some(Source { path: format!("{name}.yml").into(), text: (*text).to_owned() })
}
