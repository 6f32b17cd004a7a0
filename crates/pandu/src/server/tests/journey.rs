//! What people do, from sign-in to sign-out.

use super::{
    app::{PASSWORD, TestApp, between},
    seen::{made_id, of_persons, slip, work_for},
};
use axum::http::StatusCode;
use storage::testing::postgres;

/// An administrator adds an agency with a unit, a role and a user; the user signs in and sees what the role allows.
async fn whole(app: &TestApp) {
    let mut admin = app.administrator().await;
    let fields = [
        ("name", "Balai Pelayanan Pelindungan PMI Kepulauan Riau"),
        ("short_name", "BP3MI Kepri"),
        ("kind", "protection"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    let agency = made.location().to_owned();
    let unit = format!("{agency}/units");
    let answer = admin
        .submit(
            &agency,
            &unit,
            &[("name", "Pelabuhan Batam Centre"), ("kind", "port")],
        )
        .await;
    assert!(
        answer.text.contains("Pelabuhan Batam Centre")
            && answer.text.contains("Pelabuhan atau bandara")
    );
    assert!(
        answer.text.contains("Unit dibuat") && answer.text.contains("oleh Administrator"),
        "the history says so"
    );

    let made = admin
        .submit(
            "/roles/new",
            "/roles",
            &[("name", "Petugas"), ("actions", "agencies.read")],
        )
        .await;
    let role = made.location().rsplit('/').next().unwrap().to_owned();
    let agency_id = agency.rsplit('/').next().unwrap();
    let fields = [
        ("login", "sari"),
        ("name", "Sari <Dewi>"),
        ("agency", agency_id),
        ("roles", &role),
    ];
    let made = admin.submit("/users/new", "/users", &fields).await;
    assert!(made.text.contains("Sari &lt;Dewi&gt;") && !made.text.contains("<Dewi>"));
    let password = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();

    let mut sari = app.set_up("sari", &password).await;
    let home = sari.get("/").await;
    assert!(home.text.contains("href=\"/agencies\"") && !home.text.contains("href=\"/users\""));
    assert_eq!(sari.get("/users").await.status, StatusCode::FORBIDDEN);
    assert_eq!(sari.get(&agency).await.status, StatusCode::OK);
    let refused = sari.get("/agencies/new").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let left = sari.submit("/", "/sign-out", &[]).await;
    assert_eq!(left.location(), "/sign-in?left=true");
    assert!(
        sari.get("/account")
            .await
            .location()
            .starts_with("/sign-in?next=")
    );

    journal::sequence(&app.context.db, &app.context.journal)
        .await
        .unwrap();
    let journal = admin.get("/journal").await;
    assert!(journal.text.contains("Akun dibuat") && journal.text.contains("Instansi dibuat"));
    assert!(
        !journal.text.contains("Sari"),
        "the journal shows no values"
    );
    let report = journal::verify(&app.context.db, app.context.journal.keys(), &[])
        .await
        .unwrap();
    assert_eq!(report.problems, []);
}

#[tokio::test]
async fn on_sqlite() {
    whole(&TestApp::start().await).await;
}

#[tokio::test]
async fn on_postgres() {
    match postgres(super::super::TABLES).await {
        Some(database) => whole(&TestApp::on(database).await).await,
        None => eprintln!("skipped: {} is not set", storage::testing::POSTGRES),
    }
}

#[tokio::test]
async fn the_second_factor_is_asked_for_and_the_way_goes_on() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    admin.submit("/", "/sign-out", &[]).await;

    let mut client = app.stranger();
    let asked = client.get("/agencies").await;
    let sign_in = asked.location().to_owned();
    let next = sign_in.split_once("next=").unwrap().1.to_owned();
    let fields = [("login", "admin"), ("password", PASSWORD), ("next", &next)];
    let half = client.submit(&sign_in, "/sign-in", &fields).await;
    assert_eq!(half.location(), format!("/sign-in/code?next={next}"));
    assert!(
        client
            .get("/agencies")
            .await
            .location()
            .starts_with("/sign-in"),
        "half is not in"
    );
    let wrong = client
        .submit(
            half.location(),
            "/sign-in/code",
            &[("code", "000000"), ("next", &next)],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Kode salah"));
}

#[tokio::test]
async fn the_way_on_never_leads_to_another_site() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    for path in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\tevil",
    ] {
        let next = data_encoding::BASE64URL_NOPAD.encode(path.as_bytes());
        let answer = admin.get(&format!("/sign-in?next={next}")).await;
        assert_eq!(answer.location(), "/", "{path}");
    }
    let answer = admin
        .post(
            "/language",
            &[("language", "en"), ("back", "//evil.example")],
        )
        .await;
    assert_eq!(answer.location(), "/");
}

#[tokio::test]
async fn a_role_starts_from_a_template() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let page = admin.get("/roles/new?template=auditor").await;
    assert_eq!(
        between(&page.text, "name=\"name\" type=\"text\" value=\"", "\""),
        "Auditor"
    );
    let ticked = |action: &str| page.text.contains(&format!("value=\"{action}\" checked"));
    assert!(ticked("receipts.read") && ticked("access.review") && !ticked("people.read"));
    let plain = admin.get("/roles/new?template=nothing").await;
    assert!(!plain.text.contains(" checked"));
    assert!(plain.text.contains("/roles/new?template=case-officer"));
}

/// A code from the counter, typed by somebody without an account.
#[tokio::test]
async fn a_person_sees_who_looked() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let fields = [
        ("name", "Balai Kepulauan Riau"),
        ("short_name", "BP3MI Kepri"),
        ("kind", "protection"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    let agency = made_id(made.location());
    of_persons(&app, agency).await;
    let code = slip(&app, agency).await;

    let mut person = app.stranger();
    let wrong = [("code", "abcde-fghij-km")];
    let wrong = person.submit("/own", "/own", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("sudah dipakai"));
    let entered = person.submit("/own", "/own", &[("code", &code)]).await;
    assert_eq!(entered.location(), "/own");
    let page = person.get("/own").await;
    for words in [
        "Balai Kepulauan Riau",
        "Pencarian di loket",
        "instansinya sendiri",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    let wish = [("wish", "correction"), ("words", "Nama saya <b>salah</b>.")];
    let asked = person.submit("/own", "/own/wishes", &wish).await;
    assert_eq!(asked.location(), "/own");
    let page = person.get("/own").await;
    assert!(page.text.contains("Nama saya &lt;b&gt;salah&lt;/b&gt;."));
    assert!(page.text.contains("Menunggu jawaban"));

    work_for(&app, "admin", agency).await;
    let list = admin.get("/own-requests").await;
    let newest = list.text.split("/own-requests/").last().unwrap();
    let address = format!("/own-requests/{}", newest.split('"').next().unwrap());
    let answer = [("granted", "yes"), ("answer", "Sudah dibetulkan.")];
    let answered = admin.submit(&address, &address, &answer).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    assert!(person.get("/own").await.text.contains("Sudah dibetulkan."));
    assert_eq!(
        person.submit("/own", "/own/leave", &[]).await.location(),
        "/own"
    );
    assert!(person.get("/own").await.text.contains("name=\"code\""));
}
