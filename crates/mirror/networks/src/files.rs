//! Files: read up to a limit, and written whole or not at all.
#![expect(
    clippy::disallowed_methods,
    reason = "the copies in the state folder and the operator's local files"
)]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// A regular file's bytes, if there are at most `limit`.
pub(crate) fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    // Opening a pipe would wait for a writer.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {limit} bytes")));
    }
    Ok(bytes)
}

/// Replaces a file by the parts, one after the other. A reader finds the old file or the new one, even after a power
/// cut. Creates a missing folder.
pub(crate) fn replace(path: &Path, parts: &[&[u8]]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
    for part in parts {
        temporary.write_all(part)?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(path)?;
    // The new name is an entry of the folder, which has to reach the disk as well.
    File::open(folder)?.sync_all()
}

/// Checks that files can be created in a folder, and leaves none there. Creates a missing folder.
pub(crate) fn try_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    tempfile::NamedTempFile::new_in(folder)?.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_leaves_no_temporary_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("file");
        replace(&path, &[b"old"]).unwrap();
        replace(&path, &[b"ne", b"w"]).unwrap();
        assert_eq!(read(&path, 3).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path().join("deep")).unwrap().count(), 1);
    }

    #[test]
    fn a_large_file_a_folder_and_a_missing_file_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        replace(&path, &[b"1234"]).unwrap();
        assert_eq!(read(&path, 3).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read(folder.path(), 3).unwrap_err().to_string(), "not a regular file");
        assert_eq!(read(&folder.path().join("none"), 3).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
