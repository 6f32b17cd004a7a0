//! Messages in both languages (Fluent).

use domain::Language;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use std::sync::LazyLock;

const INDONESIAN: &str = include_str!("../locales/id.ftl");
const ENGLISH: &str = include_str!("../locales/en.ftl");

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> =
    LazyLock::new(|| [bundle("id", INDONESIAN), bundle("en", ENGLISH)]);

fn bundle(tag: &str, text: &str) -> Bundle {
    let languages = tag.parse().into_iter().collect();
    let mut bundle = Bundle::new_concurrent(languages);
    // The marks that isolate directions disturb copying; both languages run from left to right.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(read, _)| read);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The messages of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Which language.
    pub language: Language,
}

impl Words {
    /// A message. One that does not exist shows as `[key]`, which no test lets pass.
    pub fn text(self, key: &str) -> String {
        self.formatted(key, None)
    }

    /// A message with one value in it.
    pub fn with(self, key: &str, name: &'static str, value: &str) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set(name, value);
        self.formatted(key, Some(&arguments))
    }

    /// A message if there is one; for keys that are made from codes.
    pub fn known(self, key: &str) -> Option<String> {
        self.bundle().has_message(key).then(|| self.text(key))
    }

    fn formatted(self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.bundle();
        match bundle.get_message(key).and_then(|message| message.value()) {
            Some(pattern) => bundle
                .format_pattern(pattern, arguments, &mut Vec::new())
                .into_owned(),
            None => format!("[{key}]"),
        }
    }

    fn bundle(self) -> &'static Bundle {
        let [indonesian, english] = &*BUNDLES;
        match self.language {
            Language::Id => indonesian,
            Language::En => english,
        }
    }
}

/// The keys of a language's messages, in the order of its file.
pub fn all_messages(language: Language) -> Vec<&'static str> {
    let text = match language {
        Language::Id => INDONESIAN,
        Language::En => ENGLISH,
    };
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_messages() {
        let (id, en) = (all_messages(Language::Id), all_messages(Language::En));
        assert_eq!(id, en);
        for text in [INDONESIAN, ENGLISH] {
            FluentResource::try_new(text.to_owned()).expect("every line can be read");
        }
        let mut once = id.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), id.len(), "a message stands twice");
    }

    #[test]
    fn values_stand_in_messages() {
        let words = Words {
            language: Language::En,
        };
        assert_eq!(words.with("home-title", "name", "Sari"), "Welcome, Sari");
        assert_eq!(words.text("no-such"), "[no-such]");
    }
}
