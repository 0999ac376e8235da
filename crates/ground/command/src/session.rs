#![expect(clippy::disallowed_methods, reason = "reads the configuration file, and the clock for commands")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::{Timestamp, Unit};
use maneki_ground_config::{ConfigFile, Effective, FILE_NAME, Keys, Noted, Reader, load};

use crate::arguments::{ConfigArguments, GlobalArguments, StateArguments, TimeArgument};
use crate::environment::Environment;
use crate::failure::Failure;
use crate::output::{self, Stream};

/// What a command may know besides its own arguments.
#[derive(Debug, Clone)]
pub struct Session {
    /// The configuration keys of the ground and of every room.
    pub keys: Keys,
    /// The environment.
    pub environment: Environment,
    /// The flags of every command.
    pub global: GlobalArguments,
    /// The version of the program, for outputs that name it.
    pub version: &'static str,
}

impl Session {
    /// Loads the configuration: the file, then variables, then `flags` (full name of a key, and value).
    ///
    /// # Errors
    ///
    /// A configuration file that cannot be read or has problems is wrong usage.
    pub fn config<C>(
        &self,
        arguments: &ConfigArguments,
        resolve: impl FnOnce(&mut Reader<'_>) -> Result<C, Noted>,
        flags: &[(&'static str, String)],
    ) -> Result<Effective<C>, Failure> {
        let path = arguments.config.as_deref().unwrap_or(Path::new(FILE_NAME));
        let text = match fs::read_to_string(path) {
            Ok(text) => Some(text),
            Err(error) if arguments.config.is_none() && is_absent(path, &error) => None,
            Err(error) => {
                let path = path.display();
                return Err(Failure::Usage(format!(
                    "{path}: the configuration cannot be read: {error}; name a readable file with --config"
                )));
            }
        };
        let shown = path.display().to_string();
        let file = text.as_deref().map(|text| ConfigFile { path: &shown, text });
        let flags = flags.iter().map(|(key, value)| (*key, value.clone()));
        load(self.keys, resolve, file, self.environment.iter(), flags)
            .map_err(|problems| Failure::Usage(problems.to_string()))
    }

    /// The state folder: the flag, else `$XDG_STATE_HOME/maneki`, else `~/.local/state/maneki`.
    ///
    /// # Errors
    ///
    /// Without a home folder the flag is required.
    pub fn state_folder(&self, arguments: &StateArguments) -> Result<PathBuf, Failure> {
        let home = || self.environment.folder("HOME").map(|home| home.join(".local/state/maneki"));
        let folder = arguments
            .state
            .clone()
            .or_else(|| self.environment.folder("XDG_STATE_HOME").map(|home| home.join("maneki")))
            .or_else(home);
        folder
            .ok_or_else(|| Failure::Usage("there is no home folder: name a state folder with --state".into()))
    }

    /// The time of the command, in whole seconds: `--at`, else `SOURCE_DATE_EPOCH`, else the clock.
    ///
    /// # Errors
    ///
    /// `SOURCE_DATE_EPOCH` must be seconds since 1970.
    pub fn time(&self, arguments: TimeArgument) -> Result<Timestamp, Failure> {
        if let Some(at) = arguments.at {
            return Ok(at);
        }
        let Some(epoch) = self.environment.get("SOURCE_DATE_EPOCH") else {
            let now = Timestamp::now();
            return Ok(now.round(Unit::Second).expect("a present time rounds to a second"));
        };
        let seconds = epoch.to_str().and_then(|text| text.parse().ok());
        seconds.and_then(|seconds| Timestamp::from_second(seconds).ok()).ok_or_else(|| {
            Failure::Usage(format!(
                "SOURCE_DATE_EPOCH is {}, but must be seconds since 1970; unset it or correct it",
                epoch.display()
            ))
        })
    }

    /// Prints a result to standard output. A reader that went away (`| head`) is not a failure.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        self.print_with(|out| out.write_all(text.as_bytes()))
    }

    /// Prints a result piece by piece, for results that are too large for one text.
    ///
    /// # Errors
    ///
    /// Standard output cannot be written.
    pub fn print_with(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        output::print(write)
    }

    /// Prints a note for people to standard error, apart from the result; `--quiet` silences it.
    pub fn note(&self, text: &str) {
        if !self.global.quiet {
            output::note(text);
        }
    }

    /// Whether results on standard output have colours.
    pub fn has_colours(&self) -> bool {
        self.colours_on(Stream::Output)
    }

    /// Whether notes and log lines on standard error have colours.
    pub fn has_coloured_notes(&self) -> bool {
        self.colours_on(Stream::Error)
    }

    /// Whether long work shows its progress: on a terminal, without `--quiet`.
    pub fn shows_progress(&self) -> bool {
        !self.global.quiet && Stream::Error.is_terminal()
    }

    fn colours_on(&self, stream: Stream) -> bool {
        let is_declined = self.environment.get("NO_COLOR").is_some();
        output::has_colours(self.global.color, stream.is_terminal(), is_declined)
    }
}

/// Whether there is no configuration file. A dangling link is meant to lead somewhere.
fn is_absent(path: &Path, error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::NotFound && !path.is_symlink()
}

#[cfg(test)]
mod tests {
    use maneki_ground_config::{KEYS, Server};

    use super::*;

    fn session(variables: &[(&str, &str)]) -> Session {
        Session {
            keys: Keys::new(&[KEYS]),
            environment: variables.iter().copied().collect(),
            global: GlobalArguments::default(),
            version: "0.0.0",
        }
    }

    #[test]
    fn the_state_folder_follows_the_flag_then_xdg_then_home() {
        let folder = |variables: &[(&str, &str)], flag: Option<&str>| {
            let arguments = StateArguments { state: flag.map(PathBuf::from) };
            session(variables).state_folder(&arguments).map(|path| path.display().to_string())
        };
        let both = [("XDG_STATE_HOME", "/xdg"), ("HOME", "/home/a")];
        assert_eq!(folder(&both, Some("state")).as_deref(), Ok("state"));
        assert_eq!(folder(&both, None).as_deref(), Ok("/xdg/maneki"));
        assert_eq!(folder(&[("HOME", "/home/a")], None).as_deref(), Ok("/home/a/.local/state/maneki"));
        assert_eq!(
            folder(&[("XDG_STATE_HOME", "relative"), ("HOME", "/h")], None).as_deref(),
            Ok("/h/.local/state/maneki")
        );
        assert!(folder(&[("HOME", "")], None).unwrap_err().text().contains("--state"));
    }

    #[test]
    fn the_time_follows_the_flag_then_source_date_epoch() {
        let at = Some("2026-11-23T07:15:00Z".parse().unwrap());
        let epoch = session(&[("SOURCE_DATE_EPOCH", "86400")]);
        assert_eq!(epoch.time(TimeArgument { at }).unwrap().to_string(), "2026-11-23T07:15:00Z");
        assert_eq!(epoch.time(TimeArgument::default()).unwrap().to_string(), "1970-01-02T00:00:00Z");
        let broken = session(&[("SOURCE_DATE_EPOCH", "today")]).time(TimeArgument::default());
        assert!(matches!(broken, Err(Failure::Usage(text)) if text.contains("is today")));
    }

    #[test]
    fn a_missing_file_matters_only_if_it_was_named() {
        let folder = tempfile::tempdir().unwrap();
        let named = ConfigArguments { config: Some(folder.path().join("absent.toml")) };
        let failure = session(&[]).config(&named, Server::resolve, &[]).unwrap_err();
        assert!(
            matches!(failure, Failure::Usage(text) if text.contains("absent.toml: the configuration cannot be read"))
        );
    }
}
