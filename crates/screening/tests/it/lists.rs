//! Lists from their receipt to the queue, on both engines.

use crate::desk::TABLES;
use access::{AccessError, Action, Ask, Context, Permit, testing};
use organisations::{AgencyForm, AgencyKind, service::agencies};
use screening::service::{
    decide,
    folder::{Folder, Looks, look},
    lists::Worker,
    queue::{Queue, Wanted, queue},
    receive::{self, Received},
};
use screening::{
    Desk, Intake, Opening, Outcome, Presence, SCREENING, Sharing, Standing, VoyageState, Way,
};
use std::future::{Future, ready};
use std::pin::Pin;
use storage::testing::{TestDb, on_both};
use storage::{Tx, files::Files};
use tokio::sync::watch;
use uuid::Uuid;

/// Agencies that share nothing.
struct Nothing;

impl Sharing for Nothing {
    fn opened<'a>(
        &'a self,
        _: &'a Context,
        _: &'a mut Tx,
        _: &'a access::Principal,
        _: Uuid,
        _: u32,
    ) -> Pin<Box<dyn Future<Output = Result<Option<Opening>, AccessError>> + Send + 'a>> {
        Box::pin(ready(Ok(None)))
    }
}

/// An agency with a desk and an intake.
struct Port {
    context: Context,
    desk: Desk,
    intake: Intake,
    agency: Uuid,
}

impl Port {
    async fn open(test: &TestDb) -> Self {
        let context = testing::context(test);
        let name = format!("BP3MI {}", test.db.ambient().id());
        let form = AgencyForm {
            short_name: name.clone(),
            name,
            kind: AgencyKind::Protection,
        };
        let agency = agencies::create(&context, &Permit::system("test"), form)
            .await
            .unwrap();
        let files = test.folder.path().join(format!("files-{agency}"));
        let files = Files::local(&files, test.db.ambient().clone()).unwrap();
        Self {
            context,
            desk: Desk::new(Box::new(Nothing)).unwrap(),
            intake: Intake::new(files, watch::channel(false).1),
            agency,
        }
    }

    fn permit(&self, action: Action) -> Permit {
        let principal = testing::principal(Some(self.agency), &[action]);
        if action == Action::SendManifests {
            return principal.permit(action, "test").unwrap();
        }
        let ask = Ask::own(&principal, action, &SCREENING, "test");
        principal.permit_on(&self.context.policies, ask).unwrap()
    }

    async fn send(&self, text: &str) -> Received {
        let permit = self.permit(Action::SendManifests);
        let bytes = text.to_owned().into();
        receive::take(
            &self.context,
            &self.intake,
            &permit,
            self.agency,
            Way::Api,
            bytes,
        )
        .await
        .unwrap()
    }

    async fn work(&self) {
        let parts = (self.context.clone(), self.desk.clone(), self.intake.clone());
        let mut worker = Worker::new(parts.0, parts.1, parts.2);
        while worker.step().await.unwrap() {}
    }

    async fn queue(&self) -> Queue {
        let wanted = Wanted {
            all: true,
            ..Wanted::default()
        };
        let permit = self.permit(Action::Screen);
        queue(&self.context, &permit, &wanted).await.unwrap()
    }

    /// Name, presence and standing of everybody.
    async fn told(&self) -> Vec<(String, Presence, Standing)> {
        let mut lines: Vec<_> = self
            .queue()
            .await
            .lines
            .into_iter()
            .map(|line| (line.name, line.presence, line.standing))
            .collect();
        lines.sort_by(|one, two| one.0.cmp(&two.0));
        lines
    }
}

/// A message about GA 820 of this afternoon; the travellers behind the voyage.
fn message(reference: u32, minute: u32, begin: &str, travellers: &str) -> String {
    let segments = format!(
        "UNH+{reference}+PAXLST:D:05B:UN'{begin}'TDT+20+GA820+++GA'LOC+125+CGK'DTM+189:2611221340:201'LOC+87+SIN'{travellers}"
    );
    let count = segments.matches('\'').count() + 1;
    format!(
        "UNB+UNOA:4+GA+IMIID+261122:08{minute:02}+{reference}'{segments}UNT+{count}+{reference}'UNZ+1+{reference}'"
    )
}

