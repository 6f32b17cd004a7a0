//! The report on a terminal: the most urgent first, and a summary line.

use super::words;
use crate::model::{Assessment, Screening};
use domain::Language;
use risk::{Action, TripStatus};
use std::io::{self, Write};

/// Travellers with nothing to do are listed only as long as the table stays within so many lines.
const LINES: usize = 60;

/// Prints the table and the summary; at most `most` travellers, where that is given, else everybody with something to do.
///
/// # Errors
/// What the writer reports.
pub fn table(
    screening: &Screening,
    language: Language,
    most: Option<usize>,
    out: &mut impl Write,
) -> io::Result<()> {
    let id = language == Language::Id;
    let urgent = screening
        .assessments
        .iter()
        .filter(|a| a.action != Action::None)
        .count();
    let shown = most
        .unwrap_or_else(|| urgent.max(LINES))
        .min(screening.assessments.len());
    let rows: Vec<[String; 5]> = screening
        .assessments
        .iter()
        .take(shown)
        .map(|a| row(a, language))
        .collect();
    let header = if id {
        [
            "SARAN",
            "STATUS PERJALANAN",
            "NAMA",
            "PERJALANAN",
            "ALASAN UTAMA",
        ]
    } else {
        [
            "ADVICE",
            "STATUS OF THE TRIP",
            "NAME",
            "TRIP",
            "MAIN REASON",
        ]
    }
    .map(str::to_owned);
    let mut widths = [0; 5];
    for row in std::iter::once(&header).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    for row in std::iter::once(&header).chain(&rows) {
        let mut line = String::new();
        for (width, cell) in widths.iter().zip(row) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width + 2 - cell.chars().count()));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    let rest = screening.assessments.len() - shown;
    if rest > 0 {
        let quiet = screening.assessments.len() - urgent.max(shown);
        let words = if id {
            format!("… {rest} penumpang lain, {quiet} tanpa tindakan")
        } else {
            format!("… {rest} more, {quiet} with nothing to do")
        };
        writeln!(out, "{words}")?;
    }
    writeln!(out, "\n{}", summary(screening, language))
}

fn row(assessment: &Assessment, language: Language) -> [String; 5] {
    [
        match assessment.action {
            Action::None => String::new(),
            action => action.words(language).to_owned(),
        },
        assessment.status.words(language).to_owned(),
        shortened(&assessment.traveller.name, 28),
        shortened(&words::route(assessment), 34),
        if assessment.action == Action::None {
            String::new()
        } else {
            shortened(&words::main_reason(assessment, language), 72)
        },
    ]
}

fn shortened(text: &str, most: usize) -> String {
    // What a list contains must not move the cursor of a terminal.
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    if text.chars().count() <= most {
        return text;
    }
    let mut short: String = text.chars().take(most - 1).collect();
    short.push('…');
    short
}

/// `50 penumpang: 9 terindikasi nonprosedural, 3 prosedural, belum lengkap, ..; 12 wawancara`
fn summary(screening: &Screening, language: Language) -> String {
    let all = &screening.assessments;
    let counts: Vec<String> = TripStatus::ALL
        .into_iter()
        .filter_map(|status| {
            let number = all.iter().filter(|a| a.status == status).count();
            (number > 0).then(|| format!("{number} {}", status.words(language)))
        })
        .collect();
    let interviews = all.iter().filter(|a| a.action >= Action::Interview).count();
    match language {
        Language::Id => format!(
            "{} penumpang: {}; disarankan {interviews} wawancara. Petugas yang memutuskan.",
            all.len(),
            counts.join("; ")
        ),
        Language::En => format!(
            "{} travellers: {}; {interviews} interviews advised. An officer decides.",
            all.len(),
            counts.join("; ")
        ),
    }
}
