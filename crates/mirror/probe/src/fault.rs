//! Failures of requests, as the faults of `health`.

use std::time::Duration;

use maneki_ground_outbound as outbound;
use maneki_ground_outbound::{NameFault, Refusal};
use maneki_mirror_health::{BodyFault, ConnectFault, DnsFault, Fault, RedirectFault, TlsFault};

/// The fault of a request; `mirror` is the time that the mirror had.
pub(crate) fn from_request(fault: outbound::Fault, mirror: Duration) -> Fault {
    match fault {
        outbound::Fault::Refused(Refusal::Scheme) => RedirectFault::Nowhere.into(),
        outbound::Fault::Refused(Refusal::Forbidden(forbidden)) => {
            Fault::Forbidden { addresses: forbidden.to_string().into() }
        }
        outbound::Fault::Name(fault) => from_name(fault).into(),
        outbound::Fault::Connect(fault) => from_connect(&fault).into(),
        outbound::Fault::Tls(fault) => from_tls(fault),
        outbound::Fault::Timeout(limit) => Fault::Timeout(limit),
        outbound::Fault::Deadline => Fault::OutOfTime(mirror),
        outbound::Fault::Closed => Fault::Closed,
        outbound::Fault::NotHttp(reason) => Fault::NotHttp(reason),
        outbound::Fault::Status(status) => Fault::Status(status),
        outbound::Fault::Redirect(fault) => from_redirect(fault).into(),
        outbound::Fault::Body(fault) => from_body(fault).into(),
        outbound::Fault::Other(reason) => Fault::Other(reason),
    }
}

fn from_name(fault: NameFault) -> DnsFault {
    match fault {
        NameFault::Absent => DnsFault::NoName,
        NameFault::Server => DnsFault::Server,
        NameFault::Silent => DnsFault::Timeout,
    }
}

fn from_connect(fault: &outbound::ConnectFault) -> ConnectFault {
    match fault {
        outbound::ConnectFault::Refused => ConnectFault::Refused,
        outbound::ConnectFault::Timeout(limit) => ConnectFault::Timeout(*limit),
        outbound::ConnectFault::Reset => ConnectFault::Reset,
        outbound::ConnectFault::Unreachable => ConnectFault::Unreachable,
    }
}

fn from_tls(fault: outbound::TlsFault) -> Fault {
    match fault {
        outbound::TlsFault::UnknownIssuer => TlsFault::UnknownIssuer.into(),
        outbound::TlsFault::Expired => TlsFault::Expired.into(),
        outbound::TlsFault::WrongHost => TlsFault::WrongHost.into(),
        outbound::TlsFault::Timeout(limit) => TlsFault::Timeout(limit).into(),
        outbound::TlsFault::Other(reason) => TlsFault::Other(reason).into(),
        // The cause is this machine and not the mirror.
        local @ outbound::TlsFault::NoAuthorities(_) => Fault::Other(local.to_string().into()),
    }
}

fn from_redirect(fault: outbound::RedirectFault) -> RedirectFault {
    match fault {
        outbound::RedirectFault::Loop => RedirectFault::Loop,
        outbound::RedirectFault::TooMany(limit) => RedirectFault::TooMany(limit),
        outbound::RedirectFault::Nowhere => RedirectFault::Nowhere,
    }
}

fn from_body(fault: outbound::BodyFault) -> BodyFault {
    match fault {
        outbound::BodyFault::CutOff => BodyFault::CutOff,
        outbound::BodyFault::TooLarge(limit) => BodyFault::TooLarge(limit),
        outbound::BodyFault::Encoded(encoding) => BodyFault::Encoded(encoding),
    }
}
