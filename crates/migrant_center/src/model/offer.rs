//! What somebody was promised, as they tell it. Everything may be left out.

use domain::Country;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// Kinds of work, as the pages ask for them. The first ten are those of *Peraturan BP2MI 9/2020*.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Job {
        /// Pengurus rumah tangga.
        Domestic = "domestic",
        /// Pengasuh bayi.
        BabyCare = "baby_care",
        /// Pengasuh lanjut usia.
        ElderlyCare = "elderly_care",
        /// Juru masak.
        Cook = "cook",
        /// Supir keluarga.
        Driver = "driver",
        /// Perawat taman.
        Gardener = "gardener",
        /// Pengasuh anak.
        ChildCare = "child_care",
        /// Petugas kebersihan.
        Cleaner = "cleaner",
        /// Petugas ladang atau perkebunan.
        Plantation = "plantation",
        /// Awak kapal perikanan migran.
        Fishing = "fishing",
        /// Pabrik.
        Factory = "factory",
        /// Bangunan.
        Construction = "construction",
        /// Perawat di rumah sakit atau panti.
        Nursing = "nursing",
        /// Hotel, restoran, toko.
        Hospitality = "hospitality",
        /// Kerja lewat internet: layanan pelanggan, admin, operator.
        Online = "online",
        /// Anything else.
        Other = "other",
    }
}

domain::coded! {
    /// Who offers the work.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Recruiter {
        /// A government programme (G to G), by a labour office or BP3MI.
        Government = "government",
        /// The office of a company.
        Company = "company",
        /// Somebody who says they are from a company.
        Agent = "agent",
        /// The employer abroad.
        Employer = "employer",
        /// A private person: broker, *sponsor*, neighbour, relative.
        Person = "person",
        /// Somebody on social media or by messages.
        Online = "online",
    }
}

domain::coded! {
    /// With which visa.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Visa {
        /// To work.
        Work = "work",
        /// To visit or travel, or entry without a visa.
        Visit = "visit",
        /// For pilgrimage (umrah, ziarah).
        Pilgrimage = "pilgrimage",
        /// To study or train.
        Study = "study",
        /// None yet: "that is arranged over there".
        Later = "later",
    }
}

domain::coded! {
    /// By which way.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Route {
        /// Through an airport or port with immigration.
        Official = "official",
        /// First to another country, from there onwards.
        ThirdCountry = "third_country",
        /// By boat from a beach or small jetty, or a path over the border.
        Unofficial = "unofficial",
    }
}

domain::coded! {
    /// What somebody else keeps or asks for.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Kept {
        /// The passport.
        Passport = "passport",
        /// Identity or family card, diploma, birth certificate.
        Certificates = "certificates",
        /// A land certificate or vehicle papers.
        Land = "land",
        /// Money as security.
        Deposit = "deposit",
        /// Nude pictures or videos.
        Photos = "photos",
        /// Nothing.
        Nothing = "nothing",
    }
}

domain::coded! {
    /// What an offer is asked about.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Asked {
        /// Who offers it.
        Recruiter = "recruiter",
        /// Name of the company or its licence number.
        Company = "company",
        /// Country of work.
        Country = "country",
        /// Kind of work.
        Job = "job",
        /// Age of who would leave.
        Age = "age",
        /// Pay.
        Pay = "pay",
        /// Money asked before leaving.
        Fee = "fee",
        /// Visa.
        Visa = "visa",
        /// Way.
        Route = "route",
        /// What is kept.
        Keeps = "keeps",
        /// A contract before leaving.
        Contract = "contract",
        /// Registration at the labour office.
        Registered = "registered",
        /// Lies or secrecy.
        Secret = "secret",
        /// An advance or debt.
        Debt = "debt",
        /// Haste.
        Hurry = "hurry",
    }
}

/// What somebody was promised. A member that is left out is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Offer {
    /// Who offers it.
    pub recruiter: Option<Recruiter>,
    /// Name of the company, however it is spelled.
    pub company: Option<String>,
    /// Number of its licence (SIP3MI).
    pub licence_number: Option<String>,
    /// Country of work, ISO 3166-1 alpha-3.
    #[schema(value_type = Option<String>)]
    pub country: Option<Country>,
    /// Kind of work.
    pub job: Option<Job>,
    /// Age of who would leave, in whole years.
    pub age: Option<u32>,
    /// Pay a month, in rupiah.
    pub pay: Option<u64>,
    /// Money asked before leaving, in rupiah; 0 if none is asked.
    pub fee: Option<u64>,
    /// With which visa.
    pub visa: Option<Visa>,
    /// By which way.
    pub route: Option<Route>,
    /// What somebody else keeps or asks for; empty if it was not answered.
    pub keeps: Vec<Kept>,
    /// Whether there is a contract of work before leaving.
    pub contract: Option<bool>,
    /// Whether they were registered at the labour office, LTSA or SIAPkerja.
    pub registered: Option<bool>,
    /// Whether they were told to lie to officers or to hide it from the family.
    pub secret: Option<bool>,
    /// Whether an advance or debt is taken from the pay.
    pub debt: Option<bool>,
    /// Whether they must decide or leave within days.
    pub hurry: Option<bool>,
}

impl Offer {
    /// Whether this was answered.
    pub fn says(&self, asked: Asked) -> bool {
        match asked {
            Asked::Recruiter => self.recruiter.is_some(),
            Asked::Company => self.company.is_some() || self.licence_number.is_some(),
            Asked::Country => self.country.is_some(),
            Asked::Job => self.job.is_some(),
            Asked::Age => self.age.is_some(),
            Asked::Pay => self.pay.is_some(),
            Asked::Fee => self.fee.is_some(),
            Asked::Visa => self.visa.is_some(),
            Asked::Route => self.route.is_some(),
            Asked::Keeps => !self.keeps.is_empty(),
            Asked::Contract => self.contract.is_some(),
            Asked::Registered => self.registered.is_some(),
            Asked::Secret => self.secret.is_some(),
            Asked::Debt => self.debt.is_some(),
            Asked::Hurry => self.hurry.is_some(),
        }
    }

    /// Whether nothing at all was answered.
    pub fn is_empty(&self) -> bool {
        Asked::ALL.iter().all(|asked| !self.says(*asked))
    }
}
