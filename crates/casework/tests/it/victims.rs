//! What is done for victims.

use crate::world::{TABLES, World, told};
use access::AccessError;
use casework::{
    Role,
    service::{self, Officer, victim},
    victim::{
        Conclusion, ConsentForm, IdentificationForm, Leaving, MassTable, ServiceForm, ShelterForm,
        StayForm,
    },
};
use storage::testing::on_both;
use uuid::Uuid;

/// A case with its victim and its suspect.
async fn case(world: &World, officer: &Officer) -> (Uuid, Uuid, Uuid) {
    let context = &world.context;
    let id = service::open(context, officer.opening().unwrap(), told("now"))
        .await
        .unwrap();
    let held = service::get(context, officer, id).await.unwrap();
    let of = |role| held.people.iter().find(|one| one.role == role).unwrap().id;
    (id, of(Role::Victim), of(Role::Suspect))
}

fn conflict<T: std::fmt::Debug>(result: Result<T, AccessError>) -> &'static str {
    match result {
        Err(AccessError::Conflict(message)) => message,
        other => panic!("{other:?}"),
    }
}

fn fault<T: std::fmt::Debug>(result: Result<T, AccessError>) -> &'static str {
    match result {
        Err(AccessError::Invalid(fault)) => fault.field,
        other => panic!("{other:?}"),
    }
}

fn talk(yes: &[&str]) -> IdentificationForm {
    IdentificationForm {
        child: false,
        answers: yes.iter().map(|id| ((*id).to_owned(), true)).collect(),
        elements: Default::default(),
        conclusion: String::new(),
        reason: String::new(),
    }
}

#[tokio::test]
async fn a_later_talk_counts_and_the_earlier_one_stays() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let (id, person, suspect) = case(&world, &officer).await;
        let signs = [
            "deceived-work",
            "deceived-wages",
            "work-hours",
            "work-pay",
            "held-documents",
            "held-debt",
        ];
        let first = victim::identify(context, &officer, id, person, &talk(&signs))
            .await
            .unwrap();
        assert_eq!(first.conclusion, Conclusion::PresumedVictim);
        let second = victim::identify(context, &officer, id, person, &talk(&signs[..2]))
            .await
            .unwrap();
        assert_eq!(second.conclusion, Conclusion::AskFurther);

        let seen = victim::get(context, &officer, id, person).await.unwrap();
        assert_eq!(seen.identifications, [second, first]);
        let all = victim::overview(context, &officer, id).await.unwrap();
        assert_eq!(all.victims.len(), 1, "a suspect is no victim");
        assert_eq!(all.victims[0].conclusion, Some(Conclusion::AskFurther));

        for (officer, person) in [(&officer, suspect), (&world.stranger(), person)] {
            let looked = victim::get(context, officer, id, person).await;
            assert!(matches!(looked, Err(AccessError::NotFound)), "{looked:?}");
            let asked = victim::identify(context, officer, id, person, &talk(&[])).await;
            assert!(matches!(asked, Err(AccessError::NotFound)), "{asked:?}");
        }
        let unknown = victim::identify(context, &officer, id, person, &talk(&["?"])).await;
        assert_eq!(fault(unknown), "answers");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_passed_on_after_a_consent_was_taken_back() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let (id, person, _) = case(&world, &officer).await;
        let form = ConsentForm {
            recipient_name: "Ditreskrimum Polda Kepri".into(),
            purpose: "investigation".into(),
            what: "Nama dan kronologi.".into(),
            manner: "spoken".into(),
            witness: "Bidan Ratna".into(),
            ..ConsentForm::default()
        };
        let given = victim::give(context, &officer, id, person, &form)
            .await
            .unwrap();
        let of = (id, person, given);
        victim::disclose(context, &officer, of, "Kronologi dua halaman.")
            .await
            .unwrap();
        assert_eq!(
            conflict(victim::told(context, &officer, of, "telepon").await),
            "consent-nothing-to-tell"
        );
        victim::withdraw(context, &officer, of, "").await.unwrap();
        let passed = victim::disclose(context, &officer, of, "Foto paspor.").await;
        assert_eq!(conflict(passed), "consent-ended");
        let again = victim::withdraw(context, &officer, of, "").await;
        assert_eq!(conflict(again), "consent-withdrawn");

        let seen = victim::get(context, &officer, id, person).await.unwrap();
        let [consent] = &seen.consents[..] else {
            panic!("{:?}", seen.consents)
        };
        assert_eq!(consent.disclosed.len(), 1);
        assert!(consent.must_tell());
        victim::told(context, &officer, of, "surat 12/2026")
            .await
            .unwrap();
        let seen = victim::get(context, &officer, id, person).await.unwrap();
        assert!(!seen.consents[0].must_tell());

        // A consent of somebody else is not found here.
        let (other, stranger, _) = case(&world, &officer).await;
        let crossed = victim::disclose(context, &officer, (other, stranger, given), "Foto.").await;
        assert!(matches!(crossed, Err(AccessError::NotFound)), "{crossed:?}");
    })
    .await;
}

