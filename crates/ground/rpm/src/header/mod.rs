//! A header of a package: typed values by tag.
//!
//! The reader checks every number before it uses it: the two of the intro against the limits of rpm, then each
//! entry against the data that arrived. Memory grows with the bytes that arrive, never with a number in them.

mod entry;
mod error;
mod section;
pub mod tag;
mod values;

use std::io::{self, Read};

use entry::{Entry, RawEntry};
pub use error::HeaderError;
pub use section::Section;

/// The first eight bytes of a header in a file: a magic, the version and four reserved bytes.
const MAGIC: [u8; 8] = [0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0];

/// Magic, number of entries, bytes of data.
const INTRO: usize = 16;

/// The bytes of an entry of the index.
const ENTRY: usize = 16;

/// A header whose every entry has been checked.
#[derive(Debug, Clone)]
pub struct Header {
    /// Intro, index and data, as they are in the file.
    bytes: Vec<u8>,
    /// Where the data start.
    data: usize,
    entries: Vec<Entry>,
}

impl Header {
    /// Reads one header, and not a byte more. The outer error is the source's, the inner one the header's.
    pub fn read(source: &mut impl Read, section: Section) -> io::Result<Result<Self, HeaderError>> {
        let mut bytes = Vec::with_capacity(4096);
        source.take(INTRO as u64).read_to_end(&mut bytes)?;
        let (entries, data) = match intro(&bytes, section) {
            Ok(numbers) => numbers,
            Err(error) => return Ok(Err(error)),
        };
        let rest = entries * ENTRY + data;
        source.take(rest as u64).read_to_end(&mut bytes)?;
        if bytes.len() < INTRO + rest {
            let (expected, found) = ((INTRO + rest) as u64, bytes.len() as u64);
            return Ok(Err(HeaderError::Truncated { expected, found }));
        }
        Ok(Self::check(bytes, entries, section))
    }

    /// Checks the region and all entries.
    fn check(bytes: Vec<u8>, count: usize, section: Section) -> Result<Self, HeaderError> {
        let (index, data) = bytes[INTRO..].split_at(count * ENTRY);
        let index = index.as_chunks::<ENTRY>().0;
        let region = Region::read(index, data, section)?;
        let mut entries = Vec::with_capacity(count.saturating_sub(1));
        let mut end = 0;
        for (position, bytes) in index.iter().enumerate().skip(1) {
            // Entries after the region (an installed package has some) have their values after its trailer.
            if position == region.entries {
                end = region.trailer + ENTRY;
            }
            let limit = if position < region.entries { region.trailer } else { data.len() };
            let entry = Entry::read(bytes, &data[..limit], end)?;
            end = entry.end;
            entries.push(entry);
        }
        let data = INTRO + index.len() * ENTRY;
        Ok(Self { bytes, data, entries })
    }

    /// Intro, index and data: what the digest and the signature of a header cover.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The number of entries and the bytes of data, both within the limits of rpm.
fn intro(bytes: &[u8], section: Section) -> Result<(usize, usize), HeaderError> {
    let Some((magic, numbers)) = bytes.split_first_chunk::<8>().filter(|(_, numbers)| numbers.len() == 8)
    else {
        return Err(HeaderError::Truncated { expected: INTRO as u64, found: bytes.len() as u64 });
    };
    if *magic != MAGIC {
        return Err(HeaderError::Magic);
    }
    let number =
        |at: usize| u32::from_be_bytes([numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]]);
    let (entries, data) = (number(0), number(4));
    if entries > section.most_entries() {
        return Err(HeaderError::TooManyEntries { section, count: entries });
    }
    if data > section.most_data() {
        return Err(HeaderError::TooMuchData { section, bytes: data });
    }
    Ok((entries as usize, data as usize))
}

/// The first entry: which of the entries belong together, and were hashed and signed together.
struct Region {
    /// How many entries it has, itself included.
    entries: usize,
    /// Where its trailer starts in the data; all its values are in front of it.
    trailer: usize,
}

impl Region {
    fn read(index: &[[u8; ENTRY]], data: &[u8], section: Section) -> Result<Self, HeaderError> {
        let Some(first) = index.first() else {
            return Err(HeaderError::Region { tag: 0, offset: 0, problem: "there are no entries" });
        };
        let RawEntry { tag, kind, offset, count } = RawEntry::read(first);
        let malformed = |problem| HeaderError::Region { tag, offset, problem };
        if (tag, kind, count) != (section.region(), 7, 16) {
            return Err(malformed("the first entry is not the region"));
        }
        let trailer = offset as usize;
        let bytes = data.get(trailer..).and_then(<[u8]>::first_chunk::<ENTRY>);
        let bytes = bytes.ok_or(malformed("its trailer is outside of the data"))?;
        let end = RawEntry::read(bytes);
        // Old packages have the tag 61 in the trailer of the signature header.
        let same = end.tag == tag || section == Section::Signature && end.tag == 61;
        if !same || (end.kind, end.count) != (kind, count) {
            return Err(malformed("its trailer does not repeat it"));
        }
        // The offset in the trailer is the negative size of the index of the region.
        let size = end.offset.wrapping_neg() as usize;
        if !size.is_multiple_of(ENTRY) || size == 0 || size / ENTRY > index.len() {
            return Err(malformed("its trailer does not agree with the number of entries"));
        }
        Ok(Self { entries: size / ENTRY, trailer })
    }
}

#[cfg(test)]
mod tests;
