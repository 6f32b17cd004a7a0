//! Three agencies with an officer each, and a kind of record of this test alone.

use access::{
    Action, Context, Found, Permit, Principal, Source, Sources, Subject, testing::principal,
};
use agreements::{
    model::{Assessment, Proposed, Purpose, Quota, Schedule, SharedField, Template, Term},
    service::{Officer, draft},
};
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform, Value},
};
use futures_util::{FutureExt, future::BoxFuture};
use organisations::{AgencyForm, AgencyKind};
use storage::{Migrations, Tx, testing::TestDb};
use uuid::Uuid;

pub const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    agreements::MIGRATIONS,
];

pub static SAILOR: RecordKind = RecordKind {
    code: "sailor",
    name: Wording::fixed("Pelaut", "Sailor"),
    fields: &[
        Field {
            code: "name",
            name: Wording::fixed("Nama", "Name"),
            form: Form::Name,
            example: "Budi Santoso",
            transforms: &[Transform::Full, Transform::Initials],
        },
        Field {
            code: "born",
            name: Wording::fixed("Lahir", "Born"),
            form: Form::Date,
            example: "1990-03-12",
            transforms: &[Transform::Full, Transform::YearOnly],
        },
        Field {
            code: "book",
            name: Wording::fixed("Buku pelaut", "Seaman's book"),
            form: Form::Number,
            example: "E1234567",
            transforms: &[Transform::LastFour, Transform::YesNo],
        },
    ],
};

/// Holds one sailor, of one agency, whom whoever may ask finds by identifier.
pub struct Sailors {
    pub agency: Uuid,
    pub record: Uuid,
}

impl Source for Sailors {
    fn kind(&self) -> &'static RecordKind {
        &SAILOR
    }

    fn read<'a>(
        &'a self,
        _: &'a mut Tx,
        permit: &'a Permit,
        subject: &'a Subject,
        fields: &'a [&'static str],
    ) -> BoxFuture<'a, Result<Vec<Found>, access::AccessError>> {
        async move {
            let scope = permit.opens(Action::UseExchange, &SAILOR)?;
            let own = scope.is_none_or(|scope| scope.agency == self.agency);
            if !own || *subject != Subject::Record(self.record) {
                return Ok(Vec::new());
            }
            let all = [
                ("name", Value::read(Form::Name, "Siti Aminah")),
                ("born", Value::read(Form::Date, "1988-07-01")),
            ];
            let asked = all.into_iter().filter(|(code, _)| fields.contains(code));
            Ok(vec![Found {
                id: self.record,
                person: self.record,
                agency: Some(self.agency),
                sealed: false,
                values: asked
                    .filter_map(|(code, value)| Some((code, value?)))
                    .collect(),
            }])
        }
        .boxed()
    }
}

pub struct World {
    pub context: Context,
    pub sailor: Uuid,
    pub bp3mi: Principal,
    pub polda: Principal,
    pub other: Principal,
}

/// All that an officer of agreements may do, and an administrator.
const ALL: &[Action] = &[
    Action::ReadAgreements,
    Action::DraftAgreements,
    Action::SignAgreements,
    Action::UseExchange,
    Action::ManageAgencies,
];

impl World {
    pub async fn new(test: &TestDb) -> Self {
        let mut context = access::testing::context(test);
        let admin = Permit::system("test");
        let mut agencies = Vec::new();
        for (name, short_name, kind) in [
            (
                "BP3MI Kepulauan Riau",
                "BP3MI Kepri",
                AgencyKind::Protection,
            ),
            (
                "Kepolisian Daerah Kepulauan Riau",
                "Polda Kepri",
                AgencyKind::Police,
            ),
            ("Pemerintah Kota Batam", "Pemko Batam", AgencyKind::Local),
        ] {
            let form = AgencyForm {
                name: name.into(),
                short_name: short_name.into(),
                kind,
            };
            let made = organisations::service::create(&context, &admin, form).await;
            agencies.push(principal(Some(made.unwrap()), ALL));
        }
        let [bp3mi, polda, other] = agencies.try_into().unwrap();
        let sailor = Uuid::from_u128(4711);
        let source = Sailors {
            agency: Principal::agency(&bp3mi).unwrap(),
            record: sailor,
        };
        context.sources = Sources::new(vec![Box::new(source)]);
        Self {
            context,
            sailor,
            bp3mi,
            polda,
            other,
        }
    }

