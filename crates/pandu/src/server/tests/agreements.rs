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
    let actions = [
        "agreements.read",
        "agreements.draft",
        "agreements.sign",
        "exchange.use",
    ];
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
    // The template brings two data schedules: one is struck out, the other gets its assessment.
    let struck = format!("{path}/parts/schedule:penanganan-kasus");
    look(&mut sari, &struck).await;
    let base = newest(&mut sari, &struck).await;
    sari.submit(&struck, &struck, &[("base", &base), ("strike", "yes")])
        .await;
    let kept = format!("{path}/parts/schedule:identifikasi-korban");
    let base = newest(&mut sari, &kept).await;
    let fields = [
        ("base", base.as_str()),
        ("provider", &first),
        ("consumer", &second),
        ("clause", "pertukaran-data"),
        ("purpose_code", "victim-identification"),
        ("purpose_id", "identifikasi korban"),
        ("kind", "person"),
        ("show-person-name", "full"),
        ("show-person-nik", "last_four"),
        ("per_day", "50"),
        ("in_all", "5000"),
        ("retention_days", "90"),
        ("assessment_number", "PD-1/2026"),
        ("assessment_made_on", "2026-11-01"),
        ("assessment_officer", "Pejabat PDP"),
        ("assessment_risks", "Keluarga dapat dikenali."),
        ("assessment_measures", "Nomor tidak utuh."),
    ];
    let made = sari.submit(&kept, &kept, &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
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
    papers(&mut sari, &mut budi, &path).await;
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
        "/papers",
        "/draft",
        "/data",
        "/sign",
        "/versions/1",
        "/parts/title",
    ] {
        let answer = rina.get(&format!("{path}{page}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "no party: {page}");
    }
    exchanged(app, &mut admin, &mut budi, &path, [&first, &second]).await;
}

/// One party adds the scan of what was signed on paper, the other takes it away to read it.
async fn papers(sari: &mut Client<'_>, budi: &mut Client<'_>, path: &str) {
    let papers = format!("{path}/papers");
    let fields = [("number", "PKS.1/2026"), ("signed_on", "2026-11-20")];
    let wrong = [("file", "naskah.html", "<html><script>")];
    let answer = sari.upload(&papers, &papers, &fields, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("bukan PDF"), "{}", answer.text);
    assert!(answer.text.contains("value=\"PKS.1/2026\""), "kept");
    let scan = "%PDF-1.7 dua tanda tangan";
    let files = [("file", "naskah.pdf", scan)];
    let answer = sari.upload(&papers, &papers, &fields, &files).await;
    assert_eq!(answer.location(), papers, "{}", answer.text);
    look(budi, &papers).await;
    let page = budi.get(&papers).await;
    let paper = between(&page.text, &format!("href=\"{papers}/"), "\"");
    let got = budi.get(&format!("{papers}/{paper}")).await;
    assert_eq!(got.text, scan);
    assert_eq!(got.header("content-type"), "application/pdf");
    assert!(got.header("content-disposition").starts_with("attachment"));
}

/// A machine of an agency, with a key for some actions.
async fn machine<'a>(
    app: &'a TestApp,
    admin: &mut Client<'a>,
    name: &str,
    agency: &str,
    action: &str,
) -> Client<'a> {
    let fields = [("name", name), ("agency", agency), ("actions", action)];
    let made = admin.submit("/clients/new", "/clients", &fields).await;
    let client = made.location().to_owned();
    let keys = format!("{client}/keys");
    let given = admin.submit(&client, &keys, &[("days", "60")]).await;
    let key = between(&given.text, "<p class=\"secret\">", "</p>").to_owned();
    let mut machine = app.stranger();
    machine.language = "en";
    machine.headers = vec![("authorization", format!("Bearer {key}"))];
    machine
}

const NIK: &str = "3507135203900002";

