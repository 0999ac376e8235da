use std::io::{self, BufRead, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::zstd_frames::ZstdFrames;
use crate::Packing;

/// How much memory an xz file may demand: a dictionary of 64 MiB (`xz -9`) and the rest of the decoder.
const XZ_MEMORY_KIB: u32 = 66 * 1024;

/// Unpacks a stream; several members after each other are one stream.
pub(super) enum Decoder<R: BufRead> {
    Plain(R),
    /// Nothing is read from it.
    Zchunk(R),
    Gzip(Box<MultiGzDecoder<R>>),
    Bzip2(Box<MultiBzDecoder<R>>),
    Xz(Box<XzReader<R>>),
    Zstd(Box<ZstdFrames<R>>),
}

impl<R: BufRead> Decoder<R> {
    pub(super) fn new(packing: Packing, source: R) -> Self {
        match packing {
            Packing::Plain => Self::Plain(source),
            Packing::Zchunk => Self::Zchunk(source),
            Packing::Gzip => Self::Gzip(Box::new(MultiGzDecoder::new(source))),
            Packing::Bzip2 => Self::Bzip2(Box::new(MultiBzDecoder::new(source))),
            Packing::Xz => Self::Xz(Box::new(XzReader::new_mem_limit(source, true, XZ_MEMORY_KIB))),
            Packing::Zstd => Self::Zstd(Box::new(ZstdFrames::new(source))),
        }
    }

    pub(super) fn into_inner(self) -> R {
        match self {
            Self::Plain(source) | Self::Zchunk(source) => source,
            Self::Gzip(decoder) => decoder.into_inner(),
            Self::Bzip2(decoder) => decoder.into_inner(),
            Self::Xz(decoder) => decoder.into_inner(),
            Self::Zstd(decoder) => decoder.into_inner(),
        }
    }
}

impl<R: BufRead> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(source) => source.read(buffer),
            Self::Zchunk(_) => Ok(0),
            Self::Gzip(decoder) => decoder.read(buffer),
            Self::Bzip2(decoder) => decoder.read(buffer),
            Self::Xz(decoder) => decoder.read(buffer),
            Self::Zstd(decoder) => decoder.read(buffer),
        }
    }
}
