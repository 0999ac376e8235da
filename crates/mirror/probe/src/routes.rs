//! Which ways there are to a tree.

use std::collections::BTreeSet;

use maneki_mirror_health::{Family, Fault, Route};
use maneki_mirror_model::BaseUrl;
use url::Url;

use crate::connect::family_of;
use crate::prober::Prober;

/// A way, and where it leads; or why it leads nowhere.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    pub(crate) route: Route,
    pub(crate) base: BaseUrl,
    pub(crate) fault: Option<Fault>,
}

impl Prober {
    /// Every way to the trees at these URLs, in the order in which they are tried.
    pub(crate) async fn leads(&self, bases: &[BaseUrl]) -> Vec<Lead> {
        let mut leads = Vec::new();
        for base in bases {
            let lead = |family, fault| Lead {
                route: Route { protocol: base.protocol(), family },
                base: base.clone(),
                fault,
            };
            // A name is asked for twice before it counts as lost.
            let mut families = self.families(base).await;
            if families.is_err() {
                families = self.families(base).await;
            }
            match families {
                Ok(families) => leads.extend(families.into_iter().map(|family| lead(Some(family), None))),
                Err(fault) => leads.push(lead(None, Some(fault))),
            }
        }
        leads
    }

    /// The address families of a host, IPv4 first.
    async fn families(&self, base: &BaseUrl) -> Result<BTreeSet<Family>, Fault> {
        let url: Url = base.as_str().parse().map_err(|_| Fault::Other("this is no URL".into()))?;
        Ok(self.addresses(&url, None).await?.into_iter().map(family_of).collect())
    }
}
