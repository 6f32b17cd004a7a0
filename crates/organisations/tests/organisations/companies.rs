//! Placement companies and recruitment permits.

use crate::{TABLES, country, fault, permit};
use access::testing::context;
use access::{AccessError, Action, service::history};
use jiff::civil::date;
use journal::Value;
use organisations::{
    CompanyForm, EmployerForm, EmployerKind, LicenceState, ROWS, RecruitmentForm, Verification,
    Wanted,
    service::{companies, employers},
};
use storage::{snapshot, testing::on_both};

fn company(number: usize) -> CompanyForm {
    CompanyForm {
        name: format!("PT Harapan Insan {number:03}"),
        nib: None,
        licence_number: format!("SIP3MI/{number}"),
        licence_issued: date(2024, 1, 1),
        licence_until: date(2028, 12, 31),
        licence_state: LicenceState::Active,
    }
}

fn wanted(text: &str, state: &str, page: u32) -> Wanted {
    Wanted {
        text: text.into(),
        state: state.into(),
        country: None,
        page,
    }
}

#[tokio::test]
async fn a_company_is_found_by_its_name_and_keeps_its_history() {
    on_both(TABLES, async |test| {
        let context = context(test);
        for number in 0..ROWS + 3 {
            companies::create(&context, &permit(), company(number))
                .await
                .unwrap();
        }
        let list = async |wanted| companies::list(&context, &permit(), &wanted).await.unwrap();
        let first = list(wanted("", "", 0)).await;
        assert_eq!((first.rows.len(), first.more), (ROWS, true));
        let last = list(wanted("", "", 1)).await;
        assert_eq!((last.rows.len(), last.more), (3, false));
        let found = list(wanted("insan, 007", "", 0)).await;
        assert_eq!(found.rows.len(), 1);
        let id = found.rows[0].id;
        assert!(
            list(wanted("%", "", 0)).await.rows.len() == ROWS,
            "a sign is no letter"
        );
        assert!(list(wanted("007", "revoked", 0)).await.rows.is_empty());

        let revoked = CompanyForm {
            licence_state: LicenceState::Revoked,
            ..company(7)
        };
        companies::change(&context, &permit(), id, revoked.clone())
            .await
            .unwrap();
        // Saying the same again is no event.
        companies::change(&context, &permit(), id, revoked.clone())
            .await
            .unwrap();
        assert_eq!(list(wanted("", "revoked", 0)).await.rows[0].form, revoked);
        let happened = history::of_record(&context, &permit(), Action::ReadAgencies, "company", id)
            .await
            .unwrap();
        let actions: Vec<&str> = happened.iter().map(|item| item.action.as_str()).collect();
        assert_eq!(actions, ["company.change", "company.create"]);
        let before = Value::Known {
            before: Some("\"active\"".into()),
            after: Some("\"revoked\"".into()),
        };
        assert_eq!(happened[0].fields, [("licence_state".to_owned(), before)]);
    })
    .await;
}

#[tokio::test]
async fn no_two_companies_share_a_name_or_a_licence() {
    on_both(TABLES, async |test| {
        let context = context(test);
        companies::create(&context, &permit(), company(1))
            .await
            .unwrap();
        let same_name = CompanyForm {
            name: "harapan insan 001, PT.".into(),
            ..company(2)
        };
        assert_eq!(
            fault(companies::create(&context, &permit(), same_name).await),
            ("name", "taken")
        );
        let same_licence = CompanyForm {
            licence_number: "SIP3MI/1".into(),
            ..company(2)
        };
        assert_eq!(
            fault(companies::create(&context, &permit(), same_licence).await),
            ("licence_number", "taken")
        );
        let names = snapshot!(context.db, |tx| companies::by_name(tx).await).unwrap();
        assert_eq!(names.keys().collect::<Vec<_>>(), ["HARAPAN INSAN 001"]);
    })
    .await;
}

#[tokio::test]
async fn a_recruitment_permit_is_for_an_employer_of_its_country() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let id = companies::create(&context, &permit(), company(1))
            .await
            .unwrap();
        let employer = EmployerForm {
            name: "CHEN SHU FEN".into(),
            country: country("TWN"),
            employer_kind: EmployerKind::Household,
            address: None,
            verification: Verification::Verified,
            verified_until: Some(date(2027, 1, 1)),
        };
        let employer = employers::create(&context, &permit(), employer)
            .await
            .unwrap();
        let form = |country_code| RecruitmentForm {
            number: "SIP2MI/1".into(),
            country: country(country_code),
            employer: Some(employer),
            position: "Caregiver".into(),
            quota: 2,
            issued: date(2026, 1, 1),
            until: date(2026, 12, 31),
        };
        let create =
            async |form| companies::create_recruitment(&context, &permit(), id, form).await;
        assert_eq!(
            fault(create(form("HKG")).await),
            ("employer", "employer-country")
        );
        let made = create(form("TWN")).await.unwrap();
        assert_eq!(fault(create(form("TWN")).await), ("number", "taken"));
        let unknown = RecruitmentForm {
            employer: Some(id),
            number: "2".into(),
            ..form("TWN")
        };
        assert_eq!(fault(create(unknown).await), ("employer", "unknown"));

        let more = RecruitmentForm {
            quota: 5,
            ..form("TWN")
        };
        companies::change_recruitment(&context, &permit(), made, more.clone())
            .await
            .unwrap();
        let (_, permits) = companies::get(&context, &permit(), id).await.unwrap();
        assert_eq!(permits.len(), 1);
        assert_eq!(permits[0].form, more);
        let missing =
            companies::create_recruitment(&context, &permit(), employer, form("TWN")).await;
        assert!(matches!(missing, Err(AccessError::NotFound)));
    })
    .await;
}
