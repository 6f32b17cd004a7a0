//! What happened to a record, latest first.

use crate::{Words, time::moment};
use journal::{Actor, Happening, Value};
use maud::{Markup, html};
use std::collections::HashMap;
use uuid::Uuid;

/// The history of a record. `names` says what identifiers stand for: actors, roles, agencies.
pub fn timeline(words: Words, happened: &[Happening], names: &HashMap<Uuid, String>) -> Markup {
    if happened.is_empty() {
        return super::empty(&words.text("history-empty"));
    }
    html! {
        ol.timeline {
            @for item in happened {
                li {
                    div.when {
                        (moment(words, item.at)) " "
                        (words.with("history-by", "who", &who(words, item.actor, names)))
                    }
                    strong { (event(words, &item.action)) }
                    @if !item.fields.is_empty() {
                        dl.pairs {
                            @for (field, value) in &item.fields {
                                dt { (words.known(&format!("field-{}", field.replace('_', "-"))).unwrap_or_else(|| field.clone())) }
                                dd { (change(words, value, names)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Who acted, in words.
pub(crate) fn who(words: Words, actor: Actor, names: &HashMap<Uuid, String>) -> String {
    let named = |id: Uuid, otherwise: &str| {
        names
            .get(&id)
            .cloned()
            .unwrap_or_else(|| words.text(otherwise))
    };
    match actor {
        Actor::User(id) => named(id, "users"),
        Actor::Client(id) => named(id, "machine"),
        Actor::Person(_) => words.text("person-self"),
        Actor::System => words.text("system"),
        Actor::Stranger => words.text("stranger"),
    }
}

/// What happened, in words; the code itself where a later part of the program has no words for it.
pub(crate) fn event(words: Words, action: &str) -> String {
    let key = format!("event-{}", action.replace('.', "-"));
    words.known(&key).unwrap_or_else(|| action.to_owned())
}

fn change(words: Words, value: &Value, names: &HashMap<Uuid, String>) -> Markup {
    let Value::Known { before, after } = value else {
        return html! { em { (words.text("erased")) } };
    };
    html! {
        @if let Some(before) = before { del { (readable(words, before, names)) } " → " }
        (after.as_deref().map_or_else(|| "—".to_owned(), |after| readable(words, after, names)))
    }
}

/// JSON as people write it: identifiers by name, moments and codes in words, lists with commas.
fn readable(words: Words, json: &str, names: &HashMap<Uuid, String>) -> String {
    serde_json::from_str(json).map_or_else(|_| json.to_owned(), |value| plain(words, &value, names))
}

fn plain(words: Words, value: &serde_json::Value, names: &HashMap<Uuid, String>) -> String {
    match value {
        serde_json::Value::String(text) => {
            if let Ok(id) = Uuid::parse_str(text) {
                return names.get(&id).cloned().unwrap_or_else(|| text.clone());
            }
            if let Ok(at) = text.parse::<jiff::Timestamp>() {
                return moment(words, at.into());
            }
            let code = text.replace('.', "-");
            let known = |group: &str| words.known(&format!("{group}-{code}"));
            let known = known("action").or_else(|| known("kind"));
            known.unwrap_or_else(|| text.clone())
        }
        serde_json::Value::Array(items) if items.is_empty() => "—".to_owned(),
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| plain(words, item, names)).collect();
            items.join(", ")
        }
        serde_json::Value::Object(members) => {
            let known = members.iter().filter(|(_, value)| !value.is_null());
            let items: Vec<String> = known
                .map(|(name, value)| {
                    let key = format!("field-{}", name.replace('_', "-"));
                    let name = words.known(&key).unwrap_or_else(|| name.clone());
                    format!("{name}: {}", plain(words, value, names))
                })
                .collect();
            items.join("; ")
        }
        other => other.to_string(),
    }
}
