//! What an amendment opens beyond the agreement that it amends, for those who draft and sign it.

use super::name_of;
use crate::{
    model::{Addition, Document, Schedule, additions},
    service::{
        Officer,
        view::{self, View},
    },
};
use access::AccessError;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{App, Words};
use uuid::Uuid;

/// The section of an amendment; nothing for what amends nothing.
pub(super) async fn section(
    app: &App,
    words: Words,
    officer: &Officer,
    view: &View,
    names: &HashMap<Uuid, String>,
) -> Result<Markup, AccessError> {
    let Some(old) = view.record.supersedes else {
        return Ok(html! {});
    };
    let before: Document = view::get(&app.context, officer, old).await?.document;
    let found = additions(&before, &view.document);
    Ok(html! {
        h2 { (words.text("additions")) }
        @if found.is_empty() { p { (words.text("additions-none")) } }
        ul { @for addition in &found { li { (in_words(app, words, names, addition)) } } }
    })
}

fn in_words(
    app: &App,
    words: Words,
    names: &HashMap<Uuid, String>,
    addition: &Addition<'_>,
) -> String {
    let kind = |schedule: &Schedule| app.context.sources.of(&schedule.kind).map(|s| s.kind());
    let flow = |schedule: &Schedule| {
        let kind = kind(schedule).map_or(schedule.kind.as_str(), |kind| {
            kind.name.in_language(words.language)
        });
        let (asks, gives) = (
            name_of(names, schedule.consumer),
            name_of(names, schedule.provider),
        );
        let purpose = schedule.purpose.words.in_language(words.language);
        format!("{asks} ← {gives}, {kind}, {purpose}")
    };
    match addition {
        Addition::Term => words.text("addition-term"),
        Addition::Flow(schedule) => format!("{}: {}", words.text("addition-flow"), flow(schedule)),
        Addition::Field(schedule, shared) => {
            let field = kind(schedule).and_then(|kind| kind.field(&shared.field));
            let name = field.map_or(shared.field.as_str(), |field| {
                field.name.in_language(words.language)
            });
            let how = shared.transform.wording();
            let how = how.in_language(words.language);
            let text = words.text("addition-field");
            format!("{text}: {name} ({how}); {}", flow(schedule))
        }
        Addition::Quota(schedule) => {
            let text = words.text("addition-quota");
            let (day, all) = (schedule.quota.per_day, schedule.quota.in_all);
            format!("{text}: {day} / {all}; {}", flow(schedule))
        }
        Addition::Retention(schedule) => {
            let days = words.with("days", "count", &schedule.retention_days.to_string());
            let text = words.text("addition-retention");
            format!("{text}: {days}; {}", flow(schedule))
        }
    }
}
