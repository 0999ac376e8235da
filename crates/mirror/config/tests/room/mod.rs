//! The configuration as the mirror room reads it.

use std::ffi::OsString;

use maneki_ground_config::{ConfigFile, Effective, Keys, Problems};
use maneki_mirror_config::Config;

/// The keys of the ground and of the room.
pub(crate) const KEYS: Keys = Keys::new(&[maneki_ground_config::KEYS, maneki_mirror_config::KEYS]);

/// Loads the configuration of the room.
pub(crate) fn load<'a>(
    file: Option<ConfigFile<'_>>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    flags: impl IntoIterator<Item = (&'a str, String)>,
) -> Result<Effective<Config>, Problems> {
    maneki_ground_config::load(KEYS, Config::resolve, file, environment, flags)
}
