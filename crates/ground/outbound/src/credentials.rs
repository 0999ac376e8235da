use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hyper::header::HeaderValue;
use percent_encoding::percent_decode_str;
use url::{Origin, Url};

/// The user name and password of a URL. Only the server that the URL names receives them.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    origin: Origin,
    header: HeaderValue,
}

impl Credentials {
    /// Takes the user name and password out of a URL (RFC 7617); `None` if it has neither.
    pub(crate) fn take_from(url: &mut Url) -> Option<Self> {
        if url.username().is_empty() && url.password().is_none() {
            return None;
        }
        let decoded = |text: &str| percent_decode_str(text).collect::<Vec<u8>>();
        let user = decoded(url.username());
        let password = url.password().map(decoded).unwrap_or_default();
        let text = STANDARD.encode([&user[..], b":", &password].concat());
        let mut header = HeaderValue::try_from(format!("Basic {text}")).expect("base64 is visible ASCII");
        header.set_sensitive(true);
        remove(url);
        Some(Self { origin: url.origin(), header })
    }

    /// The value of `Authorization` for a URL.
    pub(crate) fn header(&self, url: &Url) -> Option<&HeaderValue> {
        (url.origin() == self.origin).then_some(&self.header)
    }
}

/// Removes the user name and password from a URL.
pub(crate) fn remove(url: &mut Url) {
    // Both fail only for URLs without a host, which are refused before a request.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_sent_to_their_own_server_alone() {
        let mut url: Url = "https://us%20er:p%3Aw@example.org/list".parse().unwrap();
        let credentials = Credentials::take_from(&mut url).unwrap();
        assert_eq!(url.as_str(), "https://example.org/list");
        assert_eq!(credentials.header(&url).unwrap(), "Basic dXMgZXI6cDp3");
        for other in ["https://example.org:8443/", "http://example.org/", "https://www.example.org/"] {
            assert_eq!(credentials.header(&other.parse().unwrap()), None, "{other}");
        }
        assert!(Credentials::take_from(&mut url).is_none());
    }
}
