//! Unpacks a file and measures it, before and after unpacking, in one pass.

mod decoder;
mod zstd_frames;

use std::io::{self, BufReader, Chain, Cursor, Read};

use maneki_ground_rpm::DigestKind;

use crate::measure::{Measure, Measured};
use crate::{Measurement, Packing};
use decoder::Decoder;

/// The first bytes, which tell the packing, and the rest of a file.
type Source<R> = BufReader<Chain<Cursor<Vec<u8>>, Measured<R>>>;

/// A file that is unpacked while it is read.
pub struct Unpacker<R: Read> {
    decoder: Decoder<Source<R>>,
    packing: Packing,
    opened: Measure,
    /// Reading fails beyond so many unpacked bytes.
    most: u64,
    problem: Option<UnpackingProblem>,
}

/// Why the contents of a file end early.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnpackingProblem {
    /// The packed data are damaged or cut.
    #[error("it cannot be unpacked as {packing}: {reason}")]
    Damaged {
        /// How the file is packed.
        packing: Packing,
        /// The words of the unpacker.
        reason: String,
    },
    /// More contents than the caller accepts.
    #[error("it has more than {0} bytes when unpacked")]
    TooLarge(u64),
    /// The file itself cannot be read.
    #[error("it cannot be read: {0}")]
    Source(String),
}

/// What is known of a file after reading it to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// How it is packed.
    pub packing: Packing,
    /// The file as it is.
    pub file: Measurement,
    /// Its contents; up to the problem, if there is one. `None` for zchunk.
    pub contents: Option<Measurement>,
    /// Why the contents end early.
    pub problem: Option<UnpackingProblem>,
}

impl<R: Read> Unpacker<R> {
    /// Reads the first bytes of the file, which tell how it is packed; `file` and `contents` are the kinds of digests to compute, `most` is how
    /// many unpacked bytes are accepted.
    pub fn new(
        source: R,
        file: Option<DigestKind>,
        contents: Option<DigestKind>,
        most: u64,
    ) -> io::Result<Self> {
        let mut source = Measured::new(source, file);
        let mut start = Vec::with_capacity(Packing::MAGIC);
        (&mut source).take(Packing::MAGIC as u64).read_to_end(&mut start)?;
        let packing = Packing::from_magic(&start);
        let source = BufReader::with_capacity(64 * 1024, Cursor::new(start).chain(source));
        let decoder = Decoder::new(packing, source);
        Ok(Self { decoder, packing, opened: Measure::new(contents), most, problem: None })
    }

    /// How the file is packed.
    pub fn packing(&self) -> Packing {
        self.packing
    }

    /// Reads what is left of the contents and of the file, and returns the measurements.
    pub fn finish(mut self) -> Unpacked {
        let mut buffer = vec![0; 64 * 1024];
        while self.problem.is_none() {
            match self.read(&mut buffer) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        let mut source = self.decoder.into_inner();
        // A failure is kept in the source.
        let _ = io::copy(&mut source, &mut io::sink());
        let (_, source) = source.into_inner().into_inner();
        let failure = source.failure.as_ref().map(|error| UnpackingProblem::Source(error.to_string()));
        Unpacked {
            packing: self.packing,
            file: source.measure.finish(),
            contents: (self.packing != Packing::Zchunk).then(|| self.opened.finish()),
            problem: failure.or(self.problem),
        }
    }
}

impl<R: Read> Read for Unpacker<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(problem) = &self.problem {
            return Err(io::Error::other(problem.clone()));
        }
        match self.decoder.read(buffer) {
            Ok(count) => {
                self.opened.add(&buffer[..count]);
                if self.opened.size > self.most {
                    return Err(self.fail(UnpackingProblem::TooLarge(self.most)));
                }
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                Err(self.fail(UnpackingProblem::Damaged { packing: self.packing, reason: error.to_string() }))
            }
        }
    }
}

impl<R: Read> Unpacker<R> {
    fn fail(&mut self, problem: UnpackingProblem) -> io::Error {
        self.problem = Some(problem.clone());
        io::Error::other(problem)
    }
}

#[cfg(test)]
mod tests;
