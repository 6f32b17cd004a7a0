//! A file of placements from the upload form to the report, as whoever keeps the registry does it.

use super::{
    app::{Client, TestApp, between},
    pages::check,
};
use axum::http::StatusCode;
use placement::service::Worker;

const FILE: &str = "id,name,birth_date,nik,status,destination,kolom lain\n\
    A1,SITI AMINAH,1990-03-12,123,aktif,TWN,x\n,BUDI,,,,,\n=A3,ANI,1990-03-12,,berangkat,HKG,\n";

/// Somebody of a new agency who takes in files and opens no records.
async fn keeper(app: &TestApp) -> Client<'_> {
    let mut admin = app.administrator().await;
    let fields = [
        ("name", "BP3MI"),
        ("short_name", "BP3MI"),
        ("kind", "protection"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    let agency = made.location().rsplit('/').next().unwrap().to_owned();
    let fields = [("name", "Pengelola"), ("actions", "placements.import")];
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
    app.set_up("sari", &password).await
}

#[tokio::test]
async fn a_file_is_looked_at_taken_in_and_reported() {
    let app = TestApp::start().await;
    let mut sari = keeper(&app).await;
    let home = sari.get("/").await;
    assert!(home.text.contains("href=\"/imports\"") && !home.text.contains("href=\"/placements\""));

    let path = "/placements/import";
    let nothing = sari.upload(path, path, &[], &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("Wajib diisi"), "{}", nothing.text);
    let table = ("file", "oktober.csv", FILE);
    let wrong = ("mapping", "padanan.toml", "[columns]\nx = 1");
    let answer = sari.upload(path, path, &[], &[table, wrong]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("line 2"), "{}", answer.text);

    let style = sari.get(&ui::STYLE_PATH).await.text.len();
    let mut looked = None;
    for language in ["id", "en"] {
        sari.post("/language", &[("language", language), ("back", "/")])
            .await;
        let mapping = ("mapping", "padanan.toml", "dates = \"day-month\"\n");
        let answer = sari.upload(path, path, &[], &[table, mapping]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        check(&format!("{language} look"), &answer.text, style);
        looked = Some(answer);
    }
    let looked = looked.unwrap().text;
    for text in [
        "oktober.csv",
        "3 rows",
        "kolom lain",
        "SITI AMINAH",
        "Take in 2 rows",
    ] {
        assert!(looked.contains(text), "{text}: {looked}");
    }
    assert!(!sari.get("/imports").await.text.contains("/imports/"));

    let form = between(&looked, "action=\"/placements/import/take\"", "</form>");
    let field = |name: &str| between(form, &format!("name=\"{name}\" value=\""), "\"");
    let fields = ["csrf", "sha256", "size", "rows", "mapping"].map(|name| (name, field(name)));
    let fields = fields.map(|(name, value)| (name, value.replace("&quot;", "\"")));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let taken = sari.post("/placements/import/take", &fields).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let import = taken.location().to_owned();
    let waits = sari.get(&import).await;
    check("en waiting", &waits.text, style);
    assert!(waits.text.contains("<progress") && waits.text.contains("0 / 3"));

    let mut worker = Worker::new(app.context.clone(), app.uploads.clone());
    assert!(worker.step().await.unwrap());
    let done = sari.get(&import).await;
    assert!(!done.text.contains("<progress"), "{}", done.text);
    assert!(done.text.contains("NIK:"), "{}", done.text);
    let report = sari.get(&format!("{import}/report")).await;
    assert!(report.header("content-disposition").contains("attachment"));
    let lines: Vec<&str> = report.text.lines().collect();
    assert_eq!(lines[0], "line,id,outcome,field,reason");
    assert!(lines[1].starts_with("2,A1,accepted,nik,"), "{}", lines[1]);
    assert_eq!(lines[2], "3,,refused,id,This is required.");
    assert_eq!(lines[3], "4,'=A3,accepted,,");
    assert_eq!(lines.len(), 4);

    let mut stranger = app.stranger();
    let answer = stranger.get(&format!("{import}/report")).await;
    assert!(answer.location().starts_with("/sign-in"));
    let broken = [("csrf", field("csrf")), ("sha256", "no"), ("size", "1")];
    let answer = sari.post("/placements/import/take", &broken).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}
