//! Dates in half a word, and the relations between two of them.

use domain::PartialDate;

/// A date: year 14 bits, month 4, day 5; 0 for a part that is not known, 0 as a whole for no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Day(u32);

impl Day {
    /// Packs a date.
    pub fn new(date: PartialDate) -> Self {
        let part = |part: Option<u8>| u32::from(part.unwrap_or(0));
        Self(u32::from(date.year().unwrap_or(0)) << 9 | part(date.month()) << 5 | part(date.day()))
    }

    /// No date at all.
    pub fn is_unknown(self) -> bool {
        self.0 == 0
    }

    /// The packed date, below 2^23.
    pub fn packed(self) -> u32 {
        self.0
    }

    /// The year, 0 if not known.
    pub fn year(self) -> u32 {
        self.0 >> 9
    }

    /// The month, 0 if not known.
    pub fn month(self) -> u32 {
        self.0 >> 5 & 15
    }

    /// The day of the month, 0 if not known.
    pub fn day(self) -> u32 {
        self.0 & 31
    }

    /// Month and day together, below 512.
    pub fn month_and_day(self) -> u32 {
        self.0 & 0x1FF
    }

    /// Every part is known.
    pub fn is_whole(self) -> bool {
        self.year() != 0 && self.month() != 0 && self.day() != 0
    }

    /// 1 January, which registers write where month and day are not known; or they are unknown indeed.
    pub fn is_year_only(self) -> bool {
        self.year() != 0 && (self.month_and_day() == (1 << 5 | 1) || !self.is_whole())
    }

    /// Day and month exchanged, where that is another date.
    pub fn swapped(self) -> Option<Self> {
        let (month, day) = (self.month(), self.day());
        (day <= 12 && month != 0 && day != 0 && day != month)
            .then_some(Self(self.year() << 9 | day << 5 | month))
    }

    /// The eight digits `YYYYMMDD`, four bits each.
    fn digits(self) -> u32 {
        let two = |n: u32| ((n / 10) << 4) | (n % 10);
        let year = self.year();
        two(year / 100) << 24 | two(year % 100) << 16 | two(self.month()) << 8 | two(self.day())
    }

    /// How many of the eight digits differ.
    pub fn digits_apart(self, other: Self) -> u32 {
        let difference = self.digits() ^ other.digits();
        let any = (difference | difference >> 1 | difference >> 2 | difference >> 3) & 0x1111_1111;
        any.count_ones()
    }
}

/// One date, or the two readings of an ambiguous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dates {
    /// The first reading; unknown if there is no date.
    pub first: Day,
    /// The other reading; unknown if there is none.
    pub second: Day,
}

impl Dates {
    /// Packs the readings of a date; more than two are not expected.
    pub fn new(readings: impl IntoIterator<Item = PartialDate>) -> Self {
        let mut readings = readings.into_iter().map(Day::new);
        Self {
            first: readings.next().unwrap_or_default(),
            second: readings.next().unwrap_or_default(),
        }
    }

    pub(crate) fn from_word(word: u64) -> Self {
        Self {
            first: Day(word as u32),
            second: Day((word >> 32) as u32),
        }
    }

    pub(crate) fn word(self) -> u64 {
        u64::from(self.second.0) << 32 | u64::from(self.first.0)
    }

    /// The readings there are.
    pub fn readings(self) -> impl Iterator<Item = Day> {
        [self.first, self.second]
            .into_iter()
            .filter(|day| !day.is_unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::new(text.parse().unwrap())
    }

    #[test]
    fn relations() {
        assert_eq!(day("1990-03-12").swapped(), Some(day("1990-12-03")));
        assert_eq!(day("1990-03-13").swapped(), None);
        assert_eq!(day("1990-03-03").swapped(), None);
        assert!(day("1990-01-01").is_year_only());
        assert!(day("1990-XX-XX").is_year_only());
        assert!(!day("1990-01-02").is_year_only());
        assert_eq!(day("1990-03-12").digits_apart(day("1980-03-12")), 1);
        assert_eq!(day("1990-03-12").digits_apart(day("1990-12-03")), 4);
    }

    proptest! {
        #[test]
        fn packing_keeps_parts_and_order(
            a in (1u16..=9999, 1u8..=12, 1u8..=28),
            b in (1u16..=9999, 1u8..=12, 1u8..=28),
        ) {
            let (da, db) = (
                PartialDate::full(a.0, a.1, a.2).unwrap(),
                PartialDate::full(b.0, b.1, b.2).unwrap(),
            );
            let (pa, pb) = (Day::new(da), Day::new(db));
            prop_assert_eq!((pa.year(), pa.month(), pa.day()), (a.0.into(), a.1.into(), a.2.into()));
            prop_assert_eq!(pa.cmp(&pb), da.cmp(&db));
            prop_assert_eq!(pa.digits_apart(pb), pb.digits_apart(pa));
            let text = |d: PartialDate| d.to_string();
            let apart = text(da).chars().zip(text(db).chars()).filter(|(x, y)| x != y).count();
            prop_assert_eq!(pa.digits_apart(pb), apart as u32);
            let dates = Dates::new([da, db]);
            prop_assert_eq!(Dates::from_word(dates.word()), dates);
        }
    }
}