const ANI: &str =
    "NAD+FL+++SUHARTI:ANI'ATT+2++F'DTM+329:900512'NAT+2+IDN'RFF+AVF:QX7R2A'DOC+P+X9910101'";
const BUDI: &str =
    "NAD+FL+++SANTOSO:BUDI'ATT+2++M'DTM+329:880101'NAT+2+IDN'RFF+AVF:QX7R2B'DOC+P+X9910102'";

#[tokio::test]
async fn a_list_waits_and_becomes_a_queue() {
    on_both(TABLES, async |test| {
        let port = Port::open(test).await;
        let received = port
            .send(&message(1, 0, "BGM+745", &format!("{ANI}{BUDI}")))
            .await;
        assert!(!received.again);
        assert_eq!((received.reading.travellers, received.waiting), (2, 1));
        let before = port.queue().await;
        assert!(before.lines.is_empty());
        assert!(before.voyages[0].waits);
        assert_eq!(before.voyages[0].leaving.designator, "GA 820");

        port.work().await;
        let after = port.queue().await;
        assert_eq!((after.lines.len(), after.waiting), (2, 0));
        assert!(after.lines.iter().all(|line| line.assessment.is_some()));
        assert_eq!(after.voyages[0].travellers, 2);
        assert_eq!(after.ports.len(), 1);

        // The very same bytes change nothing, and let nothing wait.
        let again = port
            .send(&message(1, 0, "BGM+745", &format!("{ANI}{BUDI}")))
            .await;
        assert_eq!(
            (again.again, again.id, again.waiting),
            (true, received.id, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn changes_in_any_order_come_to_the_same() {
    on_both(TABLES, async |test| {
        let messages = [
            message(1, 0, "BGM+745", &format!("{ANI}{BUDI}")),
            message(2, 10, "BGM+745+XR", BUDI),
            message(3, 30, "BGM+266+CLOB", ANI),
        ];
        let mut told = Vec::new();
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let port = Port::open(test).await;
            for at in order {
                port.send(&messages[at]).await;
                // Whether the worker was faster than the next message makes no difference.
                if at == 1 {
                    port.work().await;
                }
            }
            port.work().await;
            assert_eq!(port.queue().await.voyages[0].state, VoyageState::Closed);
            told.push(port.told().await);
        }
        assert_eq!(told[0].len(), 2);
        assert_eq!(told[0][0].1, Presence::Aboard);
        assert_eq!(
            (told[0][1].1, told[0][1].2),
            (Presence::Withdrawn, Standing::Away)
        );
        assert!(told.iter().all(|other| *other == told[0]), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_decision_stays_when_more_is_received() {
    on_both(TABLES, async |test| {
        let port = Port::open(test).await;
        port.send(&message(1, 0, "BGM+745", ANI)).await;
        port.work().await;
        let first = port.queue().await.lines.remove(0);
        let permit = port.permit(Action::DecideScreening);
        let assessment = first.assessment.unwrap();
        decide(
            &port.context,
            &port.desk,
            &permit,
            assessment,
            Outcome::Defer,
            "paspor rusak",
        )
        .await
        .unwrap();
        // A correction gives another nationality: assessed anew, and still the same passenger with the same decision.
        let corrected = ANI.replace("IDN", "MYS");
        port.send(&message(2, 20, "BGM+745+CP", &corrected)).await;
        port.work().await;
        let second = port.queue().await.lines.remove(0);
        assert_eq!(second.id, first.id);
        assert_ne!(second.assessment, first.assessment);
        assert_eq!(
            (second.outcome, second.standing),
            (Some(Outcome::Defer), Standing::Decided)
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_the_same_is_not_written_again() {
    on_both(TABLES, async |test| {
        let port = Port::open(test).await;
        port.send(&message(1, 0, "BGM+745", ANI)).await;
        port.work().await;
        let first = port.queue().await.lines.remove(0);
        // The same traveller in another envelope: the voyage is read again, and nothing is new.
        port.send(&message(2, 20, "BGM+745", ANI)).await;
        port.work().await;
        assert_eq!(
            port.queue().await.lines.remove(0).assessment,
            first.assessment
        );
    })
    .await;
}

#[tokio::test]
async fn a_damaged_message_is_read_as_far_as_it_goes() {
    on_both(TABLES, async |test| {
        let port = Port::open(test).await;
        let whole = message(1, 0, "BGM+745", &format!("{ANI}{BUDI}"));
        let cut = &whole[..whole.find("SANTOSO").unwrap() + 3];
        let received = port.send(cut).await;
        assert!(
            received
                .reading
                .notices
                .iter()
                .any(|notice| notice.level == "error")
        );
        let answer = receive::answer(&port.context, &received);
        assert!(answer.contains("ERC+108'"), "{answer}");
        assert!(!answer.contains("SUHARTI"), "{answer}");
        port.work().await;
        let names: Vec<String> = port.told().await.into_iter().map(|line| line.0).collect();
        assert!(names.contains(&"ANI SUHARTI".to_owned()), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn nobody_sees_the_lists_of_others() {
    on_both(TABLES, async |test| {
        let (one, two) = (Port::open(test).await, Port::open(test).await);
        let received = one.send(&message(1, 0, "BGM+745", ANI)).await;
        one.work().await;
        assert!(two.queue().await.voyages.is_empty());
        let permit = two.permit(Action::SendManifests);
        let found = receive::get(&two.context, &permit, received.id).await;
        assert!(matches!(found, Err(AccessError::NotFound)));
        let wanted = Wanted {
            voyage: Some(one.queue().await.voyages[0].id),
            ..Wanted::default()
        };
        let seen = queue(&two.context, &two.permit(Action::Screen), &wanted).await;
        assert!(matches!(seen, Err(AccessError::NotFound)));
        let bytes = "nama,paspor\nSARI,X1\n".into();
        let foreign = receive::take(
            &two.context,
            &two.intake,
            &permit,
            one.agency,
            Way::Api,
            bytes,
        );
        assert!(matches!(foreign.await, Err(AccessError::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn a_folder_is_emptied_file_by_file() {
    on_both(TABLES, async |test| {
        let port = Port::open(test).await;
        let folder = Folder {
            path: test.folder.path().join("lists"),
            agency: port.agency,
        };
        let mut looks = Looks::default();
        let mut taken = async || {
            look(&port.context, &port.intake, &folder, &mut looks)
                .await
                .unwrap()
        };
        assert_eq!(taken().await, 0);
        let write = |name: &str, text: &str| std::fs::write(folder.path.join(name), text).unwrap();
        write("ga820.edi", &message(1, 0, "BGM+745", ANI));
        write("logo.pdf", "%PDF-1.7");
        write("later.csv.part", "nama\nSARI\n");
        assert_eq!(taken().await, 0, "a file may still be written");
        write("logo.pdf", "%PDF-1.7 and more");
        assert_eq!(taken().await, 1);
        assert_eq!(taken().await, 1);
        assert_eq!(taken().await, 0);
        let names = |place: &str| -> Vec<String> {
            let mut names: Vec<String> = std::fs::read_dir(folder.path.join(place))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        let done = names("done");
        assert_eq!(done.len(), 3, "{done:?}");
        assert!(done[0].ends_with("ga820.edi") && done[1].ends_with(".cusres.edi"));
        let report = std::fs::read_to_string(folder.path.join("done").join(&done[2])).unwrap();
        assert!(
            report.contains("1 messages, 1 travellers, 1 voyages"),
            "{report}"
        );
        assert_eq!(names("refused").len(), 2);
        assert!(folder.path.join("later.csv.part").exists());
        port.work().await;
        assert_eq!(port.told().await.len(), 1);
    })
    .await;
}
