//! The only place that reads the environment and `maneki.toml`.
#![expect(clippy::disallowed_methods, reason = "somebody has to, once")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use clap::Args;
use maneki_ground_config::{ConfigFile, Effective, FILE_NAME, load};

use crate::failure::Failure;

/// Where the configuration comes from.
#[derive(Debug, Clone, Args)]
pub(crate) struct ConfigArguments {
    /// The configuration file [default: ./maneki.toml if it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Where to keep what must survive a restart.
#[derive(Debug, Clone, Args)]
pub(crate) struct StateArguments {
    /// The folder of what must survive a restart [default: `$XDG_STATE_HOME/maneki`, else
    /// `~/.local/state/maneki`]
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
}

impl ConfigArguments {
    /// What is in force: the file, then variables, then flags (key and value).
    pub(crate) fn load(&self, flags: &[(&'static str, String)]) -> Result<Effective, Failure> {
        let path = self.config.as_deref().unwrap_or(Path::new(FILE_NAME));
        let text = match fs::read_to_string(path) {
            Ok(text) => Some(text),
            // A link that leads nowhere was meant to lead somewhere.
            Err(error) if self.config.is_none() && is_absent(path, &error) => None,
            Err(error) => {
                let path = path.display();
                return Err(Failure::Usage(format!(
                    "{path}: the configuration cannot be read: {error}; name a file that can be with --config"
                )));
            }
        };
        let shown = path.display().to_string();
        let file = text.as_deref().map(|text| ConfigFile { path: &shown, text });
        let flags = flags.iter().map(|(key, value)| (*key, value.clone()));
        load(file, env::vars_os(), flags).map_err(|problems| Failure::Usage(problems.to_string()))
    }
}

fn is_absent(path: &Path, error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound && !path.is_symlink()
}

impl StateArguments {
    /// The state folder.
    pub(crate) fn folder(&self) -> Result<PathBuf, Failure> {
        let given = self.state.clone();
        let folder = given
            .or_else(|| folder_in("XDG_STATE_HOME").map(|home| home.join("maneki")))
            .or_else(|| folder_in("HOME").map(|home| home.join(".local/state/maneki")));
        folder
            .ok_or_else(|| Failure::Usage("there is no home folder: name a state folder with --state".into()))
    }
}

/// An environment variable.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    env::var_os(name)
}

/// A variable that names a folder; an empty or relative one names none (XDG base directory specification).
fn folder_in(name: &str) -> Option<PathBuf> {
    variable(name).map(PathBuf::from).filter(|path| path.is_absolute())
}
