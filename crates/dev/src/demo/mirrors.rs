use std::sync::Arc;

use maneki_mirror_registry::Catalog;
use maneki_testkit::{FakeMirror, Request, Then, Wire};

use super::now;
use super::temper::{Answer, Temper, Tree};

/// A mirror that runs on this machine.
pub(super) struct Standing(FakeMirror);

impl Standing {
    /// Starts it. It answers for its tree below any path.
    pub(super) fn start(temper: Temper, catalog: Arc<Catalog>) -> Self {
        let (tree, end) = (Tree::of(&catalog), now());
        Self(FakeMirror::start(move |request| {
            match temper.answer(&tree, in_tree(request, &catalog), now(), end) {
                Answer::File(bytes) => Wire::ok(&bytes),
                Answer::Large(size) if request.method == "HEAD" => {
                    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n");
                    Wire::raw(head.as_bytes(), Then::Next)
                }
                Answer::Large(_) | Answer::Missing => Wire::status(404),
                Answer::Silence => Wire::raw(b"", Then::Close),
            }
        }))
    }

    /// Its host and port.
    pub(super) fn authority(&self) -> String {
        self.0.address.to_string()
    }

    /// Its base URL.
    pub(super) fn url(&self) -> String {
        format!("http://{}/", self.0.address)
    }
}

/// The path below the tree, which begins at the first part that is a version or `TIME`.
fn in_tree<'a>(request: &'a Request, catalog: &Catalog) -> &'a str {
    let path = request.path.trim_start_matches('/');
    let begins = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    let is_tree = |rest: &&str| {
        let first = rest.split('/').next().unwrap_or_default();
        first == "TIME" || catalog.version(first).is_some()
    };
    begins.map(|at| &path[at..]).find(is_tree).unwrap_or_default()
}
