//! One person: who, numbers over time, contacts, family, what happened, and on which basis the visitor sees it.

use super::{day, form as fields, homeless, needed, own, search::field_name};
use crate::{
    Contact, Directory, Draft, Identifier, PERSON, Record, Relative,
    service::{self, refresh},
};
use access::{AccessError, Action, Fault, Permit, service::history};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Region, TimelineItem};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Table, badge, basis, button, empty, form, notice, timeline},
    moment, narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn show_new(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    match own(&app, &signed, Action::ManagePeople, "add a person")? {
        Some(_) => Ok(new_page(&signed.visit, &Draft::default(), None)),
        None => Ok(homeless(&signed, "person-new")),
    }
}

pub(super) async fn create(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ManagePeople, "add a person")?;
    let draft = fields::draft(&posted);
    match service::create(&app.context, &permit, &draft).await {
        Ok(id) => {
            refresh(&app.context, &directory, &[id]).await;
            Ok(Redirect::to(&format!("/people/{id}")).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed.visit, &draft, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn edit(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    needed(&app, &signed, Action::ManagePeople, "change a person")?;
    let permit = needed(&app, &signed, Action::ReadPeople, "change a person")?;
    let records = service::get(&app.context, &permit, id).await?;
    let particulars = records.first().map(|record| &record.person.particulars);
    let draft = fields::written(particulars.ok_or(Failure::NotFound)?);
    Ok(edit_page(&signed.visit, id, &draft, None))
}

pub(super) async fn change(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ManagePeople, "change a person")?;
    let draft = fields::draft(&posted);
    match service::change(&app.context, &permit, id, &draft).await {
        Ok(()) => {
            refresh(&app.context, &directory, &[id]).await;
            Ok(Redirect::to(&format!("/people/{id}")).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = edit_page(&signed.visit, id, &draft, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn new_page(visit: &Visit, draft: &Draft, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let title = words.text("person-new");
    let body = html! {
        (fields::particulars(words, draft, fault))
        h2 { (words.text("identifiers")) }
        (fields::first_belongings(words, draft, fault))
        div.actions { button { (words.text("save")) } a href="/people" { (words.text("cancel")) } }
    };
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/people", body)) } },
    )
}

fn edit_page(visit: &Visit, id: Uuid, draft: &Draft, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let title = words.text("person-edit");
    let path = format!("/people/{id}");
    let body = html! {
        (fields::particulars(words, draft, fault))
        div.actions { button { (words.text("save")) } a href=(path) { (words.text("cancel")) } }
    };
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p.quiet { (words.text("person-edit-text")) }
            div.card { (form(visit, &path, body)) }
        },
    )
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ReadPeople, "see a person")?;
    let records = service::get(&app.context, &permit, id).await?;
    let Some((first, absorbed)) = records.split_first() else {
        return Err(Failure::NotFound);
    };
    if let Some(survivor) = first.person.merged_into {
        return Ok(Redirect::to(&format!("/people/{survivor}")).into_response());
    }
    let ids: Vec<Uuid> = records.iter().map(|record| record.person.id).collect();
    let timelines = &app.context.timelines;
    let journey = timelines.of(&app.context, &signed.principal, &ids).await?;
    let mut happened = Vec::new();
    for id in &ids {
        let action = Action::ReadPeople;
        let of_one = history::of_record(&app.context, &permit, action, PERSON.code, *id).await?;
        happened.extend(of_one);
    }
    happened.sort_by_key(|item| std::cmp::Reverse((item.at, item.id)));
    let names: HashMap<Uuid, String> = records
        .iter()
        .map(|record| (record.person.id, record.person.particulars.name.clone()))
        .collect();
    let view = View {
        signed: &signed,
        permit: &permit,
        id,
    };
    let words = signed.visit.words;
    let body = html! {
        (view.head(first))
        @for found in first.notices() { (notice("warn", &words.text(found.message()))) }
        (view.who(first))
        (view.identifiers(&records))
        (view.contacts(first, &records))
        (view.family(&records))
        h2 { (words.text("journey")) }
        (journey_list(words, &journey))
        @if !absorbed.is_empty() { (view.merged(absorbed)) }
        h2 { (words.text("history")) }
        (timeline(words, &happened, &names))
    };
    let name = &first.person.particulars.name;
    Ok(page(&signed.visit, name, body).into_response())
}

/// What the parts of the page share.
struct View<'a> {
    signed: &'a Signed,
    permit: &'a Permit,
    id: Uuid,
}

impl View<'_> {
    fn words(&self) -> Words {
        self.signed.visit.words
    }

    fn manages(&self) -> bool {
        self.signed.principal.may(Action::ManagePeople)
    }

    fn head(&self, record: &Record) -> Markup {
        let words = self.words();
        html! {
            div.head {
                h1 { (record.person.particulars.name) }
                @if self.manages() {
                    a.button.second href={ "/people/" (self.id) "/edit" } { (words.text("person-edit")) }
                    a.button.second href={ "/own-slips/" (self.id) } { (words.text("own-slip")) }
                }
            }
            @if let Some(scope) = self.permit.scope() { (basis(words, scope)) }
        }
    }

    fn who(&self, record: &Record) -> Markup {
        let words = self.words();
        let p = &record.person.particulars;
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
        let sex = p
            .sex
            .map(|sex| format!("sex-{}", sex.letter().to_ascii_lowercase()));
        let nationality = p.nationality.map(|country| country.name(words.language));
        let mut pairs = vec![
            ("birth_date", day(p.birth_date)),
            ("birth_place", text(&p.birth_place)),
            ("sex", sex.map_or("—".to_owned(), |key| words.text(&key))),
            ("nationality", nationality.unwrap_or("—").to_owned()),
            ("address", text(&p.address)),
            ("region", p.region.as_deref().map_or("—".to_owned(), region)),
        ];
        if p.given_names.is_some() || p.surname.is_some() {
            pairs.push(("given_names", text(&p.given_names)));
            pairs.push(("surname", text(&p.surname)));
        }
        html! {
            section.card aria-label=(words.text("person-who")) {
                dl.pairs { @for (field, value) in &pairs { dt { (field_name(words, field)) } dd { (value) } } }
            }
        }
    }

    /// A heading with what can be added below it.
    fn heading(&self, title: &str, add: &str, path: &str) -> Markup {
        let words = self.words();
        html! {
            div.head {
                h2 { (words.text(title)) }
                @if self.manages() {
                    a.button.second href={ "/people/" (self.id) "/" (path) } { (words.text(add)) }
                }
            }
        }
    }

    /// Whether a row counts now, and the button that says it no longer does.
    fn state(&self, holds: bool, person: Uuid, row: Uuid) -> Markup {
        let words = self.words();
        let (tone, key) = if holds {
            ("good", "holds")
        } else {
            ("", "superseded")
        };
        let body = html! {
            input type="hidden" name="row" value=(row);
            input type="hidden" name="back" value=(self.id);
            button.plain { (words.text("retire")) }
        };
        html! {
            (badge(tone, &words.text(key)))
            @if holds && self.manages() {
                " " (form(&self.signed.visit, &format!("/people/{person}/retire"), body))
            }
        }
    }

    fn identifiers(&self, records: &[Record]) -> Markup {
        let words = self.words();
        let mut all: Vec<&Identifier> = records.iter().flat_map(|r| &r.identifiers).collect();
        all.sort_by_key(|row| (row.kind, !row.holds(), std::cmp::Reverse(row.first_seen)));
        let row = |row: &&Identifier| {
            let issuer = row.issuer.map(|country| country.name(words.language));
            vec![
                html! { (words.text(&format!("identifier-{}", row.kind.code()))) },
                html! { span.mono { (row.number) } },
                html! { (issuer.unwrap_or("—")) },
                html! { (day(row.expires)) },
                html! { (moment(words, row.first_seen)) },
                self.state(row.holds(), row.person, row.id),
            ]
        };
        let table = Table {
            caption: "identifiers",
            columns: &["kind", "number", "issuer", "expires", "first-seen", "state"],
            rows: all.iter().map(row).collect(),
            empty: "identifiers-empty",
        };
        html! { (self.heading("identifiers", "identifier-new", "identifiers")) (table.show(words)) }
    }

    fn contacts(&self, first: &Record, records: &[Record]) -> Markup {
        let words = self.words();
        let mut all: Vec<&Contact> = records.iter().flat_map(|r| &r.contacts).collect();
        all.sort_by_key(|row| (!row.holds(), row.kind, std::cmp::Reverse(row.first_seen)));
        let row = |row: &&Contact| {
            vec![
                html! { (words.text(row.kind.code())) },
                html! { span.mono { (shown_contact(row)) } },
                html! { (moment(words, row.first_seen)) },
                self.state(row.holds(), row.person, row.id),
            ]
        };
        let table = Table {
            caption: "contacts",
            columns: &["kind", "contact-value", "first-seen", "state"],
            rows: all.iter().map(row).collect(),
            empty: "contacts-empty",
        };
        html! {
            (self.heading("contacts", "contact-new", "contacts"))
            @if let Some(note) = &first.person.particulars.safe_contact {
                (notice("warn", &words.with("safe-contact-note", "note", note)))
            }
            (table.show(words))
        }
    }

    fn family(&self, records: &[Record]) -> Markup {
        let words = self.words();
        let all: Vec<&Relative> = records.iter().flat_map(|r| &r.relatives).collect();
        let row = |row: &&Relative| {
            vec![
                html! { (words.text(&format!("relation-{}", row.relation.code()))) },
                html! {
                    @match row.relative {
                        Some(id) => a href={ "/people/" (id) } { (row.name) },
                        None => (row.name),
                    }
                },
                self.state(row.holds(), row.person, row.id),
            ]
        };
        let table = Table {
            caption: "family",
            columns: &["relation", "person-name", "state"],
            rows: all.iter().map(row).collect(),
            empty: "family-empty",
        };
        html! { (self.heading("family", "relative-new", "family")) (table.show(words)) }
    }

    fn merged(&self, absorbed: &[Record]) -> Markup {
        let words = self.words();
        let merges = self.signed.principal.may(Action::MergePeople);
        html! {
            h2 { (words.text("merged-records")) }
            ul.plain-list {
                @for record in absorbed {
                    li.card {
                        p {
                            strong { (record.person.particulars.name) }
                            " · " (day(record.person.particulars.birth_date))
                            @if let Some(key) = &record.person.source_key { " · " span.mono { (key) } }
                        }
                        @if merges {
                            (button(&self.signed.visit, &format!("/people/{}/unmerge", record.person.id), "second", &words.text("unmerge")))
                        }
                    }
                }
            }
        }
    }
}

/// A telephone as people read it.
fn shown_contact(contact: &Contact) -> String {
    match contact.kind {
        crate::ContactKind::Phone => format!("+{}", contact.value),
        crate::ContactKind::Email => contact.value.clone(),
    }
}

/// A region in words, with its code.
fn region(code: &str) -> String {
    match Region::find(code) {
        Some(region) => format!("{region} ({code})"),
        None => code.to_owned(),
    }
}

/// What the capabilities know: placements, cases and the like.
fn journey_list(words: Words, items: &[TimelineItem]) -> Markup {
    if items.is_empty() {
        return empty(&words.text("journey-empty"));
    }
    html! {
        ol.timeline {
            @for item in items {
                li {
                    div.when { (day(item.on)) }
                    @let title = item.title.in_language(words.language);
                    @match &item.path {
                        Some(path) => strong { a href=(path) { (title) } },
                        None => strong { (title) },
                    }
                    dl.pairs {
                        @for (name, fact) in &item.facts {
                            dt { (name.in_language(words.language)) } dd { (fact) }
                        }
                    }
                }
            }
        }
    }
}
