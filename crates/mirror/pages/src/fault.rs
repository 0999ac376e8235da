//! Faults of answers in the language of a page. The words of strangers and of libraries are quoted as they are.

use std::time::Duration;

use maneki_ground_site::{Text, Texts};
use maneki_mirror_health::{
    BodyFault, ConnectFault, DigestFault, DnsFault, Fault, RedirectFault, Route, RsyncFault, TimeFault,
    TlsFault,
};

/// A fault in a sentence.
pub(crate) fn sentence(fault: &Fault, t: &Texts) -> String {
    let text = match fault {
        Fault::Dns(fault) => t.get(dns_key(*fault)),
        Fault::Forbidden { addresses } => t.get("fault-forbidden").arg("addresses", &**addresses),
        Fault::Connect(fault) => connect_text(fault, t),
        Fault::Tls(fault) => tls_text(fault, t),
        Fault::Timeout(after) => t.get("fault-timeout").arg("seconds", seconds(*after, t)),
        Fault::Closed => t.get("fault-closed"),
        Fault::NotHttp(why) => t.get("fault-not-http").arg("why", &**why),
        Fault::Status(status) => t.get("fault-status").arg("status", status.to_string()),
        Fault::Redirect(fault) => redirect_text(*fault, t),
        Fault::Body(fault) => body_text(fault, t),
        Fault::Rsync(fault) => rsync_text(fault, t),
        Fault::Time(fault) => time_text(*fault, t),
        Fault::Digest(fault) => t.get(digest_key(*fault)),
        Fault::OutOfTime(most) => t.get("fault-out-of-time").arg("seconds", seconds(*most, t)),
        Fault::Other(why) => return why.to_string(),
    };
    text.to_string()
}

/// A route to a mirror: `https over IPv6`.
pub(crate) fn route(route: Route, t: &Texts) -> String {
    let protocol = route.protocol.to_string();
    match route.family {
        None => protocol,
        Some(family) => {
            t.get("route-over").arg("protocol", protocol).arg("family", family.to_string()).to_string()
        }
    }
}

fn dns_key(fault: DnsFault) -> &'static str {
    match fault {
        DnsFault::NoName => "fault-dns-no-name",
        DnsFault::Server => "fault-dns-server",
        DnsFault::Timeout => "fault-dns-timeout",
    }
}

fn connect_text<'a>(fault: &ConnectFault, t: &'a Texts) -> Text<'a> {
    match fault {
        ConnectFault::Refused => t.get("fault-connect-refused"),
        ConnectFault::Timeout(after) => t.get("fault-connect-timeout").arg("seconds", seconds(*after, t)),
        ConnectFault::Reset => t.get("fault-connect-reset"),
        ConnectFault::Unreachable => t.get("fault-connect-unreachable"),
    }
}

fn tls_text<'a>(fault: &'a TlsFault, t: &'a Texts) -> Text<'a> {
    match fault {
        TlsFault::UnknownIssuer => t.get("fault-tls-unknown-issuer"),
        TlsFault::Expired => t.get("fault-tls-expired"),
        TlsFault::WrongHost => t.get("fault-tls-wrong-host"),
        TlsFault::Timeout(after) => t.get("fault-tls-timeout").arg("seconds", seconds(*after, t)),
        TlsFault::Other(why) => t.get("fault-tls-other").arg("why", &**why),
    }
}

fn redirect_text(fault: RedirectFault, t: &Texts) -> Text<'_> {
    match fault {
        RedirectFault::Loop => t.get("fault-redirect-loop"),
        RedirectFault::TooMany(most) => t.get("fault-redirect-too-many").arg("most", most.to_string()),
        RedirectFault::Nowhere => t.get("fault-redirect-nowhere"),
    }
}

fn body_text<'a>(fault: &'a BodyFault, t: &'a Texts) -> Text<'a> {
    match fault {
        BodyFault::CutOff => t.get("fault-body-cut-off"),
        BodyFault::TooLarge(most) => t.get("fault-body-too-large").arg("most", most.to_string()),
        BodyFault::Encoded(coding) => t.get("fault-body-encoded").arg("coding", &**coding),
        BodyFault::Empty => t.get("fault-body-empty"),
        BodyFault::NotRepomd(why) => t.get("fault-body-not-repomd").arg("why", &**why),
        BodyFault::Absent => t.get("fault-body-absent"),
        BodyFault::Size { expected, found } => {
            t.get("fault-body-size").arg("expected", expected.to_string()).arg("found", found.to_string())
        }
    }
}

