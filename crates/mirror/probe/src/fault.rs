//! What DNS, TCP, TLS and HTTP say, as a fault of health's failure space.

use std::error::Error;
use std::io;
use std::time::Duration;

use maneki_ground_outbound::{NameFault, Refusal, causes, shorten};
use maneki_mirror_health::{BodyFault, ConnectFault, DnsFault, Fault, RedirectFault, TlsFault};

use crate::connect::is_reset;

pub(crate) fn from_name(fault: NameFault) -> DnsFault {
    match fault {
        NameFault::Absent => DnsFault::NoName,
        NameFault::Server => DnsFault::Server,
        NameFault::Silent => DnsFault::Timeout,
    }
}

pub(crate) fn from_refusal(refusal: Refusal) -> Fault {
    match refusal {
        Refusal::Scheme => RedirectFault::Nowhere.into(),
        Refusal::Forbidden(forbidden) => Fault::Forbidden { addresses: forbidden.to_string().into() },
    }
}

/// An address that takes no connection; an error where that is the fault of this machine.
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

/// A TLS handshake that failed.
pub(crate) fn from_handshake(error: &io::Error) -> Fault {
    match from_tls(error) {
        Some(fault) => fault.into(),
        None if is_reset(error) => ConnectFault::Reset.into(),
        None => TlsFault::Other(shorten(&error.to_string()).into()).into(),
    }
}

/// No answer, or a head that is none.
pub(crate) fn from_answer(error: &hyper::Error) -> Fault {
    if let Some(tls) = find(error, from_tls) {
        return tls.into();
    }
    let system = find(error, |cause| cause.downcast_ref::<io::Error>());
    if system.is_some_and(is_reset) {
        return ConnectFault::Reset.into();
    }
    let ended = system.is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof);
    if ended || error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
        return Fault::Closed;
    }
    Fault::NotHttp(words(error).into())
}

/// A body that ended too early.
pub(crate) fn from_body(error: &hyper::Error) -> Fault {
    match from_answer(error) {
        tls @ Fault::Tls(_) => tls,
        _ => BodyFault::CutOff.into(),
    }
}

/// The innermost cause says the most.
fn words(error: &hyper::Error) -> String {
    let inner = causes(error).last().map_or_else(|| error.to_string(), ToString::to_string);
    shorten(&inner)
}

fn from_tls(cause: &(dyn Error + 'static)) -> Option<TlsFault> {
    use rustls::CertificateError as Certificate;
    // rustls travels inside of io errors, which do not name it as their source.
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

fn find<'a, T>(error: &'a hyper::Error, what: impl Fn(&'a (dyn Error + 'static)) -> Option<T>) -> Option<T> {
    causes(error).find_map(what)
}
