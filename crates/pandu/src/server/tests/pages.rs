//! Every page in every language: complete words, labels, weight, and nothing from elsewhere.

use super::{
    app::{Client, TestApp, between},
    seen::{made_id, of_persons, work_for},
};
use axum::http::StatusCode;

/// The addresses of all pages that can be read.
pub fn addresses() -> Vec<&'static str> {
    [
        ui::PAGES,
        organisations::pages::PAGES,
        people::pages::PAGES,
        placement::pages::PAGES,
        agreements::pages::PAGES,
        casework::pages::PAGES,
        screening::pages::PAGES,
        migrant_center::pages::PAGES,
    ]
    .concat()
}

/// All pages that can be read, with a record of each kind.
async fn samples(app: &TestApp) -> Vec<(String, String)> {
    let mut admin = app.administrator().await;
    let mut paths: Vec<String> = addresses().into_iter().map(str::to_owned).collect();
    let made = [
        admin
            .submit(
                "/agencies/new",
                "/agencies",
                &[
                    ("name", "Kepolisian Daerah"),
                    ("short_name", "Polda"),
                    ("kind", "police"),
                ],
            )
            .await,
        admin
            .submit(
                "/roles/new",
                "/roles",
                &[
                    ("name", "Petugas"),
                    ("actions", "journal.read"),
                    ("actions", "users.manage"),
                ],
            )
            .await,
        admin
            .submit(
                "/clients/new",
                "/clients",
                &[("name", "SiskoP2MI"), ("actions", "agencies.read")],
            )
            .await,
        admin
            .submit(
                "/companies/new",
                "/companies",
                &[
                    ("name", "PT Harapan Insan"),
                    ("licence_number", "SIP3MI/1"),
                    ("licence_issued", "2024-01-01"),
                    ("licence_until", "2028-12-31"),
                    ("licence_state", "active"),
                ],
            )
            .await,
        admin
            .submit(
                "/employers/new",
                "/employers",
                &[
                    ("name", "Lim Siew Hong"),
                    ("country", "SGP"),
                    ("employer_kind", "household"),
                    ("verification", "unverified"),
                ],
            )
            .await,
        admin
            .submit(
                "/posts/new",
                "/posts",
                &[
                    ("name", "KBRI Singapura"),
                    ("post_kind", "embassy"),
                    ("country", "SGP"),
                    ("city", "Singapura"),
                ],
            )
            .await,
    ];
    let agency = made[0].location().to_owned();
    let company = made[3].location();
    let employer = made[4].location().rsplit('/').next().unwrap();
    admin
        .submit(
            company,
            &format!("{company}/recruitments"),
            &[
                ("number", "SIP2MI/1"),
                ("country", "SGP"),
                ("employer", employer),
                ("position", "Pengasuh"),
                ("quota", "3"),
                ("issued", "2026-01-01"),
                ("until", "2026-12-31"),
            ],
        )
        .await;
    paths.extend(made.iter().map(|answer| answer.location().to_owned()));
    let client = made[2].location();
    admin
        .submit(client, &format!("{client}/keys"), &[("days", "30")])
        .await;
    let made = admin
        .submit(
            "/users/new",
            "/users",
            &[("login", "sari"), ("name", "Sari")],
        )
        .await;
    let user = super::app::between(&made.text, "href=\"/users/", "\"").to_owned();
    paths.push(format!("/users/{user}"));
    admin
        .submit(
            &format!("/users/{user}"),
            &format!("/users/{user}/disable"),
            &[],
        )
        .await;
    let mut officer = officer(app, &mut admin, &agency).await;
    paths.extend(imported(app, &mut officer, &agency).await);
    work_for(app, "admin", made_id(&agency)).await;
    paths.extend(of_persons(app, made_id(&agency)).await);
    journal::sequence(&app.context.db, &app.context.journal)
        .await
        .unwrap();

    let mut pages = Vec::new();
    for language in ["id", "en"] {
        for client in [&mut admin, &mut officer] {
            client
                .post("/language", &[("language", language), ("back", "/")])
                .await;
        }
        for path in &paths {
            let mut stranger = app.stranger();
            stranger.language = language;
            let answer = match path.as_str() {
                "/sign-in" => stranger.get(path).await,
                path if migrant_center::pages::PAGES.contains(&path) => stranger.get(path).await,
                path if path.starts_with("/placements") || path.starts_with("/imports") => {
                    officer.get(path).await
                }
                _ => admin.get(path).await,
            };
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            pages.push((format!("{language} {path}"), answer.text));
        }
        for (path, status) in [
            ("/nothing", StatusCode::NOT_FOUND),
            ("/users/not-an-id", StatusCode::NOT_FOUND),
            ("/sign-out", StatusCode::METHOD_NOT_ALLOWED),
        ] {
            let answer = admin.get(path).await;
            assert_eq!(answer.status, status, "{path}");
            pages.push((format!("{language} {path}"), answer.text));
        }
    }
    pages
}

