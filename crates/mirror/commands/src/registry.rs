use std::path::{Path, PathBuf};

use maneki_mirror_config::Config;

/// The folder of the registry: the argument, the key `mirror.registry`, or the working directory, in this order.
pub(crate) fn folder(argument: Option<&Path>, config: &Config) -> PathBuf {
    argument.or(config.registry.as_deref()).unwrap_or(Path::new(".")).to_owned()
}
