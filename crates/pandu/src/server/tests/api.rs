//! Machines: keys, problems, the feed, and the description.

use super::app::{TestApp, between};
use axum::http::StatusCode;
use serde_json::Value;

pub async fn key(app: &TestApp, actions: &[&str]) -> String {
    let mut admin = app.administrator().await;
    let mut fields = vec![("name", "SiskoP2MI")];
    fields.extend(actions.iter().map(|action| ("actions", *action)));
    let made = admin.submit("/clients/new", "/clients", &fields).await;
    let client = made.location().to_owned();
    let keys = format!("{client}/keys");
    let given = admin.submit(&client, &keys, &[("days", "30")]).await;
    between(&given.text, "<p class=\"secret\">", "</p>").to_owned()
}

#[tokio::test]
async fn a_machine_works_within_its_scope() {
    let app = TestApp::start().await;
    let key = key(&app, &["agencies.read", "agencies.manage"]).await;
    let mut machine = app.stranger();
    machine.headers = vec![("authorization", format!("Bearer {key}"))];
    let me: Value = serde_json::from_str(&machine.get("/api/v1/me").await.text).unwrap();
    assert_eq!(
        me["actions"],
        serde_json::json!(["agencies.read", "agencies.manage"])
    );

    let body = r#"{"name":"Imigrasi Batam","short_name":"Kanim Batam","kind":"immigration"}"#;
    let made = machine.json("POST", "/api/v1/agencies", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let id = serde_json::from_str::<Value>(&made.text).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let unit = machine
        .json(
            "POST",
            &format!("/api/v1/agencies/{id}/units"),
            r#"{"name":"TPI","kind":"port"}"#,
        )
        .await;
    assert_eq!(unit.status, StatusCode::CREATED);
    let other = body.replace("Imigrasi Batam", "Imigrasi Kelas I Batam");
    let changed = machine
        .json("PUT", &format!("/api/v1/agencies/{id}"), &other)
        .await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT);
    let read: Value =
        serde_json::from_str(&machine.get(&format!("/api/v1/agencies/{id}")).await.text).unwrap();
    assert_eq!(read["agency"]["name"], "Imigrasi Kelas I Batam");
    assert_eq!(read["units"][0]["name"], "TPI");
    let all: Value = serde_json::from_str(&machine.get("/api/v1/agencies").await.text).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 1);

    let twice = machine.json("POST", "/api/v1/agencies", &other).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let problem: Value = serde_json::from_str(&twice.text).unwrap();
    assert_eq!(
        (problem["field"].as_str(), problem["status"].as_u64()),
        (Some("name"), Some(422))
    );
    assert_eq!(
        machine.get("/api/v1/journal").await.status,
        StatusCode::FORBIDDEN
    );
    // A key opens the interface, not the pages.
    assert!(
        machine
            .get("/agencies")
            .await
            .location()
            .starts_with("/sign-in")
    );
}

