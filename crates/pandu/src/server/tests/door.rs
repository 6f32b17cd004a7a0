//! The public door as a family uses it: without an account, by forms, in both languages, light enough for any phone.

use super::{
    app::{Client, TestApp},
    pages::check,
};
use axum::http::StatusCode;
use serde_json::Value;

/// What comes with every page.
async fn extras(app: &TestApp) -> usize {
    let mut stranger = app.stranger();
    let style = stranger.get(&ui::STYLE_PATH).await.text.len();
    style + stranger.get(&ui::SCRIPT_PATH).await.text.len()
}

async fn company(app: &TestApp, name: &str, number: &str, state: &str) {
    let form = format!(
        r#"{{"name":"{name}","licence_number":"{number}","licence_issued":"2024-01-01","licence_until":"2028-12-31","licence_state":"{state}"}}"#
    );
    let form = serde_json::from_str(&form).unwrap();
    let permit = access::Permit::system("test");
    organisations::service::companies::create(&app.context, &permit, form)
        .await
        .unwrap();
}

/// What a broker offers a girl.
const SCAM: &[(&str, &str)] = &[
    ("recruiter", "person"),
    ("company", "PT Cipta Karya Semestaa"),
    ("country", "KHM"),
    ("job", "online"),
    ("age", "17 tahun"),
    ("pay", "12 juta"),
    ("fee", "Rp 5.000.000"),
    ("visa", "visit"),
    ("route", "unofficial"),
    ("keeps", "passport"),
    ("contract", "no"),
];

#[tokio::test]
async fn every_page_of_the_door_is_light_and_whole() {
    let app = TestApp::start().await;
    company(
        &app,
        "PT CIPTA KARYA SEMESTA",
        "SIP3MI/002/2024",
        "suspended",
    )
    .await;
    let extras = extras(&app).await;
    for language in ["id", "en"] {
        let mut visitor = app.stranger();
        visitor.language = language;
        let mut pages = Vec::new();
        for path in [
            "/",
            "/informasi",
            "/informasi/TWN",
            "/informasi/TWN/elderly_care",
            "/informasi/KHM",
            "/informasi/SAU/domestic",
            "/informasi/POL/factory",
            "/perusahaan",
            "/cek-tawaran",
            "/kontak",
        ] {
            let page = visitor.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            pages.push((path, page.text));
        }
        let similar = [("company", "Tjipta Karya Semesta")];
        let found = visitor.submit("/perusahaan", "/perusahaan", &similar).await;
        pages.push(("similar", found.text));
        let scam = visitor.submit("/cek-tawaran", "/cek-tawaran", SCAM).await;
        assert_eq!(scam.status, StatusCode::OK, "{}", scam.text);
        pages.push(("scam", scam.text));
        for (name, text) in &pages {
            check(&format!("{language} {name}"), text, extras);
        }
    }
}

#[tokio::test]
async fn a_mother_checks_the_offer_to_her_daughter() {
    let app = TestApp::start().await;
    company(&app, "PT CIPTA KARYA SEMESTA", "SIP3MI/002/2024", "active").await;
    let mut mother = app.stranger();
    let front = mother.get("/").await;
    assert!(front.text.contains("href=\"/cek-tawaran\""));

    let empty = mother.submit("/cek-tawaran", "/cek-tawaran", &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.text.contains("paling sedikit satu"));
    let foreign = [("fee", "RM 3000"), ("recruiter", "person")];
    let again = mother
        .submit("/cek-tawaran", "/cek-tawaran", &foreign)
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("value=\"RM 3000\"") && again.text.contains("id=\"fee-fault\""));
    assert!(
        again.text.contains("value=\"person\" selected"),
        "answers stay"
    );

    let result = mother.submit("/cek-tawaran", "/cek-tawaran", SCAM).await;
    for words in [
        "Jangan berangkat dulu",
        "Bukan visa kerja",
        "Belum 18 tahun",
        "Paspor diambil orang lain",
        "Tidak Terdaftar",
        "PT CIPTA KARYA SEMESTA",
        "tel:110",
        "Dicek ",
    ] {
        assert!(result.text.contains(words), "{words}");
    }
    // The answers are carried by the form.
    let fields: Vec<(String, String)> = hidden(&result.text, "/cek-tawaran");
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain([("change", "yes")])
        .collect();
    let change = mother.post("/cek-tawaran", &fields).await;
    assert_eq!(change.status, StatusCode::OK);
    for kept in [
        "value=\"visit\" selected",
        "value=\"KHM\" selected",
        "value=\"5000000\"",
        "value=\"passport\" checked",
    ] {
        assert!(change.text.contains(kept), "{kept}");
    }
}

