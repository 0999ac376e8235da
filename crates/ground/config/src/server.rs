use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::time::Duration;

use ipnet::IpNet;
use maneki_mirror_model::{BaseUrl, Protocol};

use crate::duration;
use crate::reader::{Noted, Reader, Refused};
use crate::secret::Secret;

/// `[server]`: how requests are answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Where the service answers.
    pub listen: SocketAddr,
    /// Whose forwarded headers count, without host bits.
    pub trusted_proxies: Vec<IpNet>,
    /// How many mirrors an answer names at most.
    pub list_length: NonZeroUsize,
    /// How long a client gets the same order; at least one second.
    pub rotation: Duration,
    /// What is handed out when no mirror can serve.
    pub fallback_url: Option<BaseUrl>,
    /// Who knows it sees private mirrors in debug output.
    pub admin_token: Option<Secret>,
    /// Whether logs hold whole addresses of clients.
    pub log_addresses: bool,
}

/// More would be a download, not an answer.
const MAX_LIST_LENGTH: usize = 100;

impl Server {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let listen = reader.text("server.listen", |text| text.parse().map_err(|_| missing_part(text)));
        let trusted_proxies = reader.list("server.trusted_proxies", network);
        let list_length = reader.number("server.list_length", list_length);
        let rotation = reader.text("server.rotation", duration::parse);
        let fallback_url = reader.optional("server.fallback_url", fallback_url);
        let admin_token = reader.optional("server.admin_token", admin_token);
        let log_addresses = reader.switch("server.log_addresses");
        Ok(Self {
            listen: listen?,
            trusted_proxies: trusted_proxies?,
            list_length: list_length?,
            rotation: rotation?,
            fallback_url: fallback_url?,
            admin_token: admin_token?,
            log_addresses: log_addresses?,
        })
    }
}

fn list_length(number: i64) -> Option<NonZeroUsize> {
    usize::try_from(number).ok().and_then(NonZeroUsize::new).filter(|length| length.get() <= MAX_LIST_LENGTH)
}

/// What is usually forgotten in an address to listen on.
fn missing_part(text: &str) -> Refused {
    if text.parse::<IpAddr>().is_ok() {
        "the port is missing"
    } else if text.starts_with(':') || text.bytes().all(|byte| byte.is_ascii_digit()) {
        "the address is missing"
    } else {
        ""
    }
}

/// `10.0.0.0/8`, and an address alone is the network of that address; host bits are cut off.
fn network(text: &str) -> Result<IpNet, Refused> {
    let network = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address),
        Err(_) => text.parse::<IpNet>().map_err(|_| "that is no address and no network")?,
    };
    Ok(network.trunc())
}

fn fallback_url(text: &str) -> Result<BaseUrl, Refused> {
    let url = BaseUrl::parse(text).map_err(|_| "")?;
    match url.protocol() {
        Protocol::Http | Protocol::Https => Ok(url),
        Protocol::Rsync | Protocol::Ftp => Err("dnf does not speak that protocol"),
    }
}

/// What fits into an `Authorization` header and is not nothing: an empty token would be known to everybody.
fn admin_token(text: &str) -> Result<Secret, Refused> {
    if text.is_empty() {
        Err("")
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err("it holds other characters")
    } else {
        Ok(Secret::new(text))
    }
}
