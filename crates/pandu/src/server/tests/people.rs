//! What an officer of an agency does with persons, page by page, and what an officer of another agency sees of it.

use super::app::{Client, TestApp, between};
use access::{
    Action,
    service::receipts::{self, About},
    testing::principal,
};
use axum::http::StatusCode;
use storage::Stamp;
use uuid::Uuid;

const ACTIONS: [&str; 4] = [
    "people.read",
    "people.manage",
    "people.merge",
    "placements.read",
];

/// An officer of a new agency who may do everything with persons.
async fn officer<'a>(app: &'a TestApp, admin: &mut Client<'_>, login: &str) -> Client<'a> {
    let name = format!("Instansi {login}");
    let fields = [
        ("name", name.as_str()),
        ("short_name", login),
        ("kind", "protection"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    let agency = made.location().rsplit('/').next().unwrap().to_owned();
    let role_name = format!("Petugas {login}");
    let mut fields = vec![("name", role_name.as_str())];
    fields.extend(ACTIONS.map(|action| ("actions", action)));
    let made = admin.submit("/roles/new", "/roles", &fields).await;
    let role = made.location().rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("login", login),
        ("name", login),
        ("agency", agency.as_str()),
        ("roles", role.as_str()),
    ];
    let made = admin.submit("/users/new", "/users", &fields).await;
    let password = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();
    app.set_up(login, &password).await
}

fn complete(name: &str, text: &str) {
    for part in text.split('[').skip(1) {
        let word = part.split(']').next().unwrap();
        let key = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!key, "{name}: no words for `{word}`");
    }
    assert!(text.len() < 40_000, "{name}: {} bytes", text.len());
}

#[tokio::test]
async fn from_the_first_form_to_the_merged_record() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let mut sari = officer(&app, &mut admin, "sari").await;
    let mut budi = officer(&app, &mut admin, "budi").await;

    let wrong = [("name", "SITI AMINAH"), ("nik", "123")];
    let answer = sari.submit("/people/new", "/people", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("NIK terdiri dari 16 angka"));
    let fields = [
        ("name", "SITI AMINAH"),
        ("birth_date", "12 Maret 1991"),
        ("sex", "F"),
        ("nik", "3507135203900002"),
        ("passport_no", "C1234567"),
        ("phone", "0812-3456-789"),
        ("safe_contact", "hanya lewat adiknya"),
        ("region", "35.07.13"),
    ];
    let made = sari.submit("/people/new", "/people", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let person = made.location().to_owned();
    let page = sari.get(&person).await;
    for text in [
        "SITI AMINAH",
        "Tanggal lahir menurut NIK berbeda",
        "+628123456789",
        "hanya lewat adiknya",
        "milik instansi Anda",
        "Orang dicatat",
    ] {
        assert!(page.text.contains(text), "{text}");
    }

    // Another agency neither sees the record nor learns that it exists.
    for path in [
        person.clone(),
        format!("{person}/edit"),
        format!("{person}/contacts"),
    ] {
        assert_eq!(
            budi.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let found = budi
        .submit("/people", "/people/search", &[("number", "C1234567")])
        .await;
    assert!(found.text.contains("Tidak ada yang cocok") && !found.text.contains("SITI"));

    let found = sari
        .submit("/people", "/people/search", &[("number", "4567")])
        .await;
    assert!(found.text.contains("SITI AMINAH") && found.text.contains("akhir nomor sama"));
    let nothing = sari.submit("/people", "/people/search", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);

    let path = format!("{person}/identifiers");
    let fields = [
        ("kind", "passport"),
        ("number", "X7654321"),
        ("expires", "1 Mei 2036"),
    ];
    let added = sari.submit(&path, &path, &fields).await;
    assert_eq!(added.location(), person);
    let path = format!("{person}/family");
    let fields = [("relation", "mother"), ("name", "SURYANI")];
    assert_eq!(sari.submit(&path, &path, &fields).await.location(), person);
    let path = format!("{person}/edit");
    let fields = [
        ("name", "SITI AMINAH"),
        ("birth_date", "1990-03-12"),
        ("sex", "F"),
    ];
    assert_eq!(
        sari.submit(&path, &person, &fields).await.location(),
        person
    );

    for language in ["id", "en"] {
        let chosen = [("language", language), ("back", "/")];
        sari.post("/language", &chosen).await;
        for path in [
            person.clone(),
            format!("{person}/edit"),
            format!("{person}/identifiers"),
            format!("{person}/contacts"),
            format!("{person}/family"),
            "/people".to_owned(),
            "/people/duplicates".to_owned(),
        ] {
            let page = sari.get(&path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            complete(&format!("{language} {path}"), &page.text);
        }
    }
    let page = sari.get(&person).await;
    assert!(
        !page.text.contains("another birth date"),
        "it was put right"
    );
    assert!(page.text.contains("SURYANI") && page.text.contains("Old"));
}

#[tokio::test]
async fn a_receipt_is_left_for_what_is_shown_and_for_nothing_else() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let mut sari = officer(&app, &mut admin, "sari").await;
    let fields = [("name", "SITI AMINAH")];
    let made = sari.submit("/people/new", "/people", &fields).await;
    let person = made.location().to_owned();
    let begun = Stamp::from(app.context.db.ambient().now());

    for form in ["identifiers", "contacts", "family"] {
        let answer = sari.get(&format!("{person}/{form}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!answer.text.contains("SITI"));
    }
    assert_eq!(seen(&app, &person, begun).await, [""; 0]);

    sari.get(&person).await;
    let kinds = seen(&app, &person, begun).await;
    assert_eq!(
        kinds,
        ["person", "placement"],
        "the journey shows placements"
    );
}

/// The kinds of records of a person that were seen since.
async fn seen(app: &TestApp, person: &str, since: Stamp) -> Vec<String> {
    let person = Uuid::parse_str(person.rsplit('/').next().unwrap()).unwrap();
    let agency = organisations::service::agencies(&app.context)
        .await
        .unwrap()[0]
        .id;
    let reader = principal(Some(agency), &[Action::ReadReceipts]);
    let permit = reader.permit(Action::ReadReceipts, "test").unwrap();
    let about = About::Persons(vec![person]);
    let found = receipts::seen(&app.context, &permit, &about, since).await;
    let mut kinds: Vec<String> = found.unwrap().into_iter().map(|one| one.kind).collect();
    kinds.sort_unstable();
    kinds
}