/// Somebody of an agency who works with placements: whoever has no agency has no records.
async fn officer<'a>(app: &'a TestApp, admin: &mut Client<'a>, agency: &str) -> Client<'a> {
    let mut fields = vec![("name", "Petugas penempatan")];
    for action in [
        "placements.read",
        "placements.manage",
        "placements.import",
        "people.read",
    ] {
        fields.push(("actions", action));
    }
    let role = admin.submit("/roles/new", "/roles", &fields).await;
    let id = |address: &str| address.rsplit('/').next().unwrap().to_owned();
    let (agency, role) = (id(agency), id(role.location()));
    let fields = [
        ("login", "budi"),
        ("name", "Budi"),
        ("agency", agency.as_str()),
        ("roles", role.as_str()),
    ];
    let made = admin.submit("/users/new", "/users", &fields).await;
    let password = between(&made.text, "<p class=\"secret\">", "</p>").to_owned();
    app.set_up("budi", &password).await
}

/// A few placements taken in, one of them refused; the pages that show them.
async fn imported(app: &TestApp, officer: &mut Client<'_>, agency: &str) -> Vec<String> {
    let file = "id,name,nik,passport_no,status,scheme,destination,company,contract_start,contract_end,visa_no\n\
                1,SITI AMINAH,3507135203900002,C1234567,calon,P to P,TWN,PT Harapan Insan,2026-12-01,2029-11-30,T1\n\
                2,BUDI,,,hilang,perseorangan,Wakanda,,,,\n,X,,,,,,,,,\n";
    let task = placement::service::Task {
        agency: agency.rsplit('/').next().unwrap().parse().unwrap(),
        digest: [0; 32],
        mapping: placement::import::Mapping::default(),
        rehearsal: false,
    };
    let permit = access::Permit::system("test");
    let source = std::io::Cursor::new(file);
    let done = placement::service::run(&app.context, &permit, task, source, |_, _| {})
        .await
        .unwrap();
    assert_eq!((done.counts.accepted, done.counts.refused), (2, 1));
    let list = officer
        .get("/placements?status=candidate&country=TWN")
        .await;
    let id = between(&list.text, "href=\"/placements/", "\"").to_owned();
    assert!(list.text.contains("SITI AMINAH"), "{}", list.text);
    let one = officer.get(&format!("/placements/{id}")).await;
    let person = between(&one.text, "href=\"/people/", "\"").to_owned();
    vec![
        format!("/placements/{id}"),
        format!("/placements/of/{person}"),
        format!("/imports/{}", done.import.unwrap().id),
    ]
}

/// What every page must be; `style` is the weight of what comes with it.
pub fn check(name: &str, text: &str, style: usize) {
    let language = &name[..2];
    assert!(
        text.contains(&format!("<html lang=\"{language}\">")),
        "{name}"
    );
    for part in text.split('[').skip(1) {
        let word = part.split(']').next().unwrap();
        let key = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!key, "{name}: no words for `{word}`");
    }
    assert!(text.len() + style < 50_000, "{name}: {} bytes", text.len());
    // The one script is ours, and no page needs it.
    let script = format!("<script src=\"{}\"", *ui::SCRIPT_PATH);
    let text = &text.replacen(&script, "<i", 1);
    for outside in ["<script", "style=\"", "src=", "@import", "onclick"] {
        assert!(!text.contains(outside), "{name}: {outside}");
    }
    assert_eq!(text.matches("<h1>").count(), 1, "{name}");
    for input in text.split("<input").skip(1) {
        let tag = input.split('>').next().unwrap();
        if !tag.contains("type=\"hidden\"") {
            let id = between(tag, "id=\"", "\"");
            assert!(
                text.contains(&format!("for=\"{id}\"")),
                "{name}: {id} has no label"
            );
            assert_eq!(
                text.matches(&format!(" id=\"{id}\"")).count(),
                1,
                "{name}: {id} stands twice"
            );
        }
    }
}

#[tokio::test]
async fn every_page_in_every_language() {
    let app = TestApp::start().await;
    let pages = samples(&app).await;
    assert!(pages.len() >= 40);
    let style = app.stranger().get(&ui::STYLE_PATH).await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(style.header("cache-control").contains("immutable"));
    for (name, text) in &pages {
        check(name, text, style.text.len());
    }
    // Both languages really differ, page by page.
    let (indonesian, english) = pages.split_at(pages.len() / 2);
    for ((name, one), (_, other)) in indonesian.iter().zip(english) {
        assert_ne!(one, other, "{name}");
    }
}
