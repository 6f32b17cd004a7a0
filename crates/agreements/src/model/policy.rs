//! The Cedar policies that the schedules of an agreement compile to: one `permit` a schedule, with both ends of its time.

use super::{Document, Schedule};
use jiff::Timestamp;
use std::fmt::Write;

/// The policies of an agreement that is open from a moment to another, as Cedar text; the same words and moments give the same
/// text. Empty if it opens no data.
pub fn policy(document: &Document, opens: Timestamp, closes: Timestamp) -> String {
    let mut text = String::new();
    for schedule in &document.schedules {
        // Writing to a string cannot fail.
        let _ = write(&mut text, schedule, opens, closes);
    }
    text
}

fn write(
    text: &mut String,
    schedule: &Schedule,
    opens: Timestamp,
    closes: Timestamp,
) -> std::fmt::Result {
    let fields: Vec<String> = (schedule.fields.iter())
        .map(|shared| quoted(&format!("{}.{}", shared.field, shared.transform.code())))
        .collect();
    writeln!(text, "@id({})", quoted(&schedule.key))?;
    writeln!(
        text,
        "permit (principal, action == Action::\"exchange.use\", resource)"
    )?;
    writeln!(text, "when {{")?;
    writeln!(
        text,
        "    principal has agency && principal.agency == Agency::{} &&",
        quoted(&schedule.consumer.to_string())
    )?;
    writeln!(
        text,
        "    resource.agency == Agency::{} &&",
        quoted(&schedule.provider.to_string())
    )?;
    writeln!(text, "    resource.kind == {} &&", quoted(&schedule.kind))?;
    writeln!(
        text,
        "    context.purpose == {} &&",
        quoted(&schedule.purpose.code)
    )?;
    writeln!(
        text,
        "    [{}].containsAll(context.fields) &&",
        fields.join(", ")
    )?;
    writeln!(text, "    datetime(\"{opens:.3}\") <= context.now &&")?;
    // Cut off like the time of a question: what ends within a millisecond ends at its beginning.
    writeln!(text, "    context.now < datetime(\"{closes:.3}\")")?;
    writeln!(text, "}};")
}

/// A string of Cedar. Codes hold nothing that must be escaped; a document that was tampered with opens nothing more for it.
fn quoted(text: &str) -> String {
    let harmless = |c: &char| c.is_ascii_alphanumeric() || "-_.".contains(*c);
    format!("\"{}\"", text.chars().filter(harmless).collect::<String>())
}
