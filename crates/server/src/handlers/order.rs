//! What a request for a list asks for, read from its URL.

use std::borrow::Cow;

use axum::http::Uri;
use maneki_registry::{Catalog, Target};
use percent_encoding::percent_decode_str;

use crate::edition::Edition;
use crate::params::{BadArgument, Params};
use crate::refusal::Refusal;
use crate::usual::Usual;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order<'a> {
    pub(super) kind: Kind<'a>,
    /// The place in the tree.
    pub(super) target: Target,
    pub(super) params: Params<'a>,
}

/// As what it is to be handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// URLs.
    Mirrorlist,
    /// URLs, and the repomd.xml to accept from them.
    Metalink,
    /// The URLs of a folder of images.
    Isolist,
    /// The way to a file in such a folder.
    Iso(Cow<'a, str>),
}

/// The names in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names<'a> {
    /// Version and repository.
    Mirrorlist([&'a str; 2]),
    /// The same.
    Metalink([&'a str; 2]),
    /// Version and architecture.
    Isolist([&'a str; 2]),
    /// Version, architecture and file.
    Iso([&'a str; 3]),
}

impl<'a> Order<'a> {
    /// Reads a URL; `None` where it asks for no list.
    pub(super) fn read(uri: &'a Uri, edition: &Edition) -> Option<Result<Self, Refusal>> {
        let usual = uri.path_and_query().and_then(|asked| Self::usual(asked.as_str(), &edition.usual));
        if let Some(order) = usual {
            return Some(Ok(order));
        }
        let names = Names::read(uri.path())?;
        Some(Self::of(names, uri.query(), &edition.snapshot.catalog))
    }

    /// What is asked for as nearly all do.
    fn usual(asked: &'a str, usual: &Usual) -> Option<Self> {
        let (word, names) = asked.strip_prefix('/')?.split_once('/')?;
        let (kind, target) = match word {
            "mirrorlist" => (Kind::Mirrorlist, usual.repository(names)?),
            // Without an architecture there is none.
            "metalink" if names.contains('?') => (Kind::Metalink, usual.repository(names)?),
            "iso" if !names.bytes().any(|byte| matches!(byte, b'?' | b'%')) => {
                let (folder, file) = names.rsplit_once('/').filter(|(_, file)| !file.is_empty())?;
                (Kind::Iso(file.into()), usual.folder(folder)?)
            }
            _ => return None,
        };
        Some(Self { kind, target: target.clone(), params: Params::default() })
    }

    fn of(names: Names<'a>, query: Option<&'a str>, catalog: &Catalog) -> Result<Self, Refusal> {
        let params = Params::parse(query)?;
        let repository = |names| -> Result<Target, Refusal> {
            let [version, repository] = decoded(names)?;
            Ok(catalog.target(&version, &repository, params.arch.as_deref())?)
        };
        let folder =
            |version: &str, arch: &str| Ok::<_, Refusal>(catalog.iso_folder(version, arch)?.target());
        let (kind, target) = match names {
            Names::Mirrorlist(names) => (Kind::Mirrorlist, repository(names)?),
            // Each architecture has a repomd.xml of its own.
            Names::Metalink(_) if params.arch.is_none() => return Err(BadArgument::NoArch.into()),
            Names::Metalink(names) => (Kind::Metalink, repository(names)?),
            Names::Isolist(names) => {
                let [version, arch] = decoded(names)?;
                (Kind::Isolist, folder(&version, &arch)?)
            }
            Names::Iso(names) => {
                let [version, arch, file] = decoded(names)?;
                (Kind::Iso(file), folder(&version, &arch)?)
            }
        };
        Ok(Self { kind, target, params })
    }
}

impl<'a> Names<'a> {
    /// The names in the path of a list. A file has no slash at its end, and everything else may have one.
    fn read(path: &'a str) -> Option<Self> {
        let (word, names) = path.strip_prefix('/')?.split_once('/')?;
        if word == "iso" {
            return split(names).map(Self::Iso);
        }
        let names = || split(names.strip_suffix('/').unwrap_or(names));
        match word {
            "mirrorlist" => names().map(Self::Mirrorlist),
            "metalink" => names().map(Self::Metalink),
            "isolist" => names().map(Self::Isolist),
            _ => None,
        }
    }
}

/// So many names between slashes, and no others.
fn split<const N: usize>(path: &str) -> Option<[&str; N]> {
    let mut rest = path.split('/').filter(|name| !name.is_empty());
    let mut names = [""; N];
    for name in &mut names {
        *name = rest.next()?;
    }
    (path.matches('/').count() + 1 == N).then_some(names)
}

fn decoded<const N: usize>(names: [&str; N]) -> Result<[Cow<'_, str>; N], Refusal> {
    let mut decoded = names.map(Cow::Borrowed);
    for (name, decoded) in names.into_iter().zip(&mut decoded) {
        *decoded = percent_decode_str(name).decode_utf8().map_err(|_| Refusal::BadPath)?;
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_list_has_its_names_and_perhaps_a_slash() {
        for (path, is) in [
            ("/mirrorlist/9/baseos", Names::Mirrorlist(["9", "baseos"])),
            ("/metalink/9/baseos", Names::Metalink(["9", "baseos"])),
            ("/isolist/9/x86_64", Names::Isolist(["9", "x86_64"])),
        ] {
            for end in ["", "/"] {
                assert_eq!(Names::read(&format!("{path}{end}")), Some(is), "{path}{end}");
            }
        }
        assert_eq!(Names::read("/iso/9/x86_64/boot.iso"), Some(Names::Iso(["9", "x86_64", "boot.iso"])));
        for other in [
            "/",
            "/mirrorlist",
            "/mirrorlist/9",
            "/mirrorlist/9/",
            "/mirrorlist//baseos",
            "/mirrorlist/9//",
            "/mirrorlist//",
            "/mirrorlist/9/baseos//",
            "/mirrorlist/9/baseos/os",
            "/mirrorlists/9/baseos",
            "//mirrorlist/9/baseos",
            "/metalink",
            "/metalink/9",
            "/metalink/9/baseos/os",
            "/isolist/9",
            "/isolist/9/x86_64/boot.iso",
            "/iso/9/x86_64",
            "/iso/9/x86_64/",
            "/iso/9/x86_64/boot.iso/",
            "/iso/9//boot.iso",
            "/isos/9/x86_64/boot.iso",
        ] {
            assert_eq!(Names::read(other), None, "{other}");
        }
    }
}
