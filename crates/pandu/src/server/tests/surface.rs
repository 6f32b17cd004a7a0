//! Every route there is, found in the sources and in the description of the API: a new one is tried as a stranger and
//! without a role before anybody thinks of writing a test for it.

use super::{
    app::{Client, TestApp, between},
    seen::{made_id, of_persons, work_for},
};
use axum::http::StatusCode;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

/// Pages that anybody may see.
const PUBLIC: &[&str] = &[
    "/",
    "/informasi",
    "/informasi/00000000-0000-0000-0000-000000000000",
    "/informasi/00000000-0000-0000-0000-000000000000/00000000-0000-0000-0000-000000000000",
    "/perusahaan",
    "/cek-tawaran",
    "/kontak",
    "/sign-in",
    "/sign-in/code",
    "/language",
    "/own",
    "/own/wishes",
    "/own/leave",
    "/lapor",
    "/lapor/ikuti",
    "/review",
    "/review/ask",
    "/rujukan/00000000-0000-0000-0000-000000000000",
    "/rujukan/00000000-0000-0000-0000-000000000000/jawab",
];
/// What everybody who is signed in may do: pages of one's own account.
const OWN: &[&str] = &[
    "/account",
    "/account/password",
    "/account/second-factor",
    "/account/sessions",
    "/sign-out",
];
/// What anybody may ask of the API: these addresses and all below them.
const OPEN: &str = "/api/v1/public/";
/// What every key may ask.
const ANY_KEY: &[&str] = &["/api/v1/me", "/api/v1/journal/checkpoint"];
const NIL: &str = "00000000-0000-0000-0000-000000000000";

/// A route of the pages: its method, and its address with the identifier of nothing in each gap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Route {
    method: &'static str,
    address: String,
}

/// The routes that the sources of all crates name.
fn routes() -> BTreeSet<Route> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut routes = BTreeSet::new();
    for entry in fs::read_dir(crates).unwrap() {
        collect(&entry.unwrap().path().join("src"), &mut routes);
    }
    routes
}

fn collect(folder: &Path, routes: &mut BTreeSet<Route>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        // The watchers' routes stand beside the guard and are tried on their own.
        if path.ends_with("tests") || path.ends_with("routes.rs") {
            continue;
        }
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            routes.extend(text.split(".route(").skip(1).filter_map(route).flatten());
        }
    }
}

/// The methods of a route as the sources write it: `"/users/{id}", get(show).post(change))`.
fn route(text: &str) -> Option<Vec<Route>> {
    let (address, rest) = text.trim_start().strip_prefix('"')?.split_once('"')?;
    let mut gap = false;
    let filled: Vec<&str> = address
        .split(['{', '}'])
        .map(|part| {
            let text = if gap { NIL } else { part };
            gap = !gap;
            text
        })
        .collect();
    // Up to the parenthesis that ends the call.
    let mut depth = 1;
    let call: String = rest
        .chars()
        .take_while(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth > 0
        })
        .collect();
    // Pages are read and forms are sent: there are no other methods.
    let methods = [("GET", "get("), ("POST", "post(")];
    let found = methods.into_iter().filter(|(_, word)| call.contains(word));
    let address = filled.concat();
    Some(
        found
            .map(|(method, _)| Route {
                method,
                address: address.clone(),
            })
            .collect(),
    )
}

#[test]
fn routes_are_found_in_the_sources() {
    let routes = routes();
    let has = |method, address: &str| {
        let address = address.to_owned();
        routes.contains(&Route { method, address })
    };
    assert!(has("GET", "/users") && has("POST", "/users"));
    assert!(has("POST", &format!("/users/{NIL}/second-factor")));
    assert!(has("POST", &format!("/clients/{NIL}/keys/{NIL}/revoke")));
    assert!(!has("GET", "/sign-out"));
    for address in super::pages::addresses() {
        assert!(has("GET", address), "{address} is no route");
    }
}

#[tokio::test]
async fn a_stranger_sees_the_door_and_changes_nothing() {
    let app = TestApp::start().await;
    let mut stranger = app.stranger();
    for Route { method, address } in routes() {
        if PUBLIC.contains(&address.as_str()) {
            continue;
        }
        let answer = stranger.form(method, &address, &[]).await;
        if method == "GET" {
            let door = answer.location().starts_with("/sign-in?next=");
            assert!(door, "{address}: {}", answer.status);
        } else {
            assert_eq!(
                answer.status,
                StatusCode::UNAUTHORIZED,
                "{method} {address}"
            );
        }
    }
}

