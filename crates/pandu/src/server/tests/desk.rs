//! The desk page by page: a scanned passport, the reason of a decision, and back to the empty field; and the same by machine.

use super::{
    app::{Client, TestApp, between},
    seen::{made_id, work_for},
};
use axum::http::StatusCode;
use serde_json::{Value, json};

const ZONE: &str =
    "P<IDNSUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nC1234567<0IDN6506065M3011227<<<<<<<<<<<<<<02";

/// The administrator, at work for an agency.
async fn officer(app: &TestApp) -> Client<'_> {
    let mut admin = app.administrator().await;
    let fields = [
        ("name", "Kantor Imigrasi"),
        ("short_name", "Kanim"),
        ("kind", "immigration"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    work_for(app, "admin", made_id(made.location())).await;
    admin
}

#[tokio::test]
async fn from_the_scan_back_to_the_empty_field() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let empty = officer.submit("/desk", "/desk", &[("mrz", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("Pindai paspor, atau isi nama"));
    let odd = [
        ("mrz", ZONE),
        ("destination", "KUL"),
        ("departure", "besok-besok"),
    ];
    let odd = officer.submit("/desk", "/desk", &odd).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.text.contains("C1234567"), "what was scanned is kept");

    let scan = [("mrz", ZONE), ("destination", "KUL"), ("port", "IDBTC")];
    let made = officer.submit("/desk", "/desk", &scan).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let address = made.location().to_owned();
    assert!(!address.contains("SUKARNO") && !address.contains("C1234567"));
    let page = officer.get(&address).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for text in ["SUKARNO", "C1234567", "accesskey=\"5\"", "hasil sama"] {
        assert!(page.text.contains(text), "{text} is missing: {}", page.text);
    }
    let decisions = format!("{address}/decisions");
    let without = [("outcome", "defer"), ("reason", "")];
    let refused = officer.submit(&address, &decisions, &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Tunda: Tulis alasannya"));
    let with = [("outcome", "defer"), ("reason", "visa kunjungan")];
    let decided = officer.submit(&address, &decisions, &with).await;
    let next = decided.location().to_owned();
    assert!(next.starts_with("/desk?port=IDBTC&done="), "{next}");
    let desk = officer.get(&next).await;
    assert!(desk.text.contains("autofocus"));
    assert!(desk.text.contains("penumpang berikutnya"));
    // Who comes again is known at once.
    let again = officer.submit("/desk", "/desk", &scan).await;
    let page = officer.get(again.location()).await;
    assert!(
        page.text
            .contains("Mungkin orang yang sama pernah diperiksa")
    );
    assert!(page.text.contains(&format!("href=\"{address}\"")));
}

#[tokio::test]
async fn a_machine_screens_and_what_it_was_told_stays() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let agencies = officer.get("/agencies").await;
    let agency = between(&agencies.text, "href=\"/agencies/", "\"").to_owned();
    let agency = if agency == "new" {
        let (_, rest) = agencies.text.split_once("href=\"/agencies/new\"").unwrap();
        between(rest, "href=\"/agencies/", "\"").to_owned()
    } else {
        agency
    };
    let fields = [
        ("name", "Gerbang"),
        ("agency", agency.as_str()),
        ("actions", "screening.assess"),
        ("actions", "screening.decide"),
    ];
    let made = officer.submit("/clients/new", "/clients", &fields).await;
    let client = made.location().to_owned();
    let keys = format!("{client}/keys");
    let given = officer.submit(&client, &keys, &[("days", "30")]).await;
    let key = between(&given.text, "<p class=\"secret\">", "</p>").to_owned();
    let mut machine = app.stranger();
    machine.headers = vec![("authorization", format!("Bearer {key}"))];

    let asked = json!({ "mrz": ZONE, "port": "CGK", "destination": "HKG" }).to_string();
    let made = machine.json("POST", "/api/v1/screenings", &asked).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let made: Value = serde_json::from_str(&made.text).unwrap();
    assert_eq!(made["assessment"]["trip"]["destination"], "HKG");
    assert_eq!(made["assessment"]["registry"]["answer"], "unasked");
    let path = format!("/api/v1/screenings/{}", made["id"].as_str().unwrap());
    let body = json!({ "outcome": "refer", "reason": "minta dirujuk" }).to_string();
    let decided = machine
        .json("POST", &format!("{path}/decisions"), &body)
        .await;
    assert_eq!(decided.status, StatusCode::CREATED, "{}", decided.text);
    let read: Value = serde_json::from_str(&machine.get(&path).await.text).unwrap();
    assert_eq!(read["assessment"], made["assessment"]);
    assert_eq!(read["replayed"], true);
    assert_eq!(read["decisions"][0]["outcome"], "refer");

    let wrong = json!({ "name": "SUKARNO", "birth_date": "?" }).to_string();
    let wrong = machine.json("POST", "/api/v1/screenings", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.text.contains("SUKARNO"), "{}", wrong.text);
}
