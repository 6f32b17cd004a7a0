//! A list as a carrier's machine sends it and as an officer uploads it, up to the queue.

use super::app::{Client, TestApp, between};
use axum::http::StatusCode;
use serde_json::Value;

const LIST: &str = "UNB+UNOA:4+GA+IMIID+261122:0800+77'UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+GA820+++GA'LOC+125+CGK'\
    DTM+189:2611221340:201'LOC+87+SIN'NAD+FL+++SUHARTI:ANI'ATT+2++Q'DOC+P+X9910101'UNT+10+1'UNZ+1+77'";

/// An officer of a new agency with these actions, and the agency.
async fn officer<'a>(
    app: &'a TestApp,
    admin: &mut Client<'_>,
    actions: &[&str],
) -> (Client<'a>, String) {
    let fields = [
        ("name", "Imigrasi"),
        ("short_name", "Imigrasi"),
        ("kind", "protection"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    let agency = made.location().rsplit('/').next().unwrap().to_owned();
    let mut fields = vec![("name", "Petugas daftar")];
    fields.extend(actions.iter().map(|action| ("actions", *action)));
    let made = admin.submit("/roles/new", "/roles", &fields).await;
    let role = made.location().rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("login", "sari"),
        ("name", "Sari"),
        ("agency", agency.as_str()),
        ("roles", role.as_str()),
    ];
    let made = admin.submit("/users/new", "/users", &fields).await;
    let password = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();
    (app.set_up("sari", &password).await, agency)
}

/// A machine of an agency that may send lists.
async fn carrier<'a>(app: &'a TestApp, admin: &mut Client<'_>, agency: &str) -> Client<'a> {
    let fields = [
        ("name", "Garuda Indonesia"),
        ("agency", agency),
        ("actions", "manifests.send"),
    ];
    let made = admin.submit("/clients/new", "/clients", &fields).await;
    let page = made.location().to_owned();
    let made = admin
        .submit(&page, &format!("{page}/keys"), &[("days", "30")])
        .await;
    let key = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();
    let mut client = app.stranger();
    client
        .headers
        .push(("authorization", format!("Bearer {key}")));
    client
}

#[tokio::test]
async fn a_carrier_gets_an_answer_it_can_read() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let (_, agency) = officer(&app, &mut admin, &["manifests.send"]).await;
    let mut carrier = carrier(&app, &mut admin, &agency).await;
    let answer = carrier
        .body("/api/v1/manifests", "text/plain", LIST.into())
        .await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text);
    let told: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(told["travellers"], 1);
    assert_eq!(told["voyages"][0]["designator"], "GA 820");
    assert_eq!(told["notices"][0]["code"], "sex-unreadable");
    assert!(!answer.text.contains("SUHARTI"));
    let seen = carrier
        .get(&format!(
            "/api/v1/manifests/{}",
            told["id"].as_str().unwrap()
        ))
        .await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);

    carrier
        .headers
        .push(("accept", "application/edifact".into()));
    let answer = carrier
        .body("/api/v1/manifests", "text/plain", LIST.into())
        .await;
    assert_eq!(answer.header("content-type"), "application/edifact");
    assert!(
        answer.text.starts_with("UNB+UNOA:4+IMIID+GA+"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("ERC+205'"), "{}", answer.text);

    let answer = carrier
        .body("/api/v1/manifests", "text/plain", "%PDF-1.7".into())
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("\"field\":\"file\""),
        "{}",
        answer.text
    );
    let answer = carrier.get("/api/v1/queue").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_file_is_looked_at_and_then_taken_in() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let actions = ["manifests.send", "screening.assess"];
    let (mut sari, _) = officer(&app, &mut admin, &actions).await;

    let path = "/manifests";
    let answer = sari
        .upload(path, path, &[], &[("file", "logo.pdf", "%PDF-1.7")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("bukan PAXLST"), "{}", answer.text);
    let looked = sari
        .upload(path, path, &[], &[("file", "ga820.edi", LIST)])
        .await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text);
    for text in ["ga820.edi", "GA 820", "1 penumpang", "perlu dilihat"] {
        assert!(looked.text.contains(text), "{text}");
    }
    // Only looked at: nothing waits.
    assert!(!sari.get("/queue").await.text.contains("GA 820"));

    let form = between(&looked.text, "action=\"/manifests/take\"", "</form>");
    let field = |name: &str| between(form, &format!("name=\"{name}\" value=\""), "\"").to_owned();
    let (token, sha256, size) = (field("csrf"), field("sha256"), field("size"));
    let fields = [
        ("csrf", token.as_str()),
        ("sha256", &sha256),
        ("size", &size),
    ];
    let taken = sari.post("/manifests/take", &fields).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let page = sari.get(taken.location()).await;
    assert!(page.text.contains("Daftar diterima"), "{}", page.text);
    let queue = sari.get("/queue").await;
    assert!(queue.text.contains("GA 820"), "{}", queue.text);
    assert!(queue.text.contains("belum diperiksa"), "{}", queue.text);

    let other = "0".repeat(64);
    let fields = [("csrf", token.as_str()), ("sha256", &other), ("size", "1")];
    let answer = sari.post("/manifests/take", &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
