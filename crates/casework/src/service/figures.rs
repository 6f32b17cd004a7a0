//! An office's figures of a year, counted from the records: nobody keeps them by hand.

use super::Officer;
use crate::{Category, ReferralState, Step, store};
use access::{AccessError, Context};
use domain::day_in_jakarta;
use jiff::{civil::date, tz};
use std::collections::BTreeSet;
use storage::{Day, Stamp, snapshot};
use uuid::Uuid;

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Cases opened, by category, the most first.
    pub by_category: Vec<(Category, i64)>,
    /// Cases open now.
    pub open: i64,
    /// How many of them should have been looked at before today.
    pub late: i64,
    /// Cases recommended: handed on at least once.
    pub recommended: usize,
    /// How the referrals of the year stand.
    pub referrals: Vec<(ReferralState, usize)>,
    /// Cases, or suspects where a step is about a suspect, that reached each step of the law.
    pub steps: Vec<(Step, usize)>,
    /// Restitution in rupiah.
    pub restitution: i64,
    /// The median of days from opening to handing on, from there to an answer, from there to the end, from opening to the police
    /// report; nothing where there is no case to count.
    pub days: [Option<i64>; 4],
}

/// Counts a year, by the calendar of western Indonesia.
///
/// # Errors
/// If they may not see cases; if the database failed.
pub async fn of_year(
    context: &Context,
    officer: &Officer,
    year: i16,
) -> Result<Figures, AccessError> {
    officer.reading()?;
    let agency = officer.agency();
    let year = year.clamp(2000, 2200);
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let begin = |day: jiff::civil::Date| {
        let at = tz::offset(7).to_timestamp(day.at(0, 0, 0, 0));
        at.map(Stamp::from)
            .unwrap_or_else(|_| Stamp::from_micros(0))
    };
    let (from, to) = (begin(first), begin(date(year + 1, 1, 1)));
    snapshot!(context.db, |tx| {
        let by_category = store::figures::by_category(tx, agency, from, to).await?;
        let today = Day(day_in_jakarta(tx.now()));
        let (open, late) = store::figures::waiting(tx, agency, today).await?;
        let handed = store::figures::handed_on(tx, agency, from, to).await?;
        let steps = store::outcome::between(tx, agency, Day(first), Day(last)).await?;
        let cases: BTreeSet<Uuid> = handed.iter().map(|row| row.0).collect();
        let count =
            |state: ReferralState| handed.iter().filter(|row| row.1 == state.code()).count();
        let reached = |step: Step| {
            let who: BTreeSet<Uuid> = steps
                .iter()
                .filter(|row| row.0 == step.code())
                .map(|row| row.3.filter(|_| step.of_suspect()).unwrap_or(row.1))
                .collect();
            who.len()
        };
        let mut opened_to_report = Vec::new();
        for (_, case, on, ..) in steps
            .iter()
            .filter(|row| row.0 == Step::PoliceReport.code())
        {
            if let Some(case) = store::case::get(tx, *case).await? {
                let opened = day_in_jakarta(case.opened_at.timestamp());
                opened_to_report.push((on.0 - opened).get_days().into());
            }
        }
        let spans = |span: Span| {
            let spans = handed.iter().filter_map(span);
            spans.map(|(from, to)| days(from, to)).collect()
        };
        Ok::<_, AccessError>(Figures {
            by_category: by_category
                .into_iter()
                .filter_map(|(code, count)| Some((Category::from_code(&code)?, count)))
                .collect(),
            open,
            late,
            recommended: cases.len(),
            referrals: ReferralState::ALL
                .iter()
                .map(|state| (*state, count(*state)))
                .collect(),
            steps: Step::ALL
                .iter()
                .map(|step| (*step, reached(*step)))
                .collect(),
            restitution: steps.iter().filter_map(|row| row.4).sum(),
            days: [
                median(spans(|row| Some((row.2, row.3)))),
                median(spans(|row| Some((row.3, row.4?)))),
                median(spans(|row| Some((row.4?, row.5?)))),
                median(opened_to_report),
            ],
        })
    })
}

/// From when to when, of a case that was handed on.
type Span = fn(&store::figures::HandedOn) -> Option<(Stamp, Stamp)>;

fn days(from: Stamp, to: Stamp) -> i64 {
    const DAY: i64 = 24 * 3600 * 1_000_000;
    (to.micros() - from.micros()).max(0) / DAY
}

/// The middle; the lower one of two.
fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len().checked_sub(1)? / 2;
    values.get(middle).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_few() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(7));
        assert_eq!(median(vec![9, 1]), Some(1));
        assert_eq!(median(vec![30, 2, 5]), Some(5));
    }
}
