//! The agreements of one's own agency.

use super::{agency_names, name_of, standing_badge, title};
use crate::service::{Officer, clock, view};
use access::Action;
use axum::extract::State;
use maud::{Markup, html};
use ui::{
    App, Failure, Signed,
    components::{Table, button, notice},
    day, moment, page,
};

pub(super) async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let lines = view::list(&app.context, &officer).await?;
    let clocks = clock::clocks(&app.context, officer.permit()).await?;
    let names = agency_names(&app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = lines
        .iter()
        .map(|line| {
            let others = line.document.parties.iter().map(|party| name_of(&names, party.agency));
            vec![
                html! { a href={ "/agreements/" (line.record.id) } { (title(words, &line.document)) } },
                html! { (others.collect::<Vec<_>>().join(", ")) },
                html! { (day(words, line.document.term.ends)) },
                standing_badge(words, line.standing),
            ]
        })
        .collect();
    let table = Table {
        caption: "agreements",
        columns: &[
            "agreement",
            "agreement-parties",
            "agreement-last-day",
            "state",
        ],
        rows,
        empty: if officer.agency().is_some() {
            "agreements-empty"
        } else {
            "agreement-no-agency"
        },
    };
    let may_draft = officer.agency().is_some() && signed.principal.may(Action::DraftAgreements);
    let text = words.text("agreements");
    Ok(page(
        visit,
        &text,
        html! {
            div.head {
                h1 { (text) }
                @if may_draft { a.button href="/agreements/new" { (words.text("agreement-new")) } }
            }
            @if clocks.apart() {
                (notice("bad", &words.with("clock-apart", "seen", &moment(words, clocks.seen))))
                @if signed.principal.may(Action::ManageAgencies) {
                    div.actions { (button(visit, "/agreements/clock", "danger", &words.text("clock-repair"))) }
                }
            }
            (table.show(words))
            p { a href="/duties" { (words.text("duties")) } }
        },
    ))
}
