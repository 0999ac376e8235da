//! The addresses of mirrors: they say which system a mirror is in, and where it is if its file does not.

use std::collections::BTreeSet;
use std::time::Duration;

use maneki_mirror_registry::Registry;
use tokio::task::JoinSet;

use crate::places::Addresses;

/// How many names are asked for at once.
const AT_ONCE: usize = 16;

/// How long one name may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// The hosts that dnf would be sent to, without those that are addresses already.
pub(crate) fn hosts(registry: &Registry) -> BTreeSet<Box<str>> {
    let public = registry.mirrors.values().filter(|mirror| !mirror.private);
    let urls = public.flat_map(|mirror| mirror.urls.iter());
    urls.filter(|url| url.address().is_none()).map(|url| url.host().into()).collect()
}

/// Asks the system's resolver for every host; what does not answer has no addresses.
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
