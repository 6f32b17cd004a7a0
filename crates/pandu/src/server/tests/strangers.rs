//! What somebody gets who is not known, has no role, or comes from another site.

use super::app::{TestApp, between};
use axum::http::StatusCode;

const CHANGES: &[&str] = &[
    "/sign-out",
    "/account/password",
    "/account/second-factor",
    "/account/sessions",
    "/agencies",
    "/agencies/00000000-0000-0000-0000-000000000000",
    "/agencies/00000000-0000-0000-0000-000000000000/units",
    "/users",
    "/users/00000000-0000-0000-0000-000000000000",
    "/users/00000000-0000-0000-0000-000000000000/disable",
    "/users/00000000-0000-0000-0000-000000000000/enable",
    "/users/00000000-0000-0000-0000-000000000000/unlock",
    "/users/00000000-0000-0000-0000-000000000000/password",
    "/users/00000000-0000-0000-0000-000000000000/second-factor",
    "/roles",
    "/roles/00000000-0000-0000-0000-000000000000",
    "/clients",
    "/clients/00000000-0000-0000-0000-000000000000/keys",
    "/clients/00000000-0000-0000-0000-000000000000/disable",
    "/clients/00000000-0000-0000-0000-000000000000/enable",
    "/people",
    "/people/search",
    "/people/duplicates",
    "/people/00000000-0000-0000-0000-000000000000",
    "/people/00000000-0000-0000-0000-000000000000/identifiers",
    "/people/00000000-0000-0000-0000-000000000000/contacts",
    "/people/00000000-0000-0000-0000-000000000000/family",
    "/people/00000000-0000-0000-0000-000000000000/retire",
    "/people/00000000-0000-0000-0000-000000000000/unmerge",
    "/people/duplicates/00000000-0000-0000-0000-000000000000/merge",
    "/people/duplicates/00000000-0000-0000-0000-000000000000/distinct",
    "/companies",
    "/companies/search",
    "/companies/00000000-0000-0000-0000-000000000000",
    "/companies/00000000-0000-0000-0000-000000000000/recruitments",
    "/employers",
    "/employers/search",
    "/employers/00000000-0000-0000-0000-000000000000",
    "/posts",
    "/posts/search",
    "/posts/00000000-0000-0000-0000-000000000000",
    "/placements/of/00000000-0000-0000-0000-000000000000",
    "/placements/00000000-0000-0000-0000-000000000000",
    "/placements/00000000-0000-0000-0000-000000000000/documents",
    "/placements/00000000-0000-0000-0000-000000000000/steps",
    "/agreements/new",
    "/agreements/clock",
    "/agreements/00000000-0000-0000-0000-000000000000/parts/title",
    "/agreements/00000000-0000-0000-0000-000000000000/comments/title",
    "/agreements/00000000-0000-0000-0000-000000000000/proposals/00000000-0000-0000-0000-000000000000/agree",
    "/agreements/00000000-0000-0000-0000-000000000000/proposals/00000000-0000-0000-0000-000000000000/close",
    "/agreements/00000000-0000-0000-0000-000000000000/sign",
    "/agreements/00000000-0000-0000-0000-000000000000/share",
    "/agreements/00000000-0000-0000-0000-000000000000/fix",
    "/agreements/00000000-0000-0000-0000-000000000000/return",
    "/agreements/00000000-0000-0000-0000-000000000000/withdraw",
    "/agreements/00000000-0000-0000-0000-000000000000/suspend",
    "/agreements/00000000-0000-0000-0000-000000000000/resume",
    "/agreements/00000000-0000-0000-0000-000000000000/notice",
    "/agreements/00000000-0000-0000-0000-000000000000/amend",
    "/agreements/00000000-0000-0000-0000-000000000000/commitments",
    "/agreements/00000000-0000-0000-0000-000000000000/commitments/00000000-0000-0000-0000-000000000000/accept",
    "/agreements/00000000-0000-0000-0000-000000000000/commitments/00000000-0000-0000-0000-000000000000/done",
];

fn pages() -> Vec<&'static str> {
    let mut pages = [
        ui::PAGES,
        organisations::pages::PAGES,
        people::pages::PAGES,
        placement::pages::PAGES,
        agreements::pages::PAGES,
    ]
    .concat();
    pages.retain(|path| *path != "/sign-in");
    pages
}

#[tokio::test]
async fn a_stranger_sees_the_door_and_changes_nothing() {
    let app = TestApp::start().await;
    let mut stranger = app.stranger();
    for path in pages() {
        let answer = stranger.get(path).await;
        assert!(answer.location().starts_with("/sign-in?next="), "{path}");
    }
    for path in CHANGES {
        let answer = stranger.post(path, &[]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
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
    for path in pages() {
        let own = path == "/" || path.starts_with("/account");
        let expected = if own {
            StatusCode::OK
        } else {
            StatusCode::FORBIDDEN
        };
        assert_eq!(sari.get(path).await.status, expected, "{path}");
    }
    for path in CHANGES
        .iter()
        .filter(|path| !path.starts_with("/account") && **path != "/sign-out")
    {
        let fields = [
            ("csrf", token.as_str()),
            ("kind", "other"),
            ("name", "x"),
            ("days", "3"),
        ];
        let answer = sari.post(path, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(
            answer.text.contains("Peran Anda tidak mengizinkannya"),
            "{path}"
        );
    }
}

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
