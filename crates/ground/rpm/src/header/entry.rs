use super::HeaderError;

/// The type of the values of an entry (rpm, `rpmTagType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Char,
    Int8,
    Int16,
    Int32,
    Int64,
    /// One text.
    String,
    Bytes,
    /// Several texts.
    StringArray,
    /// The same text in several languages.
    Translated,
}

impl Kind {
    fn from_number(number: u32) -> Option<Self> {
        match number {
            1 => Some(Self::Char),
            2 => Some(Self::Int8),
            3 => Some(Self::Int16),
            4 => Some(Self::Int32),
            5 => Some(Self::Int64),
            6 => Some(Self::String),
            7 => Some(Self::Bytes),
            8 => Some(Self::StringArray),
            9 => Some(Self::Translated),
            _ => None,
        }
    }

    /// The size of a value in bytes, and its alignment; `None` for texts, which end with a zero.
    pub(super) fn size(self) -> Option<usize> {
        match self {
            Self::Char | Self::Int8 | Self::Bytes => Some(1),
            Self::Int16 => Some(2),
            Self::Int32 => Some(4),
            Self::Int64 => Some(8),
            Self::String | Self::StringArray | Self::Translated => None,
        }
    }
}

/// One entry of the index, checked against the data: its values are inside.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(super) tag: u32,
    pub(super) kind: Kind,
    /// Where the values start in the data.
    pub(super) start: usize,
    /// Where they end.
    pub(super) end: usize,
    /// How many values there are.
    pub(super) count: usize,
}

impl Entry {
    /// More values than this are not believed of an entry other than bytes (rpm, `HEADER_TAGS_MAX`).
    const MOST_VALUES: u32 = 1_048_575;

    /// Reads 16 bytes of the index and checks every number in them against the data, of which the first `taken` bytes
    /// belong to earlier entries.
    pub(super) fn read(index: &[u8; 16], data: &[u8], taken: usize) -> Result<Self, HeaderError> {
        let RawEntry { tag, kind, offset, count } = RawEntry::read(index);
        let malformed = |problem| HeaderError::Entry { tag, offset, problem };
        let kind = Kind::from_number(kind).ok_or(malformed("its type does not exist"))?;
        let start = usize::try_from(offset).ok().filter(|&start| start <= data.len());
        let start = start.ok_or(malformed("its offset is outside of the data"))?;
        // Checked before texts are searched, so that no byte is searched for two entries.
        if start < taken {
            return Err(malformed("it overlaps an earlier entry"));
        }
        if kind != Kind::Bytes && count > Self::MOST_VALUES {
            return Err(malformed("it has more than 1048575 values"));
        }
        if kind == Kind::String && count != 1 {
            return Err(malformed("a single text has a count other than 1"));
        }
        let count = usize::try_from(count).map_err(|_| malformed("its count is too large"))?;
        let length = match kind.size() {
            Some(size) if start % size != 0 => {
                return Err(malformed("its offset is not aligned to its type"));
            }
            Some(size) => count.checked_mul(size),
            None => text_length(&data[start..], count),
        };
        let end = length.and_then(|length| start.checked_add(length)).filter(|&end| end <= data.len());
        let end = end.ok_or(malformed("its values end outside of the data"))?;
        Ok(Self { tag, kind, start, end, count })
    }
}

/// How many bytes so many texts take, each with its zero; `None` where the data end before.
fn text_length(data: &[u8], count: usize) -> Option<usize> {
    let mut length = 0;
    for _ in 0..count {
        length += data[length..].iter().position(|&byte| byte == 0)? + 1;
    }
    Some(length)
}

/// The four numbers of an entry, not checked yet.
pub(super) struct RawEntry {
    pub(super) tag: u32,
    pub(super) kind: u32,
    pub(super) offset: u32,
    pub(super) count: u32,
}

impl RawEntry {
    pub(super) fn read(bytes: &[u8; 16]) -> Self {
        let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        Self { tag: number(0), kind: number(4), offset: number(8), count: number(12) }
    }
}
