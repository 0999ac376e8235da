//! Arithmetic on whole days of the calendar.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::value::{Period, Unit};

/// What becomes of a day of the month that a shorter month does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MonthEnd {
    /// The last day of the month.
    Clamp,
    /// As many days into the next month.
    Overflow,
}

/// The day that is a period after another one; the last day of the calendar where it ends before.
pub(crate) fn after(day: Date, period: Period, month_end: MonthEnd) -> Date {
    shifted(day, period, month_end, false)
}

/// The day that is a period before another one.
pub(crate) fn before(day: Date, period: Period, month_end: MonthEnd) -> Date {
    shifted(day, period, month_end, true)
}

fn shifted(day: Date, period: Period, month_end: MonthEnd, back: bool) -> Date {
    let number = if back { -i64::from(period.number) } else { i64::from(period.number) };
    let span = match period.unit {
        Unit::Days => number.days(),
        Unit::Months => number.months(),
        Unit::Years => number.years(),
    };
    let clamped = day.saturating_add(span);
    if month_end == MonthEnd::Clamp || period.unit == Unit::Days || clamped.day() == day.day() {
        return clamped;
    }
    let missing = i64::from(day.day()) - i64::from(clamped.day());
    clamped.saturating_add(missing.days())
}

/// The whole days from one day to another; negative if the other one is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    let epoch = date(1970, 1, 1);
    let number = |day: Date| day.duration_since(epoch).as_hours() / 24;
    number(to) - number(from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_without_that_day_is_clamped_or_overflows() {
        let months = Period { number: 3, unit: Unit::Months };
        let may = date(2026, 5, 31);
        assert_eq!(before(may, months, MonthEnd::Clamp), date(2026, 2, 28));
        assert_eq!(before(may, months, MonthEnd::Overflow), date(2026, 3, 3));
        assert_eq!(before(date(2028, 5, 31), months, MonthEnd::Overflow), date(2028, 3, 2));
        assert_eq!(after(date(2026, 1, 15), months, MonthEnd::Overflow), date(2026, 4, 15));
        assert_eq!(days_between(date(2026, 7, 16), date(2026, 9, 14)), 60);
        assert_eq!(days_between(date(2026, 3, 1), date(2026, 2, 28)), -1);
    }
}
