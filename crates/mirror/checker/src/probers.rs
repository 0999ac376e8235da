use maneki_ground_config::{Outbound, Source};
use maneki_ground_outbound::{Client, ClientError, Destinations, Settings, TrustError};
use maneki_mirror_config::Check;
use maneki_mirror_health::{Expected, Reference};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_probe::{Limits, Prober, ReferenceError, ReferenceTree};
use maneki_mirror_registry::{Catalog, Tree};

/// A prober for the mirrors of strangers, and one for the operator's reference trees. Both together keep the limits
/// for each host.
#[derive(Debug, Clone)]
pub struct Probers {
    /// Probes mirrors.
    pub mirrors: Prober,
    references: Prober,
    trees: Vec<(Tree, ReferenceTree)>,
}

/// Settings that nothing can be probed with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProbersError {
    /// The HTTP client cannot be set up.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A reference tree has an unusable URL.
    #[error("the reference tree {place} cannot be probed: {reason}")]
    Reference {
        /// The configured URL, without a password.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl ProbersError {
    /// Whether the cause is a file, and not the configuration itself.
    pub fn is_of_a_file(&self) -> bool {
        matches!(self, Self::Client(ClientError::Trust(TrustError::Unreadable { .. })))
    }
}

/// What the reference trees publish.
#[derive(Debug)]
pub struct ReferenceNews {
    /// The publications: new ones, and the last known ones of trees that cannot be read.
    pub reference: Reference,
    /// Whether a tree answered over the network.
    pub answered: bool,
    /// The trees that cannot be read.
    pub unreadable: Vec<(Tree, ReferenceError)>,
}

fn prober(check: &Check, outbound: &Outbound) -> Result<Prober, ClientError> {
    let limits = Limits::within(check.mirror_timeout);
    let client = Client::new(&Settings {
        contact: outbound.contact.as_str(),
        limits: limits.request,
        destinations: Destinations::for_strangers(outbound.allow_private_addresses),
        ca_file: outbound.ca_file.as_deref(),
    })?;
    Ok(Prober::new(client, limits))
}

impl Probers {
    /// The probers of a configuration.
    pub fn new(check: &Check, outbound: &Outbound) -> Result<Self, ProbersError> {
        Self::from_prober(prober(check, outbound)?, check)
    }

    /// The probers of a new configuration. They keep the limits for each host together with these, which may still be
    /// probing.
    pub(crate) fn renewed(&self, check: &Check, outbound: &Outbound) -> Result<Self, ProbersError> {
        Self::from_prober(prober(check, outbound)?.sharing_limits_with(&self.mirrors), check)
    }

    fn from_prober(mirrors: Prober, check: &Check) -> Result<Self, ProbersError> {
        let main = check.reference.iter().map(|source| (Tree::Main, source));
        let modules = check.module_references.iter();
        let modules = modules.map(|(module, source)| (Tree::Module(module.clone()), source));
        let trees = main.chain(modules).map(|(tree, source)| Ok((tree, reference_tree(source)?)));
        Ok(Self {
            // The operator configures these, so they may be anywhere.
            references: mirrors.with_destinations(Destinations::anywhere()),
            mirrors,
            trees: trees.collect::<Result<_, ProbersError>>()?,
        })
    }

    /// Whether there is a reference tree at all.
    pub fn have_references(&self) -> bool {
        !self.trees.is_empty()
    }

    /// Whether a tree has a reference.
    pub(crate) fn has_reference(&self, tree: &Tree) -> bool {
        self.trees.iter().any(|(known, _)| known == tree)
    }

    /// Reads what every reference tree publishes now. A tree that cannot be read keeps its known publications.
    pub async fn read_references(&self, catalog: &Catalog, mut reference: Reference) -> ReferenceNews {
        // A repository that a tree lacked before may be there now, so everything in the catalog is expected.
        let wanted = Expected::from_catalog(catalog, &Reference::default());
        reference.retain_isos(|folder| wanted.isos(&folder.tree).iter().any(|known| **known == *folder));
        let mut unreadable = Vec::new();
        let mut answered = false;
        for (tree, place) in &self.trees {
            let read =
                place.read(&self.references, wanted.holdings(tree), &mut reference, catalog.allowed_outdate);
            match read.await {
                Ok(()) => {
                    answered |= matches!(place, ReferenceTree::Web(_));
                    place.read_isos(&self.references, wanted.isos(tree), &mut reference).await;
                }
                Err(error) => unreadable.push((tree.clone(), error)),
            }
        }
        ReferenceNews { reference, answered, unreadable }
    }
}

fn reference_tree(source: &Source) -> Result<ReferenceTree, ProbersError> {
    match source {
        Source::Path(folder) => Ok(ReferenceTree::Folder(folder.clone())),
        Source::Url(url) => BaseUrl::parse(url.as_str()).map(ReferenceTree::Web).map_err(|error| {
            ProbersError::Reference { place: source.to_string(), reason: error.to_string() }
        }),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use maneki_mirror_health::{Digest, IsoFile};
    use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

    use super::*;

    #[tokio::test]
    async fn images_of_a_version_that_left_the_registry_are_forgotten() {
        let catalog = |versions: &str| {
            let config = format!(
                "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: {versions}\n\
                 duplicated_versions: {{}}\nvault_versions: []\nvault_mirror: http://v.example/\n\
                 required_protocols: [http]\narches: {{'9': [x86_64]}}\nrepos: []\n"
            );
            let parsed = parse(&SourceTree::from_texts(&config, []), ParseOptions::default());
            parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)).catalog
        };
        let check = Check {
            interval: Duration::from_mins(15),
            mirror_timeout: Duration::from_mins(1),
            reference: None,
            reference_interval: Duration::from_mins(1),
            module_references: std::collections::BTreeMap::new(),
        };
        let outbound = Outbound {
            allow_private_addresses: false,
            ca_file: None,
            contact: "https://mirrors.example.org/".parse().unwrap(),
        };
        let mut reference = Reference::default();
        for folder in catalog("['9.6', '9.7']").iso_folders() {
            let file = IsoFile { name: "boot.iso".into(), size: None, sha256: Digest::new([1; 32]) };
            reference.publish_isos(&Arc::new(folder), vec![file]);
        }
        let probers = Probers::new(&check, &outbound).unwrap();
        let news = probers.read_references(&catalog("['9.7']"), reference).await;
        let paths: Vec<&str> = news.reference.iso_sets().map(|(folder, _)| &*folder.path).collect();
        assert_eq!(paths, ["9.7/isos/x86_64"]);
    }
}
