//! Two agencies and people who work there.

use access::{
    Action, Context, Permit, Principal,
    testing::{colleague, context},
};
use casework::{Channel, Opening, OpeningForm, PersonForm, Role, WhoForm, service::Officer};
use organisations::{AgencyForm, AgencyKind, service::agencies};
use storage::{Migrations, testing::TestDb};
use uuid::Uuid;

pub const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    casework::MIGRATIONS,
];

pub struct World {
    pub context: Context,
    pub agency: Uuid,
    pub other: Uuid,
}

impl World {
    pub async fn new(test: &TestDb) -> Self {
        let context = context(test);
        let agency = agency(&context, "BP3MI").await;
        let other = self::agency(&context, "Polda").await;
        Self {
            context,
            agency,
            other,
        }
    }

    pub fn principal(&self, account: u128, actions: &[Action]) -> Principal {
        colleague(account, Some(self.agency), actions)
    }

    /// Somebody of the agency.
    pub fn officer(&self, account: u128, actions: &[Action]) -> Officer {
        Officer::of(&self.context, &self.principal(account, actions)).unwrap()
    }

    /// Somebody of the agency who does all the work.
    pub fn worker(&self, account: u128) -> Officer {
        self.officer(
            account,
            &[Action::OpenCases, Action::ReadCases, Action::ManageCases],
        )
    }

    /// Somebody of another agency.
    pub fn stranger(&self) -> Officer {
        let actions = [Action::OpenCases, Action::ReadCases, Action::ManageCases];
        Officer::of(&self.context, &colleague(99, Some(self.other), &actions)).unwrap()
    }
}

async fn agency(context: &Context, name: &str) -> Uuid {
    let form = AgencyForm {
        name: name.into(),
        short_name: name.into(),
        kind: AgencyKind::Protection,
    };
    agencies::create(context, &Permit::system("test"), form)
        .await
        .unwrap()
}

/// A case as it is told at a counter.
pub fn told(danger: &str) -> Opening {
    let form = OpeningForm {
        kind: "complaint".into(),
        phase: "during".into(),
        country: "Kamboja".into(),
        category: "job_fraud".into(),
        danger: danger.into(),
        summary: "Dijanjikan kerja di restoran, paspor ditahan.".into(),
        people: vec![
            PersonForm {
                role: Role::Suspect,
                who: WhoForm {
                    name: "Pak Budi".into(),
                    ..WhoForm::default()
                },
            },
            PersonForm {
                role: Role::Victim,
                who: WhoForm {
                    name: "Siti Aminah".into(),
                    nik: "3507135203900002".into(),
                    passport_no: "C1234567".into(),
                    ..WhoForm::default()
                },
            },
        ],
    };
    form.read(Channel::Counter, jiff::civil::date(2026, 11, 22))
        .unwrap()
}
