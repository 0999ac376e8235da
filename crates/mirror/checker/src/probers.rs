use std::sync::Arc;

use maneki_ground_config::{Outbound, Source};
use maneki_ground_outbound::Destinations;
use maneki_mirror_config::Check;
use maneki_mirror_health::{Expected, Reference};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_probe::{Limits, Prober, ProberError, ReferenceError, ReferenceTree, Settings};
use maneki_mirror_registry::{Catalog, Tree};

/// Those who ask: one for the mirrors of strangers, one for the operator's own reference trees.
#[derive(Debug, Clone)]
pub struct Probers {
    /// Asks mirrors.
    pub mirrors: Arc<Prober>,
    references: Arc<Prober>,
    trees: Vec<(Tree, ReferenceTree)>,
}

/// Nobody can ask under these settings.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProbersError {
    /// A prober cannot be made.
    #[error(transparent)]
    ProberError(#[from] ProberError),
    /// A reference tree is no place that can be asked.
    #[error("the reference tree {place} cannot be asked: {reason}")]
    Reference {
        /// As it was configured, without a password.
        place: String,
        /// Why.
        reason: String,
    },
}

impl ProbersError {
    /// Whether a file is the matter, and not what was configured.
    pub fn is_of_a_file(&self) -> bool {
        matches!(self, Self::ProberError(ProberError::Authorities { .. }))
    }
}

/// What the reference trees said.
#[derive(Debug)]
pub struct ReferenceNews {
    /// What they publish, as far as it is known.
    pub reference: Reference,
    /// Whether one of them answered over the network.
    pub answered: bool,
    /// Those that said nothing.
    pub unreadable: Vec<(Tree, ReferenceError)>,
}

fn prober(check: &Check, outbound: &Outbound) -> Result<Prober, ProberError> {
    let destinations =
        if outbound.allow_private_addresses { Destinations::anywhere() } else { Destinations::public_only() };
    let limits = Limits::within(check.mirror_timeout);
    let (contact, ca_file) = (outbound.contact.as_str(), outbound.ca_file.as_deref());
    Prober::new(&Settings { contact, limits, destinations, ca_file })
}

impl Probers {
    /// As the configuration says.
    pub fn new(check: &Check, outbound: &Outbound) -> Result<Self, ProbersError> {
        Self::from_prober(prober(check, outbound)?, check)
    }

    /// Others, as a new configuration says. They take turns at each host with these, who may still be asking.
    pub(crate) fn renewed(&self, check: &Check, outbound: &Outbound) -> Result<Self, ProbersError> {
        Self::from_prober(prober(check, outbound)?.sharing_hosts_with(&self.mirrors), check)
    }

    fn from_prober(mirrors: Prober, check: &Check) -> Result<Self, ProbersError> {
        let place = |source: &Source| match source {
            Source::Path(folder) => Ok(ReferenceTree::Folder(folder.clone())),
            Source::Url(url) => BaseUrl::parse(url.as_str()).map(ReferenceTree::Web).map_err(|error| {
                ProbersError::Reference { place: source.to_string(), reason: error.to_string() }
            }),
        };
        let main = check.reference.iter().map(|source| (Tree::Main, source));
        let modules = check.module_references.iter();
        let modules = modules.map(|(module, source)| (Tree::Module(module.clone()), source));
        let trees = main.chain(modules).map(|(tree, source)| Ok((tree, place(source)?)));
        Ok(Self {
            // The operator names these, so they may lie anywhere.
            references: Arc::new(mirrors.going(Destinations::anywhere())),
            mirrors: Arc::new(mirrors),
            trees: trees.collect::<Result<_, ProbersError>>()?,
        })
    }

    /// Whether there is any reference tree.
    pub fn have_references(&self) -> bool {
        !self.trees.is_empty()
    }

    /// Whether a tree has a reference.
    pub(crate) fn has_reference(&self, tree: &Tree) -> bool {
        self.trees.iter().any(|(known, _)| known == tree)
    }

    /// Asks every reference tree what it publishes now. What cannot be read stays as it was known.
    pub async fn read_references(&self, catalog: &Catalog, mut reference: Reference) -> ReferenceNews {
        // What a tree lacked may have come.
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use maneki_mirror_health::{Digest, IsoFile};
    use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

    use super::*;

    #[tokio::test]
    async fn images_of_a_version_that_is_gone_from_the_registry_are_forgotten() {
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