#[tokio::test]
async fn a_checked_offer_becomes_a_report_only_when_it_is_sent() {
    let app = TestApp::start().await;
    let mut mother = app.stranger();
    let result = mother.submit("/cek-tawaran", "/cek-tawaran", SCAM).await;
    let mut fields = hidden(&result.text, "/lapor");
    fields.push(("fill_in".into(), "yes".into()));
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let closed = mother.post("/lapor", &fields).await;
    assert!(
        !closed.text.contains("name=\"once\""),
        "nobody takes in reports yet"
    );
    let agency = [
        ("name", "BP3MI Kepulauan Riau"),
        ("short_name", "BP3MI Kepri"),
        ("kind", "protection"),
    ];
    let mut admin = app.administrator().await;
    admin.submit("/agencies/new", "/agencies", &agency).await;
    let form = mother.post("/lapor", &fields).await;
    assert_eq!(form.status, StatusCode::OK);
    let told = super::app::between(&form.text, "<textarea", "</textarea>");
    for words in [
        "Saya ingin melaporkan tawaran kerja ini.",
        "PT Cipta Karya Semestaa",
        "Kamboja",
        "Rp5.000.000",
        "- Bukan visa kerja",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(form.text.contains("name=\"once\""));
    assert!(
        !form.text.contains("class=\"secret\""),
        "nothing was sent yet"
    );
}

/// The hidden fields of the form that is sent to an address.
fn hidden(page: &str, action: &str) -> Vec<(String, String)> {
    let form = page
        .split("<form")
        .find(|form| form.contains(&format!("action=\"{action}\"")));
    let form = form.unwrap().split("</form>").next().unwrap();
    form.split("type=\"hidden\"")
        .skip(1)
        .map(|input| {
            let value = |key: &str| super::app::between(input, key, "\"").to_owned();
            (value("name=\""), value("value=\""))
        })
        .collect()
}

#[tokio::test]
async fn an_honest_offer_is_no_promise() {
    let app = TestApp::start().await;
    company(&app, "PT CIPTA KARYA SEMESTA", "SIP3MI/002/2024", "active").await;
    let mut visitor = app.stranger();
    let honest = [
        ("recruiter", "company"),
        ("company", "Cipta Karya Semesta, PT"),
        ("licence_number", "SIP3MI/002/2024"),
        ("country", "TWN"),
        ("job", "elderly_care"),
        ("age", "24"),
        ("pay", "9 juta"),
        ("fee", "0"),
        ("visa", "work"),
        ("route", "official"),
        ("keeps", "nothing"),
        ("contract", "yes"),
        ("registered", "yes"),
        ("secret", "no"),
        ("debt", "no"),
        ("hurry", "no"),
    ];
    let result = visitor
        .submit("/cek-tawaran", "/cek-tawaran", &honest)
        .await;
    assert!(
        result
            .text
            .contains("Tidak ada tanda bahaya yang kami kenali")
    );
    assert!(result.text.contains("bukan jaminan") && result.text.contains("Aktif"));
    assert!(!result.text.to_lowercase().contains("aman"));
    assert!(!result.text.contains("badge bad"));
}

async fn api(client: &mut Client<'_>, path: &str, body: &str) -> (StatusCode, Value) {
    let answer = client.json("POST", path, body).await;
    (
        answer.status,
        serde_json::from_str(&answer.text).unwrap_or_default(),
    )
}

#[tokio::test]
async fn the_door_answers_programs_too() {
    let app = TestApp::start().await;
    company(&app, "PT CIPTA KARYA SEMESTA", "SIP3MI/002/2024", "revoked").await;
    let mut program = app.stranger();
    let (status, answer) = api(
        &mut program,
        "/api/v1/public/companies/search",
        r#"{"name":"cipta karya semesta"}"#,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["state"], "revoked");
    assert_eq!(answer["as_of"], "2026-11-22");
    let (status, answer) = api(
        &mut program,
        "/api/v1/public/offer-checks",
        r#"{"visa":"visit","company":"PT Cipta Karya Semesta"}"#,
    )
    .await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["advice"], "stop");
    assert_eq!(answer["findings"][0]["rule"], "visa-bukan-kerja");
    assert_eq!(answer["findings"][1]["rule"], "izin-dibekukan");
    assert!(
        answer["open"]
            .as_array()
            .unwrap()
            .contains(&"country".into())
    );
    for (path, body, expected) in [
        ("companies/search", "{}", 422),
        ("companies/search", "\"x\"", 400),
        ("offer-checks", r#"{"visa":"none"}"#, 400),
        ("offer-checks", r#"{"country":"Kamboja"}"#, 400),
        ("offer-checks", r#"{"nik":"3507135203900002"}"#, 400),
    ] {
        let answer = program
            .json("POST", &format!("/api/v1/public/{path}"), body)
            .await;
        assert_eq!(answer.status.as_u16(), expected, "{path} {body}");
        assert!(
            !answer.text.contains("3507135203900002"),
            "nothing is repeated"
        );
    }
    let contacts = program.get("/api/v1/public/contacts").await;
    let contacts: Value = serde_json::from_str(&contacts.text).unwrap();
    assert_eq!(contacts[0]["phone"], "110");
}

#[tokio::test]
async fn forms_of_visitors_are_counted() {
    let app = TestApp::start().await;
    let mut visitor = app.stranger();
    visitor.headers = vec![("x-forwarded-for", "192.0.2.7".to_owned())];
    for _ in 0..400 {
        let answer = visitor.post("/perusahaan", &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "no token, but heard");
    }
    let slowed = visitor.post("/perusahaan", &[]).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(visitor.get("/perusahaan").await.status, StatusCode::OK);
}
