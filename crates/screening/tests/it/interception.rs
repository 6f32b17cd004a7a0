//! Groups met away from a gate, on both engines: sent twice they count once, and everybody in them is a traveller.

use crate::world::{TABLES, World};
use access::{Action, Ask};
use screening::{
    SCREENING,
    interception::{InterceptionForm, Told},
    service::{self, interception},
};
use storage::testing::on_both;

#[tokio::test]
async fn a_group_sent_twice_is_one_group() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let officer = world.officer(1, &[Action::Screen]);
        let ask = Ask::own(&officer, Action::Screen, &SCREENING, "test");
        let permit = officer.permit_on(&context.policies, ask).unwrap();
        let told = |name: &str, age: &str| Told {
            name: name.into(),
            age: age.into(),
            sex: "P".into(),
            destination: "Johor".into(),
            ..Told::default()
        };
        let form = InterceptionForm {
            key: "dari-ponsel-1".into(),
            place: "Dermaga Teluk Mata Ikan".into(),
            nationality: "IDN".into(),
            people: vec![told("SITI", "24"), Told::default(), told("", "16")],
            ..InterceptionForm::default()
        };
        let send = async || {
            interception::report(context, desk, &officer, &permit, form.clone())
                .await
                .unwrap()
        };
        let (first, again) = tokio::join!(send(), send());
        assert_eq!(first, again);
        assert_eq!(send().await, first);
        let met = interception::get(context, &permit, first).await.unwrap();
        let names: Vec<&str> = met.lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["SITI", ""]);
        let latest = service::latest(context, &permit, None).await.unwrap();
        assert_eq!(latest.len(), 2, "nobody was assessed twice");
        assert_eq!(
            interception::latest(context, &permit).await.unwrap().len(),
            1
        );
        let other = InterceptionForm {
            key: "dari-ponsel-2".into(),
            ..form.clone()
        };
        let other = interception::report(context, desk, &officer, &permit, other).await;
        assert_ne!(other.unwrap(), first);
    })
    .await;
}
