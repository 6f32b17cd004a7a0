//! What somebody gets who comes from another site, guesses, or looks into a page of others.

use super::app::{TestApp, between};
use axum::http::StatusCode;

#[tokio::test]
async fn forms_of_other_sites_and_without_token_are_refused() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let fields = [("name", "x"), ("short_name", "x"), ("kind", "other")];
    let without = admin.post("/agencies", &fields).await;
    assert_eq!(without.status, StatusCode::FORBIDDEN);
    assert!(without.text.contains("kedaluwarsa"));
    let mut others = app.stranger();
    others.get("/sign-in").await;
    let foreign = between(
        &others.get("/sign-in").await.text,
        "name=\"csrf\" value=\"",
        "\"",
    )
    .to_owned();
    let mut stolen = fields.to_vec();
    stolen.push(("csrf", &foreign));
    assert_eq!(
        admin.post("/agencies", &stolen).await.status,
        StatusCode::FORBIDDEN
    );

    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        admin.headers = vec![(name, value.to_owned())];
        let token = between(
            &admin.get("/agencies/new").await.text,
            "action=\"/agencies\"",
            "</form>",
        )
        .to_owned();
        let token = between(&token, "value=\"", "\"").to_owned();
        let mut right = fields.to_vec();
        right.push(("csrf", &token));
        assert_eq!(
            admin.post("/agencies", &right).await.status,
            StatusCode::FORBIDDEN,
            "{value}"
        );
    }
    admin.headers = vec![("sec-fetch-site", "same-origin".to_owned())];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn pages_keep_to_themselves() {
    let app = TestApp::start().await;
    let mut stranger = app.stranger();
    let page = stranger.get("/sign-in").await;
    let nonce = between(&page.text, "nonce=\"", "\"");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none';") && policy.contains(&format!("'nonce-{nonce}'"))
    );
    assert_ne!(
        between(&stranger.get("/sign-in").await.text, "nonce=\"", "\""),
        nonce
    );
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(
        page.header("strict-transport-security")
            .starts_with("max-age=")
    );
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let mut guesser = app.stranger();
    guesser.headers = vec![("x-forwarded-for", "10.0.0.1, 192.0.2.7".to_owned())];
    let token = between(
        &guesser.get("/sign-in").await.text,
        "name=\"csrf\" value=\"",
        "\"",
    )
    .to_owned();
    let fields = [
        ("csrf", token.as_str()),
        ("login", "nobody"),
        ("password", "x"),
    ];
    for _ in 0..30 {
        assert_eq!(
            guesser.post("/sign-in", &fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let slowed = guesser.post("/sign-in", &fields).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(slowed.header("retry-after"), "10");
    // The client cannot choose another address by writing one.
    guesser.headers = vec![("x-forwarded-for", "10.9.9.9, 192.0.2.7".to_owned())];
    assert_eq!(
        guesser.post("/sign-in", &fields).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    guesser.headers = vec![("x-forwarded-for", "192.0.2.8".to_owned())];
    assert_eq!(
        guesser.post("/sign-in", &fields).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
