/// The text of a file, made so that every byte survives: bytes that are not UTF-8 become characters of a range that
/// has no other meaning (`ESCAPE`), and go back to the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The lines, each with `\n` at its end except perhaps the last.
    pub text: String,
    /// Every line of the file ends in CRLF; the text has the lines without the CRs.
    crlf: bool,
}

/// The character for byte 0 of a byte that is not UTF-8: the last 256 code points of Unicode's private use.
const ESCAPE: u32 = 0x10_FF00;

/// How the UTF-8 form of the characters from U+10FF80 begins. Where a file really holds them they are escaped byte by
/// byte, so that no two files have one text.
const RESERVED: [u8; 3] = [0xf4, 0x8f, 0xbe];
const RESERVED_TOO: [u8; 3] = [0xf4, 0x8f, 0xbf];

impl Body {
    /// The text of these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let text = escape(bytes);
        let crlf = text.ends_with("\r\n") && text.split_inclusive('\n').all(|line| line.ends_with("\r\n"));
        if crlf { Self { text: text.replace("\r\n", "\n"), crlf } } else { Self { text, crlf } }
    }

    /// The bytes of a changed text, with an end for its last line.
    pub fn to_bytes(&self, changed: &str) -> Vec<u8> {
        let mut text = changed.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if self.crlf {
            text = text.replace('\n', "\r\n");
        }
        unescape(&text)
    }
}

/// The characters for bytes, whatever they are.
pub fn escape(bytes: &[u8]) -> String {
    let reserved = |window: &[u8]| window == RESERVED || window == RESERVED_TOO;
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.windows(3).any(reserved)
    {
        return text.to_owned();
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if u32::from(character) >= ESCAPE + 0x80 {
                let mut buffer = [0; 4];
                text.extend(character.encode_utf8(&mut buffer).bytes().map(escaped));
            } else {
                text.push(character);
            }
        }
        text.extend(chunk.invalid().iter().copied().map(escaped));
    }
    text
}

/// The bytes that a text stands for.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for character in text.chars() {
        match u32::from(character).checked_sub(ESCAPE).and_then(|byte| u8::try_from(byte).ok()) {
            Some(byte) if byte >= 0x80 => bytes.push(byte),
            _ => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    bytes
}

fn escaped(byte: u8) -> char {
    char::from_u32(ESCAPE + u32::from(byte)).expect("U+10FF00 to U+10FFFF are characters")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_last_line_gets_an_end_and_an_empty_file_stays_empty() {
        let body = Body::from_bytes(b"a\nb");
        assert_eq!(body.to_bytes(&body.text), b"a\nb\n");
        assert_eq!(body.to_bytes(""), b"");
    }

    #[test]
    fn carriage_returns_are_kept_where_every_line_has_one_and_where_one_has() {
        let all = Body::from_bytes(b"a\r\nb\r\n");
        assert_eq!(all.text, "a\nb\n");
        assert_eq!(all.to_bytes("a\nc\n"), b"a\r\nc\r\n");
        let some = Body::from_bytes(b"a\r\nb\n");
        assert_eq!(some.text, "a\r\nb\n");
        assert_eq!(some.to_bytes(&some.text), b"a\r\nb\n");
    }

    proptest! {
        #[test]
        fn every_byte_survives(bytes in prop::collection::vec(any::<u8>(), 0..64), real in any::<bool>()) {
            let mut bytes = bytes;
            if real {
                bytes.extend_from_slice("\u{10ff80}\u{10fffd}".as_bytes());
            }
            prop_assert_eq!(unescape(&escape(&bytes)), bytes);
        }
    }
}
