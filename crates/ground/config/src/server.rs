use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;

use crate::reader::{Noted, Reader, Refused};
use crate::secret::Secret;

/// `[server]`: where the service listens, and which clients and proxies it trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The address that the service listens on.
    pub listen: SocketAddr,
    /// Networks of proxies whose forwarded headers count; without host bits.
    pub trusted_proxies: Vec<IpNet>,
    /// The token that shows private details in debug output.
    pub admin_token: Option<Secret>,
    /// Whether logs contain whole addresses of clients.
    pub log_addresses: bool,
}

impl Server {
    /// Reads the section.
    pub fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let listen = reader.text("server.listen", listen);
        let trusted_proxies = reader.list("server.trusted_proxies", network);
        let admin_token = reader.optional("server.admin_token", admin_token);
        let log_addresses = reader.switch("server.log_addresses");
        Ok(Self {
            listen: listen?,
            trusted_proxies: trusted_proxies?,
            admin_token: admin_token?,
            log_addresses: log_addresses?,
        })
    }
}

/// Parses an address and a port; `localhost` is the IPv4 loopback address.
fn listen(text: &str) -> Result<SocketAddr, Refused> {
    let numeric = text.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    numeric.as_deref().unwrap_or(text).parse().map_err(|_| missing_part(text))
}

/// What is wrong with an address to listen on.
fn missing_part(text: &str) -> Refused {
    let is_port = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.parse::<IpAddr>().is_ok() || text == "localhost" {
        "the port is missing"
    } else if text.starts_with(':') || is_port(text) {
        "the address is missing"
    } else if text.rsplit_once(':').is_some_and(|(host, port)| is_port(port) && !host.is_empty()) {
        "write the address in numbers, names are not looked up"
    } else {
        ""
    }
}

/// Parses `10.0.0.0/8`; an address alone is a network of one address. Host bits are cut off.
fn network(text: &str) -> Result<IpNet, Refused> {
    let network = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address),
        Err(_) => text.parse::<IpNet>().map_err(|_| "it is neither an address nor a network")?,
    };
    Ok(network.trunc())
}

/// A token must fit into an `Authorization` header and must not be empty: every client would know it.
fn admin_token(text: &str) -> Result<Secret, Refused> {
    if text.is_empty() {
        Err("")
    } else if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Err("it contains other characters")
    } else {
        Ok(Secret::new(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_to_listen_on_is_numeric_or_localhost() {
        assert_eq!(listen("localhost:8080"), Ok("127.0.0.1:8080".parse().unwrap()));
        assert_eq!(listen("[::]:80"), Ok("[::]:80".parse().unwrap()));
        for (text, why) in [
            ("127.0.0.1", "the port is missing"),
            ("localhost", "the port is missing"),
            ("8080", "the address is missing"),
            (":8080", "the address is missing"),
            ("mirrors.example.org:80", "write the address in numbers, names are not looked up"),
            ("", ""),
        ] {
            assert_eq!(listen(text), Err(why), "{text}");
        }
    }
}
