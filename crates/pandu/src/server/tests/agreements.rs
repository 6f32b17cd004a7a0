//! Two agencies and one agreement, from the template to the signed file, on pages alone.

use super::{
    app::{Client, PASSWORD, TestApp, between},
    pages::check,
};
use axum::http::StatusCode;
use jiff::SignedDuration;
use storage::testing::postgres;

/// An agency with an officer who drafts and signs.
async fn officer<'a>(
    app: &'a TestApp,
    admin: &mut Client<'a>,
    agency: [&str; 3],
    login: &str,
    role: &str,
) -> (String, Client<'a>) {
    let [name, short_name, kind] = agency;
    let fields = [("name", name), ("short_name", short_name), ("kind", kind)];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    let agency = made.location().rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("login", login),
        ("name", login),
        ("agency", &agency),
        ("roles", role),
    ];
    let made = admin.submit("/users/new", "/users", &fields).await;
    let password = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();
    (agency, app.set_up(login, &password).await)
}

/// Opens a page in both languages and holds it against what every page must be.
async fn look(client: &mut Client<'_>, path: &str) {
    for language in ["en", "id"] {
        client
            .post("/language", &[("language", language), ("back", "/")])
            .await;
        let answer = client.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        check(&format!("{language} {path}"), &answer.text, 0);
    }
}

async fn whole(app: &TestApp) {
    let mut admin = app.administrator().await;
    let actions = ["agreements.read", "agreements.draft", "agreements.sign"];
    let mut fields = vec![("name", "Petugas perjanjian")];
    fields.extend(actions.map(|action| ("actions", action)));
    let role = admin.submit("/roles/new", "/roles", &fields).await;
    let role = role.location().rsplit('/').next().unwrap().to_owned();
    let (first, mut sari) = officer(
        app,
        &mut admin,
        ["BP3MI Kepulauan Riau", "BP3MI Kepri", "protection"],
        "sari",
        &role,
    )
    .await;
    let (second, mut budi) = officer(
        app,
        &mut admin,
        ["Polda Kepulauan Riau", "Polda Kepri", "police"],
        "budi",
        &role,
    )
    .await;
    let (_, mut rina) = officer(
        app,
        &mut admin,
        ["Pemko Batam", "Pemko Batam", "local"],
        "rina",
        &role,
    )
    .await;

    look(&mut sari, "/agreements/new").await;
    let fields = [
        ("template", "bp3mi-polda"),
        ("first", first.as_str()),
        ("second", &second),
        ("region", "Kepulauan Riau"),
        ("begins", "2026-12-01"),
        ("ends", "2026-12-31"),
        ("zone", "Asia/Jakarta"),
    ];
    let mut backwards = fields;
    backwards[5].1 = "2026-11-30";
    let wrong = sari
        .submit("/agreements/new", "/agreements/new", &backwards)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("Hari terakhir lebih awal")
            && wrong.text.contains("value=\"Kepulauan Riau\"")
    );
    let made = sari
        .submit("/agreements/new", "/agreements/new", &fields)
        .await;
    let path = made.location().to_owned();
    assert_eq!(
        budi.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "not shared yet"
    );
    for (agency, number) in [(&first, "PKS.1/2026"), (&second, "B/2/2026")] {
        let part = format!("{path}/parts/party:{agency}");
        look(&mut sari, &part).await;
        let fields = [
            ("base", newest(&mut sari, &part).await),
            ("number", number.to_owned()),
            ("signatory", "Kepala".to_owned()),
            ("position", "Kepala".to_owned()),
        ];
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let proposed = sari.submit(&part, &part, &fields).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.text);
    }
    sari.submit(&path, &format!("{path}/share"), &[]).await;

    // One proposes, the other reads the difference and agrees.
    let clause = format!("{path}/parts/clause:evaluasi");
    let base = newest(&mut budi, &clause).await;
    let fields = [
        ("base", base.as_str()),
        ("heading_id", "Pemantauan dan Evaluasi"),
        (
            "text_id",
            "PARA PIHAK melakukan evaluasi paling sedikit 2 (dua) kali dalam 1 (satu) tahun.",
        ),
        ("note", "<b>Lebih sering</b>"),
    ];
    budi.submit(&clause, &clause, &fields).await;
    let page = sari.get(&clause).await;
    assert!(
        page.text.contains("<ins>2 (dua)") || page.text.contains("<ins>"),
        "the difference is shown"
    );
    assert!(
        page.text.contains("&lt;b&gt;Lebih sering"),
        "what others write stays text"
    );
    look(&mut sari, &clause).await;
    look(&mut sari, &format!("{path}/draft")).await;
    let proposal = between(&page.text, "/proposals/", "/agree").to_owned();
    let remark = format!("{path}/comments/clause:evaluasi");
    sari.submit(&clause, &remark, &[("comment", "Setuju.")])
        .await;
    let seen = newest(&mut sari, &clause).await;
    sari.submit(
        &clause,
        &format!("{path}/proposals/{proposal}/agree"),
        &[("seen", &seen)],
    )
    .await;
    for page in [
        "",
        "/versions/4",
        "/data",
        "/draft",
        "/parts/clause:new",
        "/parts/schedule:new",
        "/parts/term",
        "/parts/title",
    ] {
        look(&mut budi, &format!("{path}{page}")).await;
    }

    let seen = newest(&mut budi, &clause).await;
    let fixed = budi
        .submit(
            &format!("{path}/draft"),
            &format!("{path}/fix"),
            &[("seen", &seen)],
        )
        .await;
    assert_eq!(fixed.status, StatusCode::SEE_OTHER, "{}", fixed.text);
    let sign = format!("{path}/sign");
    look(&mut sari, &sign).await;
    let wrong = sari
        .submit(
            &sign,
            &sign,
            &[
                ("seen", &seen),
                ("password", "bukan ini"),
                ("code", "000000"),
            ],
        )
        .await;
    assert_eq!(
        wrong.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "an open session alone signs nothing"
    );
    for client in [&mut sari, &mut budi] {
        app.database.clock.advance(SignedDuration::from_secs(30));
        let code = app.code(&client.secret);
        let signed = client
            .submit(
                &sign,
                &sign,
                &[("seen", &seen), ("password", PASSWORD), ("code", &code)],
            )
            .await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.text);
    }
    let page = budi.get(&path).await;
    assert!(page.text.contains("Menunggu hari pertama"), "{}", page.text);
    let file = budi.get(&format!("{path}/file")).await;
    let agreement: agreements::model::SignedAgreement = serde_json::from_str(&file.text).unwrap();
    assert_eq!(agreement.verify(|_| None), Ok(()));
    let fields = [
        ("title", "Pelatihan bersama"),
        ("clause", "evaluasi"),
        ("owner", second.as_str()),
        ("due_on", "2026-12-10"),
    ];
    sari.submit(&path, &format!("{path}/commitments"), &fields)
        .await;
    let duties = budi.get("/duties").await;
    assert!(
        duties.text.contains("Pelatihan bersama")
            && !sari.get("/duties").await.text.contains("Pelatihan")
    );
    look(&mut budi, "/duties").await;
    look(&mut budi, &path).await;
    look(&mut budi, "/agreements").await;
    for page in [
        "",
        "/file",
        "/draft",
        "/data",
        "/sign",
        "/versions/1",
        "/parts/title",
    ] {
        let answer = rina.get(&format!("{path}{page}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "no party: {page}");
    }
}

/// The newest version, as a form of the page has it.
async fn newest(client: &mut Client<'_>, part: &str) -> String {
    let page = client.get(part).await;
    between(&page.text, "name=\"base\" value=\"", "\"").to_owned()
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
