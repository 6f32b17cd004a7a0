//! What a human or a program reads.

use super::day;
use domain::Language;
use screening::report::{self, Format};

fn written(format: Format, language: Language) -> String {
    let mut bytes = Vec::new();
    report::write(&day::day(), format, language, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_table() {
    let mut both = Vec::new();
    for language in [Language::Id, Language::En] {
        report::table(&day::day(), language, None, &mut both).unwrap();
    }
    insta::assert_snapshot!(String::from_utf8(both).unwrap());
}

#[test]
fn the_csv() {
    insta::assert_snapshot!(written(Format::Csv, Language::En));
}

#[test]
fn the_lines() {
    let lines = written(Format::Jsonl, Language::Id);
    let first = lines.lines().next().unwrap();
    let values: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(values.len(), day::day().assessments.len());
    let pretty: serde_json::Value = serde_json::from_str(first).unwrap();
    let interviewed = values
        .iter()
        .find(|v| v["traveller"]["name"] == "SRI WAHYUNI")
        .unwrap();
    insta::assert_snapshot!(format!("{pretty:#}\n{interviewed:#}"));
}

#[test]
fn the_page() {
    let page = written(Format::Html, Language::Id);
    // One element a line where a reader of the difference wants it.
    let mut lines = page;
    for element in [
        "<style", "<header", "<main", "<section", "<article", "<tr", "<li", "<h2", "<h3", "<h4",
        "<p", "<dd", "<dt",
    ] {
        lines = lines.replace(element, &format!("\n{element}"));
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn the_page_asks_for_nothing_else_and_stays_light() {
    let page = written(Format::Html, Language::Id);
    for word in [
        "http://", "https://", "src=", "<link", "@import", "url(", "<script",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.len() < 50_000, "{} bytes", page.len());
}

#[test]
fn names_of_a_list_are_no_markup() {
    let page = written(Format::Html, Language::Id);
    assert!(!page.contains("<b>NAMA"));
    assert!(page.contains("&lt;b&gt;NAMA &amp; CO"));
}

#[test]
fn what_protects_shows_nowhere() {
    for format in [Format::Html, Format::Csv, Format::Jsonl] {
        let text = written(format, Language::Id).to_lowercase();
        for word in [
            "korban",
            "dipulangkan",
            "rumah ramah",
            "daftar-pelindungan",
            "daftar pelindungan\"",
        ] {
            assert!(!text.contains(word), "{format:?}: {word}");
        }
        assert!(text.contains("protective_interview") || text.contains("wawancara pelindungan"));
    }
}

#[test]
fn the_form_follows_from_the_ending() {
    for (name, format) in [
        ("r.html", Some(Format::Html)),
        ("a.b/R.CSV", Some(Format::Csv)),
        ("r.jsonl", Some(Format::Jsonl)),
        ("r.pdf", None),
        ("report", None),
    ] {
        assert_eq!(Format::of(std::path::Path::new(name)), format, "{name}");
    }
}
