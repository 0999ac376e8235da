use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use maneki_mirror_formats::download::{Download, Redirect, hosts};
use maneki_mirror_health::{IsoFile, IsoSet, is_file_name};
use maneki_mirror_registry::IsoFolder;

use super::question::{Only, Question, response};
use crate::refusal::Refusal;

/// The suffix of the metalink of a file.
const META4: &str = ".meta4";

/// The maximum number of mirrors in a redirect, including its destination. By default, aria2 reads from this many at the
/// same time; other clients follow the first. The metalink, to which the redirect links, contains all of them. RFC 6249,
/// section 2, leaves the number to the server.
const MAX_LINKS: usize = 5;

const DIGEST: HeaderName = HeaderName::from_static("digest");

/// A requested file of a folder.
struct Wanted<'a> {
    name: &'a str,
    /// Its size and digest in the reference tree.
    known: Option<&'a IsoFile>,
    as_metalink: bool,
}

/// `/iso/<version>/<arch>/<file>`: a redirect to a mirror that has the file, the list of such mirrors (`?mirrorlist`), or
/// a metalink for download tools (`<file>.meta4`).
pub(super) fn iso(file: &str, mut question: Question<'_>) -> Result<Response, Refusal> {
    let snapshot = &question.edition.snapshot;
    let wanted = wanted(file, snapshot.isos(&question.target)).ok_or(Refusal::NoSuchImage)?;
    let wants_list = question.params.mirrorlist;
    if !wants_list && !wanted.as_metalink {
        question.params.at_most(MAX_LINKS);
    }
    let answer = question.answer(Only::Public);
    let hosts = hosts(snapshot, &answer.target, &answer.selection, answer.fallback);
    let download = || Download::new(wanted.name, wanted.known, &answer.target, &hosts);
    if wants_list {
        return Ok(response(download().text(), "text/plain; charset=utf-8"));
    }
    if hosts.is_empty() {
        return Err(Refusal::NoMirror);
    }
    if wanted.as_metalink {
        return Ok(response(download().meta4(), "application/metalink4+xml"));
    }
    let redirect = Redirect::new(wanted.name, wanted.known, &answer.target, &hosts);
    redirect.and_then(redirected).ok_or(Refusal::NoMirror)
}

/// Finds a file in the set of its folder. `CHECKSUM` exists wherever the set exists. If no set is known, every possible
/// name of an image is accepted.
fn wanted<'a>(file: &'a str, set: Option<&'a IsoSet>) -> Option<Wanted<'a>> {
    let find = |name: &str| set.and_then(|set| set.iter().find(|known| *known.name == *name));
    if let Some(known) = find(file) {
        return Some(Wanted { name: file, known: Some(known), as_metalink: false });
    }
    if let Some(name) = file.strip_suffix(META4) {
        return Some(Wanted { name, known: Some(find(name)?), as_metalink: true });
    }
    let is_taken = file == IsoFolder::CHECKSUM || set.is_none() && is_file_name(file);
    is_taken.then_some(Wanted { name: file, known: None, as_metalink: false })
}

/// `None` if the URL is not valid in a header.
fn redirected(redirect: Redirect) -> Option<Response> {
    let Redirect { text, location, links, digest } = redirect;
    // The values share one allocation.
    let text = Bytes::from(text);
    let value = |place: Range<usize>| HeaderValue::from_maybe_shared(text.slice(place)).ok();
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let headers = response.headers_mut();
    headers.insert(header::LOCATION, value(location)?);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for link in links.into_iter().filter_map(value) {
        headers.append(header::LINK, link);
    }
    if let Some(digest) = digest.and_then(value) {
        headers.insert(DIGEST, digest);
    }
    Some(response)
}

#[cfg(test)]
mod tests {
    use maneki_mirror_health::Digest;

    use super::*;

    #[test]
    fn a_name_is_a_file_of_the_set_or_the_metalink_of_one() {
        let file = |name: &str| IsoFile { name: name.into(), size: None, sha256: Digest::new([1; 32]) };
        let set: IsoSet = vec![file("a.iso"), file("b.meta4")].into();
        let found = |name| wanted(name, Some(&set)).map(|found| (found.name, found.as_metalink));
        assert_eq!(found("a.iso"), Some(("a.iso", false)));
        assert_eq!(found("a.iso.meta4"), Some(("a.iso", true)));
        assert_eq!(found("b.meta4"), Some(("b.meta4", false)));
        assert_eq!(found("CHECKSUM"), Some(("CHECKSUM", false)));
        for unknown in ["b.iso", "b.iso.meta4", "CHECKSUM.meta4", "", "..", "A.ISO"] {
            assert_eq!(found(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn where_no_set_is_known_a_name_has_to_be_one() {
        let found = |name| wanted(name, None).map(|found| (found.name, found.as_metalink));
        assert_eq!(found("a-latest.iso"), Some(("a-latest.iso", false)));
        for other in ["a.iso.meta4", "..", ".a", "a/b", "a b", "a?b", "a\r\nb: c", ""] {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
