//! A calendar day as the database keeps it.

use jiff::civil::Date;
use sqlx::{Database, Decode, Encode, Type, encode::IsNull, error::BoxDynError};

/// A calendar day, kept as `2026-11-22` in a `TEXT`: one form on both engines that sorts and compares as days do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub Date);

impl<D: Database> Type<D> for Day
where
    str: Type<D>,
{
    fn type_info() -> D::TypeInfo {
        <str as Type<D>>::type_info()
    }

    fn compatible(info: &D::TypeInfo) -> bool {
        <str as Type<D>>::compatible(info)
    }
}

impl<'q, D: Database> Encode<'q, D> for Day
where
    String: Encode<'q, D>,
{
    fn encode_by_ref(
        &self,
        buffer: &mut <D as Database>::ArgumentBuffer,
    ) -> Result<IsNull, BoxDynError> {
        self.0.to_string().encode(buffer)
    }
}

impl<'r, D: Database> Decode<'r, D> for Day
where
    &'r str: Decode<'r, D>,
{
    fn decode(value: D::ValueRef<'r>) -> Result<Self, BoxDynError> {
        // The text itself is not repeated in the error: it may belong to a person.
        let text = <&str as Decode<D>>::decode(value)?;
        text.parse()
            .map(Self)
            .map_err(|_| "expected a day as YYYY-MM-DD".into())
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}