    /// A PKS under nothing, for the year 2026, as a draft of the first agency.
    pub async fn draft(&self, template: &str, parent: Option<Uuid>) -> Uuid {
        let new = draft::NewAgreement {
            template: Template::find(template).unwrap(),
            parent,
            first: self.bp3mi.agency().unwrap(),
            second: self.polda.agency().unwrap(),
            region: "Kepulauan Riau".into(),
            term: Term {
                begins: "2026-12-01".parse().unwrap(),
                ends: "2026-12-31".parse().unwrap(),
                zone: "Asia/Jakarta".into(),
            },
        };
        draft::create(&self.context, &drafts(&self.bp3mi), new)
            .await
            .unwrap()
    }

    /// All that a draft lacks: numbers, signatories, a schedule with its assessment.
    pub async fn fill(&self, id: Uuid, with_schedule: bool) {
        for (base, side) in (1_u32..).zip([&self.bp3mi, &self.polda]) {
            let view = agreements::service::view::get(&self.context, &reads(&self.bp3mi), id)
                .await
                .unwrap();
            let mut party = view.document.party(side.agency().unwrap()).unwrap().clone();
            party.number = format!("PKS.{base}/2026");
            party.signatory = format!("Kepala {base}");
            party.position = "Kepala".into();
            self.adopt(id, Proposed::Party { party }).await;
        }
        if with_schedule {
            let schedule = Some(Box::new(self.schedule()));
            let key = "sailor-1".to_owned();
            self.adopt(id, Proposed::Schedule { key, schedule }).await;
        }
    }

    pub fn schedule(&self) -> Schedule {
        Schedule {
            key: "sailor-1".into(),
            clause: "pertukaran-data".into(),
            provider: self.bp3mi.agency().unwrap(),
            consumer: self.polda.agency().unwrap(),
            kind: "sailor".into(),
            purpose: Purpose {
                code: "dvi".into(),
                words: Wording::new("identifikasi korban", "identification of victims"),
            },
            fields: vec![
                SharedField {
                    field: "name".into(),
                    transform: Transform::Initials,
                },
                SharedField {
                    field: "born".into(),
                    transform: Transform::YearOnly,
                },
            ],
            quota: Quota {
                per_day: 3,
                in_all: 5,
            },
            retention_days: 30,
            assessment: Some(Assessment {
                number: "PD-1/2026".into(),
                made_on: "2026-11-01".parse().unwrap(),
                officer: "Pejabat PDP".into(),
                risks: "Pengenalan kembali".into(),
                measures: "Hanya inisial".into(),
            }),
        }
    }

    /// Proposes for the first agency; where the second must agree, it does.
    pub async fn adopt(&self, id: Uuid, proposed: Proposed) {
        let version = self.version(id).await;
        let state = draft::propose(
            &self.context,
            &drafts(&self.bp3mi),
            id,
            version,
            proposed,
            "",
        )
        .await;
        if state.unwrap() == agreements::model::ProposalState::Open {
            let view = agreements::service::view::get(&self.context, &reads(&self.bp3mi), id)
                .await
                .unwrap();
            let newest = view.proposals.first().unwrap().id;
            draft::agree(&self.context, &drafts(&self.polda), id, newest, version)
                .await
                .unwrap();
        }
    }

    pub async fn version(&self, id: Uuid) -> u32 {
        let view = agreements::service::view::get(&self.context, &reads(&self.bp3mi), id).await;
        view.unwrap().record.version
    }

    pub async fn standing(&self, id: Uuid) -> agreements::model::Standing {
        let view = agreements::service::view::get(&self.context, &reads(&self.bp3mi), id).await;
        view.unwrap().standing
    }

    /// Shared, fixed and signed by both.
    pub async fn sign(&self, id: Uuid) {
        draft::share(&self.context, &drafts(&self.bp3mi), id)
            .await
            .unwrap();
        let version = self.version(id).await;
        draft::fix(&self.context, &drafts(&self.polda), id, version)
            .await
            .unwrap();
        for side in [&self.bp3mi, &self.polda] {
            let confirmed = access::testing::confirmed(side);
            agreements::service::sign::sign(&self.context, &signs(side), &confirmed, id, version)
                .await
                .unwrap();
        }
    }
}

pub fn reads(principal: &Principal) -> Officer {
    Officer::of(principal, Action::ReadAgreements).unwrap()
}

pub fn drafts(principal: &Principal) -> Officer {
    Officer::of(principal, Action::DraftAgreements).unwrap()
}

pub fn signs(principal: &Principal) -> Officer {
    Officer::of(principal, Action::SignAgreements).unwrap()
}
