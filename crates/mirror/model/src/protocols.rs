use std::ops::{BitAnd, Sub};

use crate::base_url::Protocol;

/// A set of protocols, in one byte because selection checks it for each mirror.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Protocols(u8);

impl Protocols {
    /// The protocols that clients get; the others are for mirrors that copy.
    pub const WEB: Self = Self(bit(Protocol::Http) | bit(Protocol::Https));

    /// The set of one protocol.
    pub const fn only(protocol: Protocol) -> Self {
        Self(bit(protocol))
    }

    /// Whether the set contains a protocol.
    pub const fn contains(self, protocol: Protocol) -> bool {
        self.0 & bit(protocol) != 0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The first protocol in the order of [`Protocol::ALL`].
    pub fn first(self) -> Option<Protocol> {
        Protocol::ALL.into_iter().find(|&protocol| self.contains(protocol))
    }
}

const fn bit(protocol: Protocol) -> u8 {
    1 << protocol as u8
}

impl FromIterator<Protocol> for Protocols {
    fn from_iter<T: IntoIterator<Item = Protocol>>(protocols: T) -> Self {
        Self(protocols.into_iter().fold(0, |bits, protocol| bits | bit(protocol)))
    }
}

impl BitAnd for Protocols {
    type Output = Self;

    /// The protocols in both sets.
    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Sub for Protocols {
    type Output = Self;

    /// The protocols in this set and not in the other.
    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        for protocol in Protocol::ALL {
            let others: Protocols = Protocol::ALL.into_iter().filter(|&other| other != protocol).collect();
            assert!(Protocols::only(protocol).contains(protocol) && !others.contains(protocol));
            assert!((Protocols::only(protocol) & others).is_empty());
            assert_eq!(Protocol::ALL.into_iter().collect::<Protocols>() - others, Protocols::only(protocol));
        }
        assert_eq!(Protocols::WEB.first(), Some(Protocol::Http));
        assert_eq!((Protocols::WEB - Protocols::only(Protocol::Http)).first(), Some(Protocol::Https));
        assert_eq!(Protocols::default().first(), None);
    }
}
