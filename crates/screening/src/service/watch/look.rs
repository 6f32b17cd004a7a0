//! Looking into a list: what waits, one entry, a search, the whole as a file. Each look leaves a receipt.

use super::{Keeper, today};
use crate::{
    model::watch::{Entry, List, Stage, Standing, Term},
    store::watch::{self as store, ROWS, Wanted},
};
use access::{AccessError, Context, service::receipts};
use domain::capitals;
use jiff::Span;
use storage::snapshot;
use uuid::Uuid;

/// An entry with where it stands today.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed<L> {
    /// The entry.
    pub entry: Entry<L>,
    /// Where it stands.
    pub standing: Standing,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked<L> {
    /// The entries, the newest first.
    pub entries: Vec<Listed<L>>,
    /// The entry after which the next page begins, if there is one.
    pub next: Option<Uuid>,
    /// How many entries were decided to stand where.
    pub counts: Vec<(Stage, i64)>,
    /// How many wait to be confirmed; of a long list, those of the first page.
    pub due: usize,
}

fn listed<L: List>(context: &Context, entries: Vec<Entry<L>>) -> Vec<Listed<L>> {
    let today = today(context);
    let term = Term::of(L::KIND, today);
    let listed = entries.into_iter().map(|entry| Listed {
        standing: entry.life.standing(today, term),
        entry,
    });
    listed.collect()
}

async fn leave<L: List>(
    context: &Context,
    keeper: &Keeper<L>,
    shown: &[Listed<L>],
) -> Result<(), AccessError> {
    let ids: Vec<Uuid> = shown.iter().map(|one| one.entry.id).collect();
    receipts::leave(context, keeper.seeing()?, &ids).await?;
    Ok(())
}

/// A page of the list: all of it, or what stands somewhere.
///
/// # Errors
/// If the database failed, or no receipt could be left.
pub async fn list<L: List>(
    context: &Context,
    keeper: &Keeper<L>,
    standing: Option<Standing>,
    before: Option<Uuid>,
) -> Result<Looked<L>, AccessError> {
    keeper.seeing()?;
    let today = today(context);
    let term = Term::of(L::KIND, today);
    let horizon = today.saturating_add(Span::new().days(i64::from(term.remind_days)));
    let due = Wanted {
        stage: Some(Stage::InForce),
        review_by: Some(horizon),
        before: None,
    };
    let wanted = Wanted {
        stage: standing.map(|standing| match standing {
            Standing::Proposed => Stage::Proposed,
            Standing::InForce | Standing::DueForReview => Stage::InForce,
            Standing::Refused => Stage::Refused,
            Standing::Ended => Stage::Ended,
            Standing::Lapsed => Stage::Lapsed,
        }),
        review_by: (standing == Some(Standing::DueForReview)).then_some(horizon),
        before,
    };
    let (mut entries, counts, due) = snapshot!(context.db, |tx| {
        let entries: Vec<Entry<L>> = store::list(tx, keeper.agency, &wanted).await?;
        let counts = store::counts::<L>(tx, keeper.agency).await?;
        let due: Vec<Entry<L>> = store::list(tx, keeper.agency, &due).await?;
        Ok::<_, storage::StorageError>((entries, counts, due))
    })?;
    let more = entries.len() > ROWS;
    entries.truncate(ROWS);
    let next = entries.last().map(|entry| entry.id).filter(|_| more);
    let due = listed(context, due);
    let entries = listed(context, entries);
    leave(context, keeper, &entries).await?;
    Ok(Looked {
        next,
        counts,
        due: due
            .iter()
            .filter(|one| one.standing == Standing::DueForReview)
            .count(),
        entries,
    })
}

/// One entry.
///
/// # Errors
/// [`AccessError::NotFound`], also where it is of the other list or of another agency.
pub async fn get<L: List>(
    context: &Context,
    keeper: &Keeper<L>,
    id: Uuid,
) -> Result<Listed<L>, AccessError> {
    keeper.seeing()?;
    let entry: Option<Entry<L>> = snapshot!(context.db, |tx| store::get(tx, id).await)?;
    let entry = entry
        .filter(|entry| entry.agency == keeper.agency)
        .ok_or(AccessError::NotFound)?;
    let mut shown = listed(context, vec![entry]);
    leave(context, keeper, &shown).await?;
    shown.pop().ok_or(AccessError::NotFound)
}

/// Entries whose name holds these words, or with this number.
///
/// # Errors
/// A fault of `name` if nothing is asked.
pub async fn find<L: List>(
    context: &Context,
    keeper: &Keeper<L>,
    name: &str,
    number: &str,
) -> Result<Vec<Listed<L>>, AccessError> {
    keeper.seeing()?;
    let number = crate::model::number(number);
    // What means something to the database is taken for a blank; words of a name are letters.
    let words = capitals(&name.replace(['%', '_'], " "));
    let pattern = match words.is_empty() {
        true => String::new(),
        false => format!("%{}%", words.replace(' ', "%")),
    };
    if pattern.is_empty() && number.is_empty() {
        return Err(AccessError::invalid("name", "required"));
    }
    let found: Vec<Entry<L>> = snapshot!(context.db, |tx| {
        store::find(tx, keeper.agency, &pattern, &number).await
    })?;
    let found = listed(context, found);
    leave(context, keeper, &found).await?;
    Ok(found)
}

/// The whole list as CSV, in the columns that an import reads.
///
/// # Errors
/// If the database failed, or no receipt could be left.
pub async fn export<L: List>(context: &Context, keeper: &Keeper<L>) -> Result<String, AccessError> {
    let mut rows = String::from(
        "id,kind,name,birth_date,sex,passport_no,nik,reason,source,legal_basis,until,state,valid_from,review_on\n",
    );
    let mut before = None;
    loop {
        let page = list(context, keeper, None, before).await?;
        for Listed { entry, standing } in &page.entries {
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
            let cells = [
                entry.key.clone(),
                L::KIND.code().to_owned(),
                entry.who.name.clone(),
                entry
                    .who
                    .birth_date
                    .map(|date| date.to_string())
                    .unwrap_or_default(),
                entry
                    .who
                    .sex
                    .map(|sex| sex.letter().to_string())
                    .unwrap_or_default(),
                entry.who.passport_no.clone().unwrap_or_default(),
                entry.who.nik.clone().unwrap_or_default(),
                entry.cause.reason.clone(),
                entry.cause.source.clone(),
                entry.cause.legal_basis.clone(),
                day(entry.life.until).unwrap_or_default(),
                standing.code().to_owned(),
                day(entry.life.valid_from).unwrap_or_default(),
                day(entry.life.review_on).unwrap_or_default(),
            ];
            rows.push_str(&cells.map(|cell| quoted(&cell)).join(","));
            rows.push('\n');
        }
        before = page.next;
        if before.is_none() {
            return Ok(rows);
        }
    }
}

/// A cell of CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe instead.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    };
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn cells_that_no_spreadsheet_runs() {
        for (cell, expected) in [
            ("SITI", "SITI"),
            ("a,b", "\"a,b\""),
            ("=1+1", "'=1+1"),
            ("a \"b\"", "\"a \"\"b\"\"\""),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
