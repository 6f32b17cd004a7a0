//! The queue: whom to see before which voyage leaves, the most urgent first. It answers across a counter: who, why, how long, and
//! what was decided.

use super::{homeless, needed, own};
use crate::{
    Intake, Presence, QueueLine, QueueVoyage, Standing, VoyageState,
    service::queue::{Queue, Wanted, queue},
};
use access::Action;
use axum::{
    Extension,
    extract::{Query, State},
    response::sse::{Event, KeepAlive, Sse},
};
use domain::Port;
use futures_util::{Stream, stream};
use maud::{Markup, html};
use serde::Deserialize;
use std::convert::Infallible;
use std::time::Duration;
use storage::Stamp;
use ui::{
    App, Failure, Id, Signed, Words,
    components::{badge, empty},
    day, page,
};
use uuid::Uuid;

/// Changes within so long are told as one.
const TOGETHER: Duration = Duration::from_millis(200);

/// Which part of the queue; names nobody, so that it can stand in an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    port: String,
    #[serde(default)]
    all: String,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Query(filter): Query<Filter>,
) -> Result<Markup, Failure> {
    let Some(permit) = own(&app, &signed, Action::Screen)? else {
        return Ok(homeless(&signed, "queue"));
    };
    let wanted = Wanted {
        port: Port::read(&filter.port),
        voyage: None,
        all: filter.all == "yes",
    };
    let found = queue(&app.context, &permit, &wanted).await?;
    let words = signed.visit.words;
    let title = words.text("queue");
    Ok(page(
        &signed.visit,
        &title,
        html! {
            div.head { h1 { (title) } (live_state(words)) }
            (filters(words, &found, &wanted))
            div id="queue" data-live="/queue/live" data-walked {
                (waiting(words, found.waiting))
                (lines(words, &found, false))
                (voyages(words, &found.voyages))
            }
        },
    ))
}

/// One voyage with everybody on it.
pub(super) async fn voyage(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let wanted = Wanted {
        voyage: Some(id),
        all: true,
        ..Wanted::default()
    };
    let found = queue(&app.context, &permit, &wanted).await?;
    let words = signed.visit.words;
    let voyage = found.voyages.first().ok_or(Failure::NotFound)?;
    let title = name(words, voyage);
    Ok(page(
        &signed.visit,
        &title,
        html! {
            p { a href="/queue" { (words.text("queue-back")) } }
            div.head { h1 { (title) } (live_state(words)) }
            div id="queue" data-live="/queue/live" data-walked {
                p {
                    (route(voyage)) " · " (departure(words, voyage)) " " (state(words, voyage)) " "
                    (words.with("queue-travellers", "count", &voyage.travellers.to_string()))
                }
                @if voyage.waits { p role="status" { (words.text("queue-voyage-waits")) } }
                (lines(words, &found, true))
            }
        },
    ))
}

