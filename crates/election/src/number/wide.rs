//! Unsigned integers of ten 64-bit limbs, lowest limb first: room for the product of two numbers of 80 digits.

/// How many limbs an integer has: 640 bits, or 192 decimal digits.
pub(super) const LIMBS: usize = 10;

/// An integer below 2⁶⁴⁰, lowest limb first.
pub(super) type Wide = [u64; LIMBS];

pub(super) const ZERO: Wide = [0; LIMBS];

/// The powers of ten from 10⁰ to 10¹⁹², which is the last one below 2⁶⁴⁰.
static POWERS: [Wide; 193] = powers();

const fn powers() -> [Wide; 193] {
    let mut powers = [ZERO; 193];
    powers[0][0] = 1;
    let mut at = 1;
    while at < powers.len() {
        let mut carry = 0u128;
        let mut limb = 0;
        while limb < LIMBS {
            let product = powers[at - 1][limb] as u128 * 10 + carry;
            powers[at][limb] = low(product);
            carry = product >> 64;
            limb += 1;
        }
        at += 1;
    }
    powers
}

/// The lower half of a double limb.
#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is wanted")]
const fn low(double: u128) -> u64 {
    double as u64
}

/// The lower and the upper half of a double limb.
pub(super) fn halves(double: u128) -> (u64, u64) {
    (low(double), low(double >> 64))
}

pub(super) fn power(exponent: usize) -> &'static Wide {
    &POWERS[exponent]
}

/// A number that fits into one limb.
pub(super) fn small(number: u64) -> Wide {
    let mut small = ZERO;
    small[0] = number;
    small
}

/// How many limbs are in use.
fn length(number: &Wide) -> usize {
    number.iter().rposition(|&limb| limb != 0).map_or(0, |last| last + 1)
}

pub(super) fn is_zero(number: &Wide) -> bool {
    number.iter().all(|&limb| limb == 0)
}

pub(super) fn less(left: &Wide, right: &Wide) -> bool {
    left.iter().rev().lt(right.iter().rev())
}

/// How many decimal digits a number has; zero has none.
pub(super) fn digits(number: &Wide) -> usize {
    let limbs = length(number);
    if limbs == 0 {
        return 0;
    }
    let bits = limbs * 64 - number[limbs - 1].leading_zeros() as usize;
    // 1233 / 4096 is a little less than log₁₀ 2, so that 10^(next - 1) is never greater than the number.
    let next = (bits - 1) * 1233 / 4096 + 1;
    if next < POWERS.len() && !less(number, &POWERS[next]) { next + 1 } else { next }
}

/// The sum; both are small enough that it fits.
pub(super) fn add(left: &Wide, right: &Wide) -> Wide {
    let mut sum = *left;
    let mut carry = false;
    for (limb, &more) in sum.iter_mut().zip(right) {
        let (partial, first) = limb.overflowing_add(more);
        let (total, second) = partial.overflowing_add(u64::from(carry));
        *limb = total;
        carry = first | second;
    }
    sum
}

/// The difference; `right` is not greater than `left`.
pub(super) fn subtract(left: &Wide, right: &Wide) -> Wide {
    let mut difference = *left;
    let mut borrow = false;
    for (limb, &less) in difference.iter_mut().zip(right) {
        let (partial, first) = limb.overflowing_sub(less);
        let (total, second) = partial.overflowing_sub(u64::from(borrow));
        *limb = total;
        borrow = first | second;
    }
    difference
}

/// The product; both are small enough that it fits.
pub(super) fn multiply(left: &Wide, right: &Wide) -> Wide {
    let (left_length, right_length) = (length(left), length(right));
    let mut product = ZERO;
    for at in 0..left_length {
        let mut carry = 0u128;
        for by in 0..right_length.min(LIMBS - at) {
            let sum = u128::from(left[at]) * u128::from(right[by]) + u128::from(product[at + by]) + carry;
            product[at + by] = low(sum);
            carry = sum >> 64;
        }
        if at + right_length < LIMBS {
            product[at + right_length] = low(carry);
        }
    }
    product
}

/// Divides in place by a number that fits into one limb, and returns the remainder.
pub(super) fn divide_small(number: &mut Wide, divisor: u64) -> u64 {
    let mut remainder = 0u64;
    for limb in number.iter_mut().rev().skip_while(|limb| **limb == 0) {
        let part = u128::from(remainder) << 64 | u128::from(*limb);
        *limb = low(part / u128::from(divisor));
        remainder = low(part % u128::from(divisor));
    }
    remainder
}

/// Divides in place by a power of ten, and returns whether there was a remainder.
pub(super) fn divide_by_power(number: &mut Wide, mut exponent: usize) -> bool {
    let mut remainder = false;
    while exponent > 0 {
        let step = exponent.min(19);
        remainder |= divide_small(number, POWERS[step][0]) != 0;
        exponent -= step;
    }
    remainder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_at_every_power_of_ten() {
        assert_eq!(digits(&ZERO), 0);
        for exponent in 0..=192 {
            assert_eq!(digits(power(exponent)), exponent + 1);
            let below = subtract(power(exponent), power(0));
            assert_eq!(digits(&below), exponent, "10^{exponent} - 1");
        }
        assert_eq!(digits(&[u64::MAX; LIMBS]), 193);
    }

    #[test]
    fn a_product_divided_by_a_power_of_ten_is_the_factor_again() {
        for exponent in [0, 1, 18, 19, 20, 57, 80, 100] {
            let factor = subtract(power(80), power(3));
            let mut product = multiply(&factor, power(exponent));
            assert!(!divide_by_power(&mut product, exponent));
            assert_eq!(product, factor);
        }
    }
}
