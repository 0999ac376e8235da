//! Which ways there are to a tree.

use maneki_health::{DnsFault, Family, Fault, Way};
use maneki_model::BaseUrl;
use maneki_outbound::Forbidden;
use maneki_outbound::dns::Name;
use tokio::time::timeout;
use url::{Host, Url};

use crate::fault;
use crate::prober::Prober;

/// A way, and where it leads; or why it leads nowhere.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    pub(crate) way: Way,
    pub(crate) base: BaseUrl,
    pub(crate) fault: Option<Fault>,
}

impl Prober {
    /// Every way to the trees at these URLs, in the order in which they are tried.
    pub(crate) async fn leads(&self, bases: &[BaseUrl]) -> Vec<Lead> {
        let mut leads = Vec::new();
        for base in bases {
            let lead = |family, fault| Lead {
                way: Way { protocol: base.protocol(), family },
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
    async fn families(&self, base: &BaseUrl) -> Result<Vec<Family>, Fault> {
        let url: Url = base.as_str().parse().map_err(|_| Fault::Other("this is no URL".into()))?;
        let name = match url.host() {
            Some(Host::Ipv4(_)) => return Ok(vec![Family::V4]),
            Some(Host::Ipv6(_)) => return Ok(vec![Family::V6]),
            Some(Host::Domain(name)) => name.parse::<Name>().map_err(|_| DnsFault::NoName)?,
            None => return Err(DnsFault::NoName.into()),
        };
        let resolver = self.destinations.resolver();
        let found = timeout(self.limits.connect, resolver.resolve(name)).await;
        let found: Vec<_> = match found.map_err(|_| DnsFault::Timeout)? {
            Ok(found) => found.collect(),
            Err(error) => {
                return Err(match error.downcast_ref::<Forbidden>() {
                    Some(forbidden) => Fault::Forbidden { addresses: forbidden.to_string().into() },
                    None => fault::of_name(&error.to_string()).unwrap_or(DnsFault::NoName).into(),
                });
            }
        };
        let mut families = Vec::new();
        if found.iter().any(std::net::SocketAddr::is_ipv4) {
            families.push(Family::V4);
        }
        if found.iter().any(std::net::SocketAddr::is_ipv6) {
            families.push(Family::V6);
        }
        if families.is_empty() { Err(DnsFault::NoName.into()) } else { Ok(families) }
    }
}
