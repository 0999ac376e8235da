use super::Section;

/// Why the bytes are not a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// The first eight bytes are others.
    #[error("it does not start with the magic bytes of a header")]
    Magic,
    /// The bytes end before the header does.
    #[error("it ends after {found} of {expected} bytes")]
    Truncated {
        /// How many bytes the header has by its own numbers.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// More entries than rpm accepts.
    #[error("it has {count} entries; a {section} has at most {}", section.most_entries())]
    TooManyEntries {
        /// Which header.
        section: Section,
        /// How many it claims.
        count: u32,
    },
    /// More data than rpm accepts.
    #[error("it has {bytes} bytes of data; a {section} has at most {}", section.most_data())]
    TooMuchData {
        /// Which header.
        section: Section,
        /// How many bytes it claims.
        bytes: u32,
    },
    /// The first entry is not the region, or does not agree with its trailer.
    #[error("its region (tag {tag}, offset {offset}): {problem}")]
    Region {
        /// The tag of the first entry.
        tag: u32,
        /// The offset of the first entry.
        offset: u32,
        /// What is wrong.
        problem: &'static str,
    },
    /// A number in an entry cannot be true.
    #[error("tag {tag}, offset {offset}: {problem}")]
    Entry {
        /// The tag of the entry.
        tag: u32,
        /// Its offset in the data.
        offset: u32,
        /// What is wrong.
        problem: &'static str,
    },
    /// An entry has values of another type than its tag demands, or too few.
    #[error("tag {tag}: {problem}")]
    Value {
        /// The tag of the entry.
        tag: u32,
        /// What is wrong.
        problem: &'static str,
    },
}
