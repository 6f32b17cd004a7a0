//! A mother reports from a telephone and follows it; officers work on it; whoever guesses codes is slowed down.

use super::{
    app::{TestApp, between},
    pages::check,
    seen::{made_id, work_for},
};
use axum::http::StatusCode;

const TOLD: &str = "Anak saya tidak bisa dihubungi sejak di Kamboja.";

#[tokio::test]
async fn from_a_telephone_to_an_officer_and_back() {
    let app = TestApp::start().await;
    let mut admin = app.administrator().await;
    let style = app.stranger().get(&ui::STYLE_PATH).await.text.len();
    let mut mother = app.stranger();
    let closed = mother.get("/lapor").await;
    assert!(
        closed.text.contains("belum dapat diterima"),
        "no agency takes reports in"
    );
    let fields = [
        ("name", "BP3MI Kepri"),
        ("short_name", "BP3MI"),
        ("kind", "protection"),
    ];
    let made = admin.submit("/agencies/new", "/agencies", &fields).await;
    work_for(&app, "admin", made_id(made.location())).await;

    let form = mother.get("/lapor").await;
    check("id /lapor", &form.text, style);
    let once = between(&form.text, "name=\"once\" value=\"", "\"").to_owned();
    let fields = [
        ("once", once.as_str()),
        ("danger", "now"),
        ("words", TOLD),
        ("about", "family"),
        ("phone", "0812 3456 789"),
        ("way", "code_only"),
    ];
    let nothing = mother.submit("/lapor", "/lapor", &[("once", &once)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    check("id /lapor", &nothing.text, style);
    let thanks = mother.submit("/lapor", "/lapor", &fields).await;
    assert_eq!(thanks.status, StatusCode::OK, "{}", thanks.text);
    check("id /lapor", &thanks.text, style);
    let code = between(&thanks.text, "<p class=\"secret\">", "</p>").to_owned();
    let again = mother.submit("/lapor", "/lapor", &fields).await;
    assert!(
        again.text.contains(&code),
        "a second tap gives the same code"
    );

    let inbox = admin.get("/inbox").await;
    assert_eq!(
        inbox.text.matches("href=\"/cases/").count(),
        2,
        "one report and the form for new ones"
    );
    let mut id = inbox
        .text
        .split("href=\"/cases/")
        .map(|part| part.split('"').next().unwrap());
    let id = id.find(|id| id.len() == 36).unwrap().to_owned();
    let path = format!("/cases/{id}");
    let page = admin.get(&path).await;
    check("id case", &page.text, style);
    assert!(page.text.contains(TOLD));
    let (rule, phone) = (
        page.text.find("Jangan telepon"),
        page.text.find("+628123456789"),
    );
    assert!(
        rule.unwrap() < phone.unwrap(),
        "how to call safely stands before the number"
    );

    // Both officers opened the page; the second one to save is shown what the first one wrote.
    let look = |step: &'static str| {
        [
            ("version", "1"),
            ("danger", "now"),
            ("next_step", step),
            ("next_on", "2026-11-23"),
            ("status", "review"),
            ("kind", "missing"),
            ("category", "no_contact"),
            ("phase", "during"),
            ("country", "Kamboja"),
            ("summary", TOLD),
            ("take", "yes"),
        ]
    };
    let saved = admin.submit(&path, &path, &look("hubungi KBRI")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let late = admin.submit(&path, &path, &look("telepon polisi")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text.contains("hubungi KBRI") && late.text.contains("telepon polisi"));
    check("id case", &late.text, style);

    let intake = between(&page.text, &format!("{path}/answers/"), "\"").to_owned();
    let answer = format!("{path}/answers/{intake}");
    let said = admin
        .submit(&path, &answer, &[("answer", "KBRI sedang mencari.")])
        .await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let followed = mother
        .submit("/lapor/ikuti", "/lapor/ikuti", &[("code", &code)])
        .await;
    assert!(
        followed.text.contains("KBRI sedang mencari."),
        "{}",
        followed.text
    );
    assert!(
        !followed.text.contains("hubungi KBRI"),
        "what officers write stays with them"
    );
    check("id follow", &followed.text, style);

    // What was handed to a party without an account opens once; a look at the link does not use it up.
    let fields = [
        ("referral_kind", "referral"),
        ("to_name", "LBH Batam"),
        ("purpose", "mohon pendampingan hukum"),
        ("basis", "consent"),
        ("basis_words", "disetujui keluarga, 22-11-2026"),
        ("fields", "number"),
        ("fields", "name"),
        ("due_on", "2026-11-29"),
    ];
    let sent = admin
        .submit(&path, &format!("{path}/referrals"), &fields)
        .await;
    check("id link", &sent.text, style);
    let link = between(&sent.text, "pandu.example.go.id/rujukan/", "<").to_owned();
    let link = format!("/rujukan/{link}");
    let mut party = app.stranger();
    for _ in 0..2 {
        check("id link", &party.get(&link).await.text, style);
    }
    let opened = party.submit(&link, &link, &[]).await;
    assert!(
        opened.text.contains("mohon pendampingan hukum"),
        "{}",
        opened.text
    );
    check("id link", &opened.text, style);
    let again = party.submit(&link, &link, &[]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let letter = [
        ("letter", "B-12/BP3MI/XI/2026"),
        ("addressee", "Kapolda Kepulauan Riau"),
        ("signer", "Rina"),
        ("post", "Kepala BP3MI"),
    ];
    let made = admin
        .submit(&path, &format!("{path}/dossiers"), &letter)
        .await;
    let dossier = admin.get(made.location()).await;
    assert!(
        dossier.text.contains("B-12/BP3MI/XI/2026"),
        "{}",
        dossier.text
    );
    check("id dossier", &dossier.text, style);
    check("id case", &admin.get(&path).await.text, style);
}

#[tokio::test]
async fn whoever_guesses_codes_is_slowed_down_and_learns_nothing() {
    let app = TestApp::start().await;
    let mut guesser = app.stranger();
    let page = guesser.get("/lapor/ikuti").await;
    let token = between(&page.text, "name=\"csrf\" value=\"", "\"").to_owned();
    let mut answered = Vec::new();
    for number in 0..1000 {
        let code = format!("{number:012}");
        let answer = guesser
            .post("/lapor/ikuti", &[("csrf", &token), ("code", &code)])
            .await;
        if answer.status != StatusCode::TOO_MANY_REQUESTS {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            answered.push(answer.text.replace(&code, "").len());
        }
    }
    assert_eq!(answered.len(), 60);
    answered.dedup();
    assert_eq!(answered.len(), 1, "each answer is the same");
}
