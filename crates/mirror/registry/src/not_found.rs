use maneki_mirror_model::Version;

/// A client requested something that the distribution does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotFound(String);

impl NotFound {
    /// An unknown value. `what` and `list` are the words that clients of this interface know: "Unknown repository
    /// … Allowed list of repositories …".
    pub(crate) fn unknown<T: ToString>(
        (what, list): (&str, &str),
        requested: &str,
        known: impl IntoIterator<Item = T>,
    ) -> Self {
        let known: Vec<String> = known.into_iter().map(|value| value.to_string()).collect();
        let (requested, known) = (shown(requested), known.join(", "));
        Self(format!("Unknown {what} \"{requested}\". Allowed list of {list} \"{known}\""))
    }

    /// A repository that the version does not have.
    pub(crate) fn combination(repository: &str, version: &Version) -> Self {
        Self(format!("Version \"{version}\" has no repository \"{}\"", shown(repository)))
    }
}

/// The words of a client, short enough to be repeated.
fn shown(requested: &str) -> String {
    requested.chars().take(60).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
