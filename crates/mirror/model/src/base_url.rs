use std::fmt;
use std::net::IpAddr;

use maneki_ground_address::{Reach, is_localhost};
use strum::{Display, EnumString, IntoStaticStr};
use url::{Host, Url};

/// How programs fetch files from a mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Protocol {
    /// Plain HTTP.
    Http,
    /// HTTP over TLS.
    Https,
    /// The protocol of rsync, for mirrors that copy from this one; not served to clients.
    Rsync,
    /// FTP, which some mirrors declare; not served to clients.
    Ftp,
}

impl Protocol {
    /// Every protocol that a mirror can declare.
    pub const ALL: [Self; 4] = [Self::Http, Self::Https, Self::Rsync, Self::Ftp];

    /// The URL scheme, in lower case.
    pub fn scheme(self) -> &'static str {
        self.into()
    }

    /// Whether clients get URLs of this protocol: dnf uses no other than HTTP.
    pub fn is_served(self) -> bool {
        matches!(self, Self::Http | Self::Https)
    }

    /// The protocol of a URL scheme in lower case.
    pub fn from_scheme(scheme: &str) -> Option<Self> {
        scheme.parse().ok()
    }
}

/// The URL of a tree on a mirror: `https://mirror.example.org/distribution`.
///
/// It keeps the spelling of its operator, without slashes at the end, so that a path can be appended. A URL that would
/// be useless or dangerous in a list is refused: see [`InvalidBaseUrl`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BaseUrl {
    text: Box<str>,
    protocol: Protocol,
    host: Box<str>,
    address: Option<IpAddr>,
}

/// Why a text is not a base URL. The messages never repeat the URL, which may hold a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// Longer than [`BaseUrl::MAX_LENGTH`].
    #[error("the URL is longer than {max} characters", max = BaseUrl::MAX_LENGTH)]
    TooLong,
    /// Spaces, tabs, line ends or control characters, which would split a list.
    #[error("the URL holds white space or control characters")]
    WhiteSpace,
    /// There is no host or no path.
    #[error("this is not a URL")]
    Syntax,
    /// A scheme other than http, https, rsync and ftp.
    #[error("the scheme must be http, https, rsync or ftp")]
    Scheme,
    /// A password, which every client would see.
    #[error("the URL holds a password, which every client would see")]
    Password,
    /// A user name, which clients would send.
    #[error("the URL holds a user name, but mirrors are public")]
    UserName,
    /// `?…` or `#…`: paths are appended to a base URL.
    #[error("the URL holds a query or a fragment, but paths are appended to it")]
    QueryOrFragment,
    /// A label that is empty, too long, or begins or ends with a dash; or too many of them (RFC 1123).
    #[error("the host is not a host name: its parts are 1 to 63 letters, digits and inner dashes")]
    Host,
    /// Port 0, which no server can use.
    #[error("no server listens on port 0")]
    Port,
    /// `.` and `..` between slashes, which clients resolve before the request.
    #[error("the path contains `.` or `..`; write the path of the tree")]
    Dots,
    /// A `%` without two hexadecimal digits.
    #[error("a `%` needs two hexadecimal digits after it; write `%25` for the sign itself")]
    Percent,
    /// A variable such as `$basearch`, which dnf would replace.
    #[error("a `$` begins a variable, which dnf would replace")]
    Variable,
}

impl BaseUrl {
    /// A longer URL is a mistake. librepo reads lines 4,095 bytes at a time.
    pub const MAX_LENGTH: usize = 2000;

    /// Parses a URL that the operator of a mirror wrote.
    pub fn parse(text: &str) -> Result<Self, InvalidBaseUrl> {
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidBaseUrl::TooLong);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(InvalidBaseUrl::WhiteSpace);
        }
        // The WHATWG parser accepts `http:host`, `http:\\host` and `http:///host`, but clients do not.
        let (_, rest) = text.split_once("://").ok_or(InvalidBaseUrl::Syntax)?;
        if rest.contains('\\') {
            return Err(InvalidBaseUrl::Syntax);
        }
        let url = Url::parse(text).map_err(|_| InvalidBaseUrl::Syntax)?;
        let protocol = Protocol::from_scheme(url.scheme()).ok_or(InvalidBaseUrl::Scheme)?;
        if rest.starts_with('/') {
            return Err(InvalidBaseUrl::Syntax);
        }
        if url.password().is_some() {
            return Err(InvalidBaseUrl::Password);
        }
        if !url.username().is_empty() {
            return Err(InvalidBaseUrl::UserName);
        }
        if text.contains(['?', '#']) {
            return Err(InvalidBaseUrl::QueryOrFragment);
        }
        let address = match url.host().ok_or(InvalidBaseUrl::Syntax)? {
            Host::Ipv4(v4) => Some(IpAddr::V4(v4)),
            Host::Ipv6(v6) => Some(IpAddr::V6(v6)),
            // rsync is not a special scheme to the parser, which leaves addresses as text.
            Host::Domain(name) => name.parse().ok(),
        };
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        usable_path(path)?;
        if text.contains('$') {
            return Err(InvalidBaseUrl::Variable);
        }
        if url.port() == Some(0) {
            return Err(InvalidBaseUrl::Port);
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(InvalidBaseUrl::Syntax)?;
        if address.is_none() && !is_host_name(host) {
            return Err(InvalidBaseUrl::Host);
        }
        Ok(Self { host: host.into(), address, protocol, text: text.trim_end_matches('/').into() })
    }

    /// The URL without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The protocol of the scheme, regardless of the key of the URL.
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The host: a name in lower case, or an address (IPv6 in brackets).
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host, if it is an address.
    pub fn address(&self) -> Option<IpAddr> {
        self.address
    }

    /// Who can reach the host; `None` if that requires name resolution.
    pub fn reach(&self) -> Option<Reach> {
        self.address.map(Reach::from_address).or_else(|| is_localhost(&self.host).then_some(Reach::Loopback))
    }
}