#[tokio::test]
async fn without_a_role_nothing_but_ones_own_account() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let made = admin
        .submit(
            "/users/new",
            "/users",
            &[("login", "sari"), ("name", "Sari")],
        )
        .await;
    let password = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();
    let mut sari = app.set_up("sari", &password).await;
    let token = between(&sari.get("/").await.text, "name=\"csrf\" value=\"", "\"").to_owned();
    for Route { method, address } in routes() {
        let of_all = PUBLIC.contains(&address.as_str());
        if of_all || (OWN.contains(&address.as_str()) && method != "GET") {
            continue;
        }
        let fields = [
            ("csrf", token.as_str()),
            ("kind", "other"),
            ("name", "x"),
            ("days", "3"),
        ];
        let answer = sari.form(method, &address, &fields).await;
        if OWN.contains(&address.as_str()) {
            // The second factor is set up already.
            let fine = [StatusCode::OK, StatusCode::NOT_FOUND].contains(&answer.status);
            assert!(fine, "{address}: {}", answer.status);
            continue;
        }
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {address}");
        let said = answer.text.contains("Peran Anda tidak mengizinkannya");
        assert!(said, "{method} {address}");
    }
}

/// The operations of the API: method and address, gaps filled.
async fn operations(anybody: &mut Client<'_>) -> Vec<(String, String)> {
    let text = anybody.get("/api/v1/openapi.json").await.text;
    let document: Value = serde_json::from_str(&text).unwrap();
    let mut operations = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let mut address = path.clone();
        while let Some((before, rest)) = address.split_once('{') {
            let (_, after) = rest.split_once('}').unwrap();
            address = format!("{before}{NIL}{after}");
        }
        for method in methods.as_object().unwrap().keys() {
            operations.push((method.to_uppercase(), address.clone()));
        }
    }
    assert!(operations.len() >= 9);
    operations
}

#[tokio::test]
async fn the_api_without_a_key_and_with_one_that_allows_nothing() {
    let app = TestApp::start().await;
    let mut stranger = app.stranger();
    let operations = operations(&mut stranger).await;
    let key = super::api::key(&app, &[]).await;
    let mut machine = app.stranger();
    machine.headers = vec![("authorization", format!("Bearer {key}"))];
    for (method, address) in operations {
        let answer = stranger.json(&method, &address, "{}").await;
        if address.starts_with(OPEN) {
            let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
            assert!(!refused.contains(&answer.status), "{method} {address}");
            continue;
        }
        assert_eq!(
            answer.status,
            StatusCode::UNAUTHORIZED,
            "{method} {address}"
        );
        let problem = answer.header("content-type");
        assert_eq!(problem, "application/problem+json", "{method} {address}");
        let answer = machine.json(&method, &address, "{}").await;
        let expected = if ANY_KEY.contains(&address.as_str()) {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(answer.status, expected, "{method} {address}");
    }
}

#[tokio::test]
async fn what_lies_with_another_agency_is_not_there() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let mut agency = async |name: &str| {
        let fields = [("name", name), ("short_name", name), ("kind", "other")];
        let made = admin.submit("/agencies/new", "/agencies", &fields).await;
        made_id(made.location())
    };
    let (own, other) = (agency("BP3MI").await, agency("Imigrasi").await);
    let addresses = of_persons(&app, own).await;
    work_for(&app, "admin", other).await;
    let token = between(&admin.get("/").await.text, "name=\"csrf\" value=\"", "\"").to_owned();
    for address in &addresses {
        // A code is asked for by form; its page says nothing about the person.
        if !address.starts_with("/own-slips/") {
            let answer = admin.get(address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        }
        if !address.starts_with("/receipts/") {
            let fields = [
                ("csrf", token.as_str()),
                ("granted", "yes"),
                ("answer", "x"),
            ];
            let answer = admin.post(address, &fields).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
    let fields = [("csrf", token.as_str()), ("since", "2020-01-01T00:00")];
    let searched = admin.post("/receipts", &fields).await;
    assert!(searched.text.contains("Tidak ada yang membuka"));
    work_for(&app, "admin", own).await;
    let searched = admin.post("/receipts", &fields).await;
    assert!(searched.text.contains(&addresses[0]), "the control");
    let mut csv = fields.to_vec();
    csv.push(("as", "csv"));
    let export = admin.post("/receipts", &csv).await;
    assert_eq!(export.text.lines().count(), 2, "{}", export.text);
}