/// A machine and an officer of the second party ask before, during and after.
async fn exchanged<'a>(
    app: &'a TestApp,
    admin: &mut Client<'a>,
    officer: &mut Client<'_>,
    path: &str,
    [first, second]: [&str; 2],
) {
    let mut registry = machine(app, admin, "Sistem BP3MI", first, "people.manage").await;
    let person = format!(r#"{{"name":"Siti Aminah","nik":"{NIK}","phone":"081234567890"}}"#);
    let added = registry.json("POST", "/api/v1/people", &person).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text);
    let mut machine = machine(app, admin, "Sistem DVI", second, "exchange.use").await;
    let id = path.rsplit('/').next().unwrap();
    let ask = |fields: &str| {
        format!(
            r#"{{"agreement":"{id}","purpose":"victim-identification","kind":"person","subjects":[{{"nik":"{NIK}"}}],"fields":{fields}}}"#
        )
    };
    let right = ask(r#"["name","nik"]"#);
    let to = |moment: &str| {
        let there: jiff::Timestamp = moment.parse().unwrap();
        let here = app.database.db.ambient().now();
        app.database.clock.advance(there.duration_since(here));
    };
    for (moment, request, status, says) in [
        ("2026-11-23T00:00:00Z", &right, 403, "awaiting"),
        (
            "2026-12-02T00:00:00Z",
            &right,
            200,
            r#""value":"Siti Aminah""#,
        ),
        ("2026-12-02T00:00:00Z", &right, 200, r#""value":"0002""#),
        (
            "2026-12-02T00:00:01Z",
            &ask(r#"["name","phone"]"#),
            403,
            r#""not_shared":["phone"]"#,
        ),
        ("2026-12-02T00:00:02Z", &ask("[]"), 422, "at least 1"),
        (
            "2026-12-02T00:00:03Z",
            &ask(&format!(r#"["{NIK}"]"#)),
            422,
            "words of a data schedule",
        ),
    ] {
        to(moment);
        let answer = machine.json("POST", "/api/v1/exchange", request).await;
        assert_eq!(answer.status.as_u16(), status, "{moment}: {}", answer.text);
        assert!(answer.text.contains(says), "{moment}: {}", answer.text);
        assert!(!answer.text.contains(NIK), "no number comes back");
    }

    // An officer asks on a page: what is shown stands under the agreement, and the page says so.
    sign_in_again(app, officer).await;
    let data = officer.get(&format!("{path}/data")).await;
    let page = format!("{path}/ask/identifikasi-korban");
    assert!(data.text.contains(&page), "{}", data.text);
    look(officer, &page).await;
    let fields = [("number", NIK), ("fields", "name"), ("fields", "nik")];
    let shown = officer.submit(&page, &page, &fields).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    for says in [
        "berdasarkan PKS B/2/2026, pasal 3",
        "Berlaku sampai 1 Jan 2027, 00.00 WIB",
        "Siti Aminah",
        "…0002",
        "Hapus paling lambat pada akhir 2 Mar 2027",
    ] {
        assert!(shown.text.contains(says), "{says}: {}", shown.text);
    }
    assert!(!shown.text.contains(NIK));
    check("id answer", &shown.text, 0);
    let fields = [("number", "A1234567"), ("fields", "name")];
    let nobody = officer.submit(&page, &page, &fields).await;
    assert!(
        nobody.text.contains("tidak memiliki rekaman"),
        "{}",
        nobody.text
    );
    let wrong = officer.submit(&page, &page, &[("number", "350713")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beyond = [("number", NIK), ("fields", "phone")];
    let refused = officer.submit(&page, &page, &beyond).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused.text.contains("Data tidak tercakup"),
        "{}",
        refused.text
    );
    let other = officer.get(&format!("{path}/ask/penanganan-kasus")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let amended = officer.submit(path, &format!("{path}/amend"), &[]).await;
    let draft = format!("{}/draft", amended.location());
    let page = officer.get(&draft).await;
    assert!(page.text.contains("Tidak ada: tanpa data"), "{}", page.text);
    look(officer, &draft).await;

    for (moment, status, says) in [
        (
            "2026-12-31T16:59:59.999Z",
            200,
            "PKS B/2/2026, pasal 3, sampai 2026-12-31",
        ),
        ("2026-12-31T17:00:00Z", 403, "expired"),
    ] {
        to(moment);
        let answer = machine.json("POST", "/api/v1/exchange", &right).await;
        assert_eq!(answer.status.as_u16(), status, "{moment}: {}", answer.text);
        assert!(answer.text.contains(says), "{moment}: {}", answer.text);
    }
    sign_in_again(app, officer).await;
    let page = officer.get(&format!("{path}/exchanges")).await;
    assert!(
        page.text.contains("Jangka waktu habis") && page.text.contains("Perjanjian tidak berlaku"),
        "{}",
        page.text
    );
    look(officer, &format!("{path}/exchanges")).await;
}

/// Sessions have ended meanwhile.
async fn sign_in_again(app: &TestApp, officer: &mut Client<'_>) {
    app.database.clock.advance(SignedDuration::from_secs(30));
    let fields = [("login", "budi"), ("password", PASSWORD)];
    officer.submit("/sign-in", "/sign-in", &fields).await;
    let code = app.code(&officer.secret);
    officer
        .submit("/sign-in/code", "/sign-in/code", &[("code", &code)])
        .await;
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

#[test]
fn the_schedules_of_templates_are_sound_for_the_records_there_are() {
    let sources = super::super::opened::sources();
    let kinds: Vec<_> = sources.kinds().collect();
    for template in agreements::model::Template::all() {
        for schedule in &template.schedules {
            let whole = template.document(
                uuid::Uuid::nil(),
                None,
                "Batam",
                agreements::model::Term {
                    begins: "2026-12-01".parse().unwrap(),
                    ends: "2026-12-31".parse().unwrap(),
                    zone: "Asia/Jakarta".into(),
                },
                [1, 2].map(party).to_vec(),
                &kinds,
            );
            assert!(whole.schedule(&schedule.key).is_some(), "{}", schedule.key);
            assert!(
                whole.clause(&schedule.clause).is_some(),
                "{}",
                schedule.clause
            );
        }
    }
}

fn party(number: u128) -> agreements::model::Party {
    agreements::model::Party {
        agency: uuid::Uuid::from_u128(number),
        name: "Instansi".into(),
        number: "1".into(),
        signatory: "Kepala".into(),
        position: "Kepala".into(),
    }
}
