//! Files that commands read.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use maneki_ground_command::Failure;
use sha2::{Digest, Sha256};

/// The largest file that is read: 1 GiB.
const LARGEST: u64 = 1 << 30;

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    try_read(path)
        .map_err(|error| Failure::Outside(format!("{}: the file cannot be read: {error}", path.display())))
}

/// The bytes of a file; `None` if there is no such file.
pub(super) fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match try_read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::Outside(format!("{}: the file cannot be read: {error}", path.display()))),
        Ok(bytes) => Ok(Some(bytes)),
    }
}

fn try_read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 GiB"));
    }
    Ok(bytes)
}

/// The SHA-256 of some bytes, in lower-case hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    crate::hash::hex(&Sha256::digest(bytes))
}
