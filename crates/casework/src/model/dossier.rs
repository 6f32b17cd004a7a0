//! The dossier for the police (PPA-PPO), made from the record: what a reader must be able to rely on, line by line.

use super::{EntryKind, Held, Level, Role};
use domain::{Language, day_in_jakarta};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use uuid::Uuid;

domain::coded! {
    /// A part of a dossier, in its order.
    #[derive(Serialize, Deserialize)]
    pub enum Section {
        /// Pokok perkara.
        Matter = "matter",
        /// Korban.
        Victims = "victims",
        /// Terduga pelaku.
        Suspects = "suspects",
        /// Saksi, keluarga, pelapor.
        Others = "others",
        /// Kronologi.
        Chronology = "chronology",
        /// Keterangan.
        Statements = "statements",
    }
}

/// A line of a dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// In which part.
    pub section: Section,
    /// What it says.
    pub text: String,
}

/// A dossier as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dossier {
    /// Identifier.
    pub id: Uuid,
    /// The case.
    pub case: Uuid,
    /// The number of the letter.
    pub letter: String,
    /// To whom.
    pub addressee: String,
    /// Who signs.
    pub signer: String,
    /// As what.
    pub post: String,
    /// All that is said, also what an earlier one said already.
    pub content: Vec<Line>,
    /// When it was made.
    pub made_at: Stamp,
    /// By which officer.
    pub made_by: String,
}

/// What a supplement says: what came, and what no longer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Lines that are new.
    pub added: Vec<Line>,
    /// Lines of the dossier before that are no longer said.
    pub gone: Vec<Line>,
}

impl Dossier {
    /// What differs from the dossier before.
    pub fn since(&self, before: &Self) -> Difference {
        let missing = |of: &[Line], than: &[Line]| -> Vec<Line> {
            of.iter()
                .filter(|line| !than.contains(line))
                .cloned()
                .collect()
        };
        Difference {
            added: missing(&self.content, &before.content),
            gone: missing(&before.content, &self.content),
        }
    }
}

/// What a dossier of a case says: shared entries only, nobody who was struck out, and not who told. In Indonesian, the language of the
/// letter.
pub(crate) fn lines_of(held: &Held) -> Vec<Line> {
    let case = &held.case;
    let line = |section, text: String| Line { section, text };
    let mut lines = vec![
        line(Section::Matter, case.summary.clone()),
        line(
            Section::Matter,
            format!(
                "Kasus dibuka: {}",
                day_in_jakarta(case.opened_at.timestamp())
            ),
        ),
    ];
    if let Some(country) = case.country {
        lines.push(line(
            Section::Matter,
            format!("Negara: {}", country.name(Language::Id)),
        ));
    }
    for person in held.people.iter().filter(|person| person.struck.is_none()) {
        // Who told is known to the agency; a dossier goes through many hands.
        if person.role == Role::Reporter {
            let text = "Pelapor: identitas disimpan oleh instansi pengirim".to_owned();
            lines.push(line(Section::Others, text));
            continue;
        }
        let who = &person.who;
        let (section, role) = match person.role {
            Role::Victim => (Section::Victims, ""),
            Role::Suspect => (Section::Suspects, ""),
            Role::Family => (Section::Others, " (keluarga)"),
            Role::Reporter | Role::Witness => (Section::Others, " (saksi)"),
        };
        let facts = [
            ("lahir", who.birth_date.map(|date| date.to_string())),
            ("NIK", who.nik.clone()),
            ("paspor", who.passport_no.clone()),
            (
                "telepon",
                who.phone.as_ref().map(|phone| format!("+{phone}")),
            ),
        ];
        let facts: String = facts
            .into_iter()
            .filter_map(|(name, value)| Some(format!(", {name} {}", value?)))
            .collect();
        lines.push(line(section, format!("{}{role}{facts}", who.name)));
    }
    let shared = held
        .entries
        .iter()
        .filter(|entry| entry.level == Level::Shared);
    let mut events: Vec<(String, Line)> = Vec::new();
    for entry in shared {
        match (entry.kind, entry.happened) {
            (EntryKind::Event, Some(on)) => {
                let text = format!("{on}: {}", entry.words);
                events.push((on.to_string(), line(Section::Chronology, text)));
            }
            (EntryKind::Statement, _) => {
                let name = held
                    .people
                    .iter()
                    .find(|person| Some(person.id) == entry.person);
                let name = name.map_or("—", |person| person.who.name.as_str());
                lines.push(line(
                    Section::Statements,
                    format!("{name}: {}", entry.words),
                ));
            }
            _ => {}
        }
    }
    events.sort_by(|a, b| a.0.cmp(&b.0));
    lines.extend(events.into_iter().map(|(_, line)| line));
    lines.sort_by_key(|line| line.section);
    lines
}
