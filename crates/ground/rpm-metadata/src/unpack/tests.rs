use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use maneki_ground_rpm::{Digest, DigestKind::Sha256};

use super::*;

fn gzip(contents: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(contents).unwrap();
    encoder.finish().unwrap()
}

fn unpack(bytes: &[u8], most: u64) -> (Vec<u8>, Unpacked) {
    let mut unpacker = Unpacker::new(bytes, Some(Sha256), Some(Sha256), most).unwrap();
    let mut contents = Vec::new();
    let _ = unpacker.read_to_end(&mut contents);
    (contents, unpacker.finish())
}

#[test]
fn a_file_is_measured_before_and_after_unpacking_in_one_pass() {
    let packed = [gzip(b"oak\n"), gzip(b"pine\n")].concat();
    let (contents, unpacked) = unpack(&packed, 100);
    assert_eq!(contents, b"oak\npine\n");
    let measured = |bytes: &[u8]| Measurement {
        size: bytes.len() as u64,
        digest: Some(Digest::of_bytes(Sha256, bytes)),
    };
    assert_eq!(unpacked.packing, Packing::Gzip);
    assert_eq!(unpacked.file, measured(&packed));
    assert_eq!(unpacked.contents, Some(measured(b"oak\npine\n")));
    assert_eq!(unpacked.problem, None);
}

#[test]
fn a_reader_that_stops_early_still_gets_the_whole_measurement() {
    let packed = gzip(&b"x".repeat(300_000));
    let mut unpacker = Unpacker::new(&packed[..], Some(Sha256), Some(Sha256), 1_000_000).unwrap();
    unpacker.read_exact(&mut [0; 10]).unwrap();
    let unpacked = unpacker.finish();
    assert_eq!(unpacked.contents.unwrap().size, 300_000);
    assert_eq!(unpacked.file.digest, Some(Digest::of_bytes(Sha256, &packed)));
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let packed = gzip(&vec![0; 50_000_000]);
    let (contents, unpacked) = unpack(&packed, 1_000_000);
    assert!(contents.len() < 1_100_000, "{} bytes came through", contents.len());
    assert_eq!(unpacked.problem, Some(UnpackingProblem::TooLarge(1_000_000)));
    assert_eq!(unpacked.file.size, packed.len() as u64);
}

#[test]
fn damaged_and_cut_data_are_a_problem_and_the_file_is_measured_all_the_same() {
    let good = gzip(&(0..=255).cycle().take(100_000).collect::<Vec<u8>>());
    let mut damaged = good.clone();
    let middle = damaged.len() - 6;
    damaged[middle] ^= 0xff;
    for bytes in [&good[..good.len() - 9], &damaged] {
        let (_, unpacked) = unpack(bytes, 1_000_000);
        assert!(matches!(unpacked.problem, Some(UnpackingProblem::Damaged { packing: Packing::Gzip, .. })));
        assert_eq!(unpacked.file.size, bytes.len() as u64);
    }
}

#[test]
fn a_source_that_fails_is_not_called_damaged() {
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let start = gzip(b"oak");
    let source = (&start[..10]).chain(Failing);
    let unpacked = Unpacker::new(source, None, None, 100).unwrap().finish();
    assert_eq!(unpacked.problem, Some(UnpackingProblem::Source("the disk is gone".to_owned())));
}

#[test]
fn a_file_without_magic_is_plain_and_one_without_bytes_is_empty() {
    let (contents, unpacked) = unpack(b"<x/>", 100);
    assert_eq!((contents.as_slice(), unpacked.packing), (&b"<x/>"[..], Packing::Plain));
    let (contents, unpacked) = unpack(b"", 100);
    assert_eq!((contents.len(), unpacked.file.size, unpacked.problem), (0, 0, None));
}

/// `oak` and a line feed, packed by xz, bzip2 and zstd.
const XZ: &[u8] = &[
    253, 55, 122, 88, 90, 0, 0, 4, 230, 214, 180, 70, 2, 0, 33, 1, 28, 0, 0, 0, 16, 207, 88, 204, 1, 0, 3,
    111, 97, 107, 10, 0, 21, 190, 136, 246, 61, 66, 196, 41, 0, 1, 28, 4, 111, 44, 156, 193, 31, 182, 243,
    125, 1, 0, 0, 0, 0, 4, 89, 90,
];
const BZIP2: &[u8] = &[
    66, 90, 104, 57, 49, 65, 89, 38, 83, 89, 28, 67, 31, 219, 0, 0, 1, 193, 0, 0, 16, 32, 8, 160, 0, 33, 154,
    104, 51, 77, 50, 188, 93, 201, 20, 225, 66, 64, 113, 12, 127, 108,
];
const ZSTD: &[u8] = &[40, 181, 47, 253, 4, 88, 33, 0, 0, 111, 97, 107, 10, 58, 36, 108, 78];

#[test]
fn every_packing_is_unpacked_members_after_each_other_included() {
    for (packed, packing) in [(XZ, Packing::Xz), (BZIP2, Packing::Bzip2), (ZSTD, Packing::Zstd)] {
        let (contents, unpacked) = unpack(&packed.repeat(2), 100);
        assert_eq!(unpacked.packing, packing);
        assert_eq!(unpacked.problem, None, "{packing}");
        assert_eq!(contents, b"oak\noak\n", "{packing}");
    }
}

#[test]
fn every_packing_reports_a_cut_and_a_flipped_bit() {
    for packed in [XZ, BZIP2, ZSTD] {
        for end in Packing::MAGIC..packed.len() {
            let (_, unpacked) = unpack(&packed[..end], 100);
            assert!(unpacked.problem.is_some(), "{} cut after {end} bytes", unpacked.packing);
        }
        let mut damaged = packed.to_vec();
        // The letter `a` of the contents, or a byte of the only block.
        let middle = damaged.iter().position(|&byte| byte == b'a').unwrap_or(30);
        damaged[middle] ^= 1;
        let (_, unpacked) = unpack(&damaged, 100);
        assert!(matches!(unpacked.problem, Some(UnpackingProblem::Damaged { .. })), "{}", unpacked.packing);
    }
}

#[test]
fn an_xz_file_that_demands_too_much_memory_is_refused() {
    let mut greedy = XZ.to_vec();
    // The size of the dictionary in the block header: 4 GiB; the checksum of the header follows.
    greedy[16] = 40;
    let crc = crc32(&greedy[12..20]);
    greedy[20..24].copy_from_slice(&crc.to_le_bytes());
    let (_, unpacked) = unpack(&greedy, 100);
    let problem = unpacked.problem.unwrap().to_string();
    assert!(problem.contains("memory"), "{problem}");
}

/// CRC-32 as xz uses it.
fn crc32(bytes: &[u8]) -> u32 {
    let mut hasher = flate2::Crc::new();
    hasher.update(bytes);
    hasher.sum()
}

#[test]
fn zchunk_is_measured_and_not_unpacked() {
    let (contents, unpacked) = unpack(b"\0ZCK1 and more", 100);
    assert_eq!((contents.len(), unpacked.packing, unpacked.file.size), (0, Packing::Zchunk, 14));
    assert_eq!((unpacked.contents, unpacked.problem), (None, None));
}