#[tokio::test]
async fn two_officers_write_a_service_and_neither_overwrites_unseen() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let (id, person, _) = case(&world, &officer).await;
        let need = ServiceForm {
            kind: "health".into(),
            need: "Luka di lengan.".into(),
            ..ServiceForm::default()
        };
        let service = victim::add_service(context, &officer, id, person, &need)
            .await
            .unwrap();
        let seen = victim::get(context, &officer, id, person).await.unwrap();
        let mut mine = ServiceForm::from(&seen.services[0]);
        let mut theirs = mine.clone();
        (mine.state, mine.provider) = ("arranged".into(), "RSUD Batam".into());
        theirs.result = "sudah diobati".into();
        let of = (id, person, service);
        victim::change_service(context, &officer, of, &mine)
            .await
            .unwrap();
        let late = victim::change_service(context, &world.worker(2), of, &theirs).await;
        assert_eq!(conflict(late), "service-changed");
        let seen = victim::get(context, &officer, id, person).await.unwrap();
        assert_eq!(seen.services[0].provider, "RSUD Batam");
        let all = victim::overview(context, &officer, id).await.unwrap();
        assert_eq!((all.victims[0].open, all.victims[0].ended), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn the_last_bed_is_given_once() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let house = |takes: &str| ShelterForm {
            name: "Rumah Ramah".into(),
            place: "Batam".into(),
            beds: "1".into(),
            takes: takes.into(),
        };
        let shelter = victim::add_shelter(context, &officer, &house("anybody"))
            .await
            .unwrap();
        let men = victim::add_shelter(context, &officer, &house("men"))
            .await
            .unwrap();
        let (id, person, _) = case(&world, &officer).await;
        let lines = (0..8).map(|n| format!("Orang {n}\n")).collect::<String>();
        let table = MassTable::read(lines.as_bytes(), jiff::civil::date(2026, 11, 22)).unwrap();
        victim::take_in(context, &officer, id, &table)
            .await
            .unwrap();
        let all = victim::overview(context, &officer, id).await.unwrap();
        let stay = StayForm {
            reason: "Menunggu pemulangan.".into(),
            needs: String::new(),
        };
        let among_men = victim::admit(context, &officer, (id, person, men), &stay).await;
        assert_eq!(conflict(among_men), "shelter-takes-others");

        let tries = all
            .victims
            .iter()
            .map(|one| victim::admit(context, &officer, (id, one.person.id, shelter), &stay));
        let admitted = futures_util::future::join_all(tries).await;
        assert_eq!(admitted.iter().filter(|one| one.is_ok()).count(), 1);
        for refused in admitted.into_iter().filter(Result::is_err) {
            assert_eq!(conflict(refused), "shelter-full");
        }
        let all = victim::overview(context, &officer, id).await.unwrap();
        let housed = all
            .victims
            .iter()
            .find(|one| one.shelter.is_some())
            .unwrap();
        let of = (id, housed.person.id);
        let nowhere = victim::leave(context, &officer, of, Leaving::Home, "").await;
        assert_eq!(fault(nowhere), "destination");
        victim::leave(context, &officer, of, Leaving::Home, "Desa Sukorejo")
            .await
            .unwrap();
        let twice = victim::leave(context, &officer, of, Leaving::Missing, "").await;
        assert_eq!(conflict(twice), "shelter-stays-nowhere");
        let houses = victim::shelters(context, &officer).await.unwrap();
        assert_eq!(houses.iter().map(|house| house.free()).sum::<i64>(), 2);
        assert!(
            victim::shelters(context, &world.stranger())
                .await
                .unwrap()
                .is_empty()
        );
        victim::close_shelter(context, &officer, shelter, true)
            .await
            .unwrap();
        let closed = victim::admit(context, &officer, (id, person, shelter), &stay).await;
        assert_eq!(conflict(closed), "shelter-full");
    })
    .await;
}

#[tokio::test]
async fn a_compound_of_five_hundred_is_written_once() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, officer) = (&world.context, world.worker(1));
        let (id, ..) = case(&world, &officer).await;
        let mut rows = String::from("DAFTAR WNI\nNo;Nama;JK;Tgl Lahir;No Paspor\n");
        for n in 0..500 {
            rows.push_str(&format!("{n};WARGA {n};L;12-03-1990;C{:07}\n", n + 1));
        }
        rows.push_str("500;SITI AMINAH;P;;C1234567\n501;;P;;\n");
        let today = jiff::civil::date(2026, 11, 22);
        let table = MassTable::read(rows.as_bytes(), today).unwrap();
        let count = |report: &victim::MassReport| {
            use victim::MassOutcome::{Known, Refused, Taken};
            (
                report.count(|outcome| outcome == Taken),
                report.count(|outcome| outcome == Known),
                report.count(|outcome| matches!(outcome, Refused(_))),
            )
        };
        let first = victim::take_in(context, &officer, id, &table)
            .await
            .unwrap();
        assert_eq!(count(&first), (500, 1, 1));
        let again = victim::take_in(context, &officer, id, &table)
            .await
            .unwrap();
        assert_eq!(count(&again), (0, 501, 1));
        let all = victim::overview(context, &officer, id).await.unwrap();
        assert_eq!(all.victims.len(), 501);
    })
    .await;
}
