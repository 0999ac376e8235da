use std::io::{self, BufRead, Read};

use crate::Place;

/// A buffered source that keeps the place in the text, and fails when one event takes more than its budget.
pub(super) struct Budget<R> {
    source: R,
    buffer: Box<[u8]>,
    /// Which part of the buffer was not consumed yet.
    start: usize,
    end: usize,
    place: Place,
    /// How many bytes an event may take.
    most: usize,
    left: usize,
}

impl<R> Budget<R> {
    pub(super) fn new(source: R, most: usize) -> Self {
        let buffer = vec![0; 64 * 1024].into_boxed_slice();
        Self { source, buffer, start: 0, end: 0, place: Place::START, most, left: most }
    }

    /// Starts an event, and returns its place.
    pub(super) fn start(&mut self) -> Place {
        self.left = self.most;
        self.place
    }

    /// Whether the event took more than its budget.
    pub(super) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    pub(super) fn into_source(self) -> R {
        self.source
    }
}

impl<R: Read> BufRead for Budget<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other("an event is too long"));
        }
        if self.start == self.end {
            self.end = self.source.read(&mut self.buffer)?;
            self.start = 0;
        }
        Ok(&self.buffer[self.start..self.end])
    }

    fn consume(&mut self, count: usize) {
        let bytes = &self.buffer[self.start..self.end];
        let count = count.min(bytes.len());
        self.place.advance(&bytes[..count]);
        self.start += count;
        self.left = self.left.saturating_sub(count);
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}
