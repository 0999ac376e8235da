//! Where a fetch may go.
//!
//! A name is judged by the addresses that it has at the very moment of connecting: forbidden ones are taken
//! out of the answer that the connection is made from, so that a name which changes between check and use
//! (DNS rebinding) gains nothing. Addresses that stand in the URL itself pass no resolver and are judged
//! before each request, that is on every redirect too.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use maneki_ground_address::Reach;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::names::{NameFault, Names};

/// The addresses that a fetch may connect to, and who knows the addresses of a name.
#[derive(Clone)]
pub struct Destinations {
    permits: fn(IpAddr) -> bool,
    names: Arc<dyn Resolve>,
}

impl Destinations {
    /// Anywhere: for what the operator configured.
    pub fn anywhere() -> Self {
        Self::judged_by(|_| true)
    }

    /// Public addresses only: for what strangers wrote.
    pub fn public_only() -> Self {
        Self::judged_by(|address| Reach::from_address(address).is_harmless())
    }

    /// The addresses that a judgement of one's own permits.
    pub fn judged_by(permits: fn(IpAddr) -> bool) -> Self {
        Self { permits, names: Arc::new(Names::default()) }
    }

    /// The same, with names looked up elsewhere than in the system: a host table, or a server of one's own.
    #[must_use]
    pub fn with_names_from(self, names: Arc<dyn Resolve>) -> Self {
        Self { names, ..self }
    }

    /// Whether one may go to an address.
    pub fn permits(&self, address: IpAddr) -> bool {
        (self.permits)(address)
    }

    /// Whether a URL may be asked, as far as its text tells.
    pub fn check(&self, url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        match literal(url) {
            Some(address) if !(self.permits)(address) => {
                Err(Refusal::Forbidden(Forbidden { addresses: vec![address] }))
            }
            _ => Ok(()),
        }
    }

    /// The addresses behind a URL that may be asked; for whoever makes connections by hand.
    pub async fn addresses(&self, url: &Url) -> Result<Vec<IpAddr>, NoAddress> {
        self.check(url)?;
        if let Some(address) = literal(url) {
            return Ok(vec![address]);
        }
        let name = url.host_str().unwrap_or_default().parse().map_err(|_| NameFault::Absent)?;
        match self.resolve(name).await {
            Ok(found) => Ok(found.map(|address| address.ip()).collect()),
            Err(error) => Err(match error.downcast::<Forbidden>() {
                Ok(forbidden) => Refusal::Forbidden(*forbidden).into(),
                // A look-up that is not ours says nothing that we know.
                Err(error) => error.downcast_ref::<NameFault>().copied().unwrap_or(NameFault::Absent).into(),
            }),
        }
    }

    /// The resolver for the client: only addresses that are permitted come out of it.
    pub fn resolver(&self) -> Arc<dyn Resolve> {
        Arc::new(self.clone())
    }
}

impl Resolve for Destinations {
    fn resolve(&self, name: Name) -> Resolving {
        let Self { permits, names } = self.clone();
        Box::pin(async move {
            let found = names.resolve(name).await?;
            let (permitted, forbidden): (Vec<_>, Vec<_>) = found.partition(|address| permits(address.ip()));
            if permitted.is_empty() && !forbidden.is_empty() {
                let addresses = forbidden.iter().map(SocketAddr::ip).collect();
                return Err(Forbidden { addresses }.into());
            }
            Ok(Box::new(permitted.into_iter()) as Addrs)
        })
    }
}

impl fmt::Debug for Destinations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destinations").finish_non_exhaustive()
    }
}

/// The address that stands in a URL itself.
fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

/// Why there is no address behind a URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// Nobody may go there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The name gives none.
    #[error(transparent)]
    Name(#[from] NameFault),
}

/// Why a URL is not asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Neither `http` nor `https`.
    #[error("only http and https are asked")]
    Scheme,
    /// An address that is not for everybody.
    #[error("it leads to {0}, and only public addresses are asked")]
    Forbidden(Forbidden),
}

/// The addresses that a URL leads to, none of which may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden {
    /// At least one.
    pub addresses: Vec<IpAddr>,
}

impl std::error::Error for Forbidden {}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 3;
        for (index, address) in self.addresses.iter().take(SHOWN).enumerate() {
            let what = match Reach::from_address(*address) {
                Reach::Public => "not permitted",
                Reach::Documentation => "for documentation",
                Reach::Loopback => "loopback",
                Reach::Private => "private",
                Reach::LinkLocal => "link-local",
                Reach::Multicast => "multicast",
            };
            write!(f, "{}{address} ({what})", if index == 0 { "" } else { ", " })?;
        }
        match self.addresses.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_the_url_is_judged_in_any_disguise() {
        let check = |text: &str| Destinations::public_only().check(&text.parse().unwrap());
        for text in [
            "http://127.0.0.1/",
            "http://0x7f.1/",
            "http://2130706433/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/latest/meta-data",
            "https://[fe80::1]/",
            "http://0/",
        ] {
            assert!(matches!(check(text), Err(Refusal::Forbidden(_))), "{text}");
            assert!(Destinations::anywhere().check(&text.parse().unwrap()).is_ok(), "{text}");
        }
        assert!(check("https://192.0.2.1/").is_ok());
        assert!(check("https://list.example.org/").is_ok());
    }

    #[test]
    fn only_the_web_is_asked() {
        for text in ["ftp://example.org/", "file:///etc/passwd", "rsync://example.org/", "data:,[]"] {
            let error = Destinations::anywhere().check(&text.parse().unwrap());
            assert_eq!(error, Err(Refusal::Scheme), "{text}");
        }
    }
}
