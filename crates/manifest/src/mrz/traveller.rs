//! A document read at a desk, as the traveller who shows it.

use super::Mrz;
use crate::Traveller;

impl Mrz {
    /// The bearer as a traveller on a voyage that is not known, for screening.
    pub fn traveller(&self) -> Traveller {
        Traveller {
            name: self.name.clone(),
            sex: self.sex,
            birth_date: self.birth_date,
            nationality: self.nationality,
            nationality_raw: Some(self.nationality_raw.as_str().into()),
            documents: self.documents.clone(),
            raw: self.lines.clone(),
            origin: (&self.place).into(),
            diagnostics: self.diagnostics.clone(),
            ..Traveller::default()
        }
    }
}
