use std::cmp::Ordering;
use std::fmt;

use super::wide::{self, Wide};

/// How many significant digits a number keeps.
const PRECISION: usize = 80;

/// A decimal number that is not negative, with at most 80 significant digits.
///
/// Every operation returns the exact result, rounded half to even to 80 significant digits, as the decimal
/// arithmetic of the General Decimal Arithmetic specification does with a precision of 80.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    /// Below 10⁸⁰.
    coefficient: Wide,
    /// The power of ten by which the coefficient is multiplied.
    exponent: i32,
}

impl Decimal {
    pub const ZERO: Self = Self { coefficient: wide::ZERO, exponent: 0 };
    pub const ONE: Self = Self::power_of_ten(0);

    /// 10 to the power of `exponent`.
    pub const fn power_of_ten(exponent: i32) -> Self {
        let mut coefficient = wide::ZERO;
        coefficient[0] = 1;
        Self { coefficient, exponent }
    }

    /// A whole number times 10 to the power of `exponent`.
    pub fn from_scaled(number: u128, exponent: i32) -> Self {
        let mut coefficient = wide::ZERO;
        (coefficient[0], coefficient[1]) = wide::halves(number);
        Self { coefficient, exponent }
    }

    /// Reads a number such as `12`, `0.886` or `1E-28`, with at most 80 significant digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (mantissa, power) = match text.split_once(['e', 'E']) {
            Some((mantissa, power)) => {
                (mantissa, power.parse::<i32>().ok().filter(|power| power.abs() < 1_000)?)
            }
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if !(1..=2 * PRECISION).contains(&(whole.len() + fraction.len())) {
            return None;
        }
        let mut coefficient = wide::ZERO;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
            coefficient = wide::multiply(&coefficient, wide::power(1));
            coefficient = wide::add(&coefficient, &wide::small(u64::from(digit)));
        }
        (wide::digits(&coefficient) <= PRECISION)
            .then(|| Self { coefficient, exponent: power - offset(fraction.len()) })
    }

    pub fn is_zero(&self) -> bool {
        wide::is_zero(&self.coefficient)
    }

    /// The smaller one of two.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The distance between two numbers.
    #[must_use]
    pub fn distance(self, other: Self) -> Self {
        if self < other { other.minus(self) } else { self.minus(other) }
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let (high, low) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        match high.scaled_to(low.exponent) {
            Some(coefficient) => rounded(wide::add(&coefficient, &low.coefficient), false, low.exponent),
            None => high,
        }
    }

    /// The difference; `other` is not greater.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        debug_assert!(other <= self, "numbers are never negative");
        let exponent = self.exponent.min(other.exponent);
        match (self.scaled_to(exponent), other.scaled_to(exponent)) {
            (Some(left), Some(right)) => rounded(wide::subtract(&left, &right), false, exponent),
            // What is too small to change the last digit.
            _ => self,
        }
    }

    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = wide::multiply(&self.coefficient, &other.coefficient);
        rounded(product, false, self.exponent + other.exponent)
    }

    /// The quotient; `divisor` is not zero.
    #[must_use]
    pub fn divided_by(self, divisor: Self) -> Self {
        debug_assert!(!divisor.is_zero(), "no divisor is zero");
        if self.is_zero() || divisor.is_zero() {
            return Self::ZERO;
        }
        // Brought to equally many digits, dividend / divisor is between 0.1 and 10.
        let (own, others) = (wide::digits(&self.coefficient), wide::digits(&divisor.coefficient));
        let length = own.max(others);
        let mut rest = wide::multiply(&self.coefficient, wide::power(length - own));
        let unit = wide::multiply(&divisor.coefficient, wide::power(length - others));
        let mut exponent = self.exponent - divisor.exponent + offset(own) - offset(others);
        let ten = wide::power(1);
        let mut quotient = wide::ZERO;
        loop {
            let mut digit = wide::ZERO;
            while !wide::less(&rest, &unit) {
                rest = wide::subtract(&rest, &unit);
                digit[0] += 1;
            }
            quotient = wide::add(&wide::multiply(&quotient, ten), &digit);
            // One digit more than is kept decides how to round; whether anything is left decides a half.
            if wide::is_zero(&rest) || wide::digits(&quotient) > PRECISION {
                break;
            }
            rest = wide::multiply(&rest, ten);
            exponent -= 1;
        }
        rounded(quotient, !wide::is_zero(&rest), exponent)
    }

    /// The largest whole number that is not greater than `self` divided by a small number.
    #[must_use]
    pub fn whole_part(self) -> Self {
        if self.exponent >= 0 {
            return self;
        }
        let mut coefficient = self.coefficient;
        wide::divide_by_power(&mut coefficient, self.exponent.unsigned_abs() as usize);
        Self { coefficient, exponent: 0 }
    }

    /// The same number rounded half to even to so many decimal places.
    #[must_use]
    pub fn to_places(self, places: u32) -> Self {
        let places = i32::try_from(places).unwrap_or(i32::MAX);
        let excess = self.exponent.saturating_add(places);
        if excess >= 0 {
            return self;
        }
        let drop = excess.unsigned_abs() as usize;
        if drop > PRECISION {
            return Self::ZERO;
        }
        dropped(self.coefficient, false, drop, self.exponent)
    }

    /// The coefficient that the number has with a smaller exponent; `None` where it has more digits than can be
    /// computed with, so that the smaller number does not matter beside it.
    fn scaled_to(&self, exponent: i32) -> Option<Wide> {
        let shift = usize::try_from(self.exponent - exponent).ok()?;
        if shift == 0 || self.is_zero() {
            return Some(self.coefficient);
        }
        let fits = wide::digits(&self.coefficient) + shift <= 2 * PRECISION + 6;
        fits.then(|| wide::multiply(&self.coefficient, wide::power(shift)))
    }
}

