//! The only module that writes: files appear whole or not at all, and a new file never replaces another one.

#![expect(clippy::disallowed_methods, reason = "this is where a linter writes files")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use maneki_ground_diagnostics::one_line;
use tempfile::NamedTempFile;

/// A file could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: the file cannot be written: {error}; {remedy}", one_line(&path.display().to_string()))]
pub struct Unwritable {
    path: PathBuf,
    #[source]
    error: io::Error,
    remedy: &'static str,
}

/// Replaces the text of a file. A link remains a link, and the permissions remain.
pub fn replace(path: &Path, text: &str) -> Result<(), Unwritable> {
    let write = || {
        let target = fs::canonicalize(path)?;
        let folder = target.parent().ok_or_else(|| io::Error::other("it is not in a folder"))?;
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().set_permissions(fs::metadata(&target)?.permissions())?;
        file.as_file().sync_all()?;
        file.persist(&target).map_err(|error| error.error)
    };
    let remedy = "its folder must be writable; `--diff` shows the change without writing";
    write().map(|_| ()).map_err(|error| Unwritable { path: path.to_owned(), error, remedy })
}

/// Writes a new file. An existing file is an error and remains.
pub fn create(path: &Path, text: &str) -> Result<(), Unwritable> {
    let write = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        readable_by_all(file.as_file())?;
        file.persist_noclobber(path).map_err(|error| error.error)
    };
    let remedy = "choose another name, or remove the existing file";
    write().map(|_| ()).map_err(|error| Unwritable { path: path.to_owned(), error, remedy })
}

/// Only the owner can read a temporary file; all users can read a file of a registry.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "the tests read what was written")]

    use super::*;

    #[test]
    fn an_existing_file_remains() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yml");
        create(&path, "one").unwrap();
        assert!(create(&path, "two").unwrap_err().to_string().contains("a.yml: the file cannot be written"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_remain() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.yml"), folder.path().join("b.yml"));
        fs::write(&path, "one").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        std::os::unix::fs::symlink("a.yml", &link).unwrap();
        replace(&link, "two").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o664);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }
}
