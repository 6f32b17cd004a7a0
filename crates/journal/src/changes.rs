//! Which fields of a record changed, from what to what.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Field by field, the value before and after; JSON text each, nothing where there was none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(pub(crate) BTreeMap<String, Change>);

/// One field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Changes {
    /// Adds a field, unless it stayed as it was.
    #[must_use]
    pub fn set(
        mut self,
        field: &str,
        before: Option<impl Serialize>,
        after: Option<impl Serialize>,
    ) -> Self {
        self.add(field, before.map(text), after.map(text));
        self
    }

    /// Compares two states of a record by the fields that it serialises; `None` where it did not exist.
    #[must_use]
    pub fn between<T: Serialize>(before: Option<&T>, after: Option<&T>) -> Self {
        let fields = |state: Option<&T>| match state.map(serde_json::to_value) {
            Some(Ok(Value::Object(fields))) => fields,
            _ => serde_json::Map::new(),
        };
        let (before, after) = (fields(before), fields(after));
        let mut changes = Self::default();
        for field in before.keys().chain(after.keys()) {
            let known = |value: &&Value| !value.is_null();
            changes.add(
                field,
                before.get(field).filter(known).map(Value::to_string),
                after.get(field).filter(known).map(Value::to_string),
            );
        }
        changes
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, field: &str, before: Option<String>, after: Option<String>) {
        if before != after {
            self.0.insert(field.to_owned(), Change { before, after });
        }
    }
}

fn text(value: impl Serialize) -> String {
    // What cannot be written as JSON is a map with keys that are no text; records have none.
    serde_json::to_value(value).unwrap_or_default().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize)]
    struct Unit {
        name: &'static str,
        phone: Option<&'static str>,
        port: bool,
    }

    #[test]
    fn only_what_changed() {
        let before = Unit {
            name: "a",
            phone: None,
            port: true,
        };
        let after = Unit {
            name: "b",
            phone: Some("1"),
            port: true,
        };
        let changes = Changes::between(Some(&before), Some(&after));
        let expected = Changes::default().set("name", Some("a"), Some("b")).set(
            "phone",
            None::<&str>,
            Some("1"),
        );
        assert_eq!(changes, expected);
        assert!(Changes::between(Some(&after), Some(&after)).is_empty());
        assert_eq!(Changes::between(None, Some(&before)).0.len(), 2);
    }
}