fn rsync_text<'a>(fault: &'a RsyncFault, t: &'a Texts) -> Text<'a> {
    match fault {
        RsyncFault::NotRsync => t.get("fault-rsync-not-rsync"),
        RsyncFault::Refused(why) => t.get("fault-rsync-refused").arg("why", &**why),
        RsyncFault::TooLong(most) => t.get("fault-rsync-too-long").arg("most", most.to_string()),
        RsyncFault::NoModule(module) => t.get("fault-rsync-no-module").arg("module", &**module),
    }
}

fn time_text(fault: TimeFault, t: &Texts) -> Text<'_> {
    match fault {
        TimeFault::Missing => t.get("fault-time-missing"),
        TimeFault::NotANumber => t.get("fault-time-not-a-number"),
        TimeFault::NotFinite => t.get("fault-time-not-finite"),
        TimeFault::Future => t.get("fault-time-future"),
        TimeFault::TooOld(age) => {
            t.get("fault-time-too-old").arg("hours", (age.as_secs() / 3600).to_string())
        }
    }
}

fn digest_key(fault: DigestFault) -> &'static str {
    match fault {
        DigestFault::Previous => "fault-digest-previous",
        DigestFault::Outlived => "fault-digest-outlived",
        DigestFault::Unknown => "fault-digest-unknown",
        DigestFault::Ahead => "fault-digest-ahead",
    }
}

fn seconds(duration: Duration, t: &Texts) -> String {
    t.number(&duration.as_secs_f32().to_string())
}

#[cfg(test)]
pub(crate) mod tests {
    use maneki_mirror_health::Family;
    use maneki_mirror_model::Protocol;

    use super::*;
    use crate::part::tests::{english, german};

    /// One of each kind.
    pub(crate) fn faults() -> Vec<Fault> {
        let (time, word) = (Duration::from_millis(2500), || "{ $words }".into());
        vec![
            DnsFault::NoName.into(),
            DnsFault::Server.into(),
            DnsFault::Timeout.into(),
            Fault::Forbidden { addresses: word() },
            ConnectFault::Refused.into(),
            ConnectFault::Timeout(time).into(),
            ConnectFault::Reset.into(),
            ConnectFault::Unreachable.into(),
            TlsFault::UnknownIssuer.into(),
            TlsFault::Expired.into(),
            TlsFault::WrongHost.into(),
            TlsFault::Timeout(time).into(),
            TlsFault::Other(word()).into(),
            Fault::Timeout(time),
            Fault::Closed,
            Fault::NotHttp(word()),
            Fault::Status(404),
            RedirectFault::Loop.into(),
            RedirectFault::TooMany(5).into(),
            RedirectFault::Nowhere.into(),
            BodyFault::CutOff.into(),
            BodyFault::TooLarge(1_000_000).into(),
            BodyFault::Encoded(word()).into(),
            BodyFault::Empty.into(),
            BodyFault::NotRepomd(word()).into(),
            BodyFault::Absent.into(),
            BodyFault::Size { expected: u64::MAX, found: 1234 }.into(),
            RsyncFault::NotRsync.into(),
            RsyncFault::Refused(word()).into(),
            RsyncFault::TooLong(70_000).into(),
            RsyncFault::NoModule(word()).into(),
            TimeFault::Missing.into(),
            TimeFault::NotANumber.into(),
            TimeFault::NotFinite.into(),
            TimeFault::Future.into(),
            TimeFault::TooOld(Duration::from_hours(30)).into(),
            DigestFault::Previous.into(),
            DigestFault::Outlived.into(),
            DigestFault::Unknown.into(),
            DigestFault::Ahead.into(),
            Fault::OutOfTime(time),
            Fault::Other(word()),
        ]
    }

    #[test]
    fn in_english_it_is_what_the_checks_say() {
        for fault in faults() {
            assert_eq!(sentence(&fault, english()), fault.to_string());
        }
    }

    #[test]
    fn in_another_language_it_is_in_its_words_with_what_strangers_said() {
        for fault in faults() {
            let (here, there) = (sentence(&fault, german()), fault.to_string());
            assert_eq!(here == there, matches!(fault, Fault::Other(_)), "{here}");
            assert_eq!(here.contains("{ $words }"), there.contains("{ $words }"), "{here}");
            assert_eq!(here.contains("2,5 s"), there.contains("2.5 s"), "{here}");
        }
        let size = BodyFault::Size { expected: u64::MAX, found: 1234 }.into();
        assert_eq!(sentence(&size, german()), "die Datei hat 1234 Bytes statt 18446744073709551615");
    }

    #[test]
    fn a_route_is_named_with_its_family() {
        let over = |family| route(Route { protocol: Protocol::Https, family }, german());
        assert_eq!([None, Some(Family::V6)].map(over), ["https", "https über IPv6"]);
    }
}
