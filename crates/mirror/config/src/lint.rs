use std::time::Duration;

use maneki_ground_config::{Noted, Reader, duration};

/// `[mirror.lint]`: thresholds of the warnings of `maneki mirror lint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lint {
    /// The shortest prefix of an IPv4 network without a warning.
    pub widest_ipv4: u8,
    /// The same for IPv6.
    pub widest_ipv6: u8,
    /// The longest time between two synchronisations of a mirror without a warning.
    pub slowest_update: Duration,
}

impl Lint {
    pub(crate) fn resolve(reader: &mut Reader<'_>) -> Result<Self, Noted> {
        let widest_ipv4 = reader.number("mirror.lint.widest_ipv4", |number| prefix(number, 32));
        let widest_ipv6 = reader.number("mirror.lint.widest_ipv6", |number| prefix(number, 128));
        let slowest_update = reader.text("mirror.lint.slowest_update", duration);
        Ok(Self { widest_ipv4: widest_ipv4?, widest_ipv6: widest_ipv6?, slowest_update: slowest_update? })
    }
}

fn prefix(number: i64, longest: u8) -> Option<u8> {
    u8::try_from(number).ok().filter(|length| (1..=longest).contains(length))
}
