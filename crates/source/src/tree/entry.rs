use std::sync::Arc;

/// The permissions of a file that has none of its own.
pub const FILE_MODE: u32 = 0o644;

/// What there is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A file as it is in the source.
    Original {
        /// Its permissions.
        mode: u32,
    },
    /// A file that was written since.
    Written {
        /// Its permissions.
        mode: u32,
        /// Its content.
        bytes: Arc<[u8]>,
    },
    /// A symbolic link.
    Link {
        /// What it points to, as it is stored.
        target: String,
    },
    /// A device, a socket or a named pipe, which is never opened.
    Special,
}

impl Entry {
    /// The permissions of a file; `None` for anything else.
    pub fn mode(&self) -> Option<u32> {
        match self {
            Self::Original { mode } | Self::Written { mode, .. } => Some(*mode),
            Self::Link { .. } | Self::Special => None,
        }
    }
}
