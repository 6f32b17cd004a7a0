//! The desk page by page: a scanned passport, the reason of a decision, and back to the empty field; and the same by machine.

use super::{
    app::{Client, TestApp, between},
    pages::check,
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
async fn a_deferred_traveller_gets_a_slip_and_asks_for_a_review() {
    let app = TestApp::start().await;
    let mut officer = officer(&app).await;
    let scan = [("mrz", ZONE), ("destination", "KUL"), ("port", "IDBTC")];
    let made = officer.submit("/desk", "/desk", &scan).await;
    let address = made.location().to_owned();
    let decisions = format!("{address}/decisions");
    let fields = [("outcome", "interview"), ("reason", "tujuan belum jelas")];
    let decided = officer.submit(&address, &decisions, &fields).await;
    assert_eq!(decided.location(), format!("{address}#next"));

    let interviews = format!("{address}/interviews");
    let begun = officer.submit(&address, &interviews, &[]).await;
    let interview = begun.location().to_owned();
    for language in ["id", "en"] {
        let chosen = [("language", language), ("back", "/")];
        officer.post("/language", &chosen).await;
        let page = officer.get(&interview).await;
        check(&format!("{language} interview"), &page.text, 0);
    }
    officer
        .post("/language", &[("language", "id"), ("back", "/")])
        .await;
    let kept = [("do", "quiet"), ("revision", "0"), ("reply-debt", "yes")];
    let kept = officer.submit(&interview, &interview, &kept).await;
    assert_eq!((kept.status, kept.text.as_str()), (StatusCode::OK, "1"));
    let switched = [("revision", "1"), ("reply-debt", "yes"), ("switch", "jv")];
    officer.submit(&interview, &interview, &switched).await;
    let page = officer.get(&interview).await.text;
    assert!(page.contains("lang=\"jv\"") && page.contains("Jeratan utang"));
    let end = [("do", "end"), ("revision", "2"), ("reply-debt", "yes")];
    officer.submit(&interview, &interview, &end).await;
    let page = officer.get(&interview).await.text;
    assert!(page.contains("Teruskan pembicaraan") && !page.contains("<textarea"));

    let slip = format!("{address}/slip");
    let without = [("ground", "purpose"), ("words", " ")];
    let refused = officer.submit(&slip, &slip, &without).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let with = [("ground", "purpose"), ("words", "Bawa surat undangannya.")];
    let paper = officer.submit(&slip, &slip, &with).await;
    check("id slip", &paper.text, 0);
    assert!(!paper.text.contains("SUKARNO") && !paper.text.contains("Wawancara"));
    let code = paper.text.split("<p class=\"secret\">").nth(2).unwrap();
    let code = code.split("</p>").next().unwrap().to_owned();

    let mut holder = app.stranger();
    let wrong = holder
        .submit("/review", "/review", &[("code", "aaaaa-aaaaa-aa")])
        .await;
    let none = holder.submit("/review", "/review", &[("code", "")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.status, none.status);
    let opened = holder
        .submit("/review", "/review", &[("code", &code)])
        .await;
    check("id review", &opened.text, 0);
    assert!(opened.text.contains("Bawa surat undangannya."));
    assert!(!opened.text.contains("SUKARNO") && !opened.text.contains("belum jelas"));
    let token = between(&opened.text, "name=\"csrf\" value=\"", "\"").to_owned();
    let fields = [
        ("csrf", token.as_str()),
        ("code", &code),
        ("words", "Undangan ada di tangan saya sekarang."),
    ];
    let asked = holder.post("/review/ask", &fields).await;
    assert!(
        asked.text.contains("Harus dijawab paling lambat"),
        "{}",
        asked.text
    );

    let list = officer.get("/reviews").await.text;
    let review = format!("/reviews/{}", between(&list, "href=\"/reviews/", "\""));
    let page = officer.get(&review).await.text;
    check("id review of officer", &page, 0);
    assert!(page.contains("Anda sendiri yang memutuskan ini"));

    let refer = format!("{address}/referral");
    let empty = officer.submit(&refer, &refer, &[("place", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("recipient", "shelter"),
        ("place", "RPTC"),
        ("reason", "meminta perlindungan"),
        ("fields", "particulars"),
        ("ground", "consent"),
        ("basis", "setuju secara lisan"),
    ];
    let sent = officer.submit(&refer, &refer, &fields).await;
    let referral = sent.location().to_owned();
    let page = officer.get(&referral).await.text;
    check("id referral", &page, 0);
    let listed = officer.get("/desk-referrals").await.text;
    assert!(listed.contains(&referral));
    let traveller = officer.get(&address).await.text;
    for link in [&interview, &referral] {
        assert!(traveller.contains(link.as_str()), "{link}");
    }
}

#[tokio::test]
async fn guessing_the_code_of_a_slip_is_slowed_down() {
    let app = TestApp::start().await;
    let mut guesser = app.stranger();
    let page = guesser.get("/review").await.text;
    let token = between(&page, "name=\"csrf\" value=\"", "\"").to_owned();
    let mut slowed = 0;
    for guess in 0..1000 {
        let (code, path) = (format!("{guess}"), ["/review", "/review/ask"][guess % 2]);
        let fields = [
            ("csrf", token.as_str()),
            ("code", &code),
            ("words", "tolong ditinjau lagi"),
        ];
        let answer = guesser.post(path, &fields).await;
        match answer.status {
            StatusCode::TOO_MANY_REQUESTS => slowed += 1,
            status => assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY),
        }
    }
    assert_eq!(slowed, 970);
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
