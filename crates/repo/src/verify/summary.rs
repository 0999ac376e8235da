use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::repository::{Depth, MetadataFile, Repository};

/// What was verified of a repository.
#[derive(Debug, Clone)]
pub struct RepositorySummary {
    /// The folder, as findings name it.
    pub path: Arc<str>,
    pub revision: Option<String>,
    /// How many packages `primary` lists.
    pub packages: usize,
    /// Bytes of all packages, as `primary` says.
    pub package_bytes: u64,
    /// The architectures of the packages, sorted.
    pub architectures: Vec<String>,
    pub depth: Depth,
    /// The JSON objects of the files that `repomd.xml` names, in its order.
    metadata: Vec<Value>,
}

impl RepositorySummary {
    pub fn new(repository: &Repository) -> Self {
        let architectures: BTreeSet<&str> =
            repository.packages.iter().map(|package| package.arch.as_str()).collect();
        Self {
            path: Arc::clone(&repository.path),
            revision: repository.repomd.as_ref().ok().and_then(|repomd| repomd.revision.clone()),
            packages: repository.packages.len(),
            package_bytes: repository.packages.iter().filter_map(|package| package.size).sum(),
            architectures: architectures.into_iter().map(str::to_owned).collect(),
            depth: repository.terms.depth,
            metadata: repository.files.iter().map(file).collect(),
        }
    }

    /// The object of the JSON document.
    pub fn json(&self) -> Value {
        json!({
            "path": *self.path,
            "revision": self.revision,
            "packages": self.packages,
            "package_bytes": self.package_bytes,
            "architectures": self.architectures,
            "depth": self.depth.word(),
            "metadata": self.metadata,
        })
    }
}

/// Sizes and packing are null where the file, or its contents, were not read.
fn file(file: &MetadataFile) -> Value {
    let unpacked = file.contents().map(|contents| &contents.unpacked);
    let contents = unpacked.and_then(|unpacked| unpacked.contents.as_ref());
    json!({
        "type": file.data.kind,
        "href": file.data.location.href,
        "size": unpacked.map(|unpacked| unpacked.file.size),
        "open_size": contents.map(|contents| contents.size),
        "compression": unpacked.map(|unpacked| unpacked.packing.word()),
    })
}
