//! The words by which a case is sorted: what it is, when in the journey it happened, what the ministry counts it as.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// By which way somebody told of it.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Channel {
        /// Formulir di ponsel, tanpa akun.
        Form = "form",
        /// Langsung di loket.
        Counter = "counter",
        /// Telepon atau WhatsApp.
        Phone = "phone",
        /// Surat atau e-mail.
        Letter = "letter",
        /// Atase atau perwakilan RI.
        Mission = "mission",
        /// Petugas desa, Desa Binaan Imigrasi, Desa Migran Emas.
        Village = "village",
        /// Rujukan dari pemeriksaan keberangkatan.
        Screening = "screening",
        /// Another system, through the programming interface.
        System = "system",
        /// Limpahan atau rujukan instansi lain.
        Referral = "referral",
    }
}

domain::coded! {
    /// What a case is.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = CaseKind)]
    pub enum Kind {
        /// Pengaduan.
        Complaint = "complaint",
        /// Pencegahan keberangkatan nonprosedural.
        Prevention = "prevention",
        /// Dugaan tindak pidana perdagangan orang (UU 21/2007).
        Trafficking = "trafficking",
        /// Dugaan penyelundupan orang (UU 6/2011 art. 120).
        Smuggling = "smuggling",
        /// Orang hilang atau putus komunikasi.
        Missing = "missing",
        /// Pemulangan.
        Return = "return",
        /// Kematian.
        Death = "death",
    }
}

domain::coded! {
    /// When in the journey it happened (UU 18/2017 art. 7: before, during and after work).
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = CasePhase)]
    pub enum Phase {
        /// Sebelum bekerja.
        Before = "before",
        /// Selama bekerja.
        During = "during",
        /// Setelah bekerja.
        After = "after",
    }
}

domain::coded! {
    /// As what the ministry counts it in its yearly reports.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = CaseCategory)]
    pub enum Category {
        /// Penipuan peluang kerja.
        JobFraud = "job_fraud",
        /// Perdagangan orang.
        Trafficking = "trafficking",
        /// Gagal berangkat.
        FailedDeparture = "failed_departure",
        /// Biaya penempatan melebihi struktur biaya.
        Overcharged = "overcharged",
        /// Penahanan dokumen.
        DocumentsHeld = "documents_held",
        /// Pekerjaan tidak sesuai perjanjian.
        OtherWork = "other_work",
        /// Gaji tidak dibayar.
        Unpaid = "unpaid",
        /// Pemutusan hubungan kerja.
        Dismissed = "dismissed",
        /// Kekerasan majikan.
        Violence = "violence",
        /// Pelecehan seksual.
        SexualHarassment = "sexual_harassment",
        /// Penelantaran.
        Abandoned = "abandoned",
        /// Sakit atau depresi.
        Illness = "illness",
        /// Jaminan sosial.
        SocialSecurity = "social_security",
        /// Putus komunikasi.
        NoContact = "no_contact",
        /// Ingin dipulangkan.
        WantsHome = "wants_home",
        /// Deportasi atau repatriasi.
        Deportation = "deportation",
        /// Meninggal dunia.
        Death = "death",
        /// Awak kapal.
        SeaCrew = "sea_crew",
        /// Lainnya.
        Other = "other",
    }
}

domain::coded! {
    /// Whether somebody is in danger, the most urgent first.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Danger {
        /// Bahaya sekarang.
        Now = "now",
        /// Mungkin dalam bahaya.
        Possible = "possible",
        /// Belum diketahui: looked at before what is known to be safe.
        Unknown = "unknown",
        /// Tidak dalam bahaya.
        None = "none",
    }
}

impl Danger {
    /// Days until somebody must have looked at a new case; a standard of service of this program, to be replaced by the procedure
    /// that an agency adopts.
    pub fn days_to_first_look(self) -> i32 {
        match self {
            Self::Now => 0,
            Self::Possible | Self::Unknown => 1,
            Self::None => 3,
        }
    }
}
