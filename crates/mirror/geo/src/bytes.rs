//! Whole numbers in a stream of untrusted bytes.

/// The rest of a stream. Every read returns `None` at its end, and for a number that is too long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The bytes that were not read.
    pub(crate) fn rest(self) -> &'a [u8] {
        self.0
    }

    pub(crate) fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// A number of four bytes, least significant first.
    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    /// The same, as a length or a position in a stream.
    pub(crate) fn length(&mut self) -> Option<usize> {
        usize::try_from(self.u32()?).ok()
    }

    /// A number in LEB128: seven bits in each byte, least significant first; the eighth bit is set in all bytes but the
    /// last.
    pub(crate) fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

/// Appends a number in LEB128.
pub(crate) fn push_varint(into: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        into.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    into.push(number.to_le_bytes()[0]);
}

/// Appends a length or a position in a stream as four bytes, which is enough for every table.
pub(crate) fn push_length(into: &mut Vec<u8>, length: usize) {
    let length = u32::try_from(length).expect("a table is smaller than 4 GiB");
    into.extend(length.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_number_is_read_as_it_was_written(number: u64) {
            let mut written = Vec::new();
            push_varint(&mut written, number);
            let mut bytes = Bytes::new(&written);
            assert_eq!(bytes.varint(), Some(number));
            assert!(bytes.rest().is_empty());
            assert_eq!(Bytes::new(&written[..written.len() - 1]).varint(), None);
        }
    }

    #[test]
    fn an_endless_number_is_not_read() {
        assert_eq!(Bytes::new(&[0xff; 40]).varint(), None);
    }
}
