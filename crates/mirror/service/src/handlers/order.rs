//! The order in a request for a list, parsed from its URL.

use std::borrow::Cow;

use axum::http::Uri;
use maneki_mirror_registry::{Catalog, Target};
use percent_encoding::percent_decode_str;

use crate::edition::Edition;
use crate::params::{BadArgument, Params};
use crate::refusal::Refusal;
use crate::usual::Usual;

/// A parsed request for a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order<'a> {
    pub(super) kind: Kind<'a>,
    /// The target in the tree.
    pub(super) target: Target,
    pub(super) params: Params<'a>,
}

/// The form of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A list of URLs.
    Mirrorlist,
    /// URLs, and the digests of the repomd.xml to accept from them.
    Metalink,
    /// The URLs of a folder of images.
    Isolist,
    /// A redirect to a file in such a folder.
    Iso(Cow<'a, str>),
}

/// The names in a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names<'a> {
    /// Version and repository.
    Mirrorlist([&'a str; 2]),
    /// Version and repository.
    Metalink([&'a str; 2]),
    /// Version and architecture.
    Isolist([&'a str; 2]),
    /// Version, architecture and file.
    Iso([&'a str; 3]),
}

impl<'a> Order<'a> {
    /// Parses a URL; `None` if it is not that of a list.
    pub(super) fn read(uri: &'a Uri, edition: &Edition) -> Option<Result<Self, Refusal>> {
        let usual = uri.path_and_query().and_then(|asked| Self::usual(asked.as_str(), &edition.usual));
        if let Some(order) = usual {
            return Some(Ok(order));
        }
        let names = Names::read(uri.path())?;
        Some(Self::of(names, uri.query(), &edition.snapshot.catalog))
    }

    /// Looks up the URLs of common requests.
    fn usual(asked: &'a str, usual: &Usual) -> Option<Self> {
        let (word, names) = asked.strip_prefix('/')?.split_once('/')?;
        let (kind, target) = match word {
            "mirrorlist" => (Kind::Mirrorlist, usual.repository(names)?),
            // A metalink requires an architecture.
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
            // Each architecture has its own repomd.xml.
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
    /// The names in the path of a list. Paths except those of files can have a slash at the end.
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

/// Exactly this many names between slashes.
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
    use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

    use super::*;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: ['9', '9.6']\n\
        duplicated_versions: {'9': '9.6'}\noptional_module_versions: {kitten: ['9']}\nvault_versions: ['8.3']\n\
        vault_mirror: http://v.example/\nrequired_protocols: [http]\narches: {'8': [i686], '9': [x86_64, aarch64]}\n\
        repos:\n  - {name: baseos, path: BaseOS/$basearch/os/}\n  - {name: nfv, path: NFV/os/, arches: [x86_64]}\n  \
        - {name: source, path: Source/, vault: true}\n";

    fn catalog() -> Catalog {
        let parsed = parse(&SourceTree::from_texts(CONFIG, []), ParseOptions::default());
        parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)).catalog
    }

    /// The order of a URL that is parsed without the lookup; `None` if it is refused or not that of a list.
    fn taken_apart<'a>(asked: &'a str, catalog: &Catalog) -> Option<Order<'a>> {
        let (path, query) = asked.split_once('?').map_or((asked, None), |(path, query)| (path, Some(query)));
        Order::of(Names::read(path)?, query, catalog).ok()
    }

    #[test]
    fn what_is_usual_is_what_would_be_understood_and_nothing_else_is() {
        let catalog = catalog();
        let usual = Usual::of(&catalog);
        let names =
            ["baseos", "nfv", "source", "x86_64", "i686", "x86_64/a.iso", "aarch64/CHECKSUM", "x86_64/"];
        let queries = ["", "?", "?arch=x86_64", "?arch=i686", "?arch=", "?arch=x86%5f64", "?arch=x86_64&x=1"];
        for word in ["mirrorlist", "metalink", "isolist", "iso"] {
            for version in ["9", "9.6", "9.5", "9-kitten", "8.3", "7", "nine"] {
                for (name, query) in names.iter().flat_map(|name| queries.map(|query| (name, query))) {
                    let asked = format!("/{word}/{version}/{name}{query}");
                    let Some(order) = Order::usual(&asked, &usual) else { continue };
                    let Some(same) = taken_apart(&asked, &catalog) else { panic!("{asked} is refused") };
                    assert_eq!((order.kind, order.target), (same.kind, same.target), "{asked}");
                    assert!(!same.params.are_filters() && !same.params.comments, "{asked}");
                }
            }
        }
        for asked in [
            "/mirrorlist/9/baseos",
            "/mirrorlist/9.6/baseos?arch=aarch64",
            "/mirrorlist/9-kitten/nfv?arch=x86_64",
            "/mirrorlist/8.3/source",
            "/metalink/9/baseos?arch=x86_64",
            "/iso/9/x86_64/a.iso",
        ] {
            assert!(Order::usual(asked, &usual).is_some(), "{asked}");
        }
        for asked in [
            "/mirrorlist/9/baseos/",
            "/mirrorlist/9.5/baseos",
            "/mirrorlist/9/b%61seos",
            "/mirrorlist/9/baseos?protocol=https",
            "/metalink/9/baseos",
            "/isolist/9/x86_64",
            "/iso/9/x86_64/",
            "/iso/9/x86_64/a.iso?mirrorlist",
            "/iso/9/x86_64/a%2eiso",
        ] {
            assert_eq!(Order::usual(asked, &usual), None, "{asked}");
        }
    }

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
