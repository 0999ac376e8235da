//! Names, looked up with the name servers that the system is configured to use.
//!
//! The system's own library reports a name that does not exist, a server that fails and a server that is silent as the
//! same error, and blocks a thread while it waits. This resolver distinguishes them and blocks nothing.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

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
use tokio::time::Instant;

use crate::resolve::{NameFault, Resolve, Resolving};

/// Looks names up as the system does: its hosts file first, then its name servers.
#[derive(Default)]
pub struct Names {
    servers: Servers,
    book: Mutex<Option<Arc<Book>>>,
}

/// The name servers in use.
#[derive(Debug, Clone, Copy, Default)]
enum Servers {
    /// The servers in `/etc/resolv.conf`, after `/etc/hosts`.
    #[default]
    System,
    /// One server, once, with a time limit.
    One(SocketAddr, Duration),
}

/// The system's configuration as it was read at some time.
struct Book {
    read: Instant,
    hosts: Hosts,
    resolver: TokioResolver,
}

impl Names {
    /// The system's files are read again after this time, and cached answers are dropped: a machine may change its
    /// network while the service runs.
    const READ_AGAIN: Duration = Duration::from_mins(1);

    /// Asks only one name server, once, and waits for `patience`.
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
                // The default in resolv.conf(5) if the file is missing or names no server.
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
        // One server after another, as the system does: a round looks up hundreds of names.
        options.num_concurrent_reqs = 1;
        // `Book::addresses` reads the hosts file itself: a name in it is not looked up elsewhere, in either family.
        options.use_hosts_file = ResolveHosts::Never;
        let hosts = match servers {
            Servers::System => Hosts::from_system().unwrap_or_default(),
            Servers::One(..) => Hosts::default(),
        };
        let mut resolver = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        *resolver.options_mut() = options;
        Ok(Self { read: Instant::now(), hosts, resolver: resolver.build()? })
    }

    /// Lookups ask for both families, even if this machine can reach only one.
    const KINDS: [RecordType; 2] = [RecordType::A, RecordType::AAAA];

    async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, NameFault> {
        let mut domain = DomainName::from_utf8(name).map_err(|_| NameFault::Absent)?;
        // The search list is for short names of the local network; a name with a dot is complete.
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
        let errors: Vec<NetError> = [v4.err(), v6.err()].into_iter().flatten().collect();
        if errors.iter().any(NetError::is_nx_domain) {
            return Err(NameFault::Absent);
        }
        Err(errors.iter().map(fault).max().unwrap_or(NameFault::Absent))
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
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        let book = self.book();
        Box::pin(async move { book?.addresses(name).await })
    }
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").field("servers", &self.servers).finish_non_exhaustive()
    }
}
