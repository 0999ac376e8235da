#![expect(clippy::disallowed_methods, reason = "the command line reads the files that it is given")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use maneki_ground_command::Failure;
use maneki_ground_diagnostics::{Diagnostic, Severity};

use crate::config::{self, Config, Reading, check, read};
use crate::disk::Folder;

/// A config with its folder.
#[derive(Debug)]
pub(super) struct ConfigInput {
    pub(super) reading: Reading,
    /// What reading and checking found.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) folder: Folder,
    /// The folder that the config is in.
    pub(super) parent: PathBuf,
    /// The name of the config in it.
    pub(super) file_name: String,
    path: Arc<str>,
}

impl ConfigInput {
    /// Reads a config: a file, or the `config.yaml` of a folder.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let file = if path.is_dir() { path.join("config.yaml") } else { path.to_owned() };
        let bytes = read_file(&file)?;
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = Folder::open(parent)?;
        let shown: Arc<str> = file.to_string_lossy().into();
        let reading = read(&shown, &bytes);
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut diagnostics = reading.diagnostics.clone();
        if let Some(config) = &reading.config {
            let beside =
                config::Folder { files: folder.names_below("files"), scripts: folder.names_below("scripts") };
            diagnostics.extend(check(config, &reading.text, &name, &beside));
            diagnostics.sort();
        }
        Ok(Self { reading, diagnostics, folder, parent: parent.to_owned(), file_name: name, path: shown })
    }

    /// The path of the config, for messages.
    pub(super) fn path(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }

    /// The config, if it has no error.
    pub(super) fn config(&self) -> Option<&Config> {
        let has_error = self.diagnostics.iter().any(|found| found.severity == Severity::Error);
        self.reading.config.as_ref().filter(|_| !has_error)
    }
}

pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed =
        |error: std::io::Error| Failure::Outside(format!("`{}` cannot be read: {error}", path.display()));
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(Failure::Outside(format!("`{}` is not a file", path.display())));
    }
    fs::read(path).map_err(failed)
}

/// The name of a package: that of its folder.
pub(super) fn package_name(folder: &Path) -> Result<String, Failure> {
    let failed =
        |error: std::io::Error| Failure::Outside(format!("`{}` cannot be read: {error}", folder.display()));
    let absolute: PathBuf = fs::canonicalize(folder).map_err(failed)?;
    let name = absolute.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    name.ok_or_else(|| Failure::Usage(format!("`{}` has no name: use `--package`", folder.display())))
}
