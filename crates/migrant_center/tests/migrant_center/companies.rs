//! Names badly spelled, names that are only similar, borrowed numbers, licences that are over; on both engines.

use access::{Permit, testing::context};
use jiff::{SignedDuration, civil::date};
use migrant_center::{NumberAnswer, RegisterAnswer, RegisterState, service};
use organisations::{CompanyForm, LicenceState, service::companies};
use storage::{Migrations, testing::on_both};

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
];

fn form(name: &str, number: &str, licence_state: LicenceState) -> CompanyForm {
    CompanyForm {
        name: name.into(),
        nib: None,
        licence_number: number.into(),
        licence_issued: date(2024, 1, 1),
        licence_until: date(2028, 12, 31),
        licence_state,
    }
}

fn names(answer: &RegisterAnswer) -> Vec<&str> {
    answer
        .similar
        .iter()
        .map(|company| company.name.as_str())
        .collect()
}

#[tokio::test]
async fn the_register_is_asked_by_name_and_by_number() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let permit = Permit::system("test");
        let ask = async |name: &str, number: &str| {
            service::company(&context, Some(name), Some(number))
                .await
                .unwrap()
        };

        let empty = ask("PT Cipta Karya Semesta", "").await;
        assert_eq!(
            (empty.state, empty.as_of),
            (None, None),
            "an empty register says nothing"
        );

        let mut ids = Vec::new();
        for form in [
            form(
                "PT CIPTA KARYA SEMESTA",
                "SIP3MI/002/2024",
                LicenceState::Active,
            ),
            form(
                "PT BINA TENAGA UTAMA",
                "SIP3MI/005/2024",
                LicenceState::Suspended,
            ),
            form(
                "PT SURYA JASA MUTIARA",
                "SIP3MI/006/2024",
                LicenceState::Revoked,
            ),
            CompanyForm {
                licence_until: date(2026, 11, 21),
                ..form(
                    "PT ANUGERAH SUMBER REJEKI",
                    "SIP3MI/004/2024",
                    LicenceState::Active,
                )
            },
        ] {
            ids.push(companies::create(&context, &permit, form).await.unwrap());
        }

        for (name, number, state) in [
            ("PT. Cipta Karya Semesta", "", RegisterState::Active),
            ("cipta karya semesta pt", "", RegisterState::Active),
            ("", "sip3mi 002 2024", RegisterState::Active),
            ("Bina Tenaga Utama", "", RegisterState::Suspended),
            ("Surya Jasa Mutiara", "", RegisterState::Revoked),
            ("Anugerah Sumber Rejeki", "", RegisterState::NotRegistered),
            ("", "SIP3MI/999/2024", RegisterState::NotRegistered),
            ("PT Maju Mundur Abadi", "", RegisterState::NotRegistered),
        ] {
            assert_eq!(
                ask(name, number).await.state,
                Some(state),
                "{name} {number}"
            );
        }

        // A name that is only similar is named as similar and does not pass for licensed.
        for name in [
            "PT Cipta Karya Semestaa",
            "Tjipta Karia Semesta",
            "CiptaKarya Semesta",
            "PT Cipta Karya Semesta Jaya",
            "Cipta Karya",
        ] {
            let answer = ask(name, "").await;
            assert_eq!(answer.state, Some(RegisterState::NotRegistered), "{name}");
            assert_eq!(answer.company, None, "{name}");
            assert_eq!(names(&answer), ["PT CIPTA KARYA SEMESTA"], "{name}");
        }
        assert!(ask("PT Maju Mundur Abadi", "").await.similar.is_empty());

        // A number that is right, that of somebody else, and nobody's.
        let number = async |number| ask("PT Cipta Karya Semesta", number).await;
        assert_eq!(
            number("SIP3MI-002-2024").await.number,
            Some(NumberAnswer::Right)
        );
        let borrowed = number("SIP3MI/005/2024").await;
        assert_eq!(borrowed.number, Some(NumberAnswer::Other));
        assert_eq!(names(&borrowed), ["PT BINA TENAGA UTAMA"]);
        assert_eq!(number("SIP3MI/1").await.number, Some(NumberAnswer::Unknown));
        let unknown = ask("PT Maju Mundur Abadi", "SIP3MI/002/2024").await;
        assert_eq!(unknown.state, Some(RegisterState::NotRegistered));
        assert_eq!(unknown.number, Some(NumberAnswer::Other));

        // The date of the data follows a change.
        test.clock.advance(SignedDuration::from_hours(48));
        let revoked = form(
            "PT CIPTA KARYA SEMESTA",
            "SIP3MI/002/2024",
            LicenceState::Revoked,
        );
        companies::change(&context, &permit, ids[0], revoked)
            .await
            .unwrap();
        let answer = ask("PT Cipta Karya Semesta", "").await;
        assert_eq!(answer.state, Some(RegisterState::Revoked));
        assert_eq!(answer.as_of, Some(date(2026, 11, 24)));
        let other = ask("Bina Tenaga Utama", "").await.company.unwrap();
        assert_eq!(other.as_of, date(2026, 11, 22));
    })
    .await;
}

#[tokio::test]
async fn nothing_and_too_much_are_refused() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let long = "x".repeat(200);
        for (name, number, field) in [
            (None, None, "company"),
            (Some(" . "), Some("-"), "company"),
            (Some(long.as_str()), None, "company"),
            (Some("PT A"), Some(long.as_str()), "licence_number"),
        ] {
            let error = service::company(&context, name, number).await.unwrap_err();
            assert!(
                matches!(error, access::AccessError::Invalid(fault) if fault.field == field),
                "{error}"
            );
        }
    })
    .await;
}
