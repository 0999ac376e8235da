use proptest::prelude::*;

use super::*;

/// Builds a header entry by entry, as rpm lays it out.
#[derive(Default)]
struct Builder {
    index: Vec<u8>,
    data: Vec<u8>,
}

impl Builder {
    fn entry(mut self, tag: u32, kind: u32, count: u32, values: &[u8]) -> Self {
        let offset = length(&self.data);
        self.index.extend([tag, kind, offset, count].into_iter().flat_map(u32::to_be_bytes));
        self.data.extend(values);
        self
    }

    fn text(self, tag: u32, text: &str) -> Self {
        self.entry(tag, 6, 1, &[text.as_bytes(), b"\0"].concat())
    }

    /// With the region of the main header around it.
    fn build(self) -> Vec<u8> {
        let size = length(&self.index) + 16;
        let trailer = length(&self.data);
        let numbers = |numbers: [u32; 4]| numbers.into_iter().flat_map(u32::to_be_bytes);
        let mut bytes = MAGIC.to_vec();
        bytes.extend((size / 16).to_be_bytes());
        bytes.extend((trailer + 16).to_be_bytes());
        bytes.extend(numbers([63, 7, trailer, 16]));
        bytes.extend(self.index);
        bytes.extend(self.data);
        bytes.extend(numbers([63, 7, size.wrapping_neg(), 16]));
        bytes
    }
}

fn length(bytes: &[u8]) -> u32 {
    bytes.len().try_into().unwrap()
}

fn read(bytes: &[u8]) -> Result<Header, HeaderError> {
    Header::read(&mut &bytes[..], Section::Main).unwrap()
}

fn good() -> Vec<u8> {
    let numbers = [7_u32.to_be_bytes(), 8_u32.to_be_bytes()].concat();
    let builder = Builder::default().entry(tag::FILE_SIZES, 4, 2, &numbers).text(tag::NAME, "oak");
    let builder = builder.entry(tag::BASENAMES, 8, 2, b"leaf\0\xe4st\0").entry(9999, 7, 3, &[1, 2, 3]);
    builder.build()
}

/// The good header with the big-endian number at `at` replaced.
fn with_number(at: usize, number: u32) -> Result<Header, HeaderError> {
    let mut bytes = good();
    bytes[at..at + 4].copy_from_slice(&number.to_be_bytes());
    read(&bytes)
}

/// Where a field of an entry is; entry 0 is the region. Fields: tag 0, type 1, offset 2, count 3.
fn field(entry: usize, field: usize) -> usize {
    INTRO + entry * ENTRY + field * 4
}

#[test]
fn values_are_found_by_tag() {
    let bytes = good();
    let header = read(&bytes).unwrap();
    assert_eq!(header.as_bytes(), bytes);
    assert_eq!(header.text(tag::NAME).unwrap().unwrap(), "oak");
    assert_eq!(header.numbers(tag::FILE_SIZES).unwrap().collect::<Vec<_>>(), [7, 8]);
    assert_eq!(header.bytes(9999).unwrap().unwrap(), [1, 2, 3]);
    assert_eq!(header.text(tag::VERSION).unwrap(), None);
    assert_eq!(header.number(tag::EPOCH).unwrap(), None);
}

#[test]
fn text_that_is_not_utf8_is_read_as_latin1() {
    let bytes = good();
    let header = read(&bytes).unwrap();
    assert_eq!(header.texts(tag::BASENAMES).unwrap().collect::<Vec<_>>(), ["leaf", "äst"]);
}

#[test]
fn a_value_of_another_type_is_an_error_that_names_the_tag() {
    let bytes = good();
    let header = read(&bytes).unwrap();
    let problem = header.number(tag::NAME).unwrap_err().to_string();
    assert_eq!(problem, "tag 1000: it is not a number");
    assert!(header.text(tag::FILE_SIZES).is_err() && header.bytes(tag::NAME).is_err());
}

#[test]
fn numbers_that_cannot_be_true_are_refused() {
    let refused = |at, number, words: &str| {
        let error = with_number(at, number).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    refused(8, 0, "there are no entries");
    refused(8, 0x1000_0000, "it has 268435456 entries; a header has at most 65535");
    refused(12, 0x7fff_ffff, "it has 2147483647 bytes of data; a header has at most 268435456");
    refused(12, 1024, "it ends after");
    refused(field(0, 0), 1000, "the first entry is not the region");
    refused(field(0, 2), 0x7fff_ffff, "its trailer is outside of the data");
    refused(field(0, 2), 0, "its trailer does not repeat it");
    refused(field(1, 1), 0, "tag 1028, offset 0: its type does not exist");
    refused(field(1, 1), 10, "its type does not exist");
    refused(field(1, 2), 0x7fff_ffff, "tag 1028, offset 2147483647: its offset is outside of the data");
    refused(field(1, 2), 2, "not aligned");
    refused(field(1, 3), u32::MAX, "more than 1048575 values");
    refused(field(1, 3), 1_000_000, "end outside of the data");
    refused(field(2, 2), 4, "overlaps an earlier entry");
    refused(field(2, 3), 2, "count other than 1");
    refused(field(3, 3), 4, "end outside of the data");
    refused(field(4, 3), u32::MAX, "end outside of the data");
}

#[test]
fn values_do_not_reach_into_the_trailer() {
    // Three bytes of the last entry plus the sixteen of the trailer are there, and belong to the region.
    assert!(with_number(field(4, 3), 19).is_err());
}

#[test]
fn a_trailer_that_disagrees_is_refused() {
    let mut bytes = good();
    let end = bytes.len();
    bytes[end - 8..end - 4].copy_from_slice(&96_u32.wrapping_neg().to_be_bytes());
    assert!(read(&bytes).unwrap_err().to_string().contains("the number of entries"));
}

#[test]
fn a_header_that_ends_early_is_truncated_wherever_it_ends() {
    let bytes = good();
    for end in 0..bytes.len() {
        let error = read(&bytes[..end]).unwrap_err();
        assert!(
            matches!(error, HeaderError::Truncated { found, .. } if found == end as u64),
            "{end}: {error}"
        );
    }
}

#[test]
fn the_reader_takes_no_byte_after_the_header() {
    let bytes = [good(), vec![42]].concat();
    let mut source = &bytes[..];
    Header::read(&mut source, Section::Main).unwrap().unwrap();
    assert_eq!(source, [42]);
}

fn read_all(header: &Header) {
    for tag in [tag::NAME, tag::FILE_SIZES, tag::BASENAMES, 9999] {
        let _ = header.texts(tag).map(Iterator::count);
        let _ = header.numbers(tag).map(Iterator::count);
        let _ = header.bytes(tag);
    }
}

proptest! {
    #[test]
    fn no_bytes_bring_the_reader_down(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&[&MAGIC[..], &bytes].concat());
    }

    #[test]
    fn no_damage_brings_the_reader_down(place in 0_usize..160, mask in 1..=255_u8, length in 1_usize..9) {
        let mut bytes = good();
        bytes.iter_mut().skip(place).take(length).for_each(|byte| *byte ^= mask);
        if let Ok(header) = read(&bytes) {
            read_all(&header);
        }
    }
}
