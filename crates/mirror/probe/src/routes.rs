//! The routes to a tree: each protocol over each address family that its host has.

use std::collections::BTreeSet;

use maneki_ground_outbound::{self as outbound, Client};
use maneki_mirror_health::{Family, Fault, Route};
use maneki_mirror_model::BaseUrl;
use url::Url;

use crate::fault;
use crate::limits::Limits;

/// A route to a tree, with the tree's URL.
#[derive(Debug, Clone)]
pub(crate) struct TreeRoute {
    pub(crate) route: Route,
    pub(crate) base: BaseUrl,
    /// Why the route cannot be used at all.
    pub(crate) fault: Option<Fault>,
}

/// Every route to the trees at these URLs, in the order in which they are tried.
pub(crate) async fn routes_to(bases: &[BaseUrl], client: &Client, limits: &Limits) -> Vec<TreeRoute> {
    let mut routes = Vec::new();
    for base in bases {
        let route = |family, fault| TreeRoute {
            route: Route { protocol: base.protocol(), family },
            base: base.clone(),
            fault,
        };
        // A name that cannot be resolved gets a second lookup.
        let mut families = families(base, client, limits).await;
        if families.is_err() {
            families = self::families(base, client, limits).await;
        }
        match families {
            Ok(families) => routes.extend(families.into_iter().map(|family| route(Some(family), None))),
            Err(fault) => routes.push(route(None, Some(fault))),
        }
    }
    routes
}

/// The address families of a host, IPv4 first.
async fn families(base: &BaseUrl, client: &Client, limits: &Limits) -> Result<BTreeSet<Family>, Fault> {
    let url = parse_url(base.as_str())?;
    let addresses = client.addresses(&url).await;
    let addresses = addresses.map_err(|fault| fault::from_request(fault, limits.mirror))?;
    Ok(addresses.into_iter().map(|address| if address.is_ipv4() { Family::V4 } else { Family::V6 }).collect())
}

/// The family that a request over a route is limited to.
pub(crate) fn outbound_family(route: Route) -> Option<outbound::Family> {
    route.family.map(|family| match family {
        Family::V4 => outbound::Family::V4,
        Family::V6 => outbound::Family::V6,
    })
}

/// The URL of a mirror as the HTTP client reads it.
pub(crate) fn parse_url(text: &str) -> Result<Url, Fault> {
    text.parse().map_err(|error| Fault::Other(format!("this is not a URL: {error}").into()))
}

/// Closes the idle connections to the host of a tree.
pub(crate) fn leave(base: &BaseUrl, client: &Client) {
    if let Ok(url) = base.as_str().parse() {
        client.leave(&url);
    }
}
