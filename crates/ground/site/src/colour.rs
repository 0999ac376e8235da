//! Colours, and whether text in them can be read (WCAG 2.2, section 1.4.3).

use std::fmt;

/// A colour in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// The contrast that text needs (WCAG 2.2, level AA), and a little more, for our grounds have shades.
const ENOUGH: f64 = 5.0;

impl Colour {
    /// The accent of a site that has none of its own.
    pub const DEFAULT_ACCENT: Self = Self([0x1f, 0x5f, 0xa8]);
    /// The ground of pages by day; `--ground` in `site.css`.
    pub const LIGHT_GROUND: Self = Self([0xff, 0xff, 0xff]);
    /// The ground of pages by night.
    pub const DARK_GROUND: Self = Self([0x14, 0x17, 0x1a]);

    /// The nearest colour between this one and black or white that can be read on a ground.
    #[must_use]
    pub fn readable_on(self, ground: Self) -> Self {
        let end = if ground.luminance() > 0.2 { 0 } else { 255 };
        (0..=32)
            .map(|step| self.towards(end, step))
            .find(|mixed| mixed.contrast(ground) >= ENOUGH)
            .unwrap_or(Self([end; 3]))
    }

    /// How well it stands out from another one: from 1 to 21.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Moves it by 32nds towards a grey.
    fn towards(self, end: u8, step: u16) -> Self {
        let mixed = |part: u8| (u16::from(part) * (32 - step) + u16::from(end) * step) / 32;
        Self(self.0.map(|part| u8::try_from(mixed(part)).unwrap_or(end)))
    }

    fn luminance(self) -> f64 {
        let linear = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn black_on_white_is_the_greatest_contrast() {
        assert!((Colour([0; 3]).contrast(Colour([255; 3])) - 21.0).abs() < 0.01);
        assert_eq!(Colour::DEFAULT_ACCENT.readable_on(Colour::LIGHT_GROUND), Colour::DEFAULT_ACCENT);
    }

    proptest! {
        #[test]
        fn every_accent_can_be_read_by_day_and_by_night(accent: [u8; 3]) {
            for ground in [Colour::LIGHT_GROUND, Colour::DARK_GROUND] {
                prop_assert!(Colour(accent).readable_on(ground).contrast(ground) >= 4.5);
            }
        }
    }
}
