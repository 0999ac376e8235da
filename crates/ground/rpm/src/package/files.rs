use std::borrow::Cow;

use crate::header::{Header, HeaderError, tag};

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackagedFile<'a> {
    /// The absolute path.
    pub path: String,
    /// Type and permissions, as in `stat`.
    pub mode: u32,
    /// The flags of rpm: configuration, documentation, ghost.
    pub flags: u32,
    /// The digest in hexadecimal digits; empty for what is not a regular file.
    pub digest: Cow<'a, str>,
    /// The ELF class: 1 for 32 bits, 2 for 64, 0 for other files.
    pub color: u32,
    /// The owner.
    pub user: Cow<'a, str>,
    /// The group.
    pub group: Cow<'a, str>,
}

impl PackagedFile<'_> {
    /// A file that the package owns without having its contents (rpm, `RPMFILE_GHOST`).
    const GHOST: u32 = 64;

    /// All files, in the order of the header.
    pub fn read(header: &Header) -> Result<Vec<PackagedFile<'_>>, HeaderError> {
        let names = header.texts(tag::BASENAMES)?;
        let folders: Vec<Cow<'_, str>> = header.texts(tag::DIRNAMES)?.collect();
        let mut indexes = header.numbers(tag::DIR_INDEXES)?;
        let mut modes = header.numbers(tag::FILE_MODES)?;
        let mut flags = header.numbers(tag::FILE_FLAGS)?;
        let mut digests = header.texts(tag::FILE_DIGESTS)?;
        let mut colors = header.numbers(tag::FILE_COLORS)?;
        let mut users = header.texts(tag::FILE_USER)?;
        let mut groups = header.texts(tag::FILE_GROUP)?;
        let bits = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0);
        names
            .map(|name| {
                let folder = indexes.next().and_then(|index| folders.get(usize::try_from(index).ok()?));
                let problem = "the index of a folder is missing or too large";
                let folder = folder.ok_or(HeaderError::Value { tag: tag::DIR_INDEXES, problem })?;
                Ok(PackagedFile {
                    path: format!("{folder}{name}"),
                    mode: bits(modes.next()),
                    flags: bits(flags.next()),
                    digest: digests.next().unwrap_or_default(),
                    color: bits(colors.next()),
                    user: users.next().unwrap_or_default(),
                    group: groups.next().unwrap_or_default(),
                })
            })
            .collect()
    }

    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.mode & 0o170_000 == 0o040_000
    }

    /// Whether the package owns the path without having contents for it.
    pub fn is_ghost(&self) -> bool {
        self.flags & Self::GHOST != 0
    }
}
