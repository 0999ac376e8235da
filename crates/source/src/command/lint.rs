#![expect(clippy::disallowed_methods, reason = "the command line reads the files that it is given")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use maneki_ground_command::{Failure, Session};
use maneki_ground_diagnostics::Applicability;
use maneki_ground_lint::{Format, Linter, Request};

use super::inputs::read_file;
use crate::config::{self, read};
use crate::disk::Folder;
use crate::lint::{ConfigFile, ConfigFolder, is_config_name, lint};

/// Check configs without a package.
///
/// Reports every error of a config at its place, with what to write instead. A folder is checked with the files beside
/// its configs; a folder without a config stands for its subfolders.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki source lint autopatch\n  maneki source lint --fix autopatch/pesign\n\n\
    Exit codes:\n  0  no error\n  1  an error; with --strict also a warning; with --diff something to fix\n  \
    3  a file cannot be read or written"
)]
pub(super) struct Arguments {
    /// Configs, folders of a config, and folders of such folders
    #[arg(default_value = ".", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print findings
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = format_parser())]
    format: Format,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Fix misspelt keys, quoted numbers, letters that look alike and the like
    #[arg(long)]
    fix: bool,
    /// Show the fixes, and write nothing
    #[arg(long)]
    diff: bool,
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let words = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.word()));
    words.try_map(|word| word.parse::<Format>().map_err(|error| error.to_string()))
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let mut folders = Vec::new();
        for path in &self.paths {
            open(path, &mut folders)?;
        }
        if folders.iter().all(|folder: &ConfigFolder| folder.configs.is_empty()) {
            let shown: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
            return Err(Failure::Outside(format!("`{}`: there is no `config.yaml`", shown.join("`, `"))));
        }
        let path: Arc<str> = "config.yaml".into();
        let linter = Linter {
            rules: Vec::new(),
            lint: &|texts| lint(&folders, texts),
            is_valid: &|text| !has_yaml_error(&path, text),
            standard_input: None,
            version: session.version,
            colour: session.has_colours(),
        };
        let request = Request {
            format: self.format,
            strict: self.strict,
            fix: self.fix.then_some(Applicability::Safe),
            diff: self.diff,
        };
        let outcome = linter.run(request).map_err(|error| Failure::Outside(error.to_string()))?;
        session.print(&outcome.output)?;
        session.note(&outcome.note);
        Ok(ExitCode::from(outcome.exit_code))
    }
}

/// Whether a text is not YAML at all, so that a fix must have gone wrong.
fn has_yaml_error(path: &Arc<str>, text: &str) -> bool {
    read(path, text.as_bytes()).diagnostics.iter().any(|found| found.code.0 == "yaml-syntax")
}

/// Reads a config, the configs of a folder, or those of its subfolders.
fn open(path: &Path, folders: &mut Vec<ConfigFolder>) -> Result<(), Failure> {
    if !path.is_dir() {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let file = ConfigFile { path: path.to_string_lossy().into(), name, bytes: read_file(path)? };
        folders.push(ConfigFolder { configs: vec![file], beside: beside(parent)?, names: Vec::new() });
        return Ok(());
    }
    let names = names(path)?;
    let subfolders: Vec<PathBuf> = names
        .iter()
        .filter(|name| !name.starts_with('.'))
        .map(|name| path.join(name))
        .filter(|path| path.is_dir())
        .collect();
    if subfolders.is_empty() || names.iter().any(|name| is_config_name(name)) {
        folders.push(open_folder(path, &names)?);
        return Ok(());
    }
    for folder in subfolders {
        folders.push(open_folder(&folder, &self::names(&folder)?)?);
    }
    Ok(())
}

fn open_folder(path: &Path, names: &[String]) -> Result<ConfigFolder, Failure> {
    let shown = |name: &String| path.join(name).to_string_lossy().into();
    let mut configs = Vec::new();
    for name in names.iter().filter(|name| is_config_name(name)) {
        let bytes = read_file(&path.join(name))?;
        configs.push(ConfigFile { path: shown(name), name: name.clone(), bytes });
    }
    let names = names.iter().map(|name| (name.clone(), shown(name))).collect();
    Ok(ConfigFolder { configs, beside: beside(path)?, names })
}

fn beside(folder: &Path) -> Result<config::Folder, Failure> {
    let folder = Folder::open(folder)?;
    Ok(config::Folder { files: folder.names_below("files"), scripts: folder.names_below("scripts") })
}

/// The names in a folder, in byte order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, Failure> {
    let failed =
        |error: std::io::Error| Failure::Outside(format!("`{}` cannot be read: {error}", folder.display()));
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        names.extend(entry.map_err(failed)?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}
