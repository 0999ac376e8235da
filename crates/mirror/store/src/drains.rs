//! The mirrors that the operator has drained: a small file, so that draining works without a database and people can
//! read it.
#![expect(clippy::disallowed_methods, reason = "this module reads and writes a file")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use maneki_mirror_model::MirrorName;
use maneki_mirror_snapshot::{Drain, Drains};
use serde::{Deserialize, Serialize};

/// The file in the state folder.
const FILE: &str = "drained.json";

/// Larger than every reasonable list, in bytes.
const LARGEST: u64 = 1_000_000;

/// The file that lists drained mirrors.
#[derive(Debug, Clone)]
pub struct DrainFile {
    path: PathBuf,
}

/// A list of drained mirrors that cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {problem}", path.display())]
pub struct DrainError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("cannot read the list of drained mirrors: {0}")]
    Read(io::Error),
    #[error("cannot write the list of drained mirrors: {0}; run this as the user of the service")]
    Write(io::Error),
    #[error("this is not a list of drained mirrors: {0}; fix it, or delete it to drain no mirror")]
    Content(String),
}

/// The file as it is written.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Document {
    drained: Vec<Row>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Row {
    mirror: String,
    since: Timestamp,
    #[serde(default)]
    until: Option<Timestamp>,
    #[serde(default)]
    reason: Option<Box<str>>,
}

impl DrainFile {
    /// The file of a state folder.
    pub fn new(state: &Path) -> Self {
        Self { path: state.join(FILE) }
    }

    /// A value that differs after each change of the file; `None` if there is no file.
    pub fn mark(&self) -> Option<impl PartialEq + use<>> {
        use std::os::unix::fs::MetadataExt;
        let found = fs::metadata(&self.path).ok()?;
        Some((found.ino(), found.len(), found.mtime(), found.mtime_nsec()))
    }

    /// The drained mirrors, including drains that are over.
    pub fn read(&self) -> Result<Drains, DrainError> {
        let text = match fs::metadata(&self.path).and_then(|found| {
            if found.len() > LARGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { fs::read(&self.path) }
        }) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Drains::new()),
            Err(error) => return Err(self.error(Problem::Read(error))),
        };
        let document: Document =
            serde_json::from_slice(&text).map_err(|error| self.error(Problem::Content(error.to_string())))?;
        let entry = |row: Row| {
            let name = MirrorName::parse(&row.mirror).map_err(|_| {
                self.error(Problem::Content(format!("{:?} is not the name of a mirror", row.mirror)))
            })?;
            Ok((name, Drain { since: row.since, until: row.until, reason: row.reason }))
        };
        document.drained.into_iter().map(entry).collect()
    }

    /// Changes the list while no other process can. Drains that are over are removed.
    pub fn change<T>(&self, now: Timestamp, change: impl FnOnce(&mut Drains) -> T) -> Result<T, DrainError> {
        let unwritable = |error| self.error(Problem::Write(error));
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(unwritable)?;
        // The list is replaced as a whole, so the lock is another file; closing that file ends the lock.
        let lock = File::create(self.path.with_extension("lock")).map_err(unwritable)?;
        lock.lock().map_err(unwritable)?;
        let mut drains = self.read()?;
        drains.retain(|_, drain| drain.is_on(now));
        let result = change(&mut drains);
        self.write(&drains).map_err(unwritable)?;
        Ok(result)
    }

    fn write(&self, drains: &Drains) -> io::Result<()> {
        let row = |(name, drain): (&MirrorName, &Drain)| Row {
            mirror: name.to_string(),
            since: drain.since,
            until: drain.until,
            reason: drain.reason.clone(),
        };
        let document = Document { drained: drains.iter().map(row).collect() };
        let folder = self.path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer_pretty(&mut file, &document)?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        // A service that runs as another user must be able to read what an administrator writes.
        #[cfg(unix)]
        fs::set_permissions(file.path(), std::os::unix::fs::PermissionsExt::from_mode(0o644))?;
        file.persist(&self.path)?;
        Ok(())
    }

    fn error(&self, problem: Problem) -> DrainError {
        DrainError { path: self.path.clone(), problem }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn name(text: &str) -> MirrorName {
        MirrorName::parse(text).unwrap()
    }

    fn drain(until: Option<i64>) -> Drain {
        Drain { since: at(100), until: until.map(at), reason: Some("disk \"b\" fails".into()) }
    }

    #[test]
    fn a_list_is_read_as_it_was_written_without_drains_that_are_over() {
        let folder = tempfile::tempdir().unwrap();
        let file = DrainFile::new(&folder.path().join("new"));
        assert_eq!(file.read().unwrap(), Drains::new());
        assert!(file.mark().is_none());
        let taken =
            file.change(at(100), |drains| drains.insert(name("a.example"), drain(Some(200)))).unwrap();
        assert_eq!(taken, None);
        file.change(at(100), |drains| drains.insert(name("b.example"), drain(None))).unwrap();
        assert_eq!(file.read().unwrap().len(), 2);
        file.change(at(200), |_| ()).unwrap();
        assert_eq!(file.read().unwrap(), [(name("b.example"), drain(None))].into());
    }

    #[test]
    fn changes_at_the_same_time_all_count() {
        let folder = tempfile::tempdir().unwrap();
        let file = DrainFile::new(folder.path());
        std::thread::scope(|scope| {
            for number in 0..8 {
                let file = &file;
                scope.spawn(move || {
                    let name = name(&format!("m{number}.example"));
                    file.change(at(100), |drains| drains.insert(name, drain(None))).unwrap();
                });
            }
        });
        assert_eq!(file.read().unwrap().len(), 8);
    }

    #[test]
    fn a_file_that_is_not_a_list_is_an_error_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = DrainFile::new(folder.path());
        for text in ["", "[]", "{\"drained\": [{\"mirror\": \"a b\", \"since\": \"2026-01-01T00:00:00Z\"}]}"]
        {
            fs::write(folder.path().join(FILE), text).unwrap();
            let error = file.change(at(0), |_| ()).unwrap_err().to_string();
            assert!(error.contains("drained.json: this is not a list of drained mirrors"), "{error}");
            assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
        }
    }
}
