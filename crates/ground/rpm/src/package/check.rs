use std::io::{self, Read};

use super::{PackageError, PackageHeaders};
use crate::digest::{Digest, DigestKind, Hasher};
use crate::header::{Header, HeaderError, tag};

/// How a digest in a package compares with what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// The digest is right.
    Agrees,
    /// The digest is that of other bytes, or damaged.
    Differs,
    /// The package has no such digest, or one of an unknown kind.
    Missing,
}

/// What one pass over a package file found out.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The headers, or why they cannot be read.
    pub headers: Result<PackageHeaders, PackageError>,
    /// The bytes of the file.
    pub size: u64,
    /// The digest of the file, of the kind that the caller chose.
    pub digest: Option<Digest>,
    /// The digest of the main header in the signature header.
    pub header_digest: Agreement,
    /// The digest of the payload: in the main header, or the MD5 over main header and payload of old packages.
    pub payload_digest: Agreement,
}

/// Reads the headers of a package and compares the digest of the main header; the size and the digests of the file
/// and of the payload stay unknown.
pub fn check_headers(mut source: impl Read) -> io::Result<Checked> {
    let headers = PackageHeaders::read(&mut source)?;
    let header_digest = compare_header(headers.as_ref().ok());
    Ok(Checked { headers, size: 0, digest: None, header_digest, payload_digest: Agreement::Missing })
}

/// Reads a package to its end and compares its digests; `kind` is that of the digest of the whole file.
///
/// A digest whose entry has values of another type counts as missing.
pub fn check(source: impl Read, kind: Option<DigestKind>) -> io::Result<Checked> {
    let mut source = Tee { source, size: 0, whole: kind.map(Hasher::new), payload: None };
    let headers = PackageHeaders::read(&mut source)?;
    let payload = headers.as_ref().ok().and_then(|headers| payload_digest(headers).ok().flatten());
    source.payload = payload.as_ref().map(|(_, hasher)| hasher.clone());
    io::copy(&mut source, &mut io::sink())?;
    Ok(Checked {
        header_digest: compare_header(headers.as_ref().ok()),
        payload_digest: payload
            .zip(source.payload)
            .map_or(Agreement::Missing, |((named, _), hasher)| named.compare(hasher.finish())),
        size: source.size,
        digest: source.whole.map(Hasher::finish),
        headers,
    })
}

/// A digest that a header names.
struct Named {
    kind: DigestKind,
    /// `None` where the text is not a digest.
    digest: Option<Digest>,
}

impl Named {
    fn compare(&self, found: Digest) -> Agreement {
        if self.digest == Some(found) { Agreement::Agrees } else { Agreement::Differs }
    }
}

/// How the digest of the main header compares with the header.
fn compare_header(headers: Option<&PackageHeaders>) -> Agreement {
    let Some(headers) = headers else { return Agreement::Missing };
    match header_digest(&headers.signature) {
        Ok(Some(named)) => named.compare(Digest::of_bytes(named.kind, headers.main.as_bytes())),
        Ok(None) | Err(_) => Agreement::Missing,
    }
}

/// The digest of the main header: SHA-256 where there is one, else SHA-1.
fn header_digest(signature: &Header) -> Result<Option<Named>, HeaderError> {
    let kinds = [(tag::SIGNATURE_SHA256, DigestKind::Sha256), (tag::SIGNATURE_SHA1, DigestKind::Sha1)];
    for (tag, kind) in kinds {
        if let Some(text) = signature.text(tag)? {
            return Ok(Some(Named { kind, digest: Digest::parse(kind, &text) }));
        }
    }
    Ok(None)
}

/// The digest that covers the payload, with a hasher that has seen everything in front of the payload.
fn payload_digest(headers: &PackageHeaders) -> Result<Option<(Named, Hasher)>, HeaderError> {
    if let Some(text) = headers.main.text(tag::PAYLOAD_DIGEST)? {
        // Without a kind it is SHA-256, as in packages of format 6.
        let number = headers.main.number(tag::PAYLOAD_DIGEST_KIND)?.unwrap_or(8);
        if let Some(kind) = DigestKind::from_openpgp(number) {
            return Ok(Some((Named { kind, digest: Digest::parse(kind, &text) }, Hasher::new(kind))));
        }
    }
    let Some(bytes) = headers.signature.bytes(tag::SIGNATURE_MD5)? else { return Ok(None) };
    let kind = DigestKind::Md5;
    let mut hasher = Hasher::new(kind);
    hasher.update(headers.main.as_bytes());
    Ok(Some((Named { kind, digest: Digest::from_bytes(kind, bytes) }, hasher)))
}

/// Passes on what it reads, counts it, and adds it to digests.
struct Tee<R> {
    source: R,
    size: u64,
    whole: Option<Hasher>,
    payload: Option<Hasher>,
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        let bytes = &buffer[..count];
        self.size += count as u64;
        self.whole.iter_mut().chain(&mut self.payload).for_each(|hasher| hasher.update(bytes));
        Ok(count)
    }
}
