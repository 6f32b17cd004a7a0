//! What the lists of companies, employers and posts share: what they are asked for, and the frame around them.

use super::head;
use crate::{ROWS, Wanted};
use access::Action;
use domain::Country;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    Failure, Posted, Signed,
    components::{Choice, Field, Table, countries, finder, pager, select, tabs},
    page,
};

/// The lists beside each other.
pub(super) const TABS: &[(&str, &str)] = &[
    ("/companies", "companies"),
    ("/employers", "employers"),
    ("/posts", "posts"),
];

/// What an address may ask for: nothing that names anybody.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    state: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    page: u32,
}

impl Filter {
    pub(super) fn wanted(self) -> Result<Wanted, Failure> {
        Ok(Wanted {
            text: String::new(),
            state: self.state,
            country: country(&self.country)?,
            page: self.page,
        })
    }
}

/// What a search form asks for.
pub(super) fn wanted(posted: &Posted) -> Result<Wanted, Failure> {
    Ok(Wanted {
        text: posted.get("text").to_owned(),
        state: posted.get("state").to_owned(),
        country: country(posted.get("country"))?,
        page: posted.get("page").parse().unwrap_or(0),
    })
}

fn country(code: &str) -> Result<Option<Country>, Failure> {
    match code {
        "" => Ok(None),
        code => Country::from_alpha3(code)
            .map(Some)
            .ok_or(Failure::Malformed),
    }
}

/// The frame around a list.
pub(super) struct ListPage<'a> {
    /// Its address, and the message of its title.
    pub path: &'a str,
    pub title: &'a str,
    /// What stands below the title.
    pub text: &'a str,
    /// The message of the button that adds.
    pub new: &'a str,
    /// The message of the filter by state, and its choices as code and message.
    pub state: (&'a str, Vec<(&'static str, String)>),
    /// Whether one can filter by country.
    pub by_country: bool,
}

impl ListPage<'_> {
    pub(super) fn show(
        self,
        signed: &Signed,
        wanted: &Wanted,
        table: Table<'_>,
        more: bool,
    ) -> Markup {
        let visit = &signed.visit;
        let words = visit.words;
        let title = words.text(self.title);
        let add = format!("{}/new", self.path);
        let add = signed
            .principal
            .may(Action::ManageCompanies)
            .then_some((add.as_str(), self.new));
        let search = format!("{}/search", self.path);
        let country = wanted
            .country
            .map(|country| country.alpha3().to_owned())
            .unwrap_or_default();
        let (state, states) = self.state;
        let states: Vec<Choice> = states
            .into_iter()
            .map(|(code, text)| Choice {
                value: code.to_owned(),
                text,
                chosen: wanted.state == code,
            })
            .collect();
        let field = Field {
            name: "text",
            label: "name-part",
            value: &wanted.text,
            optional: true,
            ..Field::default()
        };
        let fields = html! {
            (field.show(words, None))
            (select(words, "state", state, true, &states))
            @if self.by_country { (select(words, "country", "country", true, &countries(words, &country))) }
        };
        let repeated = [
            ("text", wanted.text.as_str()),
            ("state", &wanted.state),
            ("country", &country),
        ];
        debug_assert!(table.rows.len() <= ROWS);
        page(
            visit,
            &title,
            html! {
                (tabs(visit, TABS))
                (head(words, &title, add))
                p { (words.text(self.text)) }
                (finder(visit, &search, fields))
                (table.show(words))
                (pager(visit, &search, &repeated, wanted.page, more))
            },
        )
    }
}
