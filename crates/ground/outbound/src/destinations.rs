//! Where a request may go.
//!
//! A host name is checked by the addresses that it has when the connection is opened. Addresses that are not permitted
//! are removed from the answer that the connection is made from, so a name that changes between check and use (DNS
//! rebinding) gains nothing. An address that is written in the URL itself is checked before each request, which
//! includes every redirect.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use maneki_ground_address::Reach;
use url::{Host, Url};

use crate::names::Names;
use crate::resolve::{NameFault, Resolve};

/// The addresses that a request may reach, and the resolver that finds the addresses of a name.
#[derive(Clone)]
pub struct Destinations {
    permits: fn(IpAddr) -> bool,
    names: Arc<dyn Resolve>,
}

impl Destinations {
    /// Every address: for URLs that the operator configured.
    pub fn anywhere() -> Self {
        Self::permitted_by(|_| true)
    }

    /// Public addresses only: for URLs that strangers wrote.
    pub fn public_only() -> Self {
        Self::permitted_by(|address| Reach::from_address(address).is_harmless())
    }

    /// Public addresses, or every address if the operator allows private ones.
    pub fn for_strangers(allow_private_addresses: bool) -> Self {
        if allow_private_addresses { Self::anywhere() } else { Self::public_only() }
    }

    /// The addresses that a function permits.
    pub fn permitted_by(permits: fn(IpAddr) -> bool) -> Self {
        Self { permits, names: Arc::new(Names::default()) }
    }

    /// The same rule with another resolver: a table of hosts, or one name server.
    #[must_use]
    pub fn with_names_from(self, names: Arc<dyn Resolve>) -> Self {
        Self { names, ..self }
    }

    /// Whether a request may reach an address.
    pub fn permits(&self, address: IpAddr) -> bool {
        (self.permits)(address)
    }

    /// Checks what a URL alone shows: its scheme, and an address that is written in it.
    pub fn check(&self, url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        match literal(url) {
            Some(address) if !self.permits(address) => {
                Err(Refusal::Forbidden(Forbidden { addresses: vec![address] }))
            }
            _ => Ok(()),
        }
    }

    /// The permitted addresses of a URL's host.
    pub async fn addresses(&self, url: &Url) -> Result<Vec<IpAddr>, AddressError> {
        self.check(url)?;
        if let Some(address) = literal(url) {
            return Ok(vec![address]);
        }
        let found = self.names.resolve(url.host_str().expect("an http or https URL has a host")).await?;
        let (permitted, forbidden): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|address| self.permits(*address));
        if permitted.is_empty() && !forbidden.is_empty() {
            return Err(Refusal::Forbidden(Forbidden { addresses: forbidden }).into());
        }
        Ok(permitted)
    }
}

impl fmt::Debug for Destinations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Destinations").finish_non_exhaustive()
    }
}

/// The address that is written in a URL instead of a name.
fn literal(url: &Url) -> Option<IpAddr> {
    match url.host()? {
        Host::Ipv4(address) => Some(address.into()),
        Host::Ipv6(address) => Some(address.into()),
        Host::Domain(_) => None,
    }
}

/// Why a URL's host has no address to connect to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Requests may not go there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The name has no address.
    #[error(transparent)]
    Name(#[from] NameFault),
}

/// Why a URL is not requested.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A scheme other than `http` and `https`.
    #[error("only http and https URLs are requested")]
    Scheme,
    /// Every address of the host is outside the permitted destinations.
    #[error("it leads to {0}, and only public addresses are permitted")]
    Forbidden(Forbidden),
}

/// The addresses of a host, none of which is permitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden {
    /// At least one.
    pub addresses: Vec<IpAddr>,
}

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
    fn an_address_in_the_url_is_checked_in_every_notation() {
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
    fn other_schemes_than_http_and_https_are_refused() {
        for text in ["ftp://example.org/", "file:///etc/passwd", "rsync://example.org/", "data:,[]"] {
            let error = Destinations::anywhere().check(&text.parse().unwrap());
            assert_eq!(error, Err(Refusal::Scheme), "{text}");
        }
    }
}
