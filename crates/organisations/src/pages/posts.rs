//! Posts abroad.

use super::{
    companies::{fault_of, status},
    lists::{Filter, ListPage, TABS, wanted},
    names::names,
};
use crate::{PostForm, PostKind, Wanted, service::posts as service};
use access::{AccessError, Action, Fault, service::history};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{Country, day_in_jakarta};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{
        Choice, Field, Table, badge, countries, form, notice, select, tabs, tick, timeline,
    },
    day, narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(filter): Query<Filter>,
) -> Result<Markup, Failure> {
    list_page(&app, &signed, filter.wanted()?).await
}

pub(super) async fn search(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Markup, Failure> {
    list_page(&app, &signed, wanted(&posted)?).await
}

async fn list_page(app: &App, signed: &Signed, wanted: Wanted) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadAgencies, "posts")?;
    let found = service::list(&app.context, &permit, &wanted).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let rows = found
        .rows
        .iter()
        .map(|post| {
            let of = &post.form;
            vec![
                html! { a href={ "/posts/" (post.id) } { (of.name) } },
                html! { (kind_text(words, of.post_kind)) },
                html! { (of.city) ", " (of.country.name(words.language)) },
                html! { (of.phone.as_deref().unwrap_or("—")) },
                open(words, of.open_on(today)),
            ]
        })
        .collect();
    let table = Table {
        caption: "posts",
        columns: &["post-name", "post-kind", "city", "post-phone", "state"],
        rows,
        empty: "posts-empty",
    };
    let states = PostKind::ALL
        .iter()
        .map(|state| (state.code(), kind_text(words, *state)))
        .collect();
    let list = ListPage {
        path: "/posts",
        title: "posts",
        text: "posts-text",
        new: "post-new",
        state: ("post-kind", states),
        by_country: true,
    };
    Ok(list.show(signed, &wanted, table, found.more))
}

pub(super) async fn show_new(signed: Signed) -> Result<Markup, Failure> {
    signed.permit(Action::ManageCompanies, "posts")?;
    Ok(new_page(&signed.visit, &Posted::default(), None))
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "posts")?;
    let made = match post_form(&signed.visit, &posted) {
        Ok(form) => service::create(&app.context, &permit, form).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/posts/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed.visit, &posted, Some(fault));
            Ok((status(Some(fault)), page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    post_page(&app, &signed, id, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "posts")?;
    let done = match post_form(&signed.visit, &posted) {
        Ok(form) => service::change(&app.context, &permit, id, form).await,
        Err(error) => Err(error),
    };
    let fault = fault_of(&mut signed, done)?;
    let shown = fault.map(|fault| (&posted, fault));
    let page = post_page(&app, &signed, id, shown).await?;
    Ok((status(fault), page).into_response())
}

fn post_form(visit: &Visit, posted: &Posted) -> Result<PostForm, AccessError> {
    let today = day_in_jakarta(visit.now.timestamp());
    Ok(PostForm {
        name: posted.get("name").to_owned(),
        post_kind: PostKind::from_code(posted.get("post_kind"))
            .ok_or(AccessError::invalid("post_kind", "unknown"))?,
        country: Country::from_alpha3(posted.get("country"))
            .ok_or(AccessError::invalid("country", "unknown"))?,
        city: posted.get("city").to_owned(),
        phone: posted.text("phone"),
        labour_attache: posted.get("labour_attache") == "yes",
        opened: posted.day("opened", today)?,
        closed: posted.day("closed", today)?,
    })
}

fn fields(words: Words, written: &Posted, fault: Option<Fault>) -> Markup {
    let kinds: Vec<Choice> = PostKind::ALL
        .iter()
        .map(|item| Choice {
            value: item.code().to_owned(),
            text: kind_text(words, *item),
            chosen: written.get("post_kind") == item.code(),
        })
        .collect();
    let field = |name, label, kind, optional| Field {
        name,
        label,
        value: written.get(name),
        kind,
        optional,
        ..Field::default()
    };
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (field("name", "post-name", "", false).show(words, fault))
        (select(words, "post_kind", "post-kind", false, &kinds))
        (select(words, "country", "country", false, &countries(words, written.get("country"))))
        (field("city", "city", "", false).show(words, fault))
        (field("phone", "post-phone", "", true).show(words, fault))
        (tick(words, "labour_attache", "labour-attache", written.get("labour_attache") == "yes"))
        (field("opened", "opened", "date", true).show(words, fault))
        (field("closed", "closed", "date", true).show(words, fault))
    }
}

fn new_page(visit: &Visit, written: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (fields(words, written, fault))
        div.actions { button { (words.text("save")) } a href="/posts" { (words.text("cancel")) } }
    };
    let title = words.text("post-new");
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/posts", body)) } },
    )
}

async fn post_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    faulty: Option<(&Posted, Fault)>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadAgencies, "posts")?;
    let post = service::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ReadAgencies, "post", id).await?;
    let names = names(app, signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let stored = Posted::of(&post);
    let (written, fault) = faulty.map_or((&stored, None), |(posted, fault)| (posted, Some(fault)));
    let of = &post.form;
    Ok(page(
        visit,
        &of.name,
        html! {
            (tabs(visit, TABS))
            h1 { (of.name) " " (open(words, of.open_on(today))) }
            @if signed.principal.may(Action::ManageCompanies) {
                @let body = html! { (fields(words, written, fault)) div.actions { button { (words.text("save")) } } };
                details open[fault.is_some()] {
                    summary { (words.text("change")) }
                    div.card { (form(visit, &format!("/posts/{id}"), body)) }
                }
            }
            dl.pairs {
                dt { (words.text("post-kind")) } dd { (kind_text(words, of.post_kind)) }
                dt { (words.text("city")) } dd { (of.city) ", " (of.country.name(words.language)) }
                dt { (words.text("post-phone")) } dd { (of.phone.as_deref().unwrap_or("—")) }
                dt { (words.text("labour-attache")) } dd { (words.text(if of.labour_attache { "yes" } else { "no" })) }
                dt { (words.text("opened")) } dd { (of.opened.map_or_else(|| "—".to_owned(), |date| day(words, date))) }
                dt { (words.text("closed")) } dd { (of.closed.map_or_else(|| "—".to_owned(), |date| day(words, date))) }
            }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

fn kind_text(words: Words, kind: PostKind) -> String {
    words.text(&format!("post-{}", kind.code().replace('_', "-")))
}

fn open(words: Words, open: bool) -> Markup {
    if open {
        badge("good", &words.text("post-open"))
    } else {
        badge("warn", &words.text("post-closed"))
    }
}