/// A number of digits as a part of an exponent.
fn offset(digits: usize) -> i32 {
    i32::try_from(digits).expect("a number has at most 193 digits")
}

/// Rounds to 80 significant digits, half to even; `more` says that the exact value is a little greater.
fn rounded(coefficient: Wide, more: bool, exponent: i32) -> Decimal {
    let drop = wide::digits(&coefficient).saturating_sub(PRECISION);
    if drop == 0 {
        return Decimal { coefficient, exponent };
    }
    dropped(coefficient, more, drop, exponent)
}

/// Drops the last digits, of which there is at least one, and rounds half to even.
fn dropped(mut coefficient: Wide, more: bool, drop: usize, exponent: i32) -> Decimal {
    let inexact = wide::divide_by_power(&mut coefficient, drop - 1) | more;
    let last = wide::divide_small(&mut coefficient, 10);
    let up = last > 5 || (last == 5 && (inexact || coefficient[0] % 2 == 1));
    let mut exponent = exponent + offset(drop);
    if up {
        coefficient = wide::add(&coefficient, wide::power(0));
        if coefficient == *wide::power(PRECISION) {
            coefficient = *wide::power(PRECISION - 1);
            exponent += 1;
        }
    }
    Decimal { coefficient, exponent }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Self { coefficient: wide::small(number), exponent: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        let magnitude = |number: &Self| number.exponent + offset(wide::digits(&number.coefficient));
        magnitude(self).cmp(&magnitude(other)).then_with(|| {
            let exponent = self.exponent.min(other.exponent);
            match (self.scaled_to(exponent), other.scaled_to(exponent)) {
                (Some(left), Some(right)) => left.iter().rev().cmp(right.iter().rev()),
                // Equal magnitude bounds the shift by 80, which always fits.
                _ => Ordering::Equal,
            }
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Decimal {}

/// Without exponent, and without zeros at the end of the decimal places.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_zero() {
            return f.write_str("0");
        }
        let mut text = Vec::new();
        let mut rest = self.coefficient;
        while !wide::is_zero(&rest) {
            let digit = wide::divide_small(&mut rest, 10);
            text.push(char::from(b'0' + u8::try_from(digit).expect("a remainder of ten is a digit")));
        }
        // `text` has the lowest digit first.
        let places = usize::try_from(-self.exponent).unwrap_or(0);
        while text.len() <= places {
            text.push('0');
        }
        let (fraction, whole) = text.split_at(places);
        for digit in whole.iter().rev() {
            write!(f, "{digit}")?;
        }
        for _ in 0..self.exponent {
            f.write_str("0")?;
        }
        let end = fraction.iter().position(|&digit| digit != '0').unwrap_or(fraction.len());
        let fraction = &fraction[end..];
        if !fraction.is_empty() {
            f.write_str(".")?;
        }
        fraction.iter().rev().try_for_each(|digit| write!(f, "{digit}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(number: u64) -> Decimal {
        Decimal::from(number)
    }

    #[test]
    fn a_quotient_has_eighty_digits_rounded_half_to_even() {
        let third = number(1).divided_by(number(3));
        assert_eq!(third.to_string(), format!("0.{}", "3".repeat(80)));
        let two_thirds = number(2).divided_by(number(3));
        assert_eq!(two_thirds.to_string(), format!("0.{}7", "6".repeat(79)));
        assert_eq!(number(78).divided_by(number(88)).to_string(), format!("0.88{}64", "63".repeat(38)));
        assert_eq!(number(600).divided_by(number(3)).to_string(), "200");
        assert_eq!(number(1).divided_by(number(8)).to_string(), "0.125");
    }

    #[test]
    fn every_single_operation_is_rounded() {
        let third = number(1).divided_by(number(3));
        assert_eq!(third.times(number(3)).to_string(), format!("0.{}", "9".repeat(80)));
        let tiny = Decimal::power_of_ten(-90);
        assert_eq!(number(1).plus(tiny), number(1));
        assert_eq!(number(1).minus(tiny), number(1));
        assert_eq!(tiny.plus(tiny).to_string(), format!("0.{}2", "0".repeat(89)));
        // 10⁸⁰ − 1 and a half: to the even neighbour, which has one digit more.
        let nines = Decimal::power_of_ten(80).minus(number(1));
        assert_eq!(nines.plus(Decimal::power_of_ten(-1).times(number(5))), Decimal::power_of_ten(80));
        assert_eq!(Decimal::power_of_ten(80).plus(number(5)), Decimal::power_of_ten(80));
        let odd = Decimal::power_of_ten(80).plus(number(10));
        assert_eq!(odd.plus(number(5)), Decimal::power_of_ten(80).plus(number(20)));
    }

    #[test]
    fn numbers_compare_by_value_and_not_by_how_they_are_stored() {
        assert_eq!(Decimal::power_of_ten(3), number(1000));
        assert!(Decimal::power_of_ten(-3) < number(1));
        assert!(number(0) < Decimal::power_of_ten(-300));
        assert_eq!(number(5).distance(number(8)), number(3));
        assert_eq!(Decimal::ZERO.to_string(), "0");
        assert_eq!(Decimal::power_of_ten(-2).times(number(1230)).to_string(), "12.3");
    }

    #[test]
    fn numbers_are_read_as_they_are_published() {
        assert_eq!(Decimal::parse("78.00").map(|number| number.to_string()).as_deref(), Some("78"));
        assert_eq!(Decimal::parse("1E-28"), Some(Decimal::power_of_ten(-28)));
        assert_eq!(Decimal::parse("0E-79"), Some(Decimal::ZERO));
        for wrong in ["", ".", "-1", "1e", "1.2.3", "0x1", "1E99999", &"9".repeat(81), &"0".repeat(900)] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn places_are_rounded_half_to_even() {
        let third = number(2).divided_by(number(3));
        assert_eq!(third.to_places(3).to_string(), "0.667");
        assert_eq!(Decimal::power_of_ten(-1).times(number(5)).to_places(0), Decimal::ZERO);
        assert_eq!(Decimal::power_of_ten(-1).times(number(15)).to_places(0), number(2));
        assert_eq!(third.times(number(3)).to_places(60), number(2));
        assert_eq!(number(7).divided_by(number(2)).whole_part(), number(3));
    }
}
