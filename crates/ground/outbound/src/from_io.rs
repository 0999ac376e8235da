//! Errors of TCP, TLS and HTTP, read as a [`Fault`].

use std::error::Error;
use std::io;
use std::time::Duration;

use crate::fault::{BodyFault, ConnectFault, Fault, TlsFault};
use crate::shorten::shorten;

/// An address that accepts no connection; `Err` if the cause is this machine, so that no other address is tried.
pub(crate) fn from_connection(error: &io::Error, patience: Duration) -> Result<ConnectFault, Fault> {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Ok(ConnectFault::Refused),
        io::ErrorKind::TimedOut => Ok(ConnectFault::Timeout(patience)),
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::AddrNotAvailable => Ok(ConnectFault::Unreachable),
        _ if is_reset(error) => Ok(ConnectFault::Reset),
        _ => Err(Fault::Other(shorten(&error.to_string()).into())),
    }
}

/// A failed TLS handshake.
pub(crate) fn from_handshake(error: &io::Error) -> Fault {
    match from_tls(error) {
        Some(fault) => fault.into(),
        None if is_reset(error) => ConnectFault::Reset.into(),
        None => TlsFault::Other(shorten(&error.to_string()).into()).into(),
    }
}

/// No response, or a head that is not HTTP.
pub(crate) fn from_head(error: &hyper::Error) -> Fault {
    if let Some(tls) = causes(error).find_map(from_tls) {
        return tls.into();
    }
    let system = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>());
    if system.is_some_and(is_reset) {
        return ConnectFault::Reset.into();
    }
    let ended = system.is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof);
    if ended || error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
        return Fault::Closed;
    }
    // The innermost cause is the most specific.
    let words = causes(error).last().map_or_else(|| error.to_string(), ToString::to_string);
    Fault::NotHttp(shorten(&words).into())
}

/// A body that ended too early.
pub(crate) fn from_body(error: &hyper::Error) -> Fault {
    match from_head(error) {
        tls @ Fault::Tls(_) => tls,
        _ => BodyFault::CutOff.into(),
    }
}

/// Whether the system reports that the other side ended the connection.
fn is_reset(error: &io::Error) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, NotConnected};
    matches!(error.kind(), ConnectionReset | ConnectionAborted | BrokenPipe | NotConnected)
}

fn from_tls(cause: &(dyn Error + 'static)) -> Option<TlsFault> {
    use rustls::CertificateError as Certificate;
    // An io error that carries a rustls error does not name it as its source.
    if let Some(inner) = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        return from_tls(inner);
    }
    Some(match cause.downcast_ref::<rustls::Error>()? {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. } => TlsFault::Expired,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => TlsFault::WrongHost,
            Certificate::UnknownIssuer => TlsFault::UnknownIssuer,
            other => TlsFault::Other(shorten(&other.to_string()).into()),
        },
        other => TlsFault::Other(shorten(&other.to_string()).into()),
    })
}

/// The causes of an error, outermost first.
fn causes(error: &hyper::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}
