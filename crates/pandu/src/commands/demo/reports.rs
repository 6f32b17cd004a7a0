//! What a few invented people told, so that the inbox of the demo is not empty.

use crate::{exit::Failure, server::of_access};
use access::Context;
use casework::{Reception, ReportForm, service::report_in_public};
use uuid::Uuid;

/// Danger, of whom, when in the journey, country, who it happened to, what was told.
const TOLD: [[&str; 6]; 4] = [
    [
        "now",
        "family",
        "during",
        "Kamboja",
        "Rina Wati",
        "Adik saya dijanjikan kerja di restoran. Sekarang ia disekap di sebuah ruko dan dipaksa menipu orang lewat telepon. Paspornya diambil.",
    ],
    [
        "possible",
        "me",
        "before",
        "Malaysia",
        "",
        "Saya ditawari kerja di Johor tanpa kontrak, berangkat minggu depan lewat Batam. Katanya visa diurus di sana.",
    ],
    [
        "none",
        "me",
        "after",
        "Taiwan",
        "",
        "Gaji dua bulan terakhir belum dibayar sampai saya pulang.",
    ],
    [
        "unknown",
        "other",
        "during",
        "Kamboja",
        "Wati Rina",
        "Tetangga saya tidak bisa dihubungi sejak sebulan. Terakhir ia bilang bekerja di sebuah ruko.",
    ],
];

/// Tells all of it to an agency.
pub(super) async fn tell(context: &Context, agency: Uuid) -> Result<(), Failure> {
    let reception = Reception::new(Some(agency));
    for (number, [danger, about, phase, country, victim, words]) in TOLD.into_iter().enumerate() {
        let form = ReportForm {
            once: format!("demo-report-{number}"),
            danger: danger.into(),
            words: words.into(),
            about: about.into(),
            phase: phase.into(),
            country: country.into(),
            victim_name: victim.into(),
            phone: "0812 0000 0000".into(),
            way: "message".into(),
            times: "malam, setelah pukul 21".into(),
            pretext: "toko pulsa".into(),
            ..ReportForm::default()
        };
        report_in_public(context, &reception, &form)
            .await
            .map_err(of_access)?;
    }
    Ok(())
}
