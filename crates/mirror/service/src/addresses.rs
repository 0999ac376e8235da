//! The addresses of mirrors, which determine the autonomous system of a mirror, and its location if its file does not.

use std::collections::BTreeSet;
use std::time::Duration;

use maneki_mirror_registry::Registry;
use tokio::task::JoinSet;

use crate::places::Addresses;

/// The number of names that are resolved at the same time.
const AT_ONCE: usize = 16;

/// The time limit for one name.
const PATIENCE: Duration = Duration::from_secs(5);

/// The hosts that dnf would use, except those that are addresses.
pub(crate) fn hosts(registry: &Registry) -> BTreeSet<Box<str>> {
    let public = registry.mirrors.values().filter(|mirror| !mirror.private);
    let urls = public.flat_map(|mirror| mirror.urls.iter());
    urls.filter(|url| url.address().is_none()).map(|url| url.host().into()).collect()
}

/// Resolves every host with the system's resolver. A host without an answer has no addresses.
pub(crate) async fn resolve(hosts: BTreeSet<Box<str>>) -> Addresses {
    let mut addresses = Addresses::new();
    let mut running = JoinSet::new();
    let mut waiting = hosts.into_iter();
    loop {
        while running.len() < AT_ONCE
            && let Some(host) = waiting.next()
        {
            running.spawn(lookup(host));
        }
        match running.join_next().await {
            None => return addresses,
            Some(Ok((host, found))) => _ = addresses.insert(host, found),
            Some(Err(_)) => {}
        }
    }
}

async fn lookup(host: Box<str>) -> (Box<str>, Vec<std::net::IpAddr>) {
    let mut found: Vec<_> = match tokio::time::timeout(PATIENCE, tokio::net::lookup_host((&*host, 80))).await
    {
        Ok(Ok(sockets)) => sockets.map(|socket| socket.ip().to_canonical()).collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    };
    found.sort_unstable();
    found.dedup();
    (host, found)
}
