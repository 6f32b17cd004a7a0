//! The frame of every page.

use crate::Visit;
use access::Action;
use data_encoding::HEXLOWER;
use maud::{DOCTYPE, Markup, html};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

pub(crate) const STYLE: &str = include_str!("style.css");

/// Where the style sheet lies. The name follows its content, so that browsers may keep it for ever.
pub static STYLE_PATH: LazyLock<String> = LazyLock::new(|| {
    let digest = HEXLOWER.encode(&Sha256::digest(STYLE.as_bytes()));
    format!("/assets/pandu-{}.css", digest.split_at(12).0)
});

/// The mark of the product in a browser's tab: the pilot's lamp over the water.
pub(crate) const ICON: &str = include_str!("icon.svg");
pub(crate) const ICON_PATH: &str = "/assets/pandu.svg";

pub(crate) const SCRIPT: &str = include_str!("script.js");

/// Where the script lies; named by its content like the style sheet.
pub static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| {
    let digest = HEXLOWER.encode(&Sha256::digest(SCRIPT.as_bytes()));
    format!("/assets/pandu-{}.js", digest.split_at(12).0)
});

/// The main menu: address, message, and an action that opens it.
const MENU: &[(&str, &str, Action)] = &[
    ("/desk", "desk", Action::Screen),
    ("/queue", "queue-short", Action::Screen),
    ("/interceptions", "interceptions", Action::Screen),
    ("/desk-referrals", "handings", Action::Screen),
    ("/reviews", "reviews", Action::ReviewScreening),
    ("/manifests", "manifests", Action::SendManifests),
    ("/inbox", "inbox", Action::ReadCases),
    ("/cases", "cases", Action::ReadCases),
    ("/cases/new", "case-new", Action::OpenCases),
    ("/referrals", "referrals", Action::ReadCases),
    ("/agreements", "agreements", Action::ReadAgreements),
    ("/agencies", "agencies", Action::ReadAgencies),
    ("/placements", "placements", Action::ReadPlacements),
    ("/imports", "imports", Action::ImportPlacements),
    ("/companies", "companies", Action::ReadAgencies),
    ("/people", "people", Action::ReadPeople),
    (
        "/protection-list",
        "protection-list",
        Action::KeepProtectionList,
    ),
    (
        "/protection-list",
        "protection-list",
        Action::ApproveProtectionList,
    ),
    ("/watchlist", "watchlist", Action::KeepWatchlist),
    ("/watchlist", "watchlist", Action::ApproveWatchlist),
    ("/rules", "rules", Action::ReadRules),
    ("/quality", "quality", Action::ReadQuality),
    ("/users", "users", Action::ManageUsers),
    ("/roles", "roles", Action::ManageRoles),
    ("/clients", "clients", Action::ManageClients),
    ("/own-requests", "own-requests", Action::ManagePeople),
    ("/receipts", "receipts", Action::ReadReceipts),
    ("/emergency", "glass", Action::ReviewAccess),
    ("/journal", "journal", Action::ReadJournal),
];

/// The menu of those who are not signed in: the public door, in the order in which a family needs it.
const OPEN_MENU: &[(&str, &str)] = &[
    ("/cek-tawaran", "check-offer"),
    ("/perusahaan", "check-company"),
    ("/informasi", "information"),
    ("/lapor", "report"),
    ("/kontak", "door-contacts"),
];

/// Opens records of persons, which are an agency's: whoever belongs to none would only be refused.
fn of_an_agency(action: Action) -> bool {
    matches!(
        action,
        Action::ReadPeople
            | Action::ReadPlacements
            | Action::ImportPlacements
            | Action::ReadCases
            | Action::OpenCases
    )
}

/// What one comes to from a list of records: whoever sees the list finds it there.
fn list_of(path: &str) -> Option<Action> {
    match path {
        "/cases/new" => Some(Action::ReadCases),
        "/imports" => Some(Action::ReadPlacements),
        _ => None,
    }
}

/// What a visitor may open, as address and name.
pub(crate) fn menu(visit: &Visit) -> Vec<(&'static str, String)> {
    let Some(principal) = &visit.principal else {
        return OPEN_MENU
            .iter()
            .map(|(path, key)| (*path, visit.words.text(key)))
            .collect();
    };
    if principal.must_change_password() || principal.must_enrol() {
        return Vec::new();
    }
    MENU.iter()
        .filter(|(path, _, action)| {
            principal.may(*action)
                && (principal.agency().is_some() || !of_an_agency(*action))
                && !list_of(path).is_some_and(|list| principal.may(list))
        })
        .map(|(path, key, _)| (*path, visit.words.text(key)))
        .collect()
}

/// A page with the menu and a title.
pub fn page(visit: &Visit, title: &str, body: Markup) -> Markup {
    frame(visit, title, "", body)
}

/// A page for one short task.
pub fn narrow_page(visit: &Visit, title: &str, body: Markup) -> Markup {
    frame(visit, title, "narrow", body)
}

fn frame(visit: &Visit, title: &str, class: &str, body: Markup) -> Markup {
    let words = visit.words;
    let menu = menu(visit);
    html! {
        (DOCTYPE)
        html lang=(words.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (words.text("product")) }
                link rel="icon" type="image/svg+xml" href=(ICON_PATH);
                link rel="stylesheet" href=(*STYLE_PATH) nonce=(visit.nonce);
                script src=(*SCRIPT_PATH) nonce=(visit.nonce) defer {}
            }
            body {
                a.skip href="#content" { (words.text("skip")) }
                header {
                    div.row {
                        a.mark href="/" { (words.text("product")) }
                        @if let Some(principal) = &visit.principal {
                            a href="/account" { (principal.name()) }
                            form method="post" action="/sign-out" {
                                (token(principal.csrf().unwrap_or_default()))
                                button.plain { (words.text("sign-out")) }
                            }
                        } @else {
                            a href="/sign-in" { (words.text("sign-in-staff")) }
                        }
                    }
                    @if !menu.is_empty() {
                        nav.open[visit.principal.is_none()] aria-label=(words.text("menu")) {
                            ul {
                                @for (path, name) in &menu {
                                    li { a href=(path) aria-current=[current(&visit.path, path)] { (name) } }
                                }
                            }
                        }
                    }
                }
                main #content class=[(!class.is_empty()).then_some(class)] {
                    @if let Some(notice) = &visit.notice {
                        div.notice.good role="status" { p { (words.text(notice)) } }
                    }
                    (body)
                }
                footer {
                    div.row {
                        span { (words.text("tagline")) }
                        form method="post" action="/language" aria-label=(words.text("language")) {
                            input type="hidden" name="back" value=(visit.path);
                            button.plain name="language" value="id" lang="id" { (words.text("language-id")) }
                            button.plain name="language" value="en" lang="en" { (words.text("language-en")) }
                        }
                    }
                }
            }
        }
    }
}

fn current(path: &str, entry: &str) -> Option<&'static str> {
    let below = path.strip_prefix(entry)?;
    (below.is_empty() || below.starts_with('/')).then_some("page")
}

/// The hidden field with a form's token.
pub(crate) fn token(value: &str) -> Markup {
    html! { input type="hidden" name=(crate::form::TOKEN) value=(value); }
}
