//! Lists as they come from island ports, and what hostile or careless hands make of lists.

mod golden;
mod odd;
mod workbooks;

use crate::{Manifest, Traveller, Unusable};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);

fn read(text: &str) -> Manifest {
    crate::read(text.as_bytes(), TODAY).unwrap()
}

fn unusable(text: &str) -> Unusable {
    crate::read(text.as_bytes(), TODAY).unwrap_err()
}

fn names(manifest: &Manifest) -> Vec<&str> {
    manifest
        .travellers
        .iter()
        .map(|t| t.name.surname.as_deref().unwrap_or("?"))
        .collect()
}

fn codes(manifest: &Manifest) -> Vec<&'static str> {
    manifest.all_diagnostics().map(|d| d.code).collect()
}

/// A line for each voyage, traveller and diagnostic, as a person compares them.
fn told(manifest: &Manifest) -> String {
    let mut lines = Vec::new();
    let mut voyage = None;
    for traveller in &manifest.travellers {
        if voyage.as_ref() != Some(&&traveller.voyage) {
            lines.push(serde_json::to_string(&traveller.voyage).unwrap());
            voyage = Some(&traveller.voyage);
        }
        lines.push(line(traveller));
    }
    lines.extend(manifest.all_diagnostics().map(ToString::to_string));
    lines.join("\n")
}

fn line(t: &Traveller) -> String {
    let text = |value: Option<&str>| value.unwrap_or("-").to_owned();
    let readings: Vec<String> = t
        .birth_date_readings
        .iter()
        .map(ToString::to_string)
        .collect();
    let born = t
        .birth_date
        .map_or(readings.join(" or "), |date| date.to_string());
    let documents: Vec<String> = t
        .documents
        .iter()
        .map(|d| {
            let issuer = d.issuer.map_or("-".to_owned(), |c| c.to_string());
            let expires = d.expires.map_or("-".to_owned(), |date| date.to_string());
            format!("{:?} {} {issuer} {expires}", d.kind, d.number)
        })
        .collect();
    let port =
        |port: &Option<domain::Port>| port.as_ref().map_or("-".to_owned(), ToString::to_string);
    let mut parts = vec![
        format!("{} {}", t.origin.line.unwrap_or(0), t.role.word()),
        text(t.name.surname.as_deref()),
        text(t.name.given_names.as_deref()),
        text(t.name.title.as_deref()),
        t.sex.map_or("-".to_owned(), |sex| sex.letter().to_string()),
        born,
        text(t.birth_place.as_deref()),
        t.nationality
            .map_or_else(|| text(t.nationality_raw.as_deref()), |c| c.to_string()),
        documents.join(" + "),
        format!("{}>{}", port(&t.embark), port(&t.disembark)),
    ];
    parts.extend(t.booking_reference.iter().map(|r| format!("booking {r}")));
    parts.extend(t.contacts.iter().map(|c| format!("contact {}", c.value)));
    parts.extend(
        t.payments
            .iter()
            .flat_map(|p| &p.payer)
            .map(|p| format!("payer {p}")),
    );
    parts.extend(t.occupation.iter().map(|o| format!("occupation {o}")));
    parts.extend(t.raw.iter().map(|raw| format!("[{raw}]")));
    parts.join(" | ")
}
