use std::fmt;

/// A place in the unpacked text of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// The start of a file, which is also the place of what concerns a file as a whole.
    pub const START: Self = Self { line: 1, column: 1 };

    /// Moves past some bytes of the text, which may end within a character.
    pub(crate) fn advance(&mut self, bytes: &[u8]) {
        let lines = memchr::memchr_iter(b'\n', bytes).count();
        let tail = match memchr::memrchr(b'\n', bytes) {
            Some(last) => {
                self.column = 1;
                &bytes[last + 1..]
            }
            None => bytes,
        };
        // Bytes that continue a character of UTF-8 do not count.
        let characters = tail.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.column = self.column.saturating_add(u32::try_from(characters).unwrap_or(u32::MAX));
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::START
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_characters_count_from_one_however_the_bytes_arrive() {
        let text = "ab\nä€x\n\ny".as_bytes();
        for piece in 1..=text.len() {
            let mut place = Place::START;
            text.chunks(piece).for_each(|bytes| place.advance(bytes));
            assert_eq!(place, Place { line: 4, column: 2 }, "{piece} bytes at a time");
        }
        let mut place = Place::START;
        place.advance("ab\nä€".as_bytes());
        assert_eq!(place.to_string(), "2:3");
    }
}