/// Tells an open page that the queue has changed; what has changed it reads itself, with its own rights.
pub(super) async fn live(
    State(app): State<App>,
    Extension(intake): Extension<Intake>,
    signed: Signed,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Failure> {
    needed(&app, &signed, Action::Screen)?;
    let changes = intake.listen();
    let ended = intake.ended();
    let events = stream::unfold((changes, ended), async |(mut changes, mut ended)| {
        tokio::select! {
            changed = changes.changed() => changed.ok()?,
            _ = ended.wait_for(|ended| *ended) => return None,
        }
        tokio::time::sleep(TOGETHER).await;
        changes.mark_unchanged();
        Some((
            Ok(Event::default().event("changed").data("queue")),
            (changes, ended),
        ))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

/// Whether the page follows by itself; without a script it says how to go on.
fn live_state(words: Words) -> Markup {
    html! {
        p.quiet {
            span data-live-state="on" hidden { (words.text("queue-live")) " · " (words.text("queue-keys")) }
            span data-live-state="off" { a href="" { (words.text("queue-reload")) } }
        }
    }
}

fn filters(words: Words, found: &Queue, wanted: &Wanted) -> Markup {
    let address = |port: Option<&Port>, all: bool| {
        let port = port.map(|port| {
            let code: String =
                url::form_urlencoded::byte_serialize(port.code().as_bytes()).collect();
            format!("port={code}")
        });
        let all = all.then(|| "all=yes".to_owned());
        let query: Vec<String> = port.into_iter().chain(all).collect();
        match query.is_empty() {
            true => "/queue".to_owned(),
            false => format!("/queue?{}", query.join("&")),
        }
    };
    html! {
        nav.tabs aria-label=(words.text("queue-ports")) {
            ul {
                li { a href=(address(None, wanted.all)) aria-current=[wanted.port.is_none().then_some("true")] { (words.text("queue-all-ports")) } }
                @for port in &found.ports {
                    @let chosen = wanted.port.as_ref() == Some(port);
                    li { a href=(address(Some(port), wanted.all)) aria-current=[chosen.then_some("true")] { (port_name(port)) } }
                }
            }
        }
        p {
            @if wanted.all {
                a href=(address(wanted.port.as_ref(), false)) { (words.text("queue-fewer")) }
            } @else if found.others > 0 {
                a href=(address(wanted.port.as_ref(), true)) { (words.with("queue-others", "count", &found.others.to_string())) }
            }
        }
    }
}

fn waiting(words: Words, count: i64) -> Markup {
    html! {
        @if count > 0 {
            div.notice.warn role="status" { p { (words.with("queue-waiting", "count", &count.to_string())) } }
        }
    }
}

fn lines(words: Words, found: &Queue, of_one_voyage: bool) -> Markup {
    if found.lines.is_empty() {
        return empty(&words.text("queue-empty"));
    }
    let voyage = |id: Uuid| found.voyages.iter().find(|voyage| voyage.id == id);
    html! {
        table.stack.queue {
            caption { (words.text("queue-caption")) }
            thead { tr {
                th scope="col" { (words.text("queue-leaves")) }
                th scope="col" { (words.text("queue-who")) }
                th scope="col" { (words.text("queue-why")) }
                th scope="col" { (words.text("state")) }
            } }
            tbody {
                @for line in &found.lines {
                    tr id={ "p-" (line.id) } data-walk class=(tone(line)) {
                        td data-label=(words.text("queue-leaves")) { div {
                            strong.time { (until(words, line.leaves_at, found.now)) }
                            @if !of_one_voyage {
                                @if let Some(voyage) = voyage(line.voyage) {
                                    " " a.quiet href={ "/voyages/" (voyage.id) } { (name(words, voyage)) }
                                }
                            }
                        } }
                        td data-label=(words.text("queue-who")) { div {
                            @match line.assessment {
                                Some(assessment) => a.who href=(super::traveller_page(assessment)) { (line.name) },
                                None => span.who { (line.name) },
                            }
                            @if line.role != "passenger" { " " span.quiet { (words.text(&format!("role-{}", line.role))) } }
                        } }
                        td data-label=(words.text("queue-why")) { div {
                            (action(words, line))
                            @if !line.why.in_language(words.language).is_empty() { " " (line.why.in_language(words.language)) }
                        } }
                        td data-label=(words.text("state")) { div { (standing(words, line)) } }
                    }
                }
            }
        }
    }
}

fn voyages(words: Words, voyages: &[QueueVoyage]) -> Markup {
    html! {
        @if !voyages.is_empty() {
            h2 { (words.text("queue-voyages")) }
            table.stack {
                caption { (words.text("queue-voyages")) }
                thead { tr {
                    th scope="col" { (words.text("queue-voyage")) }
                    th scope="col" { (words.text("queue-route")) }
                    th scope="col" { (words.text("queue-leaves")) }
                    th scope="col" { (words.text("queue-on-list")) }
                    th scope="col" { (words.text("queue-to-see")) }
                } }
                tbody {
                    @for voyage in voyages {
                        tr {
                            td data-label=(words.text("queue-voyage")) { div { a href={ "/voyages/" (voyage.id) } { (name(words, voyage)) } } }
                            td data-label=(words.text("queue-route")) { div { (route(voyage)) } }
                            td data-label=(words.text("queue-leaves")) { div { (departure(words, voyage)) " " (state(words, voyage)) } }
                            td data-label=(words.text("queue-on-list")) { div { (voyage.travellers) } }
                            td data-label=(words.text("queue-to-see")) { div {
                                @if voyage.waits { (badge("warn", &words.text("standing-waiting"))) } @else { (voyage.open) }
                            } }
                        }
                    }
                }
            }
        }
    }
}

fn tone(line: &QueueLine) -> &'static str {
    match (line.standing, line.action) {
        (
            Standing::Open | Standing::Interview,
            risk::Action::Interview | risk::Action::ProtectiveInterview,
        ) => "urgent",
        _ => "",
    }
}

fn action(words: Words, line: &QueueLine) -> Markup {
    let tone = match line.action {
        risk::Action::None => return html! {},
        risk::Action::Advise => "",
        risk::Action::Interview => "warn",
        risk::Action::ProtectiveInterview => "bad",
    };
    badge(tone, line.action.words(words.language))
}

fn standing(words: Words, line: &QueueLine) -> Markup {
    let said = match (line.standing, line.outcome, line.presence) {
        (Standing::Decided, Some(outcome), _) => {
            words.text(&format!("queue-outcome-{}", outcome.code()))
        }
        (Standing::Away, _, Presence::Withdrawn) => words.text("presence-withdrawn"),
        (Standing::Away, _, _) => words.text("presence-not_aboard"),
        (standing, _, _) => words.text(standing.message()),
    };
    let tone = match line.standing {
        Standing::Open | Standing::Interview | Standing::Waiting => "warn",
        Standing::Decided | Standing::Clear => "good",
        Standing::Away => "",
    };
    html! {
        (badge(tone, &said))
        @if line.graver_since { " " (words.text("queue-graver")) }
        @if line.presence == Presence::Aboard { " " (words.text("presence-aboard")) }
    }
}

/// How long until a moment, to the minute.
fn until(words: Words, at: Option<Stamp>, now: Stamp) -> String {
    let Some(at) = at else {
        return words.text("queue-no-time");
    };
    let minutes = (at.micros() - now.micros()).div_euclid(60_000_000);
    if minutes < 0 {
        return words.text("queue-left");
    }
    let (hours, minutes) = (minutes / 60, minutes % 60);
    match hours {
        0 => words.with("queue-minutes", "minutes", &minutes.to_string()),
        hours => words.with("queue-hours", "time", &format!("{hours}:{minutes:02}")),
    }
}

fn port_name(port: &Port) -> String {
    match port.city() {
        Some(city) => format!("{} ({})", capitals(city), port.code()),
        None => port.code().to_owned(),
    }
}

/// Names of seaports lie in small letters.
fn capitals(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => String::new(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

fn name(words: Words, voyage: &QueueVoyage) -> String {
    match voyage.leaving.designator.as_str() {
        "" => words.text("queue-nameless"),
        designator => designator.to_owned(),
    }
}

fn route(voyage: &QueueVoyage) -> String {
    let port = |port: &Option<Port>| port.as_ref().map_or("?".to_owned(), port_name);
    format!(
        "{} → {}",
        port(&voyage.leaving.from),
        port(&voyage.leaving.to)
    )
}

fn departure(words: Words, voyage: &QueueVoyage) -> String {
    match (voyage.leaving.day, voyage.leaving.time()) {
        (Some(date), Some(time)) => format!("{}, {}", day(words, date), time),
        (Some(date), None) => day(words, date),
        (None, _) => words.text("queue-no-time"),
    }
}

fn state(words: Words, voyage: &QueueVoyage) -> Markup {
    match voyage.state {
        VoyageState::Expected => html! {},
        VoyageState::Closed => badge("", &words.text("voyage-closed")),
        VoyageState::Cancelled => badge("bad", &words.text("voyage-cancelled")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_until_it_leaves() {
        let words = Words {
            language: domain::Language::En,
        };
        let now = Stamp::from_micros(0);
        for (minutes, expected) in [
            (Some(35), "in 35 min"),
            (Some(125), "in 2:05 h"),
            (Some(-1), "has left"),
            (None, "time not stated"),
        ] {
            let at = minutes.map(|minutes: i64| Stamp::from_micros(minutes * 60_000_000));
            assert_eq!(until(words, at, now), expected);
        }
    }
}