/// Whether clients can resolve a host: labels have the length and the form that DNS allows. `_` is in use, although it
/// is not allowed.
fn is_host_name(host: &str) -> bool {
    const LONGEST_NAME: usize = 253;
    const LONGEST_LABEL: usize = 63;
    let name = host.strip_suffix('.').unwrap_or(host);
    let label = |label: &str| {
        !label.is_empty() && label.len() <= LONGEST_LABEL && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= LONGEST_NAME && name.split('.').all(label)
}

fn usable_path(path: &str) -> Result<(), InvalidBaseUrl> {
    let mut escapes = path.split('%').skip(1);
    let escape = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    if !escapes.all(escape) {
        return Err(InvalidBaseUrl::Percent);
    }
    let dots = |part: &str| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if path.split('/').any(dots) { Err(InvalidBaseUrl::Dots) } else { Ok(()) }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_is_kept_as_written_without_final_slashes() {
        let url = BaseUrl::parse("https://Mirror.Example.org:8443/pub/linux//").unwrap();
        assert_eq!(url.as_str(), "https://Mirror.Example.org:8443/pub/linux");
        assert_eq!(url.host(), "mirror.example.org");
        assert_eq!(url.protocol(), Protocol::Https);
        assert_eq!(url.address(), None);
    }

    #[test]
    fn address_literals_are_seen_in_every_spelling() {
        for (text, address) in [
            ("http://192.0.2.7/", "192.0.2.7"),
            ("http://2130706433/", "127.0.0.1"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("http://[::1]:8080/x", "::1"),
            ("rsync://10.0.0.1/module", "10.0.0.1"),
        ] {
            assert_eq!(BaseUrl::parse(text).unwrap().address(), Some(address.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn names_of_the_machine_itself_are_seen() {
        let reach = |text: &str| BaseUrl::parse(text).unwrap().reach();
        for text in
            ["http://localhost/", "https://LOCALHOST.:8443/x", "http://a.b.localhost/", "rsync://localhost/x"]
        {
            assert_eq!(reach(text), Some(Reach::Loopback), "{text}");
        }
        assert_eq!(reach("http://10.0.0.1/"), Some(Reach::Private));
        for unknown in ["http://mirror.example.org/", "http://localhost.example.org/", "http://notlocalhost/"]
        {
            assert_eq!(reach(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn what_would_break_a_list_is_refused() {
        for (text, why) in [
            ("", InvalidBaseUrl::Syntax),
            ("mirror.example.org/x", InvalidBaseUrl::Syntax),
            ("http:mirror.example.org", InvalidBaseUrl::Syntax),
            ("http://", InvalidBaseUrl::Syntax),
            ("http:///mirror.example.org/", InvalidBaseUrl::Syntax),
            ("http://a b/", InvalidBaseUrl::WhiteSpace),
            ("http://a/\nhttp://evil/", InvalidBaseUrl::WhiteSpace),
            ("gopher://a/", InvalidBaseUrl::Scheme),
            ("file:///etc", InvalidBaseUrl::Scheme),
            ("http://user:secret@a/", InvalidBaseUrl::Password),
            ("http://user@a/", InvalidBaseUrl::UserName),
            ("http://a/?x=1", InvalidBaseUrl::QueryOrFragment),
            ("http://a/#top", InvalidBaseUrl::QueryOrFragment),
            ("http://m..example.org/", InvalidBaseUrl::Host),
            ("http://-m.example.org/", InvalidBaseUrl::Host),
            ("rsync://m-.example.org/", InvalidBaseUrl::Host),
            ("http://m.example.org:0/", InvalidBaseUrl::Port),
            ("http://a/x/../y/", InvalidBaseUrl::Dots),
            ("http://a/x/%2E%2e/y/", InvalidBaseUrl::Dots),
            ("http://a/%zz/", InvalidBaseUrl::Percent),
            ("http://a/x%2", InvalidBaseUrl::Percent),
            ("http://a/$basearch/os/", InvalidBaseUrl::Variable),
        ] {
            assert_eq!(BaseUrl::parse(text), Err(why), "{text:?}");
        }
        let long = format!("http://{}.example.org/", "m".repeat(64));
        assert_eq!(BaseUrl::parse(&long), Err(InvalidBaseUrl::Host));
        // 253 characters can be looked up, and one more cannot.
        let host = |last: usize| format!("http://{}{}/", "m23456789.".repeat(25), "m".repeat(last));
        assert!(BaseUrl::parse(&host(3)).is_ok());
        assert_eq!(BaseUrl::parse(&host(4)), Err(InvalidBaseUrl::Host));
        for fine in ["http://m_1.example.org./", "http://a/%7Emirror/a..b/", "rsync://[2001:db8::1]:873/x"] {
            assert!(BaseUrl::parse(fine).is_ok(), "{fine}");
        }
    }
}