#[tokio::test]
async fn problems_are_problems() {
    let app = TestApp::start().await;
    let key = key(&app, &["agencies.manage"]).await;
    let zero = "/api/v1/agencies/00000000-0000-0000-0000-000000000000";
    let body = r#"{"name":"x","short_name":"x","kind":"other"}"#;
    let right = Some(format!("Bearer {key}"));
    let cases = [
        (None, "GET", "/api/v1/me", "", 401, "sign-in"),
        (None, "POST", "/api/v1/agencies", body, 401, "sign-in"),
        (
            Some("Bearer pandu_x_y".to_owned()),
            "GET",
            "/api/v1/me",
            "",
            401,
            "unknown-key",
        ),
        (right.clone(), "GET", zero, "", 403, "refused"),
        (right.clone(), "PUT", zero, body, 404, "not-found"),
        (
            right.clone(),
            "PUT",
            "/api/v1/agencies/x",
            body,
            404,
            "not-found",
        ),
        (
            right.clone(),
            "POST",
            "/api/v1/agencies",
            "{",
            400,
            "malformed",
        ),
        (
            right.clone(),
            "POST",
            "/api/v1/agencies",
            r#"{"name":"x"}"#,
            400,
            "malformed",
        ),
        (
            right.clone(),
            "POST",
            "/api/v1/agencies",
            r#"{"name":" ","short_name":"x","kind":"other"}"#,
            422,
            "malformed",
        ),
        (
            right.clone(),
            "GET",
            "/api/v1/nothing",
            "",
            404,
            "not-found",
        ),
        (right, "DELETE", "/api/v1/me", "", 405, "method"),
    ];
    for (key, method, path, body, status, kind) in cases {
        let mut machine = app.stranger();
        machine.language = "en";
        machine.headers = key.into_iter().map(|key| ("authorization", key)).collect();
        let answer = machine.json(method, path, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {body}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let problem: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(
            problem["type"],
            format!("/problems/{kind}"),
            "{method} {path}"
        );
        assert!(!problem["detail"].as_str().unwrap().contains('['));
    }
}

#[tokio::test]
async fn the_feed_goes_on_where_a_reader_left_off() {
    let app = TestApp::start().await;
    let key = key(&app, &["journal.read"]).await;
    let mut machine = app.stranger();
    machine.headers = vec![("authorization", format!("Bearer {key}"))];
    journal::sequence(&app.context.db, &app.context.journal)
        .await
        .unwrap();
    let mut read = async |from: u64| -> Value {
        serde_json::from_str(
            &machine
                .get(&format!("/api/v1/journal?cursor={from}&limit=2"))
                .await
                .text,
        )
        .unwrap()
    };
    let first = read(0).await;
    assert_eq!(
        (
            first["facts"][0]["action"].as_str(),
            first["cursor"].as_u64()
        ),
        (Some("user.create"), Some(2))
    );
    let second = read(2).await;
    assert_eq!(second["facts"][0]["place"], 2);
    let end = read(1000).await;
    assert_eq!(
        (
            end["facts"].as_array().unwrap().len(),
            end["cursor"].as_u64()
        ),
        (0, Some(1000))
    );
    let checkpoint: Value =
        serde_json::from_str(&machine.get("/api/v1/journal/checkpoint").await.text).unwrap();
    let note = checkpoint["note"].as_str().unwrap();
    journal::Checkpoint::open(note, checkpoint["verifying_key"].as_str().unwrap()).unwrap();
}

#[tokio::test]
async fn the_description() {
    let app = TestApp::start().await;
    let answer = app.stranger().get("/api/v1/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    let document: Value = serde_json::from_str(&answer.text).unwrap();
    insta::assert_snapshot!("openapi", serde_json::to_string_pretty(&document).unwrap());
}

#[tokio::test]
async fn a_machine_asks_for_its_agency_and_whoever_guesses_keys_is_slowed_down() {
    let app = TestApp::start().await;
    let key = key(&app, &["agencies.read"]).await;
    let mut machine = app.stranger();
    machine.headers = vec![
        ("authorization", format!("Bearer {key}")),
        ("x-forwarded-for", "192.0.2.9".to_owned()),
    ];
    let mut guesser = app.stranger();
    let wrong = "pandu_00000000000000000000000000000000_x".to_owned();
    guesser.headers = vec![
        ("authorization", format!("Bearer {wrong}")),
        ("x-forwarded-for", "192.0.2.10".to_owned()),
    ];
    let mut last = [StatusCode::OK; 2];
    for _ in 0..601 {
        let asked = [&mut machine, &mut guesser];
        for (client, last) in asked.into_iter().zip(&mut last) {
            *last = client.get("/api/v1/me").await.status;
        }
    }
    assert_eq!(last, [StatusCode::OK, StatusCode::TOO_MANY_REQUESTS]);
}

#[tokio::test]
async fn for_those_who_watch() {
    let app = TestApp::start().await;
    let mut watcher = app.stranger();
    assert_eq!(watcher.get("/healthz").await.text, "ok\n");
    assert_eq!(watcher.get("/readyz").await.text, "ready\n");
    watcher.get("/users/3171234567890001").await;
    let metrics = watcher.get("/metrics").await.text;
    assert!(metrics.contains("pandu_journal_pending 1"), "{metrics}");
    assert!(metrics.contains("route=\"/users/{id}\"") && !metrics.contains("3171234567890001"));
    app.database.db.close().await;
    assert_eq!(watcher.get("/readyz").await.text, "ready\n", "for a second");
    app.database
        .clock
        .advance(jiff::SignedDuration::from_secs(1));
    let down = watcher.get("/readyz").await;
    assert_eq!(down.status, StatusCode::SERVICE_UNAVAILABLE);
    let page = watcher.get("/agencies").await;
    assert!(
        page.location().starts_with("/sign-in"),
        "what needs no database still answers"
    );
}
