use std::net::IpAddr;
use std::pin::Pin;

/// Looks up the addresses of a host name.
pub trait Resolve: Send + Sync {
    /// The addresses of a name, of both families; at least one.
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a>;
}

/// A lookup that is under way.
pub type Resolving<'a> = Pin<Box<dyn Future<Output = Result<Vec<IpAddr>, NameFault>> + Send + 'a>>;

/// Why a name has no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum NameFault {
    /// The name does not exist, or exists without an address.
    #[error("the host name has no address")]
    Absent,
    /// Its name servers answer with an error.
    #[error("the host name cannot be resolved: its name servers fail")]
    Server,
    /// Its name servers do not answer in time.
    #[error("the host name cannot be resolved: its name servers do not answer")]
    Silent,
}
