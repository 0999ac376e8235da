//! What the HTTP client says, as a fault of health's failure space.

use std::error::Error;
use std::io;

use maneki_health::{BodyFault, ConnectFault, DnsFault, Fault, TlsFault};
use maneki_outbound::{Forbidden, causes, reason};

use crate::limits::Limits;

/// A request that brought no answer, or not all of it.
pub(crate) fn of_request(error: &reqwest::Error, https: bool, limits: &Limits) -> Fault {
    let found = std::iter::once(error as &(dyn Error + 'static)).chain(causes(error));
    let found: Vec<&(dyn Error + 'static)> = found.collect();
    if let Some(forbidden) = find::<Forbidden>(&found) {
        return Fault::Forbidden { addresses: forbidden.to_string().into() };
    }
    if let Some(tls) = found.iter().find_map(|cause| of_tls(*cause)) {
        return tls.into();
    }
    let text = reason(error);
    if error.is_connect() {
        return of_connection(error, &found, &text, https, limits);
    }
    if error.is_timeout() {
        return Fault::Timeout(limits.request);
    }
    if error.is_body() || error.is_decode() {
        return BodyFault::CutOff.into();
    }
    if let Some(error) = find::<io::Error>(&found)
        && matches!(error.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe)
    {
        return ConnectFault::Reset.into();
    }
    match text.as_str() {
        text if text.contains("before message completed") || text.contains("end of file") => Fault::Closed,
        text if text.contains("HTTP") || text.contains("message") || text.contains("header") => {
            Fault::NotHttp(text.into())
        }
        text => Fault::Other(text.into()),
    }
}

fn of_connection(
    error: &reqwest::Error,
    found: &[&(dyn Error + 'static)],
    text: &str,
    https: bool,
    limits: &Limits,
) -> Fault {
    if let Some(dns) = found.iter().find_map(|cause| of_name(&cause.to_string())) {
        return dns.into();
    }
    let kind = find::<io::Error>(found).map(io::Error::kind);
    match kind {
        _ if error.is_timeout() && https => TlsFault::Timeout(limits.connect).into(),
        _ if error.is_timeout() => ConnectFault::Timeout(limits.connect).into(),
        Some(io::ErrorKind::ConnectionRefused) => ConnectFault::Refused.into(),
        Some(io::ErrorKind::TimedOut) => ConnectFault::Timeout(limits.connect).into(),
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted) => ConnectFault::Reset.into(),
        Some(io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable) => {
            ConnectFault::Unreachable.into()
        }
        Some(io::ErrorKind::UnexpectedEof) => TlsFault::Other(text.into()).into(),
        _ => Fault::Other(text.into()),
    }
}

/// What the system's resolver says; it has no more than words for it.
pub(crate) fn of_name(text: &str) -> Option<DnsFault> {
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    if says(&["Name or service not known", "No address associated", "no address"]) {
        Some(DnsFault::NoName)
    } else if says(&["Temporary failure in name resolution"]) {
        Some(DnsFault::Server)
    } else if says(&["failed to lookup address"]) {
        Some(DnsFault::NoName)
    } else {
        None
    }
}

fn of_tls(cause: &(dyn Error + 'static)) -> Option<TlsFault> {
    use rustls::CertificateError as Certificate;
    // rustls travels inside of io errors, which do not name it as their source.
    if let Some(inner) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return of_tls(inner);
    }
    Some(match cause.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. } => TlsFault::Expired,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => TlsFault::WrongHost,
            Certificate::UnknownIssuer => TlsFault::UnknownIssuer,
            other => TlsFault::Other(other.to_string().into()),
        },
        other => TlsFault::Other(other.to_string().into()),
    })
}

fn find<'a, T: Error + 'static>(found: &[&'a (dyn Error + 'static)]) -> Option<&'a T> {
    found.iter().find_map(|cause| cause.downcast_ref::<T>())
}
