//! Employers and posts abroad.

use crate::{TABLES, country, fault, permit};
use access::testing::context;
use jiff::civil::date;
use organisations::{
    EmployerForm, EmployerKind, PostForm, PostKind, Verification, Wanted,
    service::{employers, posts},
};
use storage::testing::on_both;

fn employer(name: &str, code: &str) -> EmployerForm {
    EmployerForm {
        name: name.into(),
        country: country(code),
        employer_kind: EmployerKind::Household,
        address: Some("  ".into()),
        verification: Verification::Verified,
        verified_until: Some(date(2026, 6, 30)),
    }
}

#[tokio::test]
async fn employers_of_one_name_and_verifications_that_end() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let id = employers::create(&context, &permit(), employer("Lim Siew Hong", "SGP"))
            .await
            .unwrap();
        employers::create(&context, &permit(), employer("Lim Siew Hong", "MYS"))
            .await
            .unwrap();
        let wanted = Wanted {
            text: "siew".into(),
            country: Some(country("SGP")),
            ..Wanted::default()
        };
        let found = employers::list(&context, &permit(), &wanted).await.unwrap();
        assert_eq!(
            found.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
            [id]
        );
        let form = &found.rows[0].form;
        assert_eq!(form.address, None);
        assert_eq!(
            form.verification_on(date(2026, 6, 30)),
            Verification::Verified
        );
        assert_eq!(
            form.verification_on(date(2026, 7, 1)),
            Verification::Unverified
        );

        let never = EmployerForm {
            verification: Verification::Unverified,
            ..form.clone()
        };
        let changed = employers::change(&context, &permit(), id, never).await;
        assert_eq!(fault(changed), ("verified_until", "not-verified"));
        let problem = EmployerForm {
            verification: Verification::Problem,
            verified_until: None,
            ..form.clone()
        };
        employers::change(&context, &permit(), id, problem.clone())
            .await
            .unwrap();
        assert_eq!(
            employers::get(&context, &permit(), id).await.unwrap().form,
            problem
        );
    })
    .await;
}

#[tokio::test]
async fn posts_open_and_close() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let form = PostForm {
            name: "KDEI Taipei".into(),
            post_kind: PostKind::TradeOffice,
            country: country("TWN"),
            city: "Taipei".into(),
            phone: None,
            labour_attache: true,
            opened: Some(date(1994, 1, 1)),
            closed: None,
        };
        let id = posts::create(&context, &permit(), form.clone())
            .await
            .unwrap();
        assert_eq!(
            fault(posts::create(&context, &permit(), form.clone()).await),
            ("name", "taken")
        );
        let early = PostForm {
            closed: Some(date(1990, 1, 1)),
            ..form.clone()
        };
        assert_eq!(
            fault(posts::change(&context, &permit(), id, early).await),
            ("closed", "until-before")
        );
        let closed = PostForm {
            closed: Some(date(2026, 11, 22)),
            ..form
        };
        posts::change(&context, &permit(), id, closed.clone())
            .await
            .unwrap();
        let read = posts::get(&context, &permit(), id).await.unwrap().form;
        assert_eq!(read, closed);
        assert!(read.open_on(date(2026, 11, 22)) && !read.open_on(date(2026, 11, 23)));
    })
    .await;
}
