//! The table of posts abroad.

use super::{country, known};
use crate::{Listing, Post, PostForm, PostKind, ROWS, Wanted, model::folded};
use access::AccessError;
use storage::{Day, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct PostRow {
    id: Uuid,
    name: String,
    kind: String,
    country: String,
    city: String,
    phone: Option<String>,
    labour_attache: bool,
    opened: Option<Day>,
    closed: Option<Day>,
}

impl TryFrom<PostRow> for Post {
    type Error = StorageError;

    fn try_from(row: PostRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            form: PostForm {
                name: row.name,
                post_kind: known(PostKind::from_code(&row.kind), "kind")?,
                country: country(&row.country)?,
                city: row.city,
                phone: row.phone,
                labour_attache: row.labour_attache,
                opened: row.opened.map(|day| day.0),
                closed: row.closed.map(|day| day.0),
            },
        })
    }
}

pub(crate) async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Listing<Post>, StorageError> {
    let rows: Vec<PostRow> = fetch_all!(
        tx,
        "SELECT id, name, kind, country, city, phone, labour_attache, opened, closed FROM organisation_post
         WHERE folded LIKE $1 AND ($2 = '' OR kind = $2) AND ($3 = '' OR country = $3)
         ORDER BY country, folded, id LIMIT $4 OFFSET $5",
        wanted.pattern(),
        wanted.state.as_str(),
        wanted.country_code(),
        ROWS as i64 + 1,
        wanted.offset()
    )?;
    let rows = rows
        .into_iter()
        .map(Post::try_from)
        .collect::<Result<_, _>>()?;
    Ok(Listing::of(rows))
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Post, AccessError> {
    let row: Option<PostRow> = fetch_optional!(
        tx,
        "SELECT id, name, kind, country, city, phone, labour_attache, opened, closed FROM organisation_post WHERE id = $1",
        id
    )?;
    Ok(row.ok_or(AccessError::NotFound)?.try_into()?)
}

pub(crate) async fn insert(tx: &mut Tx, form: &PostForm) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO organisation_post (id, name, folded, kind, country, city, phone, labour_attache, opened, closed, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        form.name.as_str(),
        folded(&form.name),
        form.post_kind.code(),
        form.country.alpha3(),
        form.city.as_str(),
        form.phone.as_deref(),
        form.labour_attache,
        form.opened.map(Day),
        form.closed.map(Day),
        now
    )
    .map_err(AccessError::taken("name"))?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, id: Uuid, form: &PostForm) -> Result<(), AccessError> {
    execute!(
        tx,
        "UPDATE organisation_post SET name = $1, folded = $2, kind = $3, country = $4, city = $5, phone = $6,
         labour_attache = $7, opened = $8, closed = $9 WHERE id = $10",
        form.name.as_str(),
        folded(&form.name),
        form.post_kind.code(),
        form.country.alpha3(),
        form.city.as_str(),
        form.phone.as_deref(),
        form.labour_attache,
        form.opened.map(Day),
        form.closed.map(Day),
        id
    )
    .map_err(AccessError::taken("name"))?;
    Ok(())
}
