//! Who knows the addresses of a name.
//!
//! The system's library has one word for a name that is not there, a server that fails and one that is silent,
//! and holds a thread while it waits. So the questions are asked here, of the servers that the system names.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::Query;
use hickory_resolver::proto::rr::{Name as DomainName, RecordType};
use hickory_resolver::{Hosts, TokioResolver, system_conf};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::time::Instant;

/// Why a name gives no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// It does not exist, or has no address.
    #[error("the name has no address")]
    Absent,
    /// Its servers fail.
    #[error("the name cannot be looked up: its servers fail")]
    Server,
    /// Its servers are silent.
    #[error("the name cannot be looked up: no answer in time")]
    Silent,
}

/// Looks names up as the system does: its hosts file first, then its name servers.
#[derive(Default)]
pub struct Names {
    servers: Servers,
    book: Mutex<Option<Arc<Book>>>,
}

/// Whom to ask.
#[derive(Debug, Clone, Copy, Default)]
enum Servers {
    /// Those in `/etc/resolv.conf`, after `/etc/hosts`.
    #[default]
    System,
    /// This one alone, for so long.
    One(SocketAddr, Duration),
}

/// What the system says at a time.
struct Book {
    read: Instant,
    hosts: Hosts,
    resolver: TokioResolver,
}

impl Names {
    /// The files of the system are read anew after this time, and answers forgotten: a machine moves between
    /// networks while a service runs.
    const READ_AGAIN: Duration = Duration::from_mins(1);

    /// Asks one name server, once, and nobody else.
    pub fn from_server(server: SocketAddr, patience: Duration) -> Self {
        Self { servers: Servers::One(server, patience), book: Mutex::default() }
    }

    fn book(&self) -> Result<Arc<Book>, NameFault> {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        match &*book {
            Some(known) if known.read.elapsed() < Self::READ_AGAIN => Ok(Arc::clone(known)),
            _ => {
                let read = Arc::new(Book::read(self.servers).map_err(|_| NameFault::Server)?);
                *book = Some(Arc::clone(&read));
                Ok(read)
            }
        }
    }
}

impl Book {
    fn read(servers: Servers) -> Result<Self, NetError> {
        let (config, mut options) = match servers {
            Servers::System => system_conf::read_system_conf().unwrap_or_else(|_| {
                // What resolv.conf(5) promises where it is missing or names nobody.
                let local = NameServerConfig::udp_and_tcp(IpAddr::from([127, 0, 0, 1]));
                (ResolverConfig::from_name_servers(vec![local]), ResolverOpts::default())
            }),
            Servers::One(server, patience) => {
                let connection = |mut one: ConnectionConfig| {
                    one.port = server.port();
                    one
                };
                let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(connection).to_vec();
                let server = NameServerConfig::new(server.ip(), true, connections);
                let mut options = ResolverOpts::default();
                (options.timeout, options.attempts) = (patience, 0);
                (ResolverConfig::from_name_servers(vec![server]), options)
            }
        };
        // One server after another, as the system does: names are asked for by the hundred.
        options.num_concurrent_reqs = 1;
        // Whoever stands in the hosts file is not asked for elsewhere, for neither family.
        options.use_hosts_file = ResolveHosts::Never;
        let hosts = match servers {
            Servers::System => Hosts::from_system().unwrap_or_default(),
            Servers::One(..) => Hosts::default(),
        };
        let mut resolver = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        *resolver.options_mut() = options;
        Ok(Self { read: Instant::now(), hosts, resolver: resolver.build()? })
    }

    /// Both are asked for, whatever this machine can reach.
    const KINDS: [RecordType; 2] = [RecordType::A, RecordType::AAAA];

    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, NameFault> {
        let mut domain = DomainName::from_utf8(name).map_err(|_| NameFault::Absent)?;
        // The search list is for the short names of one's own network: a stranger's name means itself.
        if name.contains('.') {
            domain.set_fqdn(true);
        }
        let in_file =
            Self::KINDS.map(|kind| self.hosts.lookup_static_host(&Query::query(domain.clone(), kind)));
        if in_file.iter().any(Option::is_some) {
            return Ok(in_file.iter().flatten().flat_map(addresses).collect());
        }
        let [v4, v6] = Self::KINDS.map(|kind| self.resolver.lookup(domain.clone(), kind));
        let (v4, v6) = tokio::join!(v4, v6);
        let found: Vec<IpAddr> = [&v4, &v6].into_iter().flatten().flat_map(addresses).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let faults = [v4.err(), v6.err()];
        let faults = || faults.iter().flatten();
        Err(match faults().map(fault).max_by_key(|fault| *fault as u8) {
            _ if faults().any(NetError::is_nx_domain) => NameFault::Absent,
            worst => worst.unwrap_or(NameFault::Absent),
        })
    }
}

fn addresses(lookup: &hickory_resolver::lookup::Lookup) -> impl Iterator<Item = IpAddr> {
    lookup.answers().iter().filter_map(|record| record.data.ip_addr())
}

fn fault(error: &NetError) -> NameFault {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(_)) => NameFault::Absent,
        NetError::Timeout => NameFault::Silent,
        NetError::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => NameFault::Silent,
        _ => NameFault::Server,
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let book = self.book();
        Box::pin(async move {
            let found = book?.addresses(name.as_str()).await?;
            // The client puts the URL's port in place of 0.
            Ok(Box::new(found.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("servers", &self.servers).finish_non_exhaustive()
    }
}
